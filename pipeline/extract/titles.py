"""Titles that stand for a person: 'the Head of State', 'the deputy chief of X'; and where they stand beside a name."""

from pipeline.extract.actor_words import lexicon
from pipeline.extract.names import Found
from pipeline.extract.phrases import words_of
from pipeline.extract.pieces import COUNTRY, KNOWN, TITLE, Page
from pipeline.spans import Span

# 'a new Head of State' is an office to be filled; 'elected President' says what someone becomes.
OPEN_DETERMINERS = frozenset({"a", "an", "any", "every", "each", "no", "another", "some"})
OPEN_MODIFIERS = frozenset({"new", "next", "future", "possible", "potential"})
OFFICE_NOUNS = frozenset(
    {"post", "office", "election", "elections", "position", "candidate", "candidacy", "role", "powers", "title", "term",
     "seat", "duties", "candidates", "institution", "institute", "status", "inauguration", "rank", "chair"}
)  # fmt: skip
PREDICATES = frozenset({"attr", "oprd", "acomp"})
BESIDE = frozenset("\"' ,-–—(")


def is_title(name: str) -> bool:
    """True when a name is a description of an office: "Head of State", but not "Elbasy"."""
    titles = lexicon("titles")
    words = [word.folded for word in words_of(name)]
    pairs = [" ".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words))]
    return any(phrase in titles for phrase in pairs)


def stands_for_holder(page: Page, span: Span) -> bool:
    """True when a title at `span` means the one who holds the office, and not the office or what someone becomes."""
    head = page.head(span)
    if head.dep_ in PREDICATES or head.tag_ in {"NNS", "NNPS"}:
        return False
    if any(child.lower_ in OPEN_DETERMINERS | OPEN_MODIFIERS for child in head.lefts):
        return False
    if head.dep_ == "pobj":
        preposition = head.head
        return preposition.lower_ != "as" and preposition.head.lower_ not in OFFICE_NOUNS
    return True


def beside_person(page: Page, span: Span, people: list[Span]) -> bool:
    """True when a person's name touches the title, or stands in apposition to it: the name is the mention then."""
    for name in people:
        if name == span:
            continue
        gap = page.text[span.end : name.start] if name.start >= span.end else page.text[name.end : span.start]
        if len(gap) <= 4 and all(c in BESIDE for c in gap):
            return True
        if len(gap) <= 8 and gap.strip(" ,-–—") in {"the", "a"} and name.end <= span.start:
            return True
    return False


def title_names(page: Page, names: list[Found]) -> list[tuple[Found, Found]]:
    """Return (title, organisation) for titles of office followed by 'of' and a named actor, no person beside them."""
    people = [page.span(n.first, n.last) for n in names if n.type_code == "person"]
    starts = {name.first: name for name in names if name.kind in {KNOWN, COUNTRY} or name.type_code}
    found = []
    for piece in page.pieces:
        if piece.kind != TITLE or piece.values != ("office",):
            continue
        number = piece.last
        if number + 1 >= len(page.words) or page.words[number].text != "of":
            continue
        number += 2 if page.words[number + 1].text == "the" else 1
        body = starts.get(number)
        if body is None or body.type_code == "person":
            continue
        title = Found(with_modifiers(page, piece.first), body.last, TITLE, (), "person", body.country_code)
        span = page.span(title.first, title.last)
        if stands_for_holder(page, span) and not beside_person(page, span, people) and _is_definite(page, title):
            found.append((title, body))
    return found


def with_modifiers(page: Page, first: int) -> int:
    """Return where a title begins with its modifiers: 'first deputy chairman', 'ex-minister'."""
    modifiers = lexicon("title_modifiers")
    while first > 0 and page.words[first - 1].folded in modifiers and page.between(first) in {" ", "-", "\u00a0"}:
        first -= 1
    return first


def _is_definite(page: Page, title: Found) -> bool:
    if title.first == 0:
        return False
    return page.words[title.first - 1].text in {"the", "The"} or page.words[title.first].text[0].isupper()
