"""Patterns in Unicode: what RE2 reads, and what is left to Python."""

import duckdb
import pytest
import regex

from presspack.package.duckdb import text_sql
from presspack.package.validation.patterns import re2_pattern, regex_pattern


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (r"\w+", "Ärger_7", "a b"),
        (r"\d{2}", "٤٢", "4x"),
        (r"[\w-]+", "être-là", "a b"),
        (r"a\sb", "a\u00a0b", "ab"),
        (r"\S+", "ab", "a\u2003b"),
        (r"[^\d]+", "ab", "a٤"),
        (r"\i\c*", "_:x-1", "-x"),
        (r"\p{L}+", "слово", "1"),
        (r"[[a]", "[", "]"),
        (r"\.\\", ".\\", "a"),
    ],
)
def test_classes_hold_letters_of_any_script(pattern, yes, no):
    expression = re2_pattern(pattern)
    answers = [
        duckdb.sql(f"SELECT regexp_full_match({text_sql(t)}, {text_sql(expression)})").fetchall() for t in (yes, no)
    ]
    assert answers == [[(True,)], [(False,)]]


@pytest.mark.parametrize("pattern", [r"\bword\b", "[a-z-[aeiou]]", r"[\W]", r"a\Z"])
def test_what_re2_cannot_is_left_to_python(pattern):
    assert re2_pattern(pattern) is None


def test_a_class_may_be_taken_from_a_class():
    pattern = regex.compile(regex_pattern("[a-z-[aeiou]]+"), regex.VERSION1)
    assert pattern.fullmatch("xyz")
    assert not pattern.fullmatch("xaz")
