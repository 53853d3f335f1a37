"""Forms: all entities of the corpus that are written alike, with what is known of each; nothing is merged here.

Counting happens in DuckDB, which spills to disk: Python holds the different names and the forms, not the entities.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import duckdb
import pyarrow

from presspack.names.actor_types import BODIES
from presspack.names.authority import Authority
from presspack.names.phrase_matcher import is_acronym, name_key
from presspack.names.romanisation import spelling_key
from presspack.resolve.form_keys import COUNTRY, PERSON, TOLD, Kind, apart, kind_of, tells

KEPT = 64
_FORMS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write one kind of actor. `key` makes it one form.

    `name` and `country_code` are what most articles say; `names` are the fullest names that articles give it,
    `articles` the numbers of those articles, `acronyms` the folded acronyms among its spellings. `organisations` (it
    holds office in) and `companions` (other actors of its articles) are folded names, evidence for a merge: at most
    KEPT, those of smallest checksum. `seat_code` is the country of the actor or, where no article tells that, of the
    articles that name it; `sphere` the walk of life that they place a person in.
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
    seat_code: str | None = None
    sphere: str | None = None

    @property
    def is_bare(self) -> bool:
        """True for a person of whom only one word is known."""
        return self.type_code == PERSON and self.authority_id is None and " " not in spelling_key(self.name)


KINDS = pyarrow.schema(
    [
        *(
            (name, pyarrow.string())
            for name in ("name", "type_code", "country_code", "authority_id", "form", "seat_code", "sphere")
        ),
        ("is_alone", pyarrow.bool_()),
        ("tells", pyarrow.bool_()),
        ("kind", pyarrow.int32()),
    ]
)
NAMES = pyarrow.schema([("name", pyarrow.string()), ("number", pyarrow.int32()), ("folded", pyarrow.int32())])
# Numbers stand for kinds, names, articles and forms: what is joined over the whole corpus holds no words.
_PLACED = """
    CREATE TABLE placed AS
    SELECT *, dense_rank() OVER (ORDER BY form_key)::INTEGER AS form FROM (
        SELECT e.entity_id, e.article_id, dense_rank() OVER (ORDER BY e.article_id) AS article,
            k.kind, n.number AS name, n.folded,
            CASE WHEN k.is_alone THEN k.form || e.entity_id ELSE k.form END AS form_key
        FROM entities AS e JOIN kinds AS k ON e.name = k.name AND e.type_code = k.type_code
            AND e.country_code IS NOT DISTINCT FROM k.country_code
            AND e.authority_id IS NOT DISTINCT FROM k.authority_id
            AND e.seat_code IS NOT DISTINCT FROM k.seat_code AND e.sphere IS NOT DISTINCT FROM k.sphere
        JOIN names AS n ON n.name = e.name
    )"""
# Capitals only, since an acronym has no others: the lists are held in memory.
_SPELLED = """
    SELECT form, sum(mentions)::BIGINT, list(DISTINCT text) FILTER (text = upper(text))
    FROM spelled JOIN placed USING (entity_id) GROUP BY form"""
_IN_OFFICE = """
    SELECT DISTINCT form, names.folded
    FROM offices JOIN placed USING (entity_id) JOIN names ON names.name = offices.name"""
_IN_COMPANY = """
    SELECT DISTINCT p.form, o.folded
    FROM placed AS p JOIN placed AS o USING (article) JOIN kinds AS k ON o.kind = k.kind
    WHERE o.name <> p.name AND k.tells"""
_FORMS = """
    SELECT form, any_value(form_key), histogram(kind), list(DISTINCT article) FROM placed GROUP BY form ORDER BY form"""


def forms_of(con: duckdb.DuckDBPyConnection, authority: Authority) -> list[Form]:
    """Return all forms in the order of their keys, and make the table `placed`: the form of each entity.

    Wanted are the tables or views `entities` (entity_id, article_id, name, type_code, country_code, authority_id,
    seat_code, sphere);
    `spelled` (entity_id, text, mentions): its spellings; `offices` (entity_id, name): the bodies it holds office in.
    """
    found = con.execute(f"SELECT DISTINCT {', '.join(TOLD)} FROM entities").fetchall()
    kinds = apart(kind_of(authority, row) for row in found)
    rows = [
        {name: getattr(kind, name, number) for name in KINDS.names} | {"tells": tells(authority, kind)}
        for number, kind in enumerate(kinds)
    ]
    con.register("kinds", pyarrow.Table.from_pylist(rows, schema=KINDS))
    names = {name for (name,) in con.execute("SELECT DISTINCT name FROM offices").fetchall()}
    folded = _register_names(con, names.union(kind.name for kind in kinds))
    con.execute(_PLACED)
    forms = list(_read_forms(con, kinds, folded))
    for table in ("kinds", "names"):
        con.unregister(table)
    return forms


def _register_names(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> list[str]:
    """Return the folded names by number, and make the table `names`: the number of each name and of its folded one.

    Numbers follow the checksums of the folded names, so that the smallest are a sample that does not depend on the
    order of arrival.
    """
    keys = {name: name_key(name) for name in names}
    folded = sorted(set(keys.values()), key=lambda name: (crc32(name.encode()), name))
    numbers = {name: number for number, name in enumerate(folded)}
    columns = [list(keys), list(range(len(keys))), [numbers[name] for name in keys.values()]]
    con.register("names", pyarrow.table(columns, schema=NAMES))
    return folded


def _read_forms(con: duckdb.DuckDBPyConnection, kinds: Sequence[Kind], folded: Sequence[str]) -> Iterator[Form]:
    """Yield the forms in the order of their keys; their words are those of `kinds` and `folded`, not copies."""
    spelled = {form: (mentions, spellings) for form, mentions, spellings in con.execute(_SPELLED).fetchall()}
    offices, company = (samples(con, query, folded) for query in (_IN_OFFICE, _IN_COMPANY))
    rows = con.execute(_FORMS)
    while batch := rows.fetchmany(_FORMS_AT_ONCE):
        for form, key, counts, articles in batch:
            given, countries = defaultdict[str, int](int), defaultdict[str, int](int)
            for number, count in counts.items():
                given[kinds[number].name] += count
                countries[kinds[number].country_code or ""] += count
            kind = kinds[next(iter(counts))]
            mentions, spellings = spelled.pop(form, (0, None))
            acronyms = {name_key(words) for words in spellings or () if is_acronym(words)}
            yield Form(
                key,
                kind.form_type,
                kind.known_id,
                _commonest_name(given),
                _commonest_country(countries),
                tuple(sorted(given)),
                mentions or sum(given.values()),
                frozenset(articles),
                tuple(sorted(acronyms)) if kind.form_type in BODIES else (),
                offices.pop(form, ()),
                company.pop(form, ()),
                kind.seat_code if kind.form_type != COUNTRY else kind.country_code,
                kind.sphere,
            )


def samples(con: duckdb.DuckDBPyConnection, pairs: str, folded: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Return at most KEPT folded names of each form, of the `pairs` of a form and the number of a name."""
    rows = con.execute(f"SELECT form, min(folded, {KEPT}) FROM ({pairs}) GROUP BY form")
    return {
        form: tuple(folded[number] for number in numbers)
        for batch in iter(lambda: rows.fetchmany(_FORMS_AT_ONCE), [])
        for form, numbers in batch
    }


def _commonest_name(counts: Mapping[str, int]) -> str:
    """Return the name most articles use; of equals the longest, then the first in the alphabet.

    A name of several words that only a heading or byline has in capitals counts where nothing else is known.
    """
    written = {name.casefold() for name in counts if not name.isupper()}
    told = [name for name in counts if " " not in name or not name.isupper() or name.casefold() not in written]
    return min(told, key=lambda name: (-counts[name], -len(name), name))


def _commonest_country(counts: Mapping[str, int]) -> str | None:
    """Return the country most articles give, if any does; "" stands for none."""
    known = {code: n for code, n in counts.items() if code}
    return min(known, key=lambda code: (-known[code], code)) if known else None
