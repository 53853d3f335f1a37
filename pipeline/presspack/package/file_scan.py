"""One pass over a file's bytes: size, digests, and what its line ends and quotes look like."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

CHUNK = 4 * 2**20
TAIL = 64


@dataclass(frozen=True, slots=True)
class Scan:
    """Facts about the bytes of a file that cost no parsing; counts are of bytes as they stand, quoted or not."""

    size: int
    digests: dict[str, str]
    nul_at: int
    newlines: int
    delimiters: int
    odd_layout: bool
    ends_with_newline: bool


def scan(path: Path, *, algorithms: Iterable[str] = (), delimiter: str = ",", quote: str = '"') -> Scan:
    """Return the facts of a file, `nul_at` being -1 where it holds no NUL.

    `odd_layout` is True where blank lines, lone carriage returns or blanks around quotes may stand: what readers of
    CSV take differently, so that the file must be read by the strict reader.
    """
    digests = {name: hashlib.new(name) for name in algorithms}
    odd, quote_byte, cut = _odd_pattern(delimiter, quote), quote.encode(), delimiter.encode()
    size, nul_at, newlines, delimiters, odd_layout, tail = 0, -1, 0, 0, False, b"\n"
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            for digest in digests.values():
                digest.update(chunk)
            if nul_at < 0 and b"\0" in chunk:
                nul_at = size + chunk.index(b"\0")
            size += len(chunk)
            newlines += chunk.count(b"\n")
            delimiters += chunk.count(cut)
            odd_layout = odd_layout or _odd(tail + chunk, odd, quote_byte)
            tail = (tail + chunk[-TAIL:])[-TAIL:]
            # blanks that reach over a seam could hide the quote before them
            odd_layout = odd_layout or not tail.strip(b" \t")
    return Scan(
        size=size,
        digests={name: digest.hexdigest() for name, digest in digests.items()},
        nul_at=nul_at,
        newlines=newlines,
        delimiters=delimiters,
        odd_layout=odd_layout or tail.endswith(b"\r") or odd.search(tail + b"\n") is not None,
        ends_with_newline=size == 0 or tail.endswith((b"\n", b"\r")),
    )


def _odd(data: bytes, odd: re.Pattern[bytes], quote: bytes) -> bool:
    if b"\n\n" in data:
        return True
    if b"\r" in data and (b"\n\r\n" in data or data.count(b"\r") != data.count(b"\r\n") + data.endswith(b"\r")):
        return True
    # one byte is found much faster than two, and most tables hold no quotes at all
    if not quote or quote not in data:
        return False
    blank_by_quote = b" " + quote in data or quote + b" " in data or b"\t" + quote in data or quote + b"\t" in data
    return blank_by_quote and odd.search(data) is not None


def _odd_pattern(delimiter: str, quote: str) -> re.Pattern[bytes]:
    """Return the pattern of blanks between a quote and the delimiter or line end that it should touch."""
    d, q = re.escape(delimiter.encode()), re.escape(quote.encode() or b'"')
    before = (
        rb"(?:[\r\n]|" + d + rb")[ \t]+" + q + rb"(?:(?!" + q + rb")|" + q + rb"(?:" + d + rb"|[\r\n]|" + q + rb"))"
    )
    after = q + rb"[ \t]+(?:" + d + rb"|[\r\n]|" + q + rb")"
    return re.compile(before + b"|" + after)
