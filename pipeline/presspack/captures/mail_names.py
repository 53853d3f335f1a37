"""Senders and subjects as mails and archives of mailing lists write them."""

import re

# "ann at port.example (Ann Lee)", "ann@port.example (Ann Lee)", "Ann Lee <ann@port.example>"
IN_BRACKETS = re.compile(r"\S+(?:@| at )\S+ \((?P<name>[^()]+)\)")
WITH_ADDRESS = re.compile(r"\"?(?P<name>[^\"<>]+?)\"? <[^<>]*>")
PREFIXES = re.compile(r"(?:(?:re|fwd?|aw|wg) ?: *|\[[a-z0-9][a-z0-9_.-]*\] +)+(?=\S)", re.IGNORECASE)
TAG = re.compile(r"\[(?P<tag>[^\[\]]*)\] +")


def named_sender(words: str) -> str:
    """Return the name of a sender beside the address: "ann at port.example (Ann Lee)" -> "Ann Lee"; "" if none is."""
    match = IN_BRACKETS.fullmatch(words.strip()) or WITH_ADDRESS.fullmatch(words.strip())
    return match["name"].strip() if match else ""


def subject_of(words: str) -> str:
    """Return a subject without what programs and lists put before it: "Re: [port-news] Old bridge" -> "Old bridge".

    A tag is a list's name if it is in small letters; "[Opinion]" belongs to the title.
    """
    match = PREFIXES.match(words)
    if match is None or any(not tag.islower() for tag in TAG.findall(match.group())):
        return words
    return words[match.end() :]
