"""Forms: all entities of the corpus that are written alike, with what is known of each; nothing is merged here.

Counting happens in DuckDB, which spills to disk: Python holds the different names and the forms, not the entities.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import duckdb
import pyarrow

from pipeline.extract.authority import Authority
from pipeline.extract.phrases import is_acronym, name_key
from pipeline.extract.titles import is_title
from pipeline.resolve.romanisation import spelling_key

PERSON = "person"
BODIES = frozenset({"party", "organisation", "government", "media"})
# Names of these types say little without their country: there are many supreme courts.
NATIONAL = frozenset({"government", "country", "group"})
KEPT = 64
FORMS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write one kind of actor. `key` makes it one form.

    `name` and `country_code` are what most articles say; `names` are the fullest names that articles give it,
    `articles` the numbers of those articles, `acronyms` the folded acronyms among its spellings. `organisations` (it
    holds office in) and `companions` (other actors of its articles) are folded names, evidence for a merge: at most
    KEPT, those of smallest checksum.
    """

    key: str
    type_code: str
    authority_id: str | None
    name: str
    country_code: str | None
    names: tuple[str, ...]
    mentions: int
    articles: frozenset[int]
    acronyms: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()

    @property
    def is_bare(self) -> bool:
        """True for a person of whom only one word is known."""
        return self.type_code == PERSON and self.authority_id is None and " " not in spelling_key(self.name)


@dataclass(frozen=True, slots=True)
class Kind:
    """Entities of one name, type, country and known actor. They are one form; if `is_alone` each is its own."""

    name: str
    type_code: str
    country_code: str | None
    authority_id: str | None
    form: str
    is_alone: bool
    form_type: str
    known_id: str | None


KINDS = pyarrow.schema([(name, pyarrow.bool_() if name == "is_alone" else pyarrow.string()) for name in Kind.__slots__])
PLACED = """
    CREATE TABLE placed AS
    SELECT e.entity_id, e.article_id, e.name, e.country_code, k.form_type, k.known_id,
        CASE WHEN k.is_alone THEN k.form || e.entity_id ELSE k.form END AS form_key
    FROM entities AS e JOIN kinds AS k ON e.name = k.name AND e.type_code = k.type_code
        AND e.country_code IS NOT DISTINCT FROM k.country_code AND e.authority_id IS NOT DISTINCT FROM k.authority_id"""
SAMPLE = f"""
    SELECT form_key, min(number, {KEPT}) AS numbers
    FROM (
        SELECT DISTINCT form_key, number
        FROM {{}} AS told JOIN placed USING (entity_id) JOIN numbered ON numbered.name = told.name
    )
    GROUP BY form_key"""
FORMS = f"""
    WITH named AS (
        SELECT form_key, any_value(form_type) AS type_code, any_value(known_id) AS known_id,
            histogram(name) AS names, histogram(coalesce(country_code, '')) AS countries,
            list(DISTINCT number) AS articles
        FROM placed JOIN articles_numbered USING (article_id) GROUP BY form_key
    ), written AS (
        SELECT form_key, sum(spelled.mentions)::BIGINT AS mentions,
            list(DISTINCT text) FILTER (form_type IN ({", ".join(f"'{code}'" for code in sorted(BODIES))})) AS spellings
        FROM spelled JOIN placed USING (entity_id) GROUP BY form_key
    ), in_office AS ({SAMPLE.format("offices")}), in_company AS ({SAMPLE.format("company")})
    SELECT form_key, type_code, known_id, names, countries, articles, mentions, spellings,
        in_office.numbers, in_company.numbers
    FROM named LEFT JOIN written USING (form_key) LEFT JOIN in_office USING (form_key)
        LEFT JOIN in_company USING (form_key)
    ORDER BY form_key"""


def forms_of(con: duckdb.DuckDBPyConnection, authority: Authority) -> list[Form]:
    """Return all forms in the order of their keys, and make the table `placed`: the form of each entity.

    Wanted are the tables or views `entities` (entity_id, article_id, name, type_code, country_code, authority_id);
    `spelled` (entity_id, text, mentions): its spellings; `offices` and `company` (entity_id, name): the bodies it
    holds office in, and the other actors of its article.
    """
    found = con.execute("SELECT DISTINCT name, type_code, country_code, authority_id FROM entities").fetchall()
    kinds = [kind_of(authority, *row) for row in found]
    con.register("kinds", pyarrow.Table.from_pylist([plain(kind) for kind in kinds], schema=KINDS))
    con.execute(PLACED)
    names = numbered_names(con)
    con.execute("""CREATE TEMP TABLE articles_numbered AS
        SELECT article_id, row_number() OVER () AS number FROM (SELECT DISTINCT article_id FROM placed)""")
    forms = list(read_forms(con, names))
    for view in ("kinds", "numbered"):
        con.unregister(view)
    con.execute("DROP TABLE articles_numbered")
    return forms


