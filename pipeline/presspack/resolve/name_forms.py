"""Forms: all entities of the corpus that are written alike, with what is known of each; nothing is merged here.

Counting happens in DuckDB, which spills to disk: Python holds the different names and the forms, not the entities.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import duckdb
import pyarrow

from presspack.extract.actors.titles import is_title
from presspack.names.authority import TITLE, Authority, is_common
from presspack.names.countries import codes_by_name, names_by_code
from presspack.names.phrase_matcher import is_acronym, name_key
from presspack.names.romanisation import spelling_key

PERSON = "person"
BODIES = frozenset({"party", "organisation", "government", "media"})
PARTY, GOVERNMENT, COUNTRY, GROUP = "party", "government", "country", "group"
# What is told of an entity.
TOLD = ("name", "type_code", "country_code", "authority_id", "seat_code", "sphere")
KEPT = 64
FORMS_AT_ONCE = 10_000


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


@dataclass(frozen=True, slots=True)
class Kind:
    """Entities of one name, type, country, known actor, seat and sphere. They are one form; if `is_alone` each is its own."""

    name: str
    type_code: str
    country_code: str | None
    authority_id: str | None
    form: str
    is_alone: bool
    form_type: str
    known_id: str | None
    seat_code: str | None = None
    sphere: str | None = None


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
PLACED = """
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
SPELLED = """
    SELECT form, sum(mentions)::BIGINT, list(DISTINCT text) FILTER (text = upper(text))
    FROM spelled JOIN placed USING (entity_id) GROUP BY form"""
IN_OFFICE = """
    SELECT DISTINCT form, names.folded
    FROM offices JOIN placed USING (entity_id) JOIN names ON names.name = offices.name"""
IN_COMPANY = """
    SELECT DISTINCT p.form, o.folded FROM placed AS p JOIN placed AS o USING (article) JOIN kinds AS k ON o.kind = k.kind
    WHERE o.name <> p.name AND k.tells"""
FORMS = """
    SELECT form, any_value(form_key), histogram(kind), list(DISTINCT article) FROM placed GROUP BY form ORDER BY form"""


def forms_of(con: duckdb.DuckDBPyConnection, authority: Authority) -> list[Form]:
    """Return all forms in the order of their keys, and make the table `placed`: the form of each entity.

    Wanted are the tables or views `entities` (entity_id, article_id, name, type_code, country_code, authority_id,
    seat_code, sphere);
    `spelled` (entity_id, text, mentions): its spellings; `offices` (entity_id, name): the bodies it holds office in.
    """
    found = con.execute(f"SELECT DISTINCT {', '.join(TOLD)} FROM entities").fetchall()
    kinds = [kind_of(authority, *row) for row in found]
    rows = [
        {name: getattr(kind, name, number) for name in KINDS.names} | {"tells": tells(authority, kind)}
        for number, kind in enumerate(kinds)
    ]
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
                kind.seat_code if kind.form_type != COUNTRY else kind.country_code,
                kind.sphere,
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
    authority: Authority,
    name: str,
    type_code: str,
    country_code: str | None,
    authority_id: str | None,
    seat_code: str | None = None,
    sphere: str | None = None,
) -> Kind:
    """Return what entities of one name, type, country, known actor, seat and sphere share."""
    seat = country_code or seat_code
    known_id = authority_id or authority_id_of(name, type_code, seat, authority)
    form, is_alone = form_key(name, type_code, known_id, seat=seat, sphere=sphere)
    known = authority.by_id.get(known_id or "")
    form_type, known_id = (known.type_code, known.actor_id) if known else (type_code, None)
    return Kind(name, type_code, country_code, authority_id, form, is_alone, form_type, known_id, seat_code, sphere)


def tells(authority: Authority, kind: Kind) -> bool:
    """True for an actor whose company is evidence: not for countries, groups, common names and who is named anywhere."""
    if kind.form_type in {COUNTRY, GROUP} or authority.is_local(kind.name):
        return False
    known = authority.by_id.get(kind.known_id or "")
    return known is None or (known.country_code is not None and known.type_code != "media")


def authority_id_of(name: str, type_code: str, seat: str | None, authority: Authority) -> str | None:
    """Return the known actor that a full name or another romanisation of it stands for, if there is one."""
    local = authority.is_local(name)
    for alias in authority.alternatives(name):
        actor = authority.by_id[alias.actor_id]
        fits = seat == actor.country_code if local else seat in {None, actor.country_code}
        if actor.name == name and actor.type_code == type_code and fits:
            return actor.actor_id
    if type_code == PERSON:
        return authority.by_spelling(name, type_code)
    return of_country(name, type_code, seat, authority) if seat and type_code in {PARTY, GOVERNMENT} else None


def of_country(name: str, type_code: str, seat: str, authority: Authority) -> str | None:
    """Return the only known body of a country that a common name means there: 'Supreme Court' in India."""
    bare = without_country(name_key(name).removeprefix("the "), seat)
    full = (f"{bare} of {country}" for country in names_by_code().get(seat, ()))
    aliases = [alias for written in (bare, *full) for alias in authority.alternatives(written)]
    ids = {alias.actor_id for alias in aliases if alias.alias_kind != TITLE}
    fitting = {i for i in ids if authority.by_id[i].country_code == seat and authority.by_id[i].type_code == type_code}
    return fitting.pop() if len(fitting) == 1 else None


@lru_cache(maxsize=100_000)
def without_country(folded: str, code: str) -> str:
    """Return a folded name without its own country: "supreme court of kenya", "kenyan supreme court" -> "supreme court"."""
    for name in names_and_peoples(code):
        for rest in (
            folded.removeprefix(f"{name} s "),
            folded.removeprefix(f"{name} "),
            folded.removesuffix(f" of {name}"),
            folded.removesuffix(f" of the {name}"),
        ):
            if rest != folded and rest:
                return rest
    return folded


@lru_cache(maxsize=512)
def names_and_peoples(code: str) -> tuple[str, ...]:
    """Return the folded names and adjectives of a country, the longest first."""
    return tuple(sorted((name for name, own in codes_by_name().items() if own == code), key=lambda n: (-len(n), n)))


def form_key(
    name: str, type_code: str, known_id: str | None, *, seat: str | None = None, sphere: str | None = None
) -> tuple[str, bool]:
    """Return what entities share to be one form: the known actor; or type, folded name and, if need be, country.

    There are many supreme courts and many people of one name: those of two countries, or of two walks of life, are two
    forms, which only evidence joins. A title, a single word of a name, a descriptive group ('residents') and a body
    of a state with a common name and no country are no form for all: of these the key is only the start, which is told.
    """
    if known_id is not None:
        return f"@{known_id}", False
    if type_code == PERSON:
        if is_title(name) or " " not in spelling_key(name):
            return f"{PERSON}:{spelling_key(name)}:", True
        return f"{PERSON}:{name_key(name)}:{seat or ''}:{sphere or ''}", False
    folded = name_key(name)
    folded = folded.removeprefix("the ") or folded
    common = is_common(name) or is_acronym(name)
    national = type_code in {PARTY, GOVERNMENT, COUNTRY} or common
    if type_code == COUNTRY and seat:
        return f"{COUNTRY}:{seat}", False
    if national and seat:
        folded = without_country(folded, seat)
    key = f"{type_code}:{folded}:{seat or '' if national else ''}"
    is_alone = type_code == GROUP or (seat is None and is_common(name) and type_code == GOVERNMENT)
    return (f"{key}:" if is_alone else key), is_alone
