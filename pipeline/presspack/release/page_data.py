"""What the page of a release shows, as columns: rows refer to articles, actors and sentences by their number."""

from collections.abc import Mapping
from typing import Any

import duckdb

from presspack.release.calibration import measured
from presspack.tables.package_metadata import Metadata
from presspack.tables.vocabulary import vocabulary_rows

Columns = dict[str, list[Any]]
MOST_CHECK_ROWS = 20
MOST_LEFT_OUT = 500
FILES = [
    ["data/event_list.csv", "events in words, one row each: opens in a spreadsheet"],
    ["data/figure_list.csv", "figures in words, one row each"],
    ["datapackage.json", "all tables as CSV, with their schemas"],
    ["parquet/datapackage.json", "the same tables as Parquet"],
    ["DICTIONARY.md", "what every column means"],
    ["README.md", "how to load it, what it does not know"],
]
_IRREGULAR = {"person": "people", "media": "media"}
# The columns of the page, and the columns of the tables that say what they mean.
HELP = {
    "when": ("event_list", "date_start"),
    "what": ("event_list", "type"),
    "who": ("event_list", "agents"),
    "whom": ("event_list", "targets"),
    "many": ("event_list", "figures"),
    "says": ("event_list", "said_by"),
    "conf": ("event_list", "confidence"),
}

ARTICLES = """
SELECT article_id AS id, file, title, outlet, url, published_on AS published FROM articles ORDER BY article_id
"""
ACTORS = """
SELECT a.actor_id AS id, a.name, t.title AS type, a.country_code AS country, a.description, a.mentions, a.articles,
  coalesce((SELECT list(n.name ORDER BY n.mentions DESC, n.name) FROM actor_names n WHERE n.actor_id = a.actor_id), [])
    AS names
FROM actors a JOIN actor_types t ON t.code = a.type_code ORDER BY a.actor_id
"""
EVIDENCE = (
    "SELECT evidence_id AS id, article_id AS article, start, text FROM evidence ORDER BY article_id, start, evidence_id"
)
ROLES = """
SELECT actor_id AS actor, role, organisation_id AS organisation, is_former AS former, is_acting AS acting,
  article_id AS article
FROM actor_roles ORDER BY article_id, start, role_id
"""
FIGURES = """
SELECT statistic_id AS id, article_id AS article, evidence_id AS evidence, start, "end", text, value,
  value_high AS high, modifier_code AS modifier, change_code AS change, unit, indicator,
  subject_id AS subject, period_start AS "from",
  period_end AS "to", reported_on AS reported, place, attributed_to AS "by", event_id AS event
FROM statistics ORDER BY article_id, start, statistic_id
"""
EVENTS = """
SELECT event_id AS id, article_id AS article, evidence_id AS evidence, type_code AS type, events.start, events."end",
  trigger,
  date_start AS "from", date_end AS "to", date_precision_code AS precision, date_source_code AS source,
  reported_on AS reported, place, country_code AS country, modality_code AS told, attributed_to AS "by", confidence,
  CASE WHEN tellings > 1 THEN cluster END AS cluster,
  CASE WHEN when_start IS NULL THEN NULL ELSE [when_start, when_end] END AS "when",
  CASE WHEN says.start IS NULL THEN NULL ELSE [says.start, says."end"] END AS says
FROM events JOIN (
  -- A number for each happening that is told more than once.
  SELECT event_cluster_id, count(*) AS tellings, row_number() OVER (ORDER BY event_cluster_id) AS cluster
  FROM events GROUP BY event_cluster_id
) USING (event_cluster_id) LEFT JOIN (
  -- Where the sentence names who says so.
  SELECT event_id, min(m.start) AS start, arg_min(m."end", m.start) AS "end"
  FROM events e JOIN evidence v USING (evidence_id) JOIN mentions m
    ON m.article_id = e.article_id AND m.actor_id = e.attributed_to AND m.start >= v.start AND m."end" <= v."end"
  GROUP BY event_id
) says USING (event_id) ORDER BY article_id, events.start, event_id
"""
PARTICIPANTS = """
SELECT event_id, role_code, text, actor_id, start, "end" FROM event_participants
WHERE role_code IN ('agent', 'target') ORDER BY event_id, participant
"""
QUOTES = """
SELECT q.article_id AS article, speaker_id AS speaker, speaker AS words, text, kind_code = 'direct' AS direct,
  a.published_on AS reported FROM quotes q JOIN articles a USING (article_id) ORDER BY q.article_id, start, quote_id
"""


