"""Tables of articles: CSV, spreadsheets, Parquet, Arrow."""

import csv
import datetime
import io
from collections.abc import Iterator, Sequence

import openpyxl
import pyarrow
from pyarrow import ipc, parquet

from capture_files.story import ALL, Row, Stories, Story

HEADER = ("Headline", "Publication Date", "Author", "Publication", "Full Text")


def cells(story: Story) -> tuple[str, ...]:
    """Return a story as a row of a table."""
    return story.title, story.day.isoformat(), story.author, story.outlet, story.text


def table(stories: Sequence[Story], delimiter: str) -> str:
    """Return stories as a table in text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([HEADER, *map(cells, stories)])
    return out.getvalue()


def tables(new: Stories) -> Iterator[tuple[str, bytes, list[Row]]]:
    """Tables in text, workbooks, Parquet and Arrow files, and lists without texts."""
    for name, delimiter, encoding in (
        ("table.csv", ",", "utf-8-sig"), ("semicolons.csv", ";", "cp1252"), ("tabs.tsv", "\t", "utf-8"), ("wide.csv", "\t", "utf-16"),
    ):  # fmt: skip
        a, b = new.some(2)
        yield name, table((a, b), delimiter).encode(encoding), [x.row("field", *ALL) for x in (a, b)]
    a, b = new.some(2)
    book = openpyxl.Workbook()
    for line in (["Export of the library"], [], HEADER, cells(a), cells(b)):
        book.active.append(list(line))
    held = io.BytesIO()
    book.save(held)
    yield "table.xlsx", held.getvalue(), [x.row("field", *ALL) for x in (a, b)]
    for name, write in (("rows.parquet", as_parquet), ("rows.arrow", as_arrow)):
        a, b = new.some(2)
        yield name, write((a, b)), [x.row("field", "title", "published_on") for x in (a, b)]
    yield (
        "media_list.csv",
        b"stories_id,publish_date,title,url,media_name\n1,2021-03-01,T,https://x,M\n",
        [{"status_code": "unreadable", "reason": "table_without_text"}],
    )
    yield (
        "events_list.csv",
        ("\t".join(map(str, range(27))) + "\n").encode(),
        [{"status_code": "unreadable", "reason": "table_no_header"}],
    )


def arrow_table(stories: Sequence[Story]) -> pyarrow.Table:
    """Return stories as an Arrow table."""
    moment = [datetime.datetime(x.day.year, x.day.month, x.day.day, 8) for x in stories]
    return pyarrow.table({"title": [x.title for x in stories], "text": [x.text for x in stories], "date": moment})


def as_parquet(stories: Sequence[Story]) -> bytes:
    """Return stories as a Parquet file."""
    held = io.BytesIO()
    parquet.write_table(arrow_table(stories), held)
    return held.getvalue()


def as_arrow(stories: Sequence[Story]) -> bytes:
    """Return stories as an Arrow stream."""
    held, rows = io.BytesIO(), arrow_table(stories)
    with ipc.new_stream(held, rows.schema) as stream:
        stream.write_table(rows)
    return held.getvalue()
