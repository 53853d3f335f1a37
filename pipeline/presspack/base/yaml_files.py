"""YAML files of people: read without losing a key that is told twice, and where in the file each key stands."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from presspack.base.errors import ConfigError, MissingFile


def yaml_object(path: Path) -> dict[str, Any]:
    """Return the mapping that a YAML file holds. Raise ConfigError, naming line and column, if it is none."""
    root = _quickly_composed(path) or composed(path)
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise ConfigError("the file", got=str(path), expected="a YAML mapping of sections")
    if holder := _endless(root):
        raise ConfigError("the file", got=str(path), expected=f"no value that holds itself, as in {place(holder)}")
    if any(told_twice(root)):
        twice = told_twice(composed(path) or root)
        raise ConfigError("the file", got=str(path), expected=f"each key once: {'; '.join(twice)}")
    try:
        return dict(SafeConstructor().construct_document(root))
    except (yaml.YAMLError, ValueError) as error:  # a date that is none is a ValueError
        where = "; ".join(_no_values(composed(path) or root))
        raise ConfigError("the file", got=str(path), expected=where or f"YAML: {error}") from None


def _endless(node: yaml.Node, above: tuple[yaml.Node, ...] = ()) -> yaml.Node | None:
    """Return the first node that holds itself by an alias, None if there is none."""
    if any(node is other for other in above):
        return node
    return next((found for child in _children(node) if (found := _endless(child, (*above, node)))), None)


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    """Yield the keys and values of a mapping, the items of a list."""
    if isinstance(node, yaml.MappingNode):
        yield from (part for pair in node.value for part in pair)
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value


def _no_values(node: yaml.Node) -> Iterator[str]:
    """Yield the words that look like a date or a number and are none, each with its place."""
    if isinstance(node, yaml.ScalarNode):
        try:
            with suppress(yaml.YAMLError):  # which has its place in its own words
                SafeConstructor().construct_document(node)
        except ValueError as error:
            yield f"another value than {node.value!r} in {place(node)}: {error}"
    for child in _children(node):
        yield from _no_values(child)


def _quickly_composed(path: Path) -> yaml.Node | None:
    """Return the tree of a YAML file by the parser in C, which takes a twentieth of the time, None if it cannot."""
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except (OSError, AttributeError, ValueError, yaml.YAMLError, RecursionError):
        return None  # for the other parser to tell in its words, or to read where PyYAML comes without this one


def composed(path: Path) -> yaml.Node | None:
    """Return the tree of a YAML file, None of an empty one."""
    if not path.is_file():
        raise MissingFile(path, expected="a YAML file")
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise ConfigError("the file", got=str(path), expected=f"YAML in UTF-8: {error}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise ConfigError("the file", got=str(path), expected=f"YAML: {error}") from None


def told_twice(node: yaml.Node) -> Iterator[str]:
    """Yield the keys that a mapping, or one within it, has twice, each with its place."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    yield f"{key.value} stands a second time in {place(key)}"
                seen.add(key.value)
            yield from told_twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from told_twice(value)


def place(node: yaml.Node) -> str:
    """Return where a node begins: "line 3, column 5"."""
    return f"line {node.start_mark.line + 1}, column {node.start_mark.column + 1}"


def place_of(path: Path, keys: Sequence[object]) -> str:
    """Return the file and where in it the value under nested keys stands, or what is left of them."""
    node = composed(path)
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            found = next((value for name, value in node.value if getattr(name, "value", None) == str(key)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            found = node.value[key]
        else:
            found = None
        if found is None:
            break
        node = found
    return f"{path}, {place(node)}" if node else str(path)
