"""What one pass over an HTML page finds: its elements and blocks, and what it declares of itself."""

from dataclasses import dataclass, field

from presspack.base.spans import Span
from presspack.clean.blocks import Block, Element


@dataclass(frozen=True, slots=True)
class Time:
    """A time element: the moment it states, its place, the element around it, the words of its attributes."""

    stated: str
    span: Span
    element: int
    label: str


@dataclass(slots=True)
class Page:
    """What one pass over an HTML page finds."""

    elements: list[Element] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    metas: list[tuple[dict[str, str], Span]] = field(default_factory=list)
    scripts: list[Span] = field(default_factory=list)  # JSON-LD
    times: list[Time] = field(default_factory=list)
    authors: list[Span] = field(default_factory=list)  # elements that say to hold the author's name
    canonical: str = ""
    title: Span | None = None
    language: str = ""


def quoted_elements(elements: list[Element]) -> set[int]:
    """Return the numbers of the elements that are quotations or lie in one."""
    found: set[int] = set()
    for number, element in enumerate(elements):  # a child comes after its parent
        if element.name == "blockquote" or element.parent in found:
            found.add(number)
    return found
