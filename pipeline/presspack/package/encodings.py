"""How a text file is encoded where its descriptor does not say: by its mark, as UTF-8, or as its bytes suggest."""

import codecs
from pathlib import Path

CHUNK = 2**20
SAMPLE = 2**18
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def detected_encoding(path: Path) -> str:
    """Return the encoding of a file: that of its byte order mark, UTF-8 if it is that, else what is likely."""
    with path.open("rb") as file:
        start = file.read(4)
        mark = next((name for mark, name in _MARKS if start.startswith(mark)), "")
        if mark:
            return mark
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        while chunk := file.read(CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return _likely(chunk)
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return _likely(b"")
    return "utf-8"


def _likely(chunk: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - most files are UTF-8

    best = from_bytes(chunk[:SAMPLE]).best() if chunk else None
    return best.encoding if best is not None else "cp1252"
