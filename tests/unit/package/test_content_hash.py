"""The logical content hash: one table, one hash, whatever it lies in."""

import hashlib
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presspack.base.errors import ConfigError
from presspack.package.content_hash import PREFIX, content_hash, content_hash_of, content_hash_of_file

SCHEMA = {
    "fields": [
        {"name": "id", "type": "integer"},
        {"name": "name", "type": "string"},
        {"name": "amount", "type": "number"},
        {"name": "on", "type": "date"},
        {"name": "at", "type": "datetime"},
        {"name": "sure", "type": "boolean"},
        {"name": "year", "type": "year"},
    ]
}
TYPES = ("BIGINT", "VARCHAR", "DOUBLE", "DATE", "TIMESTAMP", "BOOLEAN", "INTEGER")
NAMES = [field["name"] for field in SCHEMA["fields"]]
ROWS = st.lists(
    st.tuples(
        st.integers(-(2**62), 2**62),
        st.none() | st.text("ab,\"' é\n:~", min_size=1),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.none() | st.dates(),
        st.none() | st.datetimes(),
        st.none() | st.booleans(),
        st.none() | st.integers(1000, 9999),
    ),
    max_size=8,
)


def filled(rows):
    connection = duckdb.connect()
    columns = ", ".join(f'"{name}" {kind}' for name, kind in zip(NAMES, TYPES, strict=True))
    connection.execute(f"CREATE TABLE t ({columns})")
    if rows:
        connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(NAMES))})", rows)
    return connection


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_csv_parquet_and_duckdb_have_the_same_hash(rows, tmp_path):
    connection = filled(rows)
    csv, parquet = tmp_path / "t.csv", tmp_path / "t.parquet"
    shown = """* REPLACE (strftime("at", '%Y-%m-%dT%H:%M:%S.%f') AS "at")"""
    connection.execute(f"COPY (SELECT {shown} FROM t ORDER BY hash(id)) TO '{csv}' (HEADER, FORCE_QUOTE (name))")
    connection.execute(f"COPY t TO '{parquet}' (FORMAT parquet)")
    expected = content_hash_of(connection, "t", SCHEMA)
    assert expected.startswith(PREFIX)
    assert content_hash_of_file(csv, SCHEMA) == expected
    assert content_hash_of_file(parquet, SCHEMA) == expected
    assert content_hash(connection.sql("SELECT * FROM t ORDER BY id DESC"), SCHEMA) == expected


def text_hash(tmp_path: Path, text: str, *fields, **schema):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return content_hash_of_file(path, {"fields": list(fields), **schema})


X = {"name": "x", "type": "integer"}
S = {"name": "x", "type": "string"}
Y = {"name": "y", "type": "string"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("x\n1\n2\n", X), ("x\n2\n1\n", X)),
        (("x\n1\n", X), ("x\n+01\n", X)),
        (("x\n0\n", {**X, "type": "number"}), ("x\n-0.0\n", {**X, "type": "number"})),
        (("x\n1.50\n", {**X, "type": "number"}), ("x\n15e-1\n", {**X, "type": "number"})),
        (("x,y\n1,a\n", X, Y), ("y,x\na,1\n", X, Y)),
        (("x\ntrue\n", {**X, "type": "boolean"}), ("x\n1\n", {**X, "type": "boolean"})),
    ],
)
def test_what_is_the_same_logically_hashes_the_same(tmp_path, one, other):
    assert text_hash(tmp_path, *one) == text_hash(tmp_path, *other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("x\n1\n", X), ("x\n1\n1\n", X)),
        (("x\n1\n1\n", X), ("x\n", X)),
        (("x\n1\n", X), ("x\n1\n", S)),
        (("x\n01\n", S), ("x\n1\n", S)),
        (("x,y\na,bc\n", S, Y), ("x,y\nab,c\n", S, Y)),
        (("x,y\na,\n", S, Y), ("x,y\n,a\n", S, Y)),
        (("x\nabc\n", X), ("x\nabd\n", X)),
        (("x,y\n~,a\n", S, Y), ("x,y\n,a\n", S, Y)),
    ],
)
def test_what_differs_hashes_differently(tmp_path, one, other):
    assert text_hash(tmp_path, *one) != text_hash(tmp_path, *other)


def test_the_form_is_as_documented(tmp_path):
    digests = [int(hashlib.sha256(row.encode()).hexdigest(), 16) for row in ("1:7,2:é", "2:-1,~")]
    table = f'1 2 {sum(digests) % 2**256:064x}\n[["x", "integer"], ["y", "string"]]\n'
    assert text_hash(tmp_path, "x,y\n-1,\n7,é\n", X, Y) == PREFIX + hashlib.sha256(table.encode()).hexdigest()


def test_missing_values_are_missing_however_written(tmp_path):
    written = text_hash(tmp_path, "x,y\n-,a\n", X, Y, missingValues=["-"])
    assert written == text_hash(tmp_path, "x,y\n,a\n", X, Y)


def test_a_lacking_column_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="no such column"):
        text_hash(tmp_path, "z\n1\n", X)


def test_a_broken_file_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="ragged-row"):
        text_hash(tmp_path, "x\n1,2\n", X)
