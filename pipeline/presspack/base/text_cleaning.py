"""Names, values and messages of hostile data, made harmless for terminals, logs of CI runs, and Markdown."""

import json
import re
from typing import Any

# what a runner of workflows takes for a command: at the start of a line, or, of older ones, anywhere in it
_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#\w*\[)")
# what makes a link, an address, a mention, code or a cell of its own in Markdown
_LIVE = re.compile(r"[\\`|@]|\](?=[(\[:])|:(?=//)|(?<=www)\.|(?<=WWW)\.|(?i:(?<=mailto):)")


# half of a pair of code units, which no file in UTF-8 can hold; JSON can
_SURROGATE = re.compile("[\ud800-\udfff]")

# what JSON need not escape, and what moves a cursor, ends a line or hides all the same
_HIDDEN = re.compile("[\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

# control characters, and marks that turn the direction of what follows, until another ends it
_OVERRIDES = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def without_surrogates(text: str) -> str:
    """Return a text with lone surrogates replaced one for one, so that it can be written."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def without_overrides(text: str) -> str:
    """Return a text without control characters and marks that turn the direction of what follows, for pages."""
    return _OVERRIDES.sub("", text)


def clean(line: str) -> str:
    """Return a line of printable characters; all others stand as escapes, so that none moves a cursor."""
    return line if line.isprintable() else "".join(char if char.isprintable() else ascii(char)[1:-1] for char in line)


def json_text(value: Any, *, indent: int | None = None) -> str:
    """Return JSON for people and programs, in which characters that are not seen stand as escapes."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def log_line(line: str) -> str:
    """Return a line that is no command of a workflow: "::error::x" -> ": :error::x"."""
    return _COMMAND.sub(lambda match: match[0] + " ", clean(line))


def log_lines(text: str) -> str:
    """Return a text whose lines are harmless, each for itself."""
    return "\n".join(log_line(line) for line in text.split("\n"))


def markdown(text: str) -> str:
    """Return text that Markdown shows as it is: "[a](b)" is no link, "<b>" no tag, "@all" no mention."""
    shown = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LIVE.sub(lambda match: f"&#{ord(match[0])};", shown)