def plain(kind: Kind) -> dict[str, Any]:
    """Return a kind as a row."""
    return {name: getattr(kind, name) for name in Kind.__slots__}


def numbered_names(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return all folded names of offices and company by number, and make `numbered`: the number of each name.

    Numbers follow the checksums of the folded names, so that the smallest numbers are a sample that does not depend
    on the order of arrival.
    """
    rows = con.execute("SELECT name FROM offices UNION SELECT name FROM company").fetchall()
    folded = {name: name_key(name) for (name,) in rows}
    ordered = sorted(set(folded.values()), key=lambda name: (crc32(name.encode()), name))
    numbers = {name: number for number, name in enumerate(ordered)}
    columns = [list(folded), [numbers[name] for name in folded.values()]]
    schema = pyarrow.schema([("name", pyarrow.string()), ("number", pyarrow.int64())])
    con.register("numbered", pyarrow.table(columns, schema=schema))
    return ordered


def read_forms(con: duckdb.DuckDBPyConnection, names: list[str]) -> Iterator[Form]:
    """Yield the forms in the order of their keys; `names` are those of offices and company, which forms share."""
    rows = con.execute(FORMS)
    while batch := rows.fetchmany(FORMS_AT_ONCE):
        for key, type_code, known_id, given, countries, articles, mentions, spellings, offices, company in batch:
            acronyms = {name_key(words) for words in spellings or () if is_acronym(words)}
            yield Form(
                key,
                type_code,
                known_id,
                commonest_name(given),
                commonest_country(countries),
                tuple(sorted(given)),
                mentions or sum(given.values()),
                frozenset(articles),
                tuple(sorted(acronyms)),
                tuple(names[number] for number in offices or ()),
                tuple(names[number] for number in company or ()),
            )


def commonest_name(counts: Mapping[str, int]) -> str:
    """Return the name most articles use; of equals the longest, then the first in the alphabet."""
    return min(counts, key=lambda name: (-counts[name], -len(name), name))


def commonest_country(counts: Mapping[str, int]) -> str | None:
    """Return the country most articles give, if any does; "" stands for none."""
    known = {code: n for code, n in counts.items() if code}
    return min(known, key=lambda code: (-known[code], code)) if known else None


def kind_of(
    authority: Authority, name: str, type_code: str, country_code: str | None, authority_id: str | None
) -> Kind:
    """Return what entities of one name, type, country and known actor share."""
    known_id = authority_id or authority_id_of(name, type_code, country_code, authority)
    form, is_alone = form_key(name, type_code, country_code, known_id)
    known = authority.by_id.get(known_id or "")
    form_type, known_id = (known.type_code, known.actor_id) if known else (type_code, None)
    return Kind(name, type_code, country_code, authority_id, form, is_alone, form_type, known_id)


def authority_id_of(name: str, type_code: str, country_code: str | None, authority: Authority) -> str | None:
    """Return the known actor that a full name or another romanisation of it stands for, if there is one."""
    for alias in authority.alternatives(name):
        actor = authority.by_id[alias.actor_id]
        fits = country_code in {None, actor.country_code}
        if actor.name == name and actor.type_code == type_code and fits:
            return actor.actor_id
    return authority.by_spelling(name, type_code) if type_code == PERSON else None


def form_key(name: str, type_code: str, country_code: str | None, known_id: str | None) -> tuple[str, bool]:
    """Return what entities share to be one form: the known actor; or type, folded name and, if need be, country.

    A title or a single word of a name is no form for all: of these the key is only the start, which is told.
    """
    if known_id is not None:
        return f"@{known_id}", False
    if type_code == PERSON:
        if is_title(name) or " " not in spelling_key(name):
            return f"{PERSON}:{spelling_key(name)}:", True
        return f"{PERSON}:{name_key(name)}", False
    folded = name_key(name)
    folded = folded.removeprefix("the ") or folded
    country = country_code or "" if type_code in NATIONAL else ""
    return f"{type_code}:{folded}:{country}", False
