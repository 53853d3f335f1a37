"""Whether a model follows the codebook: its events where codes are swapped, reversed or defined otherwise, compared."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from presspack.base.spans import Span
from presspack.config import Reader
from presspack.documents.document import Document
from presspack.reader.answers import Answers, KeptAnswers
from presspack.reader.asking import Asked, ask
from presspack.reader.guard import believed
from presspack.reader.prompt import Request, requests_about
from presspack.reader.variations import PLAIN, PROBES, Variation

Reading = Mapping[Span, str]  # type by trigger


@dataclass
class Agreement:
    """What two readings of the same articles have in common, in events.

    `same_type` counts those of `in_both` whose types have one definition; `same_name` those that kept the name of their
    type although another definition stood under it.
    """

    plain: int = 0
    varied: int = 0
    in_both: int = 0
    same_type: int = 0
    same_name: int = 0

    def add(self, plain: Reading, varied: Reading, variation: Variation) -> None:
        """Count the events of one article."""
        self.plain += len(plain)
        self.varied += len(varied)
        for trigger, type_code in plain.items():
            other = next((name for place, name in varied.items() if place.overlaps(trigger)), None)
            if other is not None:
                self.in_both += 1
                self.same_type += variation.meanings.get(other, other) == type_code
                self.same_name += variation.is_swapped and other == type_code


@dataclass
class Probed:
    """How the readings of some articles agree, by probe; `left_out` counts articles that were not read in every way."""

    articles: int = 0
    left_out: int = 0
    probes: dict[str, Agreement] = field(default_factory=lambda: {name: Agreement() for name in PROBES})


def probe_requests(document: Document, reader: Reader) -> dict[Variation, list[Request]]:
    """Return the requests about an article with the codebook as published, and in each other way."""
    return {variation: list(requests_about(document, reader, variation)) for variation in (PLAIN, *PROBES.values())}


def probed(documents: Iterable[Document], kept: KeptAnswers, reader: Reader, asked: Asked) -> Probed:
    """Return how a model reads articles in each way; what it was not asked yet it is asked, and `asked` counts."""
    found = Probed()
    for document in documents:
        requests = probe_requests(document, reader)
        ask((request for some in requests.values() for request in some), kept, reader, asked)
        readings = {variation: _reading(document, some, kept) for variation, some in requests.items()}
        found.articles += 1
        plain, *others = readings.values()
        if plain is None or None in others:
            found.left_out += 1
            continue
        for name, variation in PROBES.items():
            varied = readings[variation]
            if varied is not None:
                found.probes[name].add(plain, varied, variation)
    return found


def _reading(document: Document, requests: Sequence[Request], answers: Answers) -> Reading | None:
    """Return the events that are believed of the answers; None if a part has no answer of the right form."""
    found: dict[Span, str] = {}
    for request in requests:
        answer = answers.get(request.key)
        if answer is None or answer.text is None:
            return None
        items, _ = believed(document, request.sentences, json.loads(answer.text), request.part)
        found |= {item.words["trigger"]: item.codes["type_code"] for item in items if item.table == "events"}
    return found
