"""Pages that stand before an article: requests to accept cookies, whose words are nobody's news."""

import re
from collections.abc import Sequence
from functools import lru_cache

from presspack.clean.word_lists import rows

MAX_CHARS, PARAGRAPHS = 4000, 0.75  # of a longer text, or of fewer of its paragraphs, nothing is decided
READER = re.compile(r"\b(?:you|your|we|our|us)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def wall_words() -> re.Pattern[str]:
    """Return a pattern for the words of which requests for consent are made."""
    return re.compile(r"\b(?:" + "|".join(row["pattern"] for row in rows("wall_words.csv")) + r")\b", re.IGNORECASE)


def is_consent_wall(paragraphs: Sequence[str]) -> bool:
    """True for a short text that asks its reader for consent, nearly paragraph by paragraph.

    is_consent_wall(["We and our partners store cookies on your device.", "You may manage your choices."]) -> True
    """
    read = [paragraph for paragraph in paragraphs if paragraph.strip()]
    if not read or sum(map(len, read)) > MAX_CHARS:
        return False
    asking = sum(wall_words().search(paragraph) is not None for paragraph in read)
    addressed = sum(READER.search(paragraph) is not None for paragraph in read)
    return asking >= PARAGRAPHS * len(read) and addressed >= PARAGRAPHS * len(read)
