"""What the extractor reads in the built sentences of the trigger lexicon, and whether that is right."""

from collections.abc import Iterable, Iterator

from spacy.language import Language

from clause_alternations import Case, cases_of
from frame_sentences import frame_of
from noun_alternations import noun_cases
from presspack.documents.document import Document, Part, Text
from presspack.extract.article import extraction_of
from presspack.extract.events.trigger_lexicon import Lexicon
from presspack.extract.model import Event
from presspack.names.authority import Authority
from presspack.parse.parser import documents

Telling = tuple[str, tuple[str, ...], tuple[str, ...]]


def cases(lexicon: Lexicon, every: int = 1) -> list[Case]:
    """Return the sentences of one verb row in `every`, all alternations of it."""
    rows = [row for rows in lexicon.triggers.values() for row in rows if row.type_code and row.pos == "VERB"]
    frames = (frame_of(row, lexicon, number) for number, row in enumerate(rows) if number % every == 0)
    return [case for sides in frames if sides is not None for case in cases_of(sides)]


def noun_rows(lexicon: Lexicon, every: int = 1) -> list[Case]:
    """Return the sentences of one noun row in `every`, all constructions of it."""
    rows = [row for rows in lexicon.triggers.values() for row in rows if row.type_code and row.pos == "NOUN"]
    return [case for number, row in enumerate(rows) if number % every == 0 for case in noun_cases(row, lexicon, number)]


def read(nlp: Language, asked: Iterable[Case]) -> Iterator[tuple[Case, list[Telling]]]:
    """Yield every case with the events that its sentence tells: type, agents, targets."""
    wanted = list(asked)
    for case, document in zip(wanted, documents(nlp, map(text_of, wanted), batch_size=256), strict=True):
        found = extraction_of(document, Authority((), ()), default_dollar="USD")
        yield case, [_telling(document, event) for event in found.events]


def text_of(case: Case) -> Text:
    """Return the sentence as an article of its own: a headline as its title, any other as its body."""
    kind = "title" if case.alternation.startswith("headline") else "paragraph"
    return Text(case.sentence, case.sentence, (Part(0, len(case.sentence), kind),), "2024-05-15")


def _telling(document: Document, event: Event) -> Telling:
    words = {
        role: tuple(document.words(p.span) for p in event.participants if p.role_code == role)
        for role in ("agent", "target")
    }
    return event.type_code, words["agent"], words["target"]


def shares(found: Iterable[tuple[Case, list[Telling]]]) -> dict[str, tuple[int, float, float]]:
    """Return by alternation: sentences, share read right, and the share among rows whose active clause is right."""
    counts: dict[str, list[int]] = {}
    active_is_right = False
    for case, tellings in found:  # a row's active clause is the first of its sentences
        right = is_right(case, tellings)
        active_is_right = right if case.alternation == "active" else active_is_right
        mine = counts.setdefault(case.alternation, [0, 0, 0, 0])
        for number, holds in enumerate((True, right, active_is_right, active_is_right and right)):
            mine[number] += holds
    return {name: (n, ok / n, both / active if active else 0.0) for name, (n, ok, active, both) in counts.items()}


def is_right(case: Case, found: list[Telling]) -> bool:
    """True when one of the events told is of the case's type, by its agents and to its target."""
    return any(_fits(case, *telling) for telling in found)


def _fits(case: Case, type_code: str, agents: tuple[str, ...], targets: tuple[str, ...]) -> bool:
    if type_code != case.type_code:
        return False
    if case.agents is not None and (
        bool(agents) != bool(case.agents) or not all(_is_in(a, agents) for a in case.agents)
    ):
        return False
    return case.target is None or _is_in(case.target, targets)


def _is_in(phrase: str, told: tuple[str, ...]) -> bool:
    return any(phrase.rsplit(maxsplit=1)[-1].casefold() in words.casefold().split() for words in told)
