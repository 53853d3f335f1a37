"""Text without case and accents, by which words are compared."""

import unicodedata

# Letters that a search without case takes for 'i', 's' and 'k', though `lower` leaves or makes them others.
_LOOK_ALIKES = str.maketrans({"\u0130": "I", "\u0131": "i", "\u017f": "s", "\u212a": "K"})


def plain_case(text: str) -> str:
    """Return `text`, as long as it is, with letters without a plain lower case as plain ones: "F\u0130VE" -> "FIVE"."""
    return text if text.isascii() else text.translate(_LOOK_ALIKES)


def folded(text: str) -> str:
    """Return `text` without case and accents: "Nūr" -> "nur"."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
