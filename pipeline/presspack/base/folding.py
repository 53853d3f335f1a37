"""Text without case and accents, by which words are compared."""

import unicodedata


def folded(text: str) -> str:
    """Return `text` without case and accents: "Nūr" -> "nur"."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
