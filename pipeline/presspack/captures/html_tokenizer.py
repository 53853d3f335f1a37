"""A tokenizer for HTML that keeps positions, after the rules browsers follow; one pass, linear in the page's length."""

import re
from collections.abc import Iterator
from typing import NamedTuple

TEXT, OPEN, CLOSE, RAW, OTHER = "text", "open", "close", "raw", "other"

# Elements whose content is not markup, and those whose content is nothing to read; both run to their end tag.
RAW_TO_END = frozenset({"script", "style", "textarea", "title", "xmp"})
RAW_IF_CLOSED = frozenset({"noscript", "iframe", "noembed", "noframes", "svg", "math", "template", "select", "object",
                           "canvas", "audio", "video", "map", "datalist"})  # fmt: skip
BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "link",
        "main",
        "menu",
        "meta",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "picture",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "video",
        "audio",
        "iframe",
        "amp-ad",
    ]
)
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)

TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
# Attributes up to the closing bracket; a quoted value may hold brackets. Possessive: nothing is tried twice.
REST_OF_TAG = re.compile(r"(?:[^>\"'=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')|[=\"'])*+>")
ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++)))?")
MAX_ATTRIBUTES_CHARS = 200_000


class Token(NamedTuple):
    """A run of the page: `kind`, its place, the tag's name, and where its attributes (or raw content) lie."""

    kind: str
    start: int
    end: int
    name: str = ""
    inner_start: int = 0
    inner_end: int = 0


def tokens(
    text: str, start: int = 0, end: int | None = None, *, opened: frozenset[str] = frozenset()
) -> Iterator[Token]:
    """Yield the tokens of `text[start:end]`; they touch and cover all of it.

    What lies in the elements `opened` is markup, though browsers do not show it.
    list(tokens("<b>x</b>")) has the kinds open, text, close.
    """
    end = len(text) if end is None else end
    position = start
    unclosed = set(opened)
    while position < end:
        bracket = text.find("<", position, end)
        if bracket < 0:
            yield Token(TEXT, position, end)
            return
        token = markup_at(text, bracket, end, unclosed)
        if token is None:  # a bare "<" in running text
            after = text.find("<", bracket + 1, end)
            after = end if after < 0 else after
            yield Token(TEXT, position, after)
            position = after
            continue
        if bracket > position:
            yield Token(TEXT, position, bracket)
        yield token
        position = token.end


def markup_at(text: str, bracket: int, end: int, unclosed: set[str]) -> Token | None:
    """Return the markup that begins at `bracket`, or None if the sign stands for itself."""
    match = TAG.match(text, bracket, end)
    if match is None:
        return declaration_at(text, bracket, end)
    name = match.group(2).lower()
    rest = REST_OF_TAG.match(text, match.end(), end)
    if rest is None:  # a tag without end swallows the rest, as in a browser
        return Token(OTHER, bracket, end)
    if match.group(1):
        return Token(CLOSE, bracket, rest.end(), name)
    if name in RAW_TO_END or (name in RAW_IF_CLOSED and name not in unclosed):
        close = end_tag(text, name, rest.end(), end)
        if close is not None:
            return Token(RAW, bracket, close[1], name, rest.end(), close[0])
        if name in RAW_TO_END:
            return Token(RAW, bracket, end, name, rest.end(), end)
        unclosed.add(name)
    return Token(OPEN, bracket, rest.end(), name, match.end(), rest.end() - 1)


def declaration_at(text: str, bracket: int, end: int) -> Token | None:
    """Return the comment, doctype or processing instruction at `bracket`, if it is one."""
    if text.startswith("<!--", bracket):
        if text.startswith((">", "->"), bracket + 4):
            return Token(OTHER, bracket, text.index(">", bracket) + 1)
        close = text.find("-->", bracket + 4, end)
        return Token(OTHER, bracket, end if close < 0 else close + 3)
    if text.startswith(("<!", "<?", "</"), bracket):
        close = text.find(">", bracket, end)
        return Token(OTHER, bracket, end if close < 0 else close + 1)
    return None


def end_tag(text: str, name: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the end tag of a raw element begins and ends, or None if it never comes."""
    match = END_TAGS[name].search(text, start, end)
    return (match.start(), match.end()) if match else None


END_TAGS = {
    name: re.compile(rf"</{name}(?=[\s/>])[^>]*+>?", re.IGNORECASE) for name in sorted(RAW_TO_END | RAW_IF_CLOSED)
}


def attributes(text: str, token: Token) -> dict[str, str]:
    """Return the attributes of an opening tag, names in lower case, values as written (entities undecoded)."""
    found: dict[str, str] = {}
    stop = min(token.inner_end, token.inner_start + MAX_ATTRIBUTES_CHARS)
    for match in ATTRIBUTE.finditer(text, token.inner_start, stop):
        name, double, single, bare = match.groups()
        found.setdefault(name.lower(), double or single or bare or "")
    return found
