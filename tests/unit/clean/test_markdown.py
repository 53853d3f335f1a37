"""Markdown: its marks are not read, its words are, and names run through both marks and line ends."""

import textwrap

import pytest

from presspack.base.spans import Span
from presspack.captures.markdown import is_markdown
from presspack.captures.records import RawRecord
from presspack.captures.rendering import rendered
from presspack.clean.article import CleanArticle
from presspack.clean.front_matter import front_matter
from presspack.clean.record import body_words, clean_record

LEDE = 'The [harbour council](https://example.org/council "who they are") of *Port Vale* voted on Monday to repair the old lighthouse.'
SECOND = "Mayor **Ines\nHallgrim** said that the work would cost 2.3 million crowns,[^1] and that the county\nwould pay for half of it."
THIRD = "Ships of the [Northern\nCoast Company][ncc] have not called at the port since the light went out in\nMarch, the company's `manager` said."
SHOWN = [
    "The harbour council of Port Vale voted on Monday to repair the old lighthouse.",
    "Mayor Ines Hallgrim said that the work would cost 2.3 million crowns, and that the county would pay for half of it.",
    "Ships of the Northern Coast Company have not called at the port since the light went out in March, the company's manager said.",
]  # fmt: skip
END = "[^1]: At the prices of last year.\n\n[ncc]: https://example.org/ncc\n"
YAML = '---\ntitle: "Port Vale repairs its lighthouse"\nauthor: Ann Lee\ndate: 2025-05-14 08:00:00 +0200\nsource: Port Gazette\nlang: en-GB\ntags: [harbour]\n---\n'
TOML = '+++\ntitle = "Port Vale repairs its lighthouse"\ndate = 2025-05-14T08:00:00+02:00\ndraft = false\n[params]\nauthor = "Ann Lee"\nsource = "Port Gazette"\n+++\n'
JSON = '{\n  "title": "Port Vale repairs its lighthouse",\n  "date": "2025-05-14",\n  "author": "Ann Lee",\n  "source": "Port Gazette"\n}\n'


def article(text: str) -> CleanArticle:
    return clean_record(RawRecord("post.txt", 1, text.encode(), "text/plain"))


def metadata(found: CleanArticle) -> dict[str, str | None]:
    values = {name: getattr(found, name) for name in ("title", "author", "outlet", "published_on")}
    return {name: value.value if value else None for name, value in values.items()}


@pytest.mark.parametrize(
    "head", [YAML, TOML, JSON, YAML.removeprefix("---\n")], ids=["yaml", "toml", "json", "yaml without its first line"]
)
@pytest.mark.parametrize(
    "heading", ["", "# Port Vale repairs its lighthouse\n\n", "Port Vale repairs its lighthouse\n===\n\n"]
)
def test_front_matter_says_what_the_post_is_and_its_words_are_the_body(head: str, heading: str) -> None:
    found = article(head + "\n" + heading + "\n\n".join([LEDE, SECOND, THIRD, END]))
    assert found.media_type == "text/markdown"
    assert metadata(found) == {
        "title": "Port Vale repairs its lighthouse", "author": "Ann Lee", "outlet": "Port Gazette", "published_on": "2025-05-14",
    }  # fmt: skip
    assert body_words(found).split("\n")[:3] == SHOWN
    assert found.title is not None
    assert found.title.span is not None
    assert found.title.span.of(found.text) == found.title.value


def test_names_that_run_through_marks_and_line_ends_have_exact_spans() -> None:
    text = YAML + "\n\n".join(["", LEDE, SECOND, THIRD, END])
    found = article(text)
    place = next(s.span for s in found.body() if "Hallgrim" in s.span.of(text))
    shown = rendered(text, place, found.media_type)
    start = shown.text.index("Ines Hallgrim")
    span = shown.source_span(start, start + len("Ines Hallgrim"))
    assert span.of(text) == "Ines\nHallgrim"
    assert rendered(text, span, found.media_type).text == "Ines Hallgrim"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a [link](http://x.org/a_(b)) here", "a link here"),
        ("a [link][1], a [link][] and [brackets]", "a link, a link and [brackets]"),
        ("an ![image of a cat](cat.png) here", "an  here"),
        ("[![badge](b.png)](http://x.org) after", "after"),
        ("**bold**, *italic*, ***both***, __bold__, _italic_, ~~gone~~", "bold, italic, both, bold, italic, gone"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        (r"worth \$40 million\*", "worth $40 million*"),
        ("noted[^12] here", "noted here"),
        ("the `code` of <b>it</b> &amp; that<br/>", "the code of it & that"),
        ("see <https://x.org/a> now", "see https://x.org/a now"),
        ("{{< figure src=\"x.png\" >}} words {: .lead}", "words"),
        ("a [long\nlink](http://x.org)\n> quoted", "a long link quoted"),
        ("**not closed and *this* is", "**not closed and this is"),
    ],
)  # fmt: skip
def test_marks_within_lines_are_not_shown(text: str, shown: str) -> None:
    assert rendered(text, Span(0, len(text)), "text/markdown").text.strip() == shown


