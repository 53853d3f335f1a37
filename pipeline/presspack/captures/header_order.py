"""What the lines above an article say by their order: title, outlet and day, or outlet, day and title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from presspack.captures.export_words import COUNTED, DAY

TIME = re.compile(r"^\W*\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?\W*$", re.IGNORECASE)
BY = re.compile(r"^\s*by\s+(?=[A-Z])", re.IGNORECASE)
PERSON = re.compile(r"(?:[^\W\d_a-z][\w.’'-]*)(?: (?:d[aei]l?|van|von|bin|al|of)?(?: ?[^\W\d_a-z][\w.’'-]*)){1,3}")
SECTION_WORDS = 2  # a section's name, "News", "Local Sport", has no more
DATE_CHARS = 70


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its words and where they stand."""

    words: str
    start: int
    end: int


def placed(lines: Sequence[Line], above: Sequence[Line]) -> dict[str, str]:
    """Return what the lines of a header say by their order: title, outlet and day, or outlet, day and title."""
    days = [i for i, line in enumerate(lines) if len(line.words) <= DATE_CHARS and DAY.search(line.words)]
    hints: dict[str, str] = {}
    author = next((line.words for line in lines if BY.match(line.words)), "")
    if author:
        hints["author"] = BY.sub("", author)
    if not days:
        return {**hints, **({"title": lines[0].words} if lines else {})}
    day = days[-1]
    hints["published_on"] = DAY.search(lines[day].words).group()  # type: ignore[union-attr]
    rest = [
        i for i in range(len(lines)) if i != day and not BY.match(lines[i].words) and not TIME.match(lines[i].words)
    ]
    before, after = [i for i in rest if i < day], [i for i in rest if i > day]
    words_between = any(
        lines[i].end <= line.start < lines[day].start for line in above for i in before[:1] if COUNTED.match(line.words)
    )
    if len(before) == 1 and after and not words_between and not author_between(lines, day):
        title = [lines[after[0]].words]
        for one, two in pairwise(after):
            if lines[two].start - lines[one].end > 1:
                break
            title.append(lines[two].words)
        return {**hints, "outlet": lines[before[0]].words, "title": " ".join(title)}
    if words_between or author_between(lines, day):
        named = before[int(opens_with_section(lines, before)) :]
        if "author" not in hints and len(named) > 1 and PERSON.fullmatch(lines[named[-1]].words):
            hints["author"] = lines[named[-1]].words
        return {**hints, **pick("title", lines, named[:1]), **pick("outlet", lines, after[:1])}
    return {
        **hints,
        **pick("title", lines, before[-2:-1] or before[-1:]),
        **pick("outlet", lines, before[-1:] if len(before) > 1 else []),
    }


def opens_with_section(lines: Sequence[Line], before: Sequence[int]) -> bool:
    """True if the name of a section stands over the title: "News", and below it a longer line that is no person's."""
    if len(before) < 2:
        return False
    first, second = lines[before[0]].words, lines[before[1]].words
    return len(first.split()) <= SECTION_WORDS < len(second.split()) and not PERSON.fullmatch(second)


def author_between(lines: Sequence[Line], day: int) -> bool:
    """True if the author stands between the first line and the day."""
    return any(BY.match(line.words) for line in lines[1:day])


def pick(name: str, lines: Sequence[Line], numbers: Sequence[int]) -> dict[str, str]:
    """Return the words of the first of the lines as a hint."""
    return {name: lines[numbers[0]].words} if numbers else {}
