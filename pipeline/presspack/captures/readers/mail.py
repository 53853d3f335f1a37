"""Messages: saved web pages (MHTML), single mails and mailboxes."""

import email
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.policy import compat32, default
from email.utils import parseaddr
from typing import IO

from presspack.captures.mail_names import named_sender, subject_of
from presspack.captures.records import HTML, TEXT, UNPACKED, RawRecord, Source, Unreadable
from presspack.captures.unpacking import CHUNK

BETWEEN = re.compile(rb"From [^\n]{0,200}(?:19|20)\d\d[^\n]{0,40}\r?\n")
MAX_PARTS = 2000


def page_records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield the page of an MHTML file: the part that its start or the first HTML names; frames are not read."""
    message = email.message_from_bytes(source.whole(stream), policy=compat32)
    parts = [part for _, part in zip(range(MAX_PARTS), message.walk(), strict=False)]
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise Unreadable("no_page_in_archive")
    address = str(message.get("Snapshot-Content-Location") or "").strip()
    page = next((part for part in pages if address and part.get("Content-Location") == address), pages[0])
    url = address or str(page.get("Content-Location") or "").strip()
    hints = {"url": url} if url.startswith(("http:", "https:")) else {}
    yield source.record(payload_of(page), HTML, charset=page.get_content_charset(), hints=hints, text_source=UNPACKED)


def payload_of(part: Message) -> bytes:
    """Return the bytes of a part with its transfer encoding undone."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def message_records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield the text of one mail."""
    yield message_record(source.whole(stream), source)


def mailbox_records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield the text of each mail of a mailbox, one in memory at a time."""
    limit = source.limits.max_record_bytes
    lines: list[bytes] = []
    size, blank = 0, True
    while line := stream.readline(CHUNK):
        if blank and BETWEEN.match(line):
            if lines:
                yield mail_of(lines, size, source)
            lines, size, blank = [], 0, False
            continue
        blank = not line.strip()
        size += len(line)
        if size <= limit:
            lines.append(line[1:] if line.startswith(b">From ") else line)
    if any(line.strip() for line in lines):
        yield mail_of(lines, size, source)


def mail_of(lines: list[bytes], size: int, source: Source) -> RawRecord:
    """Return one mail of a mailbox as a record."""
    payload = b"".join(lines)
    return (
        source.problem("too_large", payload)
        if size > source.limits.max_record_bytes
        else message_record(payload, source)
    )


def message_record(payload: bytes, source: Source) -> RawRecord:
    """Return a mail as a record: its plain text, else its page, with subject, sender and day."""
    try:
        message = email.message_from_bytes(payload, policy=default)
        assert isinstance(message, EmailMessage)
        hints = mail_hints(message)
        parts = [part for _, part in zip(range(MAX_PARTS), message.walk(), strict=False) if is_words(part)]
    except (MessageError, ValueError, LookupError, IndexError, AttributeError, TypeError) as error:
        return source.problem(f"broken_mail: {type(error).__name__}", payload)
    plain = [part for part in parts if part.get_content_type() == TEXT and payload_of(part).strip()]
    pages = [part for part in parts if part.get_content_type() == HTML]
    part = next(iter(plain or pages), None)
    if part is None:
        return source.problem("no_text_in_mail", payload, hints=hints)
    words = payload_of(part)
    media_type = HTML if part.get_content_type() == HTML else TEXT
    return source.record(words, media_type, charset=part.get_content_charset(), hints=hints, text_source=UNPACKED)


def is_words(part: Message) -> bool:
    """True for a part that is read, not attached."""
    return not part.is_multipart() and part.get_content_disposition() != "attachment"


def mail_hints(message: EmailMessage) -> dict[str, str]:
    """Return subject, sender, day and address of a mail."""
    written = {name.lower(): str(value) for name, value in message.raw_items()}  # not as addresses ought to be
    found = {
        "title": subject_of(" ".join(str(message.get("Subject") or "").split())),
        "author": parseaddr(str(message.get("From") or ""))[0] or named_sender(written.get("from", "")),
        "published_on": " ".join(str(message.get("Date") or "").split()),
        "url": str(message.get("Archived-At") or message.get("Content-Location") or "").strip(" <>"),
    }
    return {name: value for name, value in found.items() if value}
