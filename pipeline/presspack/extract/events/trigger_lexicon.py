"""The words of the event extractor, read from `lexicon/event_*.csv`: triggers, word classes, light verbs, modality."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from presspack.base.errors import ConfigError, UnknownCode
from presspack.english.lexicon import LEXICON, Row, rows_of, word_class
from presspack.english.noun_frames import Support

TRIGGERS = LEXICON / "event_triggers.csv"
ENDINGS = ("ed", "d", "ing", "es", "s")
PREPOSITIONS = word_class("slot_preposition", "function_words")
SLOTS = (
    frozenset(["subj", "obj", "iobj", "attr", "xcomp", "ccomp", "poss", "mod", "sup", "passive", "deep"]) | PREPOSITIONS
)
# Slots whose values are words that could be slots too: `prt:up|out`.
WORD_SLOTS = frozenset({"prt", "prep", "adv", "tag", "dep", "det", "gov"})


@dataclass(frozen=True, slots=True)
class Probe:
    """One alternative of a condition: the slot it looks at and what must be there ("" for anything at all)."""

    slot: str
    value: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One word of a `when` cell: holds if any of `tests` does, or none if `negated`."""

    tests: tuple[Probe, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Trigger:
    """A lexicon row: a word in a frame, the event type it tells (null: none), and the slots of its participants."""

    lemma: str
    pos: str
    when: tuple[Condition, ...]
    type_code: str | None
    agent: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """All event words. `triggers` are in the order in which they are tried; the first whose conditions hold decides."""

    triggers: dict[tuple[str, str], tuple[Trigger, ...]]
    classes: dict[str, frozenset[str]]
    supports: dict[tuple[str, str], Support]
    modalities: dict[tuple[str, str], str]
    weights: dict[str, float]


def conditions(cell: str) -> tuple[Condition, ...]:
    """Return a `when` cell as conditions that must all hold: "obj:@law|treaty !with" -> two of them."""
    return tuple(_condition(word) for word in cell.split())


def _condition(word: str) -> Condition:
    negated, slot, tests = word.startswith("!"), "", []
    for part in word.lstrip("!").split("|"):
        name, colon, value = part.partition(":")
        if colon:
            slot = name
            tests.append(Probe(slot, value))
        elif slot and (slot in WORD_SLOTS or part not in SLOTS):
            tests.append(Probe(slot, part))
        else:
            tests.append(Probe(part, ""))
    return Condition(tuple(tests), negated)


@lru_cache(maxsize=4)
def read_lexicon(folder: Path = LEXICON) -> Lexicon:
    """Return the event words in `folder`.

    Raise UnknownCode if a condition names a word class that has no words, ConfigError for a row of triggers that an
    earlier row of the word leaves without effect.
    """
    classes: dict[str, set[str]] = {}
    for row in rows_of(folder / "event_word_classes.csv"):
        classes.setdefault(row["class"], set()).add(row["lemma"])
    triggers: dict[tuple[str, str], list[Trigger]] = {}
    for row in rows_of(folder / TRIGGERS.name):
        trigger = _trigger(row)
        for test in (t for c in trigger.when for t in c.tests):
            if test.value.startswith("@") and test.value[1:] not in classes:
                raise UnknownCode("event_word_classes", test.value, where=f"event_triggers.csv, {trigger.lemma}")
        triggers.setdefault((trigger.lemma, trigger.pos), []).append(trigger)
    for rows in triggers.values():
        _refuse_unreachable(rows)
    return Lexicon(
        {key: tuple(rows) for key, rows in triggers.items()},
        {name: frozenset(words) for name, words in classes.items()},
        {(r["lemma"], r["slot"]): Support(r["role"], r["modality_code"] or None)
         for r in rows_of(folder / "event_support_verbs.csv")},
        {(r["lemma"], r["use"]): r["modality_code"] for r in rows_of(folder / "event_modality.csv")},
        {r["feature"]: float(r["weight"]) for r in rows_of(folder / "event_confidence.csv")},
    )  # fmt: skip


def _refuse_unreachable(rows: list[Trigger]) -> None:
    """Raise ConfigError, naming both, if the conditions of a row hold only where those of an earlier row do."""
    for number, row in enumerate(rows):
        for earlier in rows[:number]:
            if all(any(_implies(mine, other) for mine in row.when) for other in earlier.when):
                asked, cell = f"{row.lemma}, {row.pos}", written(row.when)
                expected = f"it to stand above {asked} '{written(earlier.when)}', which decides before it"
                raise ConfigError(
                    f"the row {asked} {cell!r}", got="never tried", expected=expected, where=TRIGGERS.name
                )


def _implies(mine: Condition, other: Condition) -> bool:
    """True if `other` holds wherever `mine` does, as far as their words tell."""
    if mine.negated != other.negated:
        return False
    wide, narrow = (mine, other) if mine.negated else (other, mine)
    return all(probe in wide.tests or (probe.slot not in WORD_SLOTS and Probe(probe.slot, "") in wide.tests)
               for probe in narrow.tests)  # fmt: skip


def written(when: tuple[Condition, ...]) -> str:
    """Return conditions as a `when` cell has them: "obj:@law|treaty !with"."""
    return " ".join("!" * condition.negated + _written(condition.tests) for condition in when)


def _written(tests: tuple[Probe, ...]) -> str:
    parts, slot = [], ""
    for test in tests:
        is_same = test.slot == slot and (slot in WORD_SLOTS or test.value not in SLOTS)
        parts.append(test.value if is_same and test.value else f"{test.slot}:{test.value}".rstrip(":"))
        slot = test.slot if test.value else slot
    return "|".join(parts)


def row_name(row: Trigger) -> str:
    """Return how an explanation names a row of event_triggers.csv: "event_triggers.csv: sign VERB 'obj:@law'"."""
    return f"{TRIGGERS.name}: {row.lemma} {row.pos} '{written(row.when)}'"


def changed_lemmas(before: Path, now: Path = TRIGGERS) -> frozenset[str]:
    """Return the lemmas whose triggers are not those of the file `before`; all lemmas if there is no such file."""
    if before.is_file() and before.read_bytes() == now.read_bytes():
        return frozenset()
    old, new = _rows_by_lemma(before), _rows_by_lemma(now)
    return frozenset(lemma for lemma in old.keys() | new.keys() if old.get(lemma) != new.get(lemma))


def words_about(words: Iterable[str], lemmas: frozenset[str]) -> set[str]:
    """Return those of `words` (in small letters, as written and as lemmas) that triggers of `lemmas` can be about.

    A text without any is extracted as before when these triggers change, so that one costs only the articles with it.
    A lemma with a hyphen is cut by the parse: its parts are looked for.
    """
    wanted = lemmas.union(*(lemma.split("-") for lemma in lemmas))
    return {word for word in words if not wanted.isdisjoint(stems(word))}


def _rows_by_lemma(path: Path) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for row in rows_of(path) if path.is_file() else []:
        rows.setdefault(row["lemma"], []).append("\t".join(row.values()))
    return rows


def stems(word: str) -> list[str]:
    """Return a word, and what is left of it without each ending it has: "votes" -> ["votes", "vot", "vote"]."""
    return [word, *(word[: -len(ending)] for ending in ENDINGS if word.endswith(ending))]


def _trigger(row: Row) -> Trigger:
    return Trigger(
        row["lemma"],
        row["pos"],
        conditions(row["when"]),
        row["event_type_code"] or None,
        tuple(row["agent"].split("|")) if row["agent"] else (),
        tuple(row["target"].split("|")) if row["target"] else (),
    )
