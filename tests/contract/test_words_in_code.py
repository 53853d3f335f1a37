"""Words of English are data: no module that reads language holds a list of them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.glossary import GLOSSARY

from presspack.base.paths import PRESSPACK
from presspack.tables.vocabulary import vocabulary_rows

ROOMS = ("english", "extract", "names", "resolve")
MODULES = sorted(path for room in ROOMS for path in (PRESSPACK / room).rglob("*.py"))
WORD = re.compile(r"[a-z']{2,}")
FEW = 4
# What code names instead: labels of grammar, slots of a trigger's conditions, kinds of dates, types of actors.
LABELS = {label.lower() for label in GLOSSARY} | {"obj", "iobj", "subj", "hmod", "partmod", "cleft"}
SLOTS = {"mod", "sup", "passive", "deep"}
DATE_KINDS = {"calendar", "year", "near", "now"}
ACTOR_TYPES = {row["code"] for row in vocabulary_rows("actor_types")}
NAMED = LABELS | SLOTS | DATE_KINDS | ACTOR_TYPES


def word_lists(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Give line and words of every set of at least four English words in a module: `frozenset({...})`, `in {...}`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"frozenset", "set"}:
            held = node.args[:1]
        else:
            held = [node] if isinstance(node, ast.Set) else node.comparators if isinstance(node, ast.Compare) else []
        for literal in held:
            if not isinstance(literal, (ast.Set, ast.List, ast.Tuple)):
                continue
            words = [e.value for e in literal.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
            english = [w for w in words if WORD.fullmatch(w) and w not in NAMED]
            if len(english) >= FEW:
                yield literal.lineno, english


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PRESSPACK).as_posix())
def test_words_of_english_stand_in_the_lexicon(path: Path) -> None:
    assert not list(word_lists(path)), "move them to a class of english/lexicon and name it by word_class()"


def test_a_list_of_words_is_seen(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        'A = frozenset({"above", "under", "over", "past"})\nB = word in ("who", "whom", "whose", "what")\n'
    )
    assert {line for line, _ in word_lists(module)} == {1, 2}
