"""Bytes to text: BOM, strict UTF-8, the declared charset, then a detector. What won is recorded."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

# The longer mark first: the UTF-32 one begins like the UTF-16 one.
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Begin of files that are not text, whatever their name says.
MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"RIFF",
    b"\x00\x00\x00 ftyp",
)
META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# What is no guess without a byte order mark, and how many bytes beyond ASCII a guess needs.
NEEDS_MARK = ["utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le", "utf_7"]
FEWEST_TO_GUESS = 8
# How zeros tell text in units of two bytes: in so many bytes, of so many pairs, from this share on one side.
ZEROS_IN, FEWEST_PAIRS, ZERO_SHARE, MOST_ZEROS = 400, 8, 0.6, 0.05
# Browsers read these labels as windows-1252, and pages mean it.
NO_LETTER = b"\xfe"  # from this byte on: no encoding of Western texts uses it much
SINGLE_BYTES = "presspack.single_bytes"
WINDOWS_1252 = frozenset({"iso8859-1", "ascii"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded payload, the codec that read it, and where that codec's name came from."""

    text: str
    encoding: str
    source: str


def decoded(payload: bytes, declared: str | None, *, media_type: str, sample_bytes: int = 65_536) -> Decoded:
    """Return `payload` as text, one character for each that its encoding has (a BOM stays, as U+FEFF).

    decoded(b"caf\\xc3\\xa9", None, media_type="text/plain") -> Decoded("café", "utf-8", "utf-8")
    """
    for mark, codec in BOMS:
        if payload.startswith(mark):
            return Decoded(payload.decode(codec, errors="replace"), codec, "bom")
    zeros = zero_bytes(payload)
    if zeros and (text := strictly(payload, zeros)) is not None:
        return Decoded(text, zeros, "detected")
    text = strictly(payload, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8", "utf-8")
    for label in (declared, meta_charset(payload) if media_type == "text/html" else None):
        name = codec_name(label)
        if name == "utf-8":  # declared and nearly true: a byte cut off or spoilt is no reason to guess
            return Decoded(payload.decode("utf-8", errors=SINGLE_BYTES), "utf-8", "declared")
        if name and (text := strictly(payload, name)) is not None:
            return Decoded(text, name, "declared")
    return detected(payload, sample_bytes)


def single_bytes(error: UnicodeError) -> tuple[str, int]:
    """Return what windows-1252 has for the first byte that is no UTF-8, and where to go on."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    spoilt = byte >= NO_LETTER or (error.start + 3 >= len(error.object) and byte >= b"\xc0")
    return "\ufffd" if spoilt else byte.decode("cp1252", errors="replace"), error.start + 1


codecs.register_error(SINGLE_BYTES, single_bytes)


def detected(payload: bytes, sample_bytes: int) -> Decoded:
    """Return `payload` in the encoding that fits it best; nearly valid UTF-8 counts as such."""
    replaced = payload.decode("utf-8", errors="replace")
    foreign = sum(1 for _ in re.finditer(r"[^\x00-\x7f]", replaced))
    if replaced.count("\ufffd") * 20 <= foreign:
        return Decoded(payload.decode("utf-8", errors=SINGLE_BYTES), "utf-8", "detected")
    sample = payload[:sample_bytes]
    best = from_bytes(sample, cp_exclusion=NEEDS_MARK).best() if foreign >= FEWEST_TO_GUESS else None
    name = codec_name(best.encoding if best else None) or "cp1252"
    text = strictly(payload, name)
    if text is not None:
        return Decoded(text, name, "detected")
    return Decoded(payload.decode("latin-1"), "latin-1", "detected")


def zero_bytes(payload: bytes) -> str | None:
    """Return the encoding without a mark of which every second byte is zero, as in text of Latin letters; else None."""
    odd, even = payload[1:ZEROS_IN:2].count(0), payload[0:ZEROS_IN:2].count(0)
    half = len(payload[:ZEROS_IN]) // 2
    if half < FEWEST_PAIRS or max(odd, even) < ZERO_SHARE * half or min(odd, even) > MOST_ZEROS * half:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def strictly(payload: bytes, name: str) -> str | None:
    """Return the decoded payload, or None if it is not valid in that encoding."""
    try:
        return payload.decode(name)
    except (UnicodeDecodeError, UnicodeError):
        return None


def codec_name(label: str | None) -> str | None:
    """Return Python's name of a text codec, or None for a label nobody knows: codec_name("Latin1") -> "cp1252"."""
    try:
        info = codecs.lookup((label or "").strip())
    except (LookupError, ValueError):
        return None
    if not info._is_text_encoding:
        return None
    return "cp1252" if info.name in WINDOWS_1252 else info.name


def meta_charset(payload: bytes) -> str | None:
    """Return the charset that the head of an HTML page declares, if it does."""
    match = META_CHARSET.search(payload[:8192])
    return match.group(1).decode("ascii") if match else None


def is_binary(payload: bytes, text: str, max_control_share: float) -> bool:
    """True for what is no text: a known file signature, or too many control characters."""
    if payload.startswith(MAGIC):
        return True
    sample = text[:200_000]
    return bool(sample) and len(CONTROL.findall(sample)) > max(2, max_control_share * len(sample))