def page_data(
    con: duckdb.DuckDBPyConnection,
    metadata: Metadata,
    report: Mapping[str, Any],
    *,
    passed: int = 0,
    since: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the payload of the page of a package whose tables `con` has as views.

    `report` is that of the check, `passed` the number of rules that nothing broke; `since` says what changed since the
    release before (release/changes.py), None without one.
    """
    articles, actors, evidence = columns(con, ARTICLES), columns(con, ACTORS), columns(con, EVIDENCE)
    numbers = {name: {one: n for n, one in enumerate(table["id"])} for name, table in
               (("article", articles), ("actor", actors), ("evidence", evidence))}  # fmt: skip
    figures = numbered(
        columns(con, FIGURES), numbers, article="article", evidence="evidence", subject="actor", by="actor"
    )
    events = numbered(columns(con, EVENTS), numbers, article="article", evidence="evidence", by="actor")
    who, whom = participants(con, numbers["actor"])
    events["who"] = [who.get(event, []) for event in events["id"]]
    events["whom"] = [whom.get(event, []) for event in events["id"]]
    counted: dict[str, list[int]] = {}
    for number, event in enumerate(figures.pop("event")):
        counted.setdefault(event, []).append(number)
    events["figures"] = [counted.get(event, []) for event in events["id"]]
    evidence["article"] = [numbers["article"][article] for article in evidence["article"]]
    evidence.pop("id")
    quotes = columns(con, QUOTES) if "quotes" in metadata.schemas else {}
    return {
        "about": about(metadata),
        # In the order of the file that people keep, in which the groups are shown.
        "groups": [{"code": row["code"], "title": row["title"]} for row in vocabulary_rows("event_groups")],
        "types": listed(con, 'SELECT code, title, group_code AS "group" FROM event_types'),
        "countries": countries(con),
        "articles": articles,
        "actors": actors,
        "roles": numbered(columns(con, ROLES), numbers, actor="actor", organisation="actor", article="article"),
        "events": events,
        "figures": figures,
        "quotes": numbered(quotes, numbers, article="article", speaker="actor"),
        "evidence": evidence,
        "help": columns_help(metadata),
        "files": FILES,
        "since": since,
        **quality(con, metadata, report, passed),
        **counts(con, has_quotes="quotes" in metadata.schemas),
    }


def columns(con: duckdb.DuckDBPyConnection, query: str) -> Columns:
    """Return the columns of a query by name."""
    return dict(con.sql(query).to_arrow_table().to_pydict())


def listed(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """Return the rows of a query by column."""
    return list(con.sql(query).to_arrow_table().to_pylist())


def numbered(table: Columns, numbers: Mapping[str, Mapping[str, int]], **references: str) -> Columns:
    """Return a table whose columns `references` hold the number of the row that they name, null for none."""
    return {
        name: [numbers[references[name]].get(value) for value in values] if name in references else values
        for name, values in table.items()
    }


def participants(con: duckdb.DuckDBPyConnection, actors: Mapping[str, int]) -> tuple[dict[str, list[Any]], ...]:
    """Return the agents and the targets of each event as [words, number of the actor, start, end]."""
    sides: dict[str, dict[str, list[Any]]] = {"agent": {}, "target": {}}
    for event, role, text, actor, start, end in con.execute(PARTICIPANTS).fetchall():
        sides[role].setdefault(event, []).append([text, actors.get(actor), start, end])
    return sides["agent"], sides["target"]


def about(metadata: Metadata) -> dict[str, Any]:
    """Return what the package is called, by whom it is and what one may do with it."""
    licence = metadata.licenses[0] if metadata.licenses else None
    return {
        "name": metadata.name,
        "title": metadata.title,
        "version": metadata.version,
        "created": metadata.created[:10],
        "licence": {"title": licence.title, "path": licence.path}
        if licence
        else {"title": "licence not specified", "path": ""},
        "makers": [person.title for person in metadata.contributors if person.title],
    }


def columns_help(metadata: Metadata) -> dict[str, str]:
    """Return what each column of the page means, in the words of the schemas."""
    described = {
        (name, field["name"]): field["description"]
        for name, table in metadata.published.items()
        for field in table.fields
    }
    return {key: described[column] for key, column in HELP.items() if column in described}


def countries(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the English names of the countries that rows name, by code."""
    import pycountry  # noqa: PLC0415 - only a page needs names of countries

    codes = con.execute(
        "SELECT DISTINCT country_code FROM (SELECT country_code FROM events UNION ALL SELECT country_code FROM actors) "
        "WHERE country_code IS NOT NULL ORDER BY ALL"
    ).fetchall()
    found = {code: pycountry.countries.get(alpha_3=code) for (code,) in codes}
    return {code: getattr(one, "common_name", one.name) if one else code for code, one in found.items()}


def quality(
    con: duckdb.DuckDBPyConnection, metadata: Metadata, report: Mapping[str, Any], passed: int
) -> dict[str, Any]:
    """Return how often rows are right (the table `calibration`), what the checks found, and what was left out."""
    calibration = measured(con)
    bands = [
        {"title": row["band"], "from": row["from"], "right": row["right"], "of": row["of"]}
        for row in calibration
        if row["band"]
    ]
    return {
        "bands": bands,
        "calibration": [{key: row[key] for key in ("what", "right", "of", "measured_on")} for row in calibration],
        "passed": passed,
        "checks": [check(rule, found) for rule, found in report.items()],
        "citation": citation(metadata),
        "left_out": con.execute(
            "SELECT file, status_code, coalesce(reason, '') FROM articles WHERE status_code <> 'used' "
            f"ORDER BY file, record LIMIT {MOST_LEFT_OUT}"
        ).fetchall(),
    }


def check(rule: str, found: Mapping[str, Any]) -> dict[str, Any]:
    """Return a broken rule in words, with the first rows that broke it."""
    rows = [f"{row['table']} {row['row']}: {row['value']}" for row in found["violations"][:MOST_CHECK_ROWS]]
    says = rule.partition(": ")[2] or rule
    return {"severity": found["severity"], "says": says, "count": len(found["violations"]), "rows": rows}


def citation(metadata: Metadata) -> str:
    """Return how the package is cited: makers (year). Title (version) [data set]. Licence."""
    makers = ", ".join(person.title for person in metadata.contributors if person.title) or "Maker not named"
    licence = metadata.licenses[0].title if metadata.licenses else "licence not specified"
    return f"{makers} ({metadata.created[:4]}). {metadata.title} ({metadata.version}) [data set]. {licence}."


def counts(con: duckdb.DuckDBPyConnection, *, has_quotes: bool) -> dict[str, Any]:
    """Return the key figures of the page, each with its reservation."""
    told = dict(con.execute("SELECT modality_code, count(*) FROM events GROUP BY ALL").fetchall())
    events = sum(told.values())
    words = [("actual", "happened"), ("planned", "planned"), ("negated", "denied"), ("conditional", "possible")]
    reserved = ", ".join(f"{told[code]} {word}" for code, word in words if told.get(code))
    figures, indicators = one(con, "SELECT count(*), count(DISTINCT lower(indicator)) FROM statistics")
    actors = con.execute(
        "SELECT lower(t.title), count(*) AS n FROM actors a JOIN actor_types t ON t.code = a.type_code "
        "GROUP BY ALL ORDER BY n DESC, 1 LIMIT 3"
    ).fetchall()
    quotes, speakers = one(con, "SELECT count(*), count(DISTINCT speaker_id) FROM quotes") if has_quotes else (0, 0)
    records, used, withheld, outlets = one(
        con,
        "SELECT count(*), count(*) FILTER (status_code = 'used'), "
        "count(*) FILTER (status_code = 'used' AND text_redistributable IS NOT TRUE), count(DISTINCT outlet) "
        "FROM articles",
    )
    left = f"{records - used} left out" if records > used else "none left out"
    return {
        "keys": [
            [*counted(events, "event").split(), reserved],
            [*counted(figures, "figure").split(), f"of {counted(indicators, 'indicator')}"],
            [
                *counted(one(con, "SELECT count(*) FROM actors")[0], "actor").split(),
                ", ".join(counted(n, kind) for kind, n in actors),
            ],
            *([[*counted(quotes, "quote").split(), f"of {counted(speakers, 'speaker')}"]] if quotes else []),
            [*counted(used, "article").split(), f"{counted(outlets, 'outlet')}; {left}" if outlets else left],
        ],
        "records": records,
        "used": used,
        "withheld": withheld,
    }


def counted(number: int, noun: str) -> str:
    """Return "1 outlet", "1,200 outlets"."""
    return f"{number:,} {noun if number == 1 else several(noun)}"


def several(noun: str) -> str:
    """Return the plural of a kind of actor: "party" -> "parties", "person" -> "people"."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeou" else f"{noun}s"


def one(con: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    """Return the only row of a query."""
    return tuple(con.execute(query).fetchall()[0])
