"""The only reader of lexicon files: `english/lexicon/*.csv`, each with a header, described in `lexicon/README.md`."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from presspack.base.errors import ConfigError
from presspack.base.folding import folded
from presspack.base.paths import PRESSPACK

LEXICON = PRESSPACK / "english" / "lexicon"
Row = Mapping[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Return the rows of `lexicon/<name>.csv` in file order, by column name."""
    return rows_of(LEXICON / f"{name}.csv")


def rows_of(path: Path) -> tuple[Row, ...]:
    """Return the rows of any lexicon file in file order, by column name.

    Raise ConfigError, naming file and line, for a row with more or fewer cells than the header.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        header = next(reader)
        found = []
        for cells in reader:
            if len(cells) != len(header):
                expected = f"{len(header)} cells: {', '.join(header)}"
                raise ConfigError(f"line {reader.line_num}", got=cells, expected=expected, where=path.name)
            found.append(MappingProxyType(dict(zip(header, cells, strict=True))))
    return tuple(found)


@cache
def words(name: str, **where: str) -> frozenset[str]:
    """Return the first column of a lexicon, of the rows whose other columns are as `where` says.

    `words("source_nouns", role="voice")` holds "spokesman"; `words("making_verbs")` holds all of its lemmas.
    """
    return frozenset(
        next(iter(row.values())) for row in rows(name) if all(row[column] == value for column, value in where.items())
    )


@cache
def word_class(name: str, lexicon: str = "word_classes") -> frozenset[str]:
    """Return the words of one class of a lexicon of classes (columns `class` and a word), as they are written there.

    Raise ConfigError if the class has no words: a class is named in code because somebody wrote it down.
    """
    found = frozenset(tuple(row.values())[1] for row in rows(lexicon) if row["class"] == name)
    if not found:
        raise ConfigError(f"class {name}", got="no rows", expected="one row a word", where=f"{lexicon}.csv")
    return found


@cache
def codes(name: str) -> Mapping[str, str]:
    """Return the first two columns of a lexicon as folded word -> code, "" for a lexicon of one column."""
    found = {}
    for row in rows(name):
        word, *rest = row.values()
        found[folded(word)] = rest[0] if rest else ""
    return MappingProxyType(found)


@cache
def name_parts(kind: str) -> frozenset[str]:
    """Return the folded name parts of one kind: given, surname_ending, particle."""
    return frozenset(folded(row["part"]) for row in rows("name_parts") if row["kind"] == kind)


@cache
def given_names() -> frozenset[str]:
    """Return the folded given names that by themselves show that a name is a person's."""
    sure = (row["names"].split() for row in rows("given_names") if row["shows_person"] == "yes")
    return name_parts("given").union(*sure)


@cache
def given_genders() -> Mapping[str, str]:
    """Return folded given name -> male or female, of those that are nearly always one."""
    found: dict[str, str] = {}
    for row in rows("given_names"):
        found.update(dict.fromkeys(row["names"].split(), row["gender"]))
    return MappingProxyType(found)


@cache
def surname_endings() -> tuple[str, ...]:
    """Return the endings that mark a surname, for `str.endswith`."""
    return tuple(sorted(name_parts("surname_ending")))
