"""What a figure takes over from those before it: whom it is about, when it holds, what it measures."""

import re
from collections.abc import Iterable
from dataclasses import replace

from presspack.documents.document import Document
from presspack.extract.context.date_scope import inherited
from presspack.extract.model import DateRange, Statistic
from presspack.extract.statistics.figure_subjects import Story, is_on_topic, is_open, topic_of

ANAPHOR_AFTER = re.compile(r"\s+of\s+(?:them|these|those|which|whom)\b", re.IGNORECASE)
ANAPHOR_BEFORE = re.compile(
    r"\b(?:of|among|out\s+of)\s+(?:them|these|those|which|whom)\b[^.;:!?]{0,30}$|\bincluding\s+$", re.IGNORECASE
)
LOOK_BACK = 60
CLOSE = 3
TIMELESS = frozenset({"duration", "age"})


def carried(story: Story, rows: list[Statistic]) -> list[Statistic]:
    """Return `rows` with the subject and period that a part takes from its whole, a sentence from the one before it.

    A figure that names nobody, and follows none that does, is about the topic of the article, if that is clear.
    """
    topic = topic_of(story.document, story.actors)
    out: list[Statistic] = []
    for index, row in enumerate(rows):
        whole = whole_of(story.document, rows, out, row)
        before = told_before(story, out, index, row)
        key = row.subject if row.subject is not None or whole is None else whole.subject
        if key is None and is_open(story.actors, story.roots[index], strict=True):
            key = only(one.subject for one in before)
        if key is None and topic is not None and is_open(story.actors, story.roots[index], strict=False):
            key = topic if is_on_topic(story, row, story.roots[index], topic) else None
        when = row.period
        if when.start is None and row.unit_kind_code not in TIMELESS:
            when = (inherited(whole.period) if whole is not None else None) or went_on(story, index, before) or when
        same = next((one for one in reversed(before) if one.unit_kind_code == row.unit_kind_code), None)
        words, span = row.indicator, row.indicator_span
        if same is not None and span is None:  # 'The rate was 5%. In 2019 it was 4%.'
            words, span = same.indicator, same.indicator_span
        out.append(replace(row, subject=key, period=when, indicator=words, indicator_span=span))
    return [replace(row, subject=None) if row.subject == "" else row for row in out]


def went_on(story: Story, index: int, before: list[Statistic]) -> DateRange | None:
    """Return the one time of the figures of the sentence before, where a figure goes on telling of it; inherited."""
    times = {(one.period.start, one.period.end) for one in before if one.unit_kind_code not in TIMELESS}
    if len(times) != 1 or not story.context.goes_on(story.roots[index]):
        return None
    return inherited(next(one for one in before if one.unit_kind_code not in TIMELESS).period)


def told_before(story: Story, out: list[Statistic], index: int, row: Statistic) -> list[Statistic]:
    """Return the figures of the sentence before that of `row`, in the same part; none where it stands in none."""
    earlier = [one for one in out if one.sentence != row.sentence]
    if not earlier or row.sentence.start - earlier[-1].sentence.end > CLOSE:
        return []
    document, root = story.document, story.roots[index]
    first = story.roots[len(earlier) - 1]
    if document.part_number(first) != document.part_number(root):
        return []
    return [one for one in earlier if one.sentence == earlier[-1].sentence]


def only(keys: Iterable[str | None]) -> str | None:
    """Return the one key that all of `keys` are, else None."""
    found = set(keys)
    return found.pop() or None if len(found) == 1 else None


def whole_of(document: Document, rows: list[Statistic], before: list[Statistic], row: Statistic) -> Statistic | None:
    """Return the figure that `row` is a part of: its base, or for 'half of them' the count told just before."""
    if row.base is not None:
        return before[row.base] if row.base < len(before) else rows[row.base]
    start = max(row.sentence.start, row.span.start - LOOK_BACK)
    text = document.text
    if not (ANAPHOR_AFTER.match(text, row.span.end) or ANAPHOR_BEFORE.search(text[start : row.span.start])):
        return None
    counts = [other for other in before if other.unit_kind_code == "count"]
    return counts[-1] if counts and row.sentence.start - counts[-1].sentence.end <= CLOSE else None
