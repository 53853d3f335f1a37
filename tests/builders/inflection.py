"""Forms of English verbs, for sentences that tests build: 'withdraw' -> withdrew, withdrawn, withdrawing, withdraws."""

import csv
from dataclasses import dataclass
from pathlib import Path

IRREGULAR = Path(__file__).with_name("irregular_verbs.csv")
VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Forms:
    """A verb in the forms that clauses need."""

    base: str
    past: str
    participle: str
    gerund: str
    present: str


def _irregular() -> dict[str, tuple[str, str]]:
    with IRREGULAR.open(encoding="utf-8", newline="") as file:
        return {row["lemma"]: (row["past"], row["participle"]) for row in csv.DictReader(file)}


IRREGULARS = _irregular()


def forms_of(lemma: str) -> Forms:
    """Return the forms of `lemma`; of a compound ('re-elect', 'co-found') the last part is inflected."""
    past, participle = _past_forms(lemma)
    return Forms(lemma, past, participle, _gerund(lemma), _present(lemma))


def _past_forms(lemma: str) -> tuple[str, str]:
    for length in range(len(lemma)):
        if (found := IRREGULARS.get(lemma[length:])) and (
            length == 0 or lemma[:length] in {"re", "over", "with", "un", "up"}
        ):
            return lemma[:length] + found[0], lemma[:length] + found[1]
    if lemma.endswith("e"):
        regular = lemma + "d"
    elif lemma.endswith("y") and lemma[-2] not in VOWELS:
        regular = lemma[:-1] + "ied"
    else:
        regular = _doubled(lemma) + "ed"
    return regular, regular


def _gerund(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and lemma[-2:] not in {"ee", "oe", "ye"}:
        return lemma[:-1] + "ing"
    return _doubled(lemma) + "ing"


def _present(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "go", "do", "to")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


STRESSED_AT_THE_END = """admit begin cancel channel commit compel confer control defer deter expel handicap kidnap label model permit
    rebel regret remit submit transfer travel unplug"""
STRESSED = frozenset(STRESSED_AT_THE_END.split())


def _doubled(lemma: str) -> str:
    """Return `lemma` with its last consonant doubled where English writes it so: ban -> bann."""
    syllables = sum(a not in VOWELS and b in VOWELS for a, b in zip(" " + lemma, lemma, strict=False))
    short = len(lemma) > 2 and lemma[-1] not in VOWELS | set("wxyhs") and lemma[-2] in VOWELS
    short = short and lemma[-3] not in VOWELS
    return (
        lemma + lemma[-1]
        if short and (syllables == 1 or lemma in STRESSED or lemma.endswith(("drop", "strip", "ban")))
        else lemma
    )
