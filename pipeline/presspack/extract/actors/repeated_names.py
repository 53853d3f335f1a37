"""Names found once are found again: in headlines, at the head of a sentence, in the labels of an interview."""

from dataclasses import replace

from presspack.documents.document import Part
from presspack.extract.actors.context_clues import is_surname
from presspack.extract.actors.labelled_text import KNOWN, PLAIN, Found, Page, is_capital
from presspack.extract.actors.name_clues import PERSON, is_long, key_of, looks_like_person, written_as
from presspack.extract.actors.titles import is_title
from presspack.names.phrase_matcher import Phrases

MEDIA = "media"


def labelled(page: Page) -> list[Found]:
    """Return the labels that are names in full ('Ann Bell:'), and the outlet's own name, wherever it stands."""
    found = []
    for span, part in page.labels:
        numbers = [n for n, word in enumerate(page.words) if span.start <= word.start < span.end]
        if len(numbers) > 1 and all(is_capital(page.words[n]) for n in numbers):
            is_person = looks_like_person(span.of(page.text)) or not _asks(page, part) or _is_named(page, numbers)
            found.append(Found(numbers[0], numbers[-1] + 1, PLAIN, (), PERSON if is_person else MEDIA))
    return found


def _is_named(page: Page, numbers: list[int]) -> bool:
    """True for the words of a label that stand elsewhere as the name of a person: 'reported by Ann Bell'."""
    label = [page.words[number].folded for number in numbers]
    return any(
        [word.folded for word in page.words[n : n + len(label)]] == label and page.token(n).ent_type_ == "PERSON"
        for n in range(len(page.words) - len(label) + 1)
        if not page.in_label(n)
    )


def _asks(page: Page, part: Part) -> bool:
    """True when a question follows the label, in its own part or in the next one."""
    parts = page.document.parts
    number = parts.index(part)
    said = parts[number + 1] if part.kind == "speaker" and number + 1 < len(parts) else part
    return said.kind == "question" or said.span.of(page.text).rstrip(' "').endswith("?")


def repeated(page: Page, names: list[Found], sure: list[Found]) -> list[Found]:
    """Return further occurrences of the unknown names among `names` and of `sure` ones, outside all names found.

    The outlet of the article counts as a sure name of a media actor.
    """
    models = {key_of(page, n): n for n in [*names, *sure] if n.kind == PLAIN and n.type_code}
    entries = [(page.span(n.first, n.last).of(page.document.text), key) for key, n in sorted(models.items())]
    for name, key in _short_forms(page, [*names, *sure]):
        models.setdefault(key, Found(0, 0, PLAIN, (), PERSON))
        entries.append((name, key))
    outlet = page.document.outlet
    if outlet and not page.authority.alternatives(outlet):
        entries.append((outlet, ""))
    taken = {number for name in [*names, *sure] for number in range(name.first, name.last)}
    found = []
    for match in Phrases(entries).find(page.words, page.document.text):
        short = match.last - match.first == 1 and models.get(match.values[0], Found(0, 0, PLAIN)).type_code == PERSON
        if short and not is_surname(page, match.first):
            continue
        if taken.isdisjoint(range(match.first, match.last)) and not page.in_label(match.first):
            model = models.get(match.values[0], Found(0, 0, PLAIN, (), MEDIA))
            found.append(replace(model, first=match.first, last=match.last, title=None))
    return found


def _short_forms(page: Page, names: list[Found]) -> list[tuple[str, str]]:
    """Return (word, key) of what an article may call the people it names in full: the surname, the given name alone."""
    people = {key_of(page, n): n for n in names if n.kind in {PLAIN, KNOWN} and n.type_code == PERSON and is_long(n)}
    people = {key: n for key, n in people.items() if n.kind == PLAIN or not is_title(written_as(page, n))}
    words = [page.words[n] for found in people.values() for n in (found.first, found.last - 1)]
    return sorted({(word.text, word.folded) for word in words if len(word.text) > 2})