def test_a_part_of_a_markdown_text_is_shown_like_the_whole() -> None:
    text = "\n\n".join([LEDE, SECOND, THIRD])
    whole = rendered(text, Span(0, len(text)), "text/markdown")
    for start in range(0, len(whole.text), 7):
        for end in range(start + 1, min(len(whole.text), start + 30), 5):
            part = rendered(text, whole.source_span(start, end), "text/markdown")
            assert part.text.split() == whole.text[start:end].split()


def test_hard_line_breaks_end_paragraphs_where_most_stand_at_the_end_of_a_sentence() -> None:
    lines = [textwrap.fill(line, 70) for line in SHOWN]
    found = article("# Port Vale repairs its lighthouse\n\n25/05/14\n\n" + "  \n".join(lines) + "\n")
    assert body_words(found).split("\n") == SHOWN
    assert metadata(found)["published_on"] == "2025-05-14"
    assert metadata(found)["title"] == "Port Vale repairs its lighthouse"


def test_headings_lists_quotations_and_tables_are_read_without_their_marks() -> None:
    lines = [
        "# Port Vale repairs its lighthouse", "", LEDE, "", "## What it costs ##", "", SECOND, "", "- two million for the lamp, which comes",
        "  from Hamburg", "- the rest for stone", "", "1. First the lamp.", "2. Then the tower.", "", "> Nobody can see us from the sea,", "> the harbour master said.",
        "", "| Year | Ships |", "|------|------:|", "| 2023 | 412 |", "", "---", "", THIRD, "", END,
    ]  # fmt: skip
    found = article("\n".join(lines))
    read = body_words(found).split("\n")
    assert [line for line in read if line in (*SHOWN, "What it costs")] == [
        SHOWN[0],
        "What it costs",
        SHOWN[1],
        SHOWN[2],
    ]
    for line in (
        "two million for the lamp, which comes from Hamburg",
        "Nobody can see us from the sea, the harbour master said.",
    ):
        assert line in read
    assert not any(set("#|*[]`") & set(line) for line in read if "|" not in line)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# Title\n\nWords.", True), ("Words with a [link](http://x.org).", True), ("---\ntitle: x\n---\nWords", True),
        ("**One** and **two** words.", True), ("Words.\n\n[a]: http://x.org", True),
        ("We are #1 in the league.", False), ("He said [sic] (and meant it).", False), ("2 * 3 * 4", False),
        ("--- \nA line\n", False), ("Item (a)[b] c", False), ("A footnote [1] (see below)", False),
    ],
)  # fmt: skip
def test_a_text_is_markdown_by_its_marks(text: str, told: bool) -> None:
    assert is_markdown(text) is told


@pytest.mark.parametrize(
    ("fields", "author", "date", "title"),
    [
        ("authors:\n  - name: Ann Lee\n  - name: Jo Doe", "Ann Lee, Jo Doe", None, None),
        ('author:\n  - "[[Ann Lee]]"\n  - "[[people/jo|Jo Doe]]"', "Ann Lee, Jo Doe", None, None),
        ("title: It's: a colon\ndate: 14 May 2025", None, "2025-05-14", "It's: a colon"),
        ("Title: Port\nPublished: 2025-05-14\nAuthor: [Ann Lee]", "Ann Lee", "2025-05-14", "Port"),
        ("creators:\n  - Lee, Ann\n  - Harbour Union of Port Vale", "Ann Lee", None, None),
        ("author: Ann Lee, Jo Doe", "Ann Lee, Jo Doe", None, None),
        ("title: [unclosed", None, None, "[unclosed"),
        ("- a\n- list", None, None, None),
        ("title:\ndate: soon", None, None, None),
    ],
)
def test_front_matter_is_read_as_people_write_it(
    fields: str, author: str | None, date: str | None, title: str | None
) -> None:
    found = front_matter(f"---\n{fields}\n---\n\nWords.")
    values = [value.value if value else None for value in (found.author, found.published_on, found.title)]
    assert values == [author, date, title]
