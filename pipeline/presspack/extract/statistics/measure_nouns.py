"""The noun that a measure leaves out before what it measures: an 'age of', a 'length of', a 'time' in which."""

from collections.abc import Sequence
from functools import lru_cache

from presspack.documents.doc import Token
from presspack.english.labels import NOUNS
from presspack.english.lexicon import rows
from presspack.extract.quantities.number_words import words_in
from presspack.extract.quantities.units import unit_words
from presspack.extract.statistics.clause_subjects import governor
from presspack.extract.statistics.figure_units import CHILDREN, is_of_parent

MODIFYING = frozenset({"amod", "compound", "acl", "relcl"})
AGE, TIME, LENGTH = "age", "time", "length"
TOLD = {"age": frozenset({AGE}), "duration": frozenset({TIME, LENGTH, "duration", "period", "term"})}


@lru_cache(maxsize=1)
def dimension_nouns() -> dict[str, str]:
    """Return the noun of each word that says in which way something is measured (lexicon/dimension_nouns.csv)."""
    return {row["word"]: row["noun"] for row in rows("dimension_nouns")}


@lru_cache(maxsize=1)
def lengths() -> frozenset[str]:
    """Return the names of units of length."""
    return frozenset(unit.name for unit, _ in unit_words().values() if unit.base == "m")


def with_measure_noun(
    words: Sequence[Token], text: str, measure: tuple[str, str], root: Token, after: Token | None
) -> str:
    """Return the words of an indicator as a noun phrase; `measure` is the unit of the quantity and its kind.

    `root` stands for the quantity, `after` comes next.
    'nurse' -> 'age of nurse'; 'engineers repaired dam' for two years -> 'time engineers repaired dam'; 'war' that
    lasted four years -> 'length of war'; 'well' 20 feet deep -> 'depth of well'.
    """
    (unit, kind), told = measure, set(text.lower().split())
    is_point = bool(words) and kind == "duration" and words[0].lower_ in words_in("time_point")
    if not words or (told & TOLD.get(kind, frozenset()) and not is_point):
        return text
    if unit == CHILDREN and is_of_parent(root):
        return f"{CHILDREN} of {text}"
    if kind == "age":
        return f"{AGE} of {text}" if words[0].pos_ in (*NOUNS, "ADJ") else text
    if kind == "duration":
        return of_time(words, text, root)
    way = dimension_beside(after) if after is not None and unit in lengths() else ""
    noun = dimension_nouns().get(way)
    if noun is None or noun in told:
        return text
    return f"{noun} of {' '.join(word for word in text.split() if word != way)}"


def of_time(words: Sequence[Token], text: str, root: Token) -> str:
    """Return what took a time as a noun phrase: 'length of' what lasts, the 'time' in which something happens."""
    verb = governor(root)
    if verb is not None and verb.lemma_.lower() in words_in("lasting_verb"):
        return f"{LENGTH} of {text.removesuffix(f' {verb.text}')}"
    is_clause = words[0].lower_ in words_in("time_point") or any(
        t.pos_ == "VERB" and t.dep_ not in MODIFYING for t in words
    )
    return f"{TIME} {text}" if is_clause else text


def dimension_beside(after: Token) -> str:
    """Return the word of a dimension at `after`, over a hyphen: 'deep' of '20 feet deep' and '20-foot-deep'."""
    word = after.nbor() if after.tag_ == "HYPH" and after.i + 1 < len(after.doc) else after
    return word.lower_ if word.lower_ not in words_in("including") else ""
