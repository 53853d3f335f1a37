"""The word lists that actor extraction reads, loaded once: what only the extractor knows about names."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from presspack.names.phrase_matcher import folded


@cache
def lexicon(name: str) -> Mapping[str, str]:
    """Return the first two columns of `lexicon/<name>.csv` as folded word -> code ("" if there is one column)."""
    return MappingProxyType({folded(row[0]): row[1] if len(row) > 1 else "" for row in rows(name)})


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of `lexicon/<name>.csv` without the header."""
    text = files("presspack.english").joinpath("lexicon", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(tuple(row) for row in list(csv.reader(text.splitlines()))[1:])


@cache
def name_parts(kind: str) -> frozenset[str]:
    """Return the folded name parts of one kind: given, surname_ending, particle."""
    return frozenset(folded(part) for part, part_kind in rows("name_parts") if part_kind == kind)


@cache
def surname_endings() -> tuple[str, ...]:
    """Return the endings that mark a surname, for `str.endswith`."""
    return tuple(sorted(name_parts("surname_ending")))
