"""Texts broken by width are read as if they had not been: every way of breaking gives the same paragraphs."""

import textwrap
from collections.abc import Callable

import pytest

from presspack.base.spans import Span
from presspack.captures.markdown import is_markdown
from presspack.captures.records import RawRecord
from presspack.captures.rendering import rendered
from presspack.clean.article import CleanArticle
from presspack.clean.paragraphs import text_blocks
from presspack.clean.record import body_words, clean_record

PARAGRAPHS = [
    "The ferry company of Quill Sound said on Thursday that it would take its two oldest boats out of service before the "
    "autumn storms, after inspectors of the harbour authority had found rust in the hulls of both of them.",
    "Captain Oda Brandvold, who has sailed the route since 1998, told the island council that passengers had nothing to "
    "fear, and that a third boat with room for 240 people and 36 cars had been hired from the mainland until spring.",
    "Teachers at the secondary school on the outer island worry that pupils will miss their first lessons. “Nobody has "
    "asked us when the morning boat should leave,” said their union’s chairwoman, Ilse Marr.",
    "The council wants a new timetable by the end of the month, and it has asked the county for a grant of 1.2 million "
    "crowns, of which a third is to be spent on shelters at the two landing stages.",
]
TITLE = "Two old ferries leave Quill Sound before the storms"


def wrapped(width: int, between: str = "\n", apart: str = "\n\n", ends: str = "") -> str:
    """Return the article broken at a width, `between` lines, `apart` paragraphs, `ends` at each line's end."""
    paragraphs = [
        between.join(line + ends for line in textwrap.wrap(p, width, break_on_hyphens=False)) for p in PARAGRAPHS
    ]
    return TITLE + apart + apart.join(paragraphs) + "\n"


def hyphenated(width: int) -> str:
    """Return the article in lines of one width, words cut with a hyphen wherever a line is full."""
    lines = [TITLE, ""]
    for paragraph in PARAGRAPHS:
        rest = paragraph
        while len(rest) > width:
            cut = width - 1
            inside = rest[cut - 3 : cut + 3].isalpha() and rest[cut - 3 : cut + 3].islower()
            if inside:
                lines.append(rest[:cut] + "-")
                rest = rest[cut:]
            else:
                space = rest.rindex(" ", 0, width + 1)
                lines.append(rest[:space])
                rest = rest[space + 1 :]
        lines += [rest, ""]
    return "\n".join(lines)


def paged(width: int, rows: int, number: str) -> str:
    """Return the article on pages of so many lines, the number of the page and a form feed after each."""
    lines = wrapped(width).split("\n")
    pages = [lines[start : start + rows] for start in range(0, len(lines), rows)]
    return "".join("\n".join(page) + f"\n\n{number.format(i)}\n\f" for i, page in enumerate(pages, 1))


def quoted(text: str, sign: str) -> str:
    return "\n".join(sign + line for line in text.split("\n"))


