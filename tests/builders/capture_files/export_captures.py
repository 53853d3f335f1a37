"""Exports of many articles as news databases write them."""

import io
from collections.abc import Iterator

import docx

from capture_files.document_captures import rtf
from capture_files.story import ALL, Row, Stories, Story


def lexis(story: Story, number: int, count: int) -> str:
    """Return one document of a plain-text export with numbered documents."""
    return (
        f"{' ' * 20}{number} of {count} DOCUMENTS\n\n\n{' ' * 20}{story.outlet}\n\n{' ' * 15}{story.written} Monday\n\n"
        f"{story.title}\n\nBYLINE: {story.author}\n\nLENGTH: 70 words\n\n{story.text}\n\nLOAD-DATE: June 1, 2021\n\n"
        f"LANGUAGE: ENGLISH\n\n     Copyright 2021 {story.outlet}\n\n"
    )


def nexis(story: Story) -> str:
    """Return one document of an export whose documents have an end."""
    return (
        f"{story.title}\n\n{story.outlet}\n\n{story.written} Monday\n\nCopyright 2021 {story.outlet} All Rights Reserved\n\n"
        f"Length: 70 words\n\nByline: {story.author}\n\nBody\n\n{story.text}\n\nLoad-Date: June 1, 2021\n\nEnd of Document\n\n"
    )


def factiva(story: Story) -> str:
    """Return one document of an export with document numbers at the end."""
    return (
        f"{story.title}\nBy {story.author}\n70 words\n{story.day.day} {story.day:%B %Y}\n{story.outlet}\nNEWS\nEnglish\n"
        f"(c) 2021 {story.outlet}\n\n{story.text}\n\nDocument NEWS0000202103{story.number:02d}abc\n\n"
    )


def proquest(story: Story, number: int) -> str:
    """Return one document of an export with labels behind its text."""
    return (
        f"{'_' * 60}\n\nDocument {number} of 2\n\n{story.title}\n\nAuthor: {story.author}\n\nFull text: {story.text}\n\n"
        f"Title: {story.title}\n\nPublication title: {story.outlet}\n\nPublication date: {story.written}\n\n"
    )


def ebsco(story: Story, number: int) -> str:
    """Return one record of an export with a label on each line above its value."""
    return (
        f"Record: {number}\nTitle:\n\t{story.title}\nAuthors:\n\t{story.author}\nSource:\n\t{story.outlet}\n"
        f"Publication Date: {story.day}\nFull Text:\n{story.text}\n\n"
    )


def exports(new: Stories) -> Iterator[tuple[str, bytes, list[Row]]]:
    """Exports of news databases with many articles, and one that cannot be told apart."""
    a, b, c = new.some(3)
    cover = "Download Request: Select Items 1-3\nTime Of Request: Friday, March 12, 2021\n\n"
    yield (
        "numbered.txt",
        ("\ufeff" + cover + "".join(lexis(x, n, 3) for n, x in enumerate((a, b, c), 1))).encode(),
        [x.row("part", *ALL) for x in (a, b, c)],
    )
    a, b = new.some(2)
    yield (
        "documents.txt",
        "".join(map(nexis, (a, b))).replace("\n", "\r\n").encode(),
        [x.row("part", *ALL) for x in (a, b)],
    )
    a, b = new.some(2)
    document = docx.Document()
    for line in "".join(map(nexis, (a, b))).split("\n"):
        document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)
    yield "documents.docx", held.getvalue(), [x.row("rendered", *ALL) for x in (a, b)]
    a, b = new.some(2)
    yield "database.txt", "".join(map(factiva, (a, b))).encode(), [x.row("part", *ALL) for x in (a, b)]
    a, b = new.some(2)
    yield "database.rtf", rtf("".join(map(factiva, (a, b)))), [x.row("rendered", *ALL) for x in (a, b)]
    a, b = new.some(2)
    divs = "".join(
        f"<div class='article'>{''.join(f'<p>{line}</p>' for line in factiva(x).split(chr(10)) if line)}</div>"
        for x in (a, b)
    )
    yield "database.html", f"<html><body>{divs}</body></html>".encode(), [x.row("rendered", *ALL) for x in (a, b)]
    a, b = new.some(2)
    yield (
        "labels.txt",
        "".join(proquest(x, n) for n, x in enumerate((a, b), 1)).encode(),
        [x.row("part", *ALL) for x in (a, b)],
    )
    a, b = new.some(2)
    yield (
        "records.txt",
        "".join(ebsco(x, n) for n, x in enumerate((a, b), 1)).encode(),
        [x.row("part", *ALL) for x in (a, b)],
    )
    a, b = new.some(2)
    dated = "\n\n".join(f"{x.title}\n{x.outlet}, {x.written}\n70 words\n\n{x.text}" for x in (a, b))
    yield "dated.txt", dated.encode(), [x.row("part", "title", "outlet", "published_on") for x in (a, b)]
    a, b = new.some(2)
    numbered = "\n\n".join(f"{n}. {x.title}\n\n{x.text}" for n, x in enumerate((a, b), 1))
    yield "unlabelled.txt", numbered.encode(), [x.row("part", "title") for x in (a, b)]
    a, b = new.some(2)
    glued = "\n\n".join(f"{x.text}\n\n70 words" for x in (a, b))
    yield "glued.txt", glued.encode(), [{"status_code": "unreadable", "reason": "several_articles"}]
