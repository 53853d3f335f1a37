"""One key for all romanisations of a name, and a score for two spellings of one person.

Latin letters stand for Cyrillic ones in many systems (BGN/PCGN, ISO 9, GOST, passports, newspapers, Turkic Latin
alphabets). The key folds what the systems disagree about; the score then weighs what is left.
"""

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

NOT_LETTER = re.compile(r"[^a-z]+")
WORD = re.compile(r"[^\W\d_]+(?:['’`ʼʻ´ʹ′-][^\W\d_]+)*['’`ʼʻ´ʹ′]?")
DOUBLED = re.compile(r"(.)\1+")
# Letters whose plain transliteration would lose what systems write with two letters.
LETTERS = str.maketrans({
    "š": "sh", "ş": "sh", "č": "ch", "ç": "ch", "ž": "zh", "ğ": "g", "ñ": "n", "ŋ": "n", "ı": "y", "ŝ": "sh",
    "û": "yu", "â": "ya", "è": "e", "ë": "yo", "ö": "o", "ü": "u", "ū": "u", "ú": "u", "ä": "a", "ə": "a",
})  # fmt: skip
# In this order: groups of letters before single ones.
FOLDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"shh|shch|scht?sch|stsh|szcz|sch|sh", "S"),
        (r"tsch|tch|ch(?!t)|cz", "C"),
        (r"dzh|dsch|dj|zh|j(?=[aeou])|(?<![aeiou])j|(?<=[aeiou])j(?=i)", "Z"),
        (r"kh|ch", "h"),
        (r"gh", "g"),
        (r"tz|ts|c(?=[eiy])", "T"),
        (r"ph", "f"),
        (r"ck|q|c", "k"),
        (r"(?<=[aeo])x(?=[aeiouy])", "ks"),
        (r"x", "h"),
        (r"w", "v"),
        (r"ff?\Z", "v"),
        (r"ogl[uy]|og'?li|ugli\Z", "uli"),
        (r"ng(?![aeiou])", "n"),
        (r"[yj]", "i"),
        (r"i?[eo](?=v)|ie|io|e", "e"),
        (r"iu", "u"),
        (r"ia", "a"),
        (r"(?<=[aeou])i|i(?=[aeou])", ""),
        (r"(?<=[aou])e(?=v)", ""),
    )
)
PATRONYMIC = re.compile(r"(?:vi[ck]h?|viC|vna|uli|kizi|ogli)\Z", re.IGNORECASE)
FEMALE = re.compile(r"(?:va|na|aia|kaia|kizi)\Z")
# `o` and `u` stand for one rounded vowel of the Turkic languages.
ROUNDED, INITIAL_ONLY, TURNED_ROUND, SHORTER = 0.93, 0.75, 0.97, 0.95


@lru_cache(maxsize=200_000)
def word_key(word: str) -> str:
    """Return what all romanisations of one name word share: "Sergei", "Sergey" and "Сергей" give one key."""
    letters = NOT_LETTER.sub("", anyascii(word.lower().translate(LETTERS)).lower())
    for pattern, replacement in FOLDS:
        letters = pattern.sub(replacement, letters)
    return DOUBLED.sub(r"\1", letters).lower()


@lru_cache(maxsize=200_000)
def spelling_key(name: str) -> str:
    """Return the word keys of a name, in order; a hyphenated word is one: "Anna-Mariya" and "Annamaria"."""
    return " ".join(key for key in map(word_key, WORD.findall(name)) if key)


@lru_cache(maxsize=200_000)
def word_score(left: str, right: str) -> float:
    """Return how likely two name words are one, from 0 to 1; 1 for two romanisations of the same letters."""
    a, b = word_key(left), word_key(right)
    if a == b:
        return 1.0
    if min(len(a), len(b)) == 1 and a[:1] == b[:1]:
        return INITIAL_ONLY
    if bool(FEMALE.search(a)) != bool(FEMALE.search(b)):
        return 0.0
    if a.replace("u", "o") == b.replace("u", "o") and len(a) > 4:
        return ROUNDED
    return 0.9 * Levenshtein.normalized_similarity(a, b)


def same_person(left: str, right: str) -> float:
    """Return how likely two full names are one person's, from 0 to 1, by their spelling alone.

    Every word must have its counterpart; a patronymic may be missing, an initial may stand for a name, the order
    may be turned round. "Aisulu Zhandosova", "Aysulu Jandosova" -> 1.0; "Ann Bell", "Ann Ball" -> less than 0.8.
    """
    a, b = _words(left), _words(right)
    if not a or not b:
        return 0.0
    if len(a) != len(b):
        longer, shorter = (a, b) if len(a) > len(b) else (b, a)
        kept = [longer[0], *(w for w in longer[1:-1] if not PATRONYMIC.search(word_key(w))), longer[-1]]
        if len(kept) != len(shorter) or len(shorter) < 2:
            return 0.0
        return SHORTER * _paired(kept, shorter)
    return max(_paired(a, b), TURNED_ROUND * _paired(a, b[::-1]) if len(a) > 1 else 0.0)


def _words(name: str) -> list[str]:
    return [word for word in WORD.findall(name) if word_key(word)]


def _paired(left: list[str], right: list[str]) -> float:
    """Return the score of the weakest pair: one other word makes another person."""
    return min(word_score(a, b) for a, b in zip(left, right, strict=True))