LAYOUTS: dict[str, Callable[[], str]] = {
    **{f"width {width}": lambda width=width: wrapped(width) for width in (32, 40, 56, 64, 72, 76, 80, 100, 120)},
    "line ends of two characters": lambda: wrapped(72).replace("\n", "\r\n"),
    "line ends of old computers": lambda: wrapped(72).replace("\n", "\r"),
    "blank lines between lines": lambda: wrapped(66, between="\n\n", apart="\n\n\n"),
    "blank lines between lines, paragraphs no further apart": lambda: wrapped(60, between="\n\n", apart="\n\n    "),
    "one blank at the end of each line": lambda: wrapped(70, ends=" "),
    "two blanks at the end of each line": lambda: wrapped(70, ends="  "),
    "indented first lines": lambda: wrapped(72, apart="\n    "),
    "indented altogether": lambda: textwrap.indent(wrapped(68), "      "),
    "quoted mail": lambda: quoted(wrapped(72), "> "),
    "mail quoted twice": lambda: quoted(wrapped(68), ">> "),
    "mail quoted twice with blanks": lambda: quoted(wrapped(68), "> > "),
    "hyphens at line ends": lambda: hyphenated(48),
    "narrow columns with hyphens": lambda: hyphenated(34),
    "a hyphen in the middle of a line": lambda: wrapped(72).replace("landing", "lan-\nding").replace("lessons", "les-\nsons"),
    "soft hyphens": lambda: wrapped(400).replace("passengers", "pas\u00adsen\u00adgers").replace("inspectors", "in\u200bspectors"),
    "pages": lambda: paged(72, 6, "- {} -"),
    "pages numbered in words": lambda: paged(60, 7, "Page {} of 4"),
    "pages with bare numbers": lambda: paged(64, 9, "{}"),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_paragraphs_do_not_depend_on_how_their_lines_are_broken(name: str) -> None:
    article = clean_record(RawRecord("a.txt", 1, LAYOUTS[name]().encode(), "text/plain"))
    assert body_words(article).split("\n") == PARAGRAPHS
    assert article.title is not None
    assert article.title.value == TITLE
    assert article.media_type == "text/plain"


def paragraphs(text: str) -> list[str]:
    media_type = "text/markdown" if is_markdown(text) else "text/plain"
    return [block.text for block in text_blocks(text, media_type=media_type, wrapped_line_chars=28) if not block.noise]


@pytest.mark.parametrize(
    "lines",
    [
        ["Home", "News", "Sport", "Weather", "About us", "Contact"],
        [TITLE, *PARAGRAPHS],
        ["Members of the new board:", "Oda Brandvold, captain", "Ilse Marr, teacher", "Per Quist, baker", "Ann Lode, nurse"],
        ["He said it plainly.", "“We are done,” he said.", "Then he left the room.", "nobody followed him", "It was noon."],
    ],
    ids=["menu", "long lines", "list", "short paragraphs"],
)  # fmt: skip
def test_lines_that_were_not_broken_by_width_stay_apart(lines: list[str]) -> None:
    assert paragraphs("\n".join(lines)) == lines


def test_short_lines_end_a_paragraph_without_a_blank_line() -> None:
    text = wrapped(72, apart="\n")
    assert paragraphs(text)[:3] == [TITLE, *PARAGRAPHS[:2]]


def test_headings_items_and_tables_stay_apart_from_wrapped_paragraphs() -> None:
    lines = [*textwrap.wrap(PARAGRAPHS[0], 60), "", "WHAT THE INSPECTORS FOUND", *textwrap.wrap(PARAGRAPHS[1], 60), "",
             "The boats:", "* the Tern, built in 1971, which leaves the island at six in", "  the morning", "* the Skua, built in 1974", "",
             "Boat           Cars      Seats", "Tern             18        120", *["", *textwrap.wrap(PARAGRAPHS[2], 60)]]  # fmt: skip
    assert paragraphs("\n".join(lines)) == [
        PARAGRAPHS[0], "WHAT THE INSPECTORS FOUND", PARAGRAPHS[1], "The boats:",
        "* the Tern, built in 1971, which leaves the island at six in the morning", "* the Skua, built in 1974",
        "Boat           Cars      Seats", "Tern             18        120", PARAGRAPHS[2],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a long-\nterm plan", "a long-term plan"),
        ("the parlia-\nment met", "the parliament met"),
        ("the Anglo-\nSaxon church", "the Anglo-Saxon church"),
        ("short-\nand long-term", "short- and long-term"),
        ("a student-\nled march", "a student-led march"),
        ("in 2019-\n2021 it fell", "in 2019-2021 it fell"),
        ("a word\u00ad\nbreak", "a wordbreak"),
        ("he left -\nand came back", "he left - and came back"),
        ("one  \n  two", "one two"),
        ("one\n> two\n> > three", "one two three"),
        ("the council\n\n- 12 -\n\x0cvoted", "the council voted"),
        ("more than 5\n>ten", "more than 5 ten"),
        ("soft\u00adly and zero\u200bwidth", "softly and zerowidth"),
    ],
)
def test_running_text_is_shown_without_its_line_breaks(text: str, shown: str) -> None:
    found = rendered(text, Span(0, len(text)), "text/plain")
    assert found.text == shown
    assert found.source_span(0, len(shown)) == Span(0, len(text))
    for start in range(len(shown)):
        place = found.source_span(start, start + 1)
        assert shown[start] == " " or text[place.start : place.end][0] == shown[start]


@pytest.fixture(scope="module")
def release() -> CleanArticle:
    heads = [
        "From: press@quillsound.example", "Date: Thu, 16 Sep 2021 09:14:02 +0200", f"Subject: {TITLE}", "",
        "FOR IMMEDIATE RELEASE", "", TITLE.upper(), "", "QUILL SOUND, Sept. 16, 2021 -- " + PARAGRAPHS[0],
    ]  # fmt: skip
    text = "\n".join(heads[:-1]) + "\n" + "\n\n".join(textwrap.fill(p, 72) for p in [heads[-1], *PARAGRAPHS[1:]])
    text += "\n\n###\n\nContact: Per Quist, press office, +47 555 01 23\n"
    return clean_record(RawRecord("a.txt", 1, text.encode(), "text/plain"))


def test_a_press_release_of_a_mailing_list_is_read_whole(release: CleanArticle) -> None:
    words = body_words(release)
    assert [line for line in words.split("\n") if line in PARAGRAPHS] == PARAGRAPHS
    assert release.published_on is not None
    assert release.published_on.value == "2021-09-16"
    assert "Contact" not in words
