"""The word lists of cleaning: read once from the CSV files beside this module."""

import re
from functools import lru_cache
from pathlib import Path

from presspack.english.lexicon import Row, rows_of

HERE = Path(__file__).parent


def rows(name: str) -> tuple[Row, ...]:
    """Return the rows of a word list beside this module."""
    return rows_of(HERE / name)


@lru_cache(maxsize=1)
def page_words() -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """Return a pattern for noise words in element labels, the reason of each, and the reason of each element name."""
    listed = rows("page_words.csv")
    labels = {row["word"]: row["reason"] for row in listed if row["where"] == "label" and row["reason"] != "body"}
    names = {row["word"]: row["reason"] for row in listed if row["where"] == "element"}
    words = sorted(labels, key=lambda word: (-len(word), word))
    return re.compile("-(" + "|".join(words) + ")(?=-)"), labels, names


@lru_cache(maxsize=50_000)
def body_word(label: str) -> bool:
    """True when an element's label has a word by which pages call the article's text."""
    return body_words().search(label) is not None


@lru_cache(maxsize=1)
def body_words() -> re.Pattern[str]:
    """Return a pattern for the words by which pages call the article's text."""
    return re.compile(
        "-(?:" + "|".join(row["word"] for row in rows("page_words.csv") if row["reason"] == "body") + ")-"
    )


@lru_cache(maxsize=50_000)
def page_noise(name: str, label: str) -> str | None:
    """Return why an element of this name and label is not the article's, or None: "nav" -> "navigation"."""
    pattern, labels, names = page_words()
    if name in names:
        return names[name]
    match = pattern.search(label)
    return labels[match.group(1)] if match else None


@lru_cache(maxsize=1)
def outlet_words() -> re.Pattern[str]:
    """Return a pattern for the words by which names of publications are known."""
    return re.compile(r"\b(?:" + "|".join(row["word"] for row in rows("outlet_words.csv")) + r")\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return the words that running text of several languages is full of, and headlines and menus are not."""
    return frozenset(word for row in rows("common_words.csv") for word in row["words"].split())


def squeezed(words: str) -> str:
    """Return the words with one plain space between two: squeezed("New\\u00a0Harbour") -> "New Harbour"."""
    return " ".join(words.split())
