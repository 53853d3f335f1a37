"""Patterns of XML Schema in Unicode, written for RE2, which DuckDB runs, and for the module `regex`.

RE2 knows `\\d`, `\\w` and `\\s` of ASCII only, and neither knows `\\i` and `\\c`, the characters of XML names.
"""

from collections.abc import Iterator, Mapping

# what stands for a class between brackets; `_` is a letter of words in Python, as most authors of patterns expect
_ASCII_IN_RE2 = {
    "d": r"\p{Nd}",
    "w": r"\p{L}\p{M}\p{N}_",
    "s": r"\s\x{0b}\x{1c}-\x{1f}\x{85}\p{Z}",
}
_NAMES = {"i": r"_:\p{L}", "c": r"\-._:\x{b7}\p{L}\p{M}\p{N}"}
_NAMES_FOR_REGEX = {"i": r"_:\p{L}", "c": r"\-._:\u00b7\p{L}\p{M}\p{N}"}
# RE2 means something else by these, or knows them for ASCII alone
_NOT_IN_RE2 = frozenset("bBAzZCQ")


class _OtherEngine(Exception):
    """The pattern has what cannot be written for this engine."""


def re2_pattern(pattern: str) -> str | None:
    """Return the pattern as RE2 reads it in Unicode, None where RE2 cannot."""
    try:
        return "".join(_translated(pattern, {**_ASCII_IN_RE2, **_NAMES}, refused=_NOT_IN_RE2))
    except _OtherEngine:
        return None


def regex_pattern(pattern: str) -> str:
    """Return the pattern as the module `regex` reads it: classes taken from classes, and characters of names."""
    try:
        return "".join(_translated(pattern, _NAMES_FOR_REGEX, refused=frozenset(), subtraction=True))
    except _OtherEngine:
        return pattern


def _translated(
    pattern: str, classes: Mapping[str, str], *, refused: frozenset[str], subtraction: bool = False
) -> Iterator[str]:
    depth, start, place = 0, -1, 0
    while place < len(pattern):
        char = pattern[place]
        if char == "\\":
            yield _escaped(pattern[place + 1 : place + 2], classes, refused, inside=depth > 0)
            place += 2
            continue
        if char == "[" and depth == 0:
            depth, start = 1, place + 1 + pattern.startswith("^", place + 1)
        elif char == "[" and pattern[place - 1] == "-" and place - 1 > start:
            if not subtraction:
                raise _OtherEngine
            depth += 1
            yield "-"
        elif char == "]" and depth and place > start:
            depth -= 1
        yield char
        place += 1


def _escaped(letter: str, classes: Mapping[str, str], refused: frozenset[str], *, inside: bool) -> str:
    """Return what stands for an escape; `\\W` is any but the characters of `\\w`."""
    known = classes.get(letter.lower())
    if known is None or (letter.isupper() and inside and letter != "D"):
        if letter in refused or known is not None:
            raise _OtherEngine
        return "\\" + letter
    if letter == "D" and inside:
        return r"\P{Nd}"
    if inside:
        return known
    return f"[{'^' if letter.isupper() else ''}{known}]"
