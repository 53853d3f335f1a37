"""Which language a text is in, and how sure the identifier is."""

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Addresses, digits, white space and ASCII marks; the vowel signs of many scripts are no letters to `\w`, and stay.
WORDLESS = re.compile(r"https?://\S+|[\s\d!-/:-@\[-`{-~]+")
MIN_LETTERS, MIN_FOREIGN_LETTERS = 20, 8
FOREIGN_SHARE = 0.7  # of letters in another script than Latin, from which a text is in another language for sure
NO_LANGUAGE = "zxx"


@lru_cache(maxsize=1)
def identifier() -> LanguageIdentifier:
    """Return the identifier, with scores that are probabilities."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, *, sample_chars: int = 4000) -> tuple[str | None, float | None]:
    """Return the ISO 639-1 code of a text and its score, or (None, None) where there are too few letters to tell.

    language_of("The council met on Monday to talk about the budget.") -> ("en", 0.99)
    """
    sample = WORDLESS.sub(" ", text[:sample_chars]).strip()
    if len(sample) < (MIN_FOREIGN_LETTERS if is_foreign_script(sample) else MIN_LETTERS):
        return None, None
    code, score = identifier().classify(sample)
    return (None, None) if code == NO_LANGUAGE else (code, round(float(score), 4))


def is_foreign_script(text: str) -> bool:
    """True for a text in another script than Latin: is_foreign_script("市议会投票") -> True."""
    letters = [sign for sign in text if sign.isalpha()]
    foreign = sum(sign > "\u024f" and not "\u1e00" <= sign <= "\u1eff" for sign in letters)
    return bool(letters) and foreign >= FOREIGN_SHARE * len(letters)
