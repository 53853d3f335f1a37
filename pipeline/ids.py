"""Identifiers made from content: the same row has the same id in every run."""

from hashlib import sha256


def digest(*parts: object) -> str:
    """Return 16 hexadecimal digits that stand for `parts`, in their order: digest("a1", 4, 12, "ELECT")."""
    return sha256("\x1f".join(map(str, parts)).encode("utf-8")).hexdigest()[:16]


def text_sha256(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
