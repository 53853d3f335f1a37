"""XML read without entities, networks and huge trees; broken XML as far as it goes."""

from collections.abc import Iterator
from typing import Any

from presspack.captures.records import Unreadable


def tree_of(payload: bytes) -> Any:
    """Return the root element. Raise Unreadable where there is none."""
    from lxml import etree  # noqa: PLC0415 - only for XML

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(payload, parser)
    except (etree.XMLSyntaxError, ValueError, RecursionError):
        root = None
    if root is None:
        raise Unreadable("broken_xml")
    return root


def local(node: Any) -> str:
    """Return an element's name without its name space, in lower case; "" for what is no element."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def children(root: Any, name: str) -> Iterator[Any]:
    """Yield the elements below the first element of that name."""
    parent = next((node for node in root.iter() if local(node) == name), None)
    yield from parent if parent is not None else ()


def words(node: Any) -> str:
    """Return the words of an element, without those of its descendants' markup, spaces squeezed."""
    return " ".join("".join(node.itertext()).split())
