"""Names and values become SQL that means them and nothing else."""

import duckdb
import pytest

from presspack.base.sql import literal, name_sql, quoted, text_sql


@pytest.mark.parametrize("text", ["plain", "it's", 'a "b"', "'; DROP TABLE x; --", "é\n\t"])
def test_a_name_and_a_text_come_back_as_they_are(text):
    assert duckdb.sql(f"SELECT {text_sql(text)} AS {name_sql(text)}").fetchall() == [(text,)]
    assert duckdb.sql(f"SELECT 1 AS {name_sql(text)}").columns == [text]


def test_names_are_joined_and_numbers_stay_numbers():
    assert quoted(["start", 'a"b']) == '"start", "a""b"'
    assert (literal(3), literal(0.5), literal("3")) == ("3", "0.5", "'3'")
