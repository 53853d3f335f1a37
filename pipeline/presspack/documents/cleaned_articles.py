"""The used articles of a cleaned shard, as parsing and extraction read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from presspack.documents.document import Segment, Text
from presspack.documents.readable_text import Reading, reading_of
from presspack.tables.parquet import tuples

Mark = tuple[Any, ...]
MARK = ("start", "end", "kind_code", "reason_code", "speaker")


@dataclass(frozen=True)
class Source:
    """A used article as cleaning left it; `marks` are the columns of its segments, row by row."""

    article_id: str
    text: str
    media_type: str
    marks: Sequence[Mark]
    published_on: str | None
    outlet: str | None

    @cached_property
    def reading(self) -> Reading:
        """What is to be read of it, and the way back to the record."""
        return reading_of(self.text, [Segment(*mark) for mark in self.marks], self.media_type)

    def to_parse(self) -> Text:
        """Return it as the parser takes it."""
        return self.reading.to_parse(self.article_id, self.published_on, self.outlet)


def sources_of(cleaned: Path) -> list[Source]:
    """Return every used article of a cleaned shard, in the order of ids."""
    marks: dict[str, list[Mark]] = {}
    for key, *mark in tuples(cleaned / "segments.parquet", "article_id", *MARK):
        marks.setdefault(key, []).append(tuple(mark))
    told = {key: rest for key, *rest in tuples(cleaned / "articles.parquet", "article_id", "published_on", "outlet")}
    texts = tuples(cleaned / "texts.parquet", "article_id", "text", "media_type")
    return [Source(key, text, media_type, marks.get(key, []), *told[key]) for key, text, media_type in texts]
