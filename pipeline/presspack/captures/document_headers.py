"""What documents in light markup say above their text: reStructuredText, AsciiDoc, Nikola and Pandoc."""

import re
from collections.abc import Iterator

from presspack.captures.export_headers import cleaned
from presspack.captures.export_words import DAY
from presspack.captures.fields import HINTS, field_names, plain

SAMPLE_CHARS = 4000
# ":author: Ann Lee", ".. author: Ann Lee", also as an option of a directive, and what stands on lines of its own below
FIELD = re.compile(r"^[ \t]*(?:\.\. |:)(?P<name>[A-Za-z][\w -]{0,30}):[ \t]+(?P<value>\S[^\n]*)$", re.MULTILINE)
ASCIIDOC = re.compile(
    r"(?:[:/][^\n]*\n|[ \t]*\n)*=[ \t]+(?P<title>\S[^\n]*)\n(?P<author>[^\W\d_][^\n:=]*\n)?(?P<revision>v?\d[^\n]*\n)?"
)
PANDOC = re.compile(r"%[ \t]+(?P<title>\S[^\n]*)\n(?:%[ \t]*(?P<author>[^\n]*)\n)?(?:%[ \t]*(?P<revision>[^\n]*)\n)?")
ADDRESS = re.compile(r"[ \t]*<[^<>\n]*>")
OTHER_NAMES = {"revdate": "published_on", "post": "published_on"}


def document_hints(text: str) -> dict[str, str]:
    """Return title, author, day and so on that a document states above its text; {} for one that states nothing.

    document_hints("= Old bridge\\nAnn Lee <ann@port.example>\\n\\nThe bridge …")["author"] -> "Ann Lee"
    """
    head = text[:SAMPLE_CHARS].lstrip("\ufeff").replace("\r\n", "\n")
    found = dict(titled(head))
    for match in FIELD.finditer(head):
        name = plain(match["name"])
        hint = OTHER_NAMES.get(name) or next((h for h in HINTS if name in field_names()[h]), None)
        if hint:
            found.setdefault(hint, match["value"])
    return cleaned(found)


def titled(head: str) -> Iterator[tuple[str, str]]:
    """Yield what stands on the first lines by its place: title, authors, day."""
    match = ASCIIDOC.match(head) or PANDOC.match(head)
    if match is None:
        return
    yield "title", match["title"]
    if match["author"] and match["author"].strip():
        yield "author", ", ".join(filter(None, (ADDRESS.sub("", one).strip() for one in match["author"].split(";"))))
    if match["revision"] and (day := DAY.search(match["revision"])):
        yield "published_on", day.group()
