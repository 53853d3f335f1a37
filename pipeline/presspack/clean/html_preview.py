"""A page that shows what cleaning made of a record: every segment in its colour, every character escaped."""

import html

from presspack.clean.article import CleanArticle
from presspack.documents.document import Segment

COLOURS = {
    "title": "#ffe08a",
    "byline": "#d7c5f2",
    "caption": "#c9e4f5",
    "noise": "#eeeeee",
    "heading": "#b9e6c9",
    "speaker": "#f6c6d8",
    "question": "#fbdfe8",
    "answer": "#dcf3e4",
    "quote": "#d2efe9",
    "dateline": "#e0f0c8",
    "paragraph": "#e3f6e5",
}
HEAD = """<!doctype html>
<html lang="en"><head><title>{title}</title><meta charset="utf-8"><style>
body {{ font: 15px/1.5 Georgia, serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }}
.noise {{ color: #777; font-size: 85%; }} dt {{ float: left; clear: left; width: 9em; color: #555; }}
span {{ border-radius: 3px; }}
{colours}
</style></head><body>
"""


def segments_page(article: CleanArticle) -> str:
    """Return a self-contained HTML page of the whole record with its segments coloured, nothing left out."""
    colours = "\n".join(f".{kind} {{ background: {colour}; }}" for kind, colour in COLOURS.items())
    title = article.title.value if article.title else "(no title)"
    head = HEAD.format(title=html.escape(title), colours=colours)
    facts = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in described(article))
    spans = "".join(shown(article.text, segment) for segment in article.segments)
    return f"{head}<dl>{facts}</dl>\n<p>{legend()}</p>\n<pre>{spans}</pre>\n</body></html>\n"


def described(article: CleanArticle) -> list[tuple[str, str]]:
    """Return what is known about the article, as pairs of name and value."""
    date = article.published_on
    rows = [
        ("status", article.status + (f" ({article.reason})" if article.reason else "")),
        *((name, f"{found.value} [{found.rule}]") for name, found in (
            ("title", article.title), ("outlet", article.outlet), ("author", article.author)) if found),
        ("published on", f"{date.value} [{date.source}, {date.rule}]" if date else "unknown"),
        ("language", f"{article.language or 'unknown'} {article.language_score or ''}".strip()),
        ("encoding", f"{article.encoding} ({article.encoding_source})"),
        ("body", f"{sum(s.end - s.start for s in article.body())} of {len(article.text)} characters"),
    ]  # fmt: skip
    return rows


def legend() -> str:
    """Return the colours with what they stand for."""
    return " ".join(f'<span class="{kind}">{kind}</span>' for kind in COLOURS)


def shown(text: str, segment: Segment) -> str:
    """Return one segment, with what it is as its tooltip."""
    told = [segment.kind, segment.reason or "", segment.speaker or "", f"{segment.start}-{segment.end}"]
    tip = html.escape(" · ".join(filter(None, told)))
    kind = segment.kind if segment.kind in COLOURS else "noise"
    return f'<span class="{kind}" title="{tip}">{visible(segment.span.of(text))}</span>'


def visible(words: str) -> str:
    """Return the words escaped; control and direction characters are shown by their code instead of acting."""
    return "".join(c if acts_harmlessly(c) else f"[U+{ord(c):04X}]" for c in html.escape(words))


def acts_harmlessly(char: str) -> bool:
    """False for characters that a page would obey rather than show."""
    return char in "\n\t" or not (
        char < " " or "\x7f" <= char <= "\x9f" or "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"
        or char in "\u200e\u200f\u2028\u2029\ufeff" or "\ud800" <= char <= "\udfff"
    )  # fmt: skip
