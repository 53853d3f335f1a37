"""Forms: all entities of the corpus that are written alike, with what is known of each; nothing is merged here.

Counting happens in DuckDB, which spills to disk: Python holds the different names and the forms, not the entities.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import duckdb
import pyarrow

from presspack.extract.actors.titles import is_title
from presspack.names.authority import Authority
from presspack.names.phrase_matcher import is_acronym, name_key
from presspack.names.romanisation import spelling_key

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


KINDS = pyarrow.schema(
    [
        *((name, pyarrow.string()) for name in ("name", "type_code", "country_code", "authority_id", "form")),
        ("is_alone", pyarrow.bool_()),
        ("kind", pyarrow.int32()),
    ]
)
NAMES = pyarrow.schema([("name", pyarrow.string()), ("number", pyarrow.int32()), ("folded", pyarrow.int32())])
# Numbers stand for kinds, names, articles and forms: what is joined over the whole corpus holds no words.
PLACED = """
    CREATE TABLE placed AS
    SELECT *, dense_rank() OVER (ORDER BY form_key)::INTEGER AS form FROM (
        SELECT e.entity_id, e.article_id, dense_rank() OVER (ORDER BY e.article_id) AS article,
            k.kind, n.number AS name, n.folded,
            CASE WHEN k.is_alone THEN k.form || e.entity_id ELSE k.form END AS form_key
        FROM entities AS e JOIN kinds AS k ON e.name = k.name AND e.type_code = k.type_code
            AND e.country_code IS NOT DISTINCT FROM k.country_code
            AND e.authority_id IS NOT DISTINCT FROM k.authority_id
        JOIN names AS n ON n.name = e.name
    )"""
# Capitals only, since an acronym has no others: the lists are held in memory.
SPELLED = """
    SELECT form, sum(mentions)::BIGINT, list(DISTINCT text) FILTER (text = upper(text))
    FROM spelled JOIN placed USING (entity_id) GROUP BY form"""
IN_OFFICE = """
    SELECT DISTINCT form, names.folded
    FROM offices JOIN placed USING (entity_id) JOIN names ON names.name = offices.name"""
IN_COMPANY = """
    SELECT DISTINCT p.form, o.folded FROM placed AS p JOIN placed AS o USING (article) WHERE o.name <> p.name"""
FORMS = """
    SELECT form, any_value(form_key), histogram(kind), list(DISTINCT article) FROM placed GROUP BY form ORDER BY form"""


def forms_of(con: duckdb.DuckDBPyConnection, authority: Authority) -> list[Form]:
    """Return all forms in the order of their keys, and make the table `placed`: the form of each entity.

    Wanted are the tables or views `entities` (entity_id, article_id, name, type_code, country_code, authority_id);
    `spelled` (entity_id, text, mentions): its spellings; `offices` (entity_id, name): the bodies it holds office in.
    """
    found = con.execute("SELECT DISTINCT name, type_code, country_code, authority_id FROM entities").fetchall()
    kinds = [kind_of(authority, *row) for row in found]
    rows = [{name: getattr(kind, name, number) for name in KINDS.names} for number, kind in enumerate(kinds)]
    con.register("kinds", pyarrow.Table.from_pylist(rows, schema=KINDS))
    names = {name for (name,) in con.execute("SELECT DISTINCT name FROM offices").fetchall()}
    folded = register_names(con, names.union(kind.name for kind in kinds))
    con.execute(PLACED)
    forms = list(read_forms(con, kinds, folded))
    for table in ("kinds", "names"):
        con.unregister(table)
    return forms


def register_names(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> list[str]:
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


def read_forms(con: duckdb.DuckDBPyConnection, kinds: Sequence[Kind], folded: Sequence[str]) -> Iterator[Form]:
    """Yield the forms in the order of their keys; their words are those of `kinds` and `folded`, not copies."""
    spelled = {form: (mentions, spellings) for form, mentions, spellings in con.execute(SPELLED).fetchall()}
    offices, company = (samples(con, query, folded) for query in (IN_OFFICE, IN_COMPANY))
    rows = con.execute(FORMS)
    while batch := rows.fetchmany(FORMS_AT_ONCE):
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
                commonest_name(given),
                commonest_country(countries),
                tuple(sorted(given)),
                mentions or sum(given.values()),
                frozenset(articles),
                tuple(sorted(acronyms)) if kind.form_type in BODIES else (),
                offices.pop(form, ()),
                company.pop(form, ()),
            )


def samples(con: duckdb.DuckDBPyConnection, pairs: str, folded: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Return at most KEPT folded names of each form, of the `pairs` of a form and the number of a name."""
    rows = con.execute(f"SELECT form, min(folded, {KEPT}) FROM ({pairs}) GROUP BY form")
    return {
        form: tuple(folded[number] for number in numbers)
        for batch in iter(lambda: rows.fetchmany(FORMS_AT_ONCE), [])
        for form, numbers in batch
    }


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
