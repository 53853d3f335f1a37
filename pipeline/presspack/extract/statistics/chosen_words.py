"""The words chosen for an indicator while its clause is read."""

from presspack.documents.doc import Token
from presspack.english.labels import NOUNS
from presspack.extract.statistics.clause_subjects import is_bare, is_date
from presspack.extract.statistics.noun_phrases import CONTENT

LONGEST = 14


class Words:
    """The words chosen so far; `apart` are the numbers of tokens that belong to quantities and dates."""

    def __init__(self, apart: frozenset[int]) -> None:
        """No word is chosen yet."""
        self.apart, self.chosen, self.size = apart, dict[int, Token](), 0
        self.is_closed = False  # nothing more belongs to it

    def add(self, tokens: list[Token]) -> bool:
        """Take `tokens` in, unless that makes the phrase too long; True if a word of content was added."""
        fresh = [
            t
            for t in tokens
            if t.i not in self.apart and t.i not in self.chosen and not is_date(t) and any(map(str.isalnum, t.text))
        ]
        size = sum(t.pos_ in CONTENT for t in fresh)
        if not size or (self.size and self.size + size > LONGEST):
            return False
        self.chosen |= {t.i: t for t in fresh}
        self.size += size
        return True

    def clear(self) -> None:
        """Choose afresh."""
        self.chosen, self.size = {}, 0

    @property
    def is_told(self) -> bool:
        """True when the words name something, not only a change, a share or a total."""
        return any(t.pos_ in NOUNS and not is_bare(t) for t in self.chosen.values())
