"""Why the machine made a row: an article of a build is extracted again from its parse, and says what decided."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from presspack.base.spans import Span
from presspack.config import Config
from presspack.documents.cleaned_articles import Source, sources_of
from presspack.documents.parse_store import document_of, kept_parses
from presspack.extract.explanation_rows import explained_extraction
from presspack.names.authority import configured_authority

_Row = dict[str, Any]


class Explanations:
    """The decisions on each article of a build, asked for one article at a time; the last few are kept."""

    def __init__(self, build: Path, config: Config) -> None:
        self._build, self._config = build, config
        self.of = lru_cache(maxsize=8)(self._decisions)

    def about(self, article: str, spans: Iterable[Span]) -> list[_Row]:
        """Return the decisions on words in one of `spans` of the record: about, words, decision, by, reason."""
        places = list(spans)
        return [row for span, row in self.of(article) if any(place.overlaps(span) for place in places)]

    def _decisions(self, article: str) -> list[tuple[Span, _Row]]:
        """Return every decision on an article with its span in the record; none if it was not parsed."""
        for cleaned in sorted((self._build / "clean").glob("[!.]*")):
            found = [source for source in sources_of(cleaned) if source.article_id == article]
            if found:
                return self._explained(found[0], self._build / "parsed" / f"{cleaned.name}.parquet")
        return []

    def _explained(self, source: Source, parsed: Path) -> list[tuple[Span, _Row]]:
        for _, doc, failure in kept_parses([source], parsed) if parsed.is_file() else ():
            if failure is not None:
                return []
            document = document_of(source, doc)
            authority = configured_authority(self._config)
            _, rows = explained_extraction(document, authority, default_dollar=self._config.extract.default_dollar)
            decisions = [
                (
                    source.reading.source_span(Span(*row["span"])),
                    {key: row[key] for key in ("about", "words", "decision", "by", "reason")},
                )
                for row in rows
            ]
            document.doc.release()
            return decisions
        return []
