"""Captures of our own, one kind of layout each: what cleaning makes of every part, as `<case>.csv` has it.

Set the environment variable UPDATE_GOLDEN to write what is found now, then read the diff.
"""

import csv
import io
import os
from pathlib import Path

import pytest

from presspack.captures.reading import records_of_file
from presspack.captures.rendering import rendered
from presspack.clean.article import CleanArticle
from presspack.clean.record import clean_record

FOLDER = Path(__file__).parent
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".txt", ".html"))


def told(article: CleanArticle) -> str:
    """Return status, metadata and segments as the table has them; white space and markup alone are left out."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["what", "detail", "speaker", "words"])
    writer.writerow(["status", article.status, article.language or "", article.reason or ""])
    for name in ("title", "outlet", "author", "published_on"):
        found = getattr(article, name)
        if found:
            writer.writerow([f"={name}", found.rule, getattr(found, "source", ""), found.value])
    for segment in article.segments:
        if segment.reason not in ("white_space", "markup"):
            words = " ".join(rendered(article.text, segment.span, article.media_type).text.split())
            writer.writerow([segment.kind, segment.reason or "", segment.speaker or "", words])
    return out.getvalue()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_a_capture_is_cleaned_as_its_table_says(path: Path) -> None:
    (record,) = records_of_file(path, name=path.name)
    found = told(clean_record(record))
    expected = path.with_suffix(".csv")
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
