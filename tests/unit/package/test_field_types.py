"""The SQL of types and formats: every text has a verdict, and no text makes it fail."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presspack.package.duckdb import scratch, text_sql
from presspack.package.field_types import STRING_FORMATS, compiled, holds

FIELDS = [
    *({"type": "string", "format": name} for name in STRING_FORMATS),
    {"type": "integer"},
    {"type": "integer", "groupChar": ".", "bareNumber": False},
    {"type": "number"},
    {"type": "number", "groupChar": "'", "decimalChar": ",", "bareNumber": False},
    {"type": "boolean", "trueValues": ["it's"], "falseValues": []},
    *({"type": kind} for kind in ("date", "time", "datetime", "year", "yearmonth", "duration")),
    *({"type": kind, "format": "any"} for kind in ("date", "time", "datetime")),
    {"type": "date", "format": "%d.%m.%y"},
    *({"type": kind} for kind in ("object", "array", "geojson", "any")),
    *({"type": "geopoint", "format": form} for form in ("default", "array", "object")),
    {"type": "list", "itemType": "integer", "delimiter": ";"},
    {"type": "geojson", "format": "topojson"},
]
HOSTILE = [
    *("", " ", "-", "+", ".", "P", "P1", "PT1", "T", "Z", "{", "[", "null", '""', "'", "\x00", "é", "𝟙", "1e", "--1"),
    *("9" * 60, "-" + "9" * 60, "1e999", "P99999999999999Y", "-P99999999999D", "PT9999999999999999999S", "P1Y" * 3),
    *("9999999999999999-12", "-9999999999999999999", "294247-01-10", "0000-00-00", "0000-01-01", "9999-12-31"),
    *("9999-12-31T23:59:59.999999999+14:00", "2020-01-01T00:00:60", "24:00:00", "2020-01-01T00:00:00+99:99"),
    *("[" * 3000, '{"a":' * 2000, "[1e999]", '{"lon": "x", "lat": {}}', '{"type": 5}', '{"type": "Point"}', "[NaN]"),
    *("1,2", "nan,nan", "1e9999,1", "1;2;", ";", "%00", "a@b.c", "http:", "\n", "1\n", "١٢"),
]


@pytest.fixture(scope="module")
def connection():
    with scratch(memory="200MB", threads=1) as (connection, _):
        yield connection


def verdict(connection, field, text):
    """Return (valid, value is there, canonical text is there)."""
    sql = compiled(field, "x")
    columns = f"{sql.valid or 'true'}, ({sql.value}) IS NOT NULL, ({sql.canonical}) IS NOT NULL, {sql.length}"
    return connection.execute(f"SELECT {columns} FROM (SELECT ?::VARCHAR AS x)", [text]).fetchall()[0]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: "-".join(map(str, field.values())))
def test_no_text_makes_a_type_fail(connection, field):
    for text in HOSTILE:
        valid, *_ = verdict(connection, field, text)
        assert valid in (True, False)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    field=st.sampled_from(FIELDS),
    text=st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('0123456789-+.,:TZPYMDHSe[]{}"')),
)
def test_nor_does_any_other(connection, field, text):
    assert verdict(connection, field, text)[0] in (True, False)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ({"type": "integer", "groupChar": ",", "bareNumber": False}, "$1,234 USD", 1234),
        ({"type": "number", "decimalChar": ",", "groupChar": "."}, "1.234,5", 1234.5),
        ({"type": "number"}, ".5", 0.5),
        ({"type": "year"}, "-0044", -44),
        ({"type": "yearmonth"}, "2020-02", 2020 * 12 + 1),
        ({"type": "boolean"}, "TRUE", True),
        ({"type": "geopoint"}, "90.5,  45", "90.5,45.0"),
    ],
)
def test_values_are_read_as_their_field_says(connection, field, text, value):
    sql = compiled(field, text_sql(text))
    assert connection.execute(f"SELECT {sql.value}").fetchall() == [(value,)]


@pytest.mark.parametrize(
    ("kind", "physical", "fits"),
    [
        ("integer", "UBIGINT", True),
        ("integer", "DOUBLE", False),
        ("number", "DECIMAL(10,2)", True),
        ("string", "ENUM('a', 'b')", True),
        ("datetime", "TIMESTAMP WITH TIME ZONE", True),
        ("date", "TIMESTAMP", False),
        ("array", "INTEGER[]", True),
        ("object", "STRUCT(a INTEGER, b VARCHAR)", True),
        ("yearmonth", "DATE", False),
    ],
)
def test_which_parquet_column_holds_which_field(kind, physical, fits):
    assert holds({"type": kind}, physical) is fits
