"""Traits of event types are data: every type has a row, every trait a rule that asks for it, no rule names a type."""

import re

from presspack.base.paths import PRESSPACK
from presspack.english.lexicon import rows
from presspack.tables.vocabulary import vocabulary_rows

CODE = {path: path.read_text(encoding="utf-8") for path in sorted((PRESSPACK / "extract").rglob("*.py"))}
TYPES = [row["code"] for row in vocabulary_rows("event_types")]
TRAITS = {row["trait"] for row in rows("event_type_traits")}


def test_every_type_has_a_trait_and_every_row_a_type():
    assert {row["event_type_code"] for row in rows("event_type_traits")} == set(TYPES)


def test_every_trait_is_asked_for():
    unread = {trait for trait in TRAITS if not any(f'"{trait}"' in code for code in CODE.values())}
    assert not unread


def test_every_trait_that_is_asked_for_has_a_row():
    asked = {name for code in CODE.values() for name in re.findall(r'\bhas\([\w.]+, "(\w+)"\)', code)}
    assert asked
    assert asked <= TRAITS


def test_no_rule_names_a_type():
    named = [(path.name, code) for path, text in CODE.items() for code in TYPES if re.search(rf'"{code}"', text)]
    assert not named
