"""Which language a text is in, and how sure the identifier is."""

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

WORDLESS = re.compile(r"https?://\S+|[\W\d_]+")
MIN_LETTERS = 20


@lru_cache(maxsize=1)
def identifier() -> LanguageIdentifier:
    """Return the identifier, with scores that are probabilities."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, *, sample_chars: int = 4000) -> tuple[str | None, float | None]:
    """Return the ISO 639-1 code of a text and its score, or (None, None) where there are too few letters to tell.

    language_of("The council met on Monday to talk about the budget.") -> ("en", 0.99)
    """
    sample = WORDLESS.sub(" ", text[:sample_chars]).strip()
    if len(sample) < MIN_LETTERS:
        return None, None
    code, score = identifier().classify(sample)
    return code, round(float(score), 4)
