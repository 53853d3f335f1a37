"""Character references: how far one reaches, and the characters that it stands for."""

import html
from html.entities import html5

NAME = r"[A-Za-z][A-Za-z0-9]{1,31}"
NUMBER = r"#[0-9]{1,9}|#[xX][0-9a-fA-F]{1,8}"
CLOSED = rf"&(?:{NUMBER}|{NAME});"
OPEN_ENDED = rf"&(?:{NUMBER}|{NAME});?"  # as in pages, where the semicolon may lack


def reference(words: str) -> tuple[int, str]:
    """Return how many characters of `words` are the reference that opens it, and what they stand for.

    reference("&nbsp;") -> (6, "\\xa0"); of a name that runs into a word the longest that is known without a semicolon
    counts, as in a browser: reference("&nbspThe") -> (5, "\\xa0"); reference("&word;") -> (0, "").
    """
    if words[1] == "#" or words[1:] in html5:
        return len(words), html.unescape(words)
    for end in range(len(words) - 1, 2, -1):
        if words[1:end] in html5:
            return end, html5[words[1:end]]
    return 0, ""
