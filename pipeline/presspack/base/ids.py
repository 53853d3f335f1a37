"""Identifiers made from content: the same row has the same id in every run."""

from hashlib import file_digest, sha256
from pathlib import Path

from presspack.base.errors import MissingFile


def digest(*parts: object) -> str:
    """Return 16 hexadecimal digits that stand for `parts`, in their order: digest("a1", 4, 12, "ELECT")."""
    return sha256("\x1f".join(map(str, parts)).encode("utf-8")).hexdigest()[:16]


def text_sha256(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of the bytes of a file, in hexadecimal. Raise MissingFile if there is none."""
    if not path.is_file():
        raise MissingFile(path, expected="a file")
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
