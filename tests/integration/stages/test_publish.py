"""CSV cells: no spreadsheet runs them as a formula, and every value comes back as it was."""

import csv
import io
import re

import duckdb
import pandas as pd
import pyarrow
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyarrow import parquet

from presspack.base.errors import CheckFailed
from presspack.package.content_hash import content_hash_of_file
from presspack.package.formula_guard import GUARD
from presspack.release.descriptors import sources_of
from presspack.release.row_sums import total
from presspack.release.standards.common import MOST_SOURCES
from presspack.release.table_files import check_files, csv_expression, csv_restored, release
from presspack.stages.publish import MOST_VIOLATIONS, shortened
from presspack.tables.duckdb import view
from presspack.tables.package_metadata import read_metadata
from presspack.tables.schema import TableSchema

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "'", "''", "'=1", "'quoted'", '"', '"=1"', "a,b",
    " =1", "NA", "null", "true", "2021-07-09", "007", "1e5", "\ufeff=1", "a\r\nb", "a\rb", "|", "é", "=cmd|' /C calc'!A0", ";=1",
]  # fmt: skip
TABLE = TableSchema("texts", {
    "title": "Texts", "description": "Texts.", "primaryKey": ["number"],
    "fields": [
        {"name": "number", "type": "integer", "description": "Number.", "constraints": {"required": True}},
        {"name": "text", "type": "string", "description": "Text."},
        {"name": "share", "type": "number", "description": "Share."},
        {"name": "known", "type": "boolean", "description": "Known."},
        {"name": "day", "type": "date", "description": "Day."},
    ],
})  # fmt: skip


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as connection:
        yield connection


def written_cell(con, text):
    """What stands in CSV for a text, and what is read back from that."""
    field = {"name": "text", "type": "string"}
    con.execute("CREATE OR REPLACE TEMP TABLE cell AS SELECT ?::VARCHAR AS text", [text])
    there = con.execute(f"SELECT {csv_expression(field)} FROM cell").fetchall()[0][0]
    back = con.execute(f"SELECT {csv_restored(field)} FROM (SELECT {csv_expression(field)} FROM cell)").fetchall()[0][0]
    return there, back


@given(text=TEXTS)
@example(text="=1")
@example(text="'=1")
def test_any_text_comes_back_and_none_starts_a_formula(con, text):
    there, back = written_cell(con, text)
    assert back == text
    assert there[0] == "'" or there[0] not in GUARD["before"]
    assert there in (text, "'" + text)


@pytest.mark.parametrize("text", [None, "plain", "a=b", "3-1", "it's", " =1"])
def test_other_texts_stay_as_they_are(con, text):
    assert written_cell(con, text) == (text, text)


def test_the_descriptor_names_what_is_guarded():
    """The rule of the code and the rule that readers are told are one."""
    from presspack.package.formula_guard import FORMULA

    guarded = [chr(code) for code in range(0x10000) if re.match(FORMULA, chr(code))]
    assert sorted(GUARD["before"]) == sorted(guarded)


def test_every_first_character_is_guarded_as_the_descriptor_says(con):
    codes = [code for code in range(1, 0x110000) if not 0xD800 <= code < 0xE000]
    con.register("codes", pyarrow.table({"code": codes}))
    text = {"name": "text", "type": "string"}
    guarded = con.execute(f"""SELECT given FROM (SELECT {csv_expression(text)}, text AS given
        FROM (SELECT chr(code::INTEGER) || 'a' AS text FROM codes)) WHERE text <> given""").fetchall()
    assert sorted(first[0] for (first,) in guarded) == sorted(GUARD["before"])


def released(con, folder, rows, table=TABLE):
    """The release of rows of numbers and texts, in two files in no order; and a view of them as the stage has it."""
    for kind in ("data", "parquet/data"):
        (folder / kind).mkdir(parents=True)
    con.register("rows", pyarrow.table({"number": [n for n, _ in rows], "text": [text for _, text in rows]}))
    files = [folder / f"{half}.parquet" for half in (0, 1)]
    for half, path in enumerate(files):
        con.execute(f"""COPY (SELECT number, text::VARCHAR AS text, -number / 4 AS share, number % 2 = 0 AS known,
            '2021-07-09'::DATE AS day FROM rows WHERE number % 2 = {half} ORDER BY hash(number)) TO '{path}'""")
    con.execute("DROP VIEW IF EXISTS texts")
    view(con, "texts", files)
    return release(con, table, folder, files, {})


def test_a_file_of_hostile_texts_comes_back_in_every_reader(con, tmp_path):
    """DuckDB, the csv module and pandas read the same rows; CSV and Parquet hash alike; no cell starts a formula."""
    made = released(con, tmp_path, list(enumerate([*HOSTILE, None])))
    csv_file, schema = made.csv_file, TABLE.descriptor
    assert content_hash_of_file(made.parquet_file, schema) == made.content_hash
    assert content_hash_of_file(csv_file, schema, formulaGuard=GUARD) == made.content_hash
    content = csv_file.read_bytes().decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    frame = pd.read_csv(csv_file, keep_default_na=False, na_values=[""], lineterminator="\n")
    assert [row["text"].removeprefix("'") or None for row in rows][:-1] == HOSTILE
    assert [text.removeprefix("'") for text in frame.text[:-1]] == HOSTILE
    assert rows[-1]["text"] == ""
    assert not any(row["text"].startswith(tuple(GUARD["before"][1:])) for row in rows)
    assert [row["share"] for row in rows[:3]] == ["0", "-0.25", "-0.5"]
    assert (rows[0]["known"], rows[0]["day"]) == ("true", "2021-07-09")


def test_parquet_and_csv_are_sorted_by_primary_key_however_many_rows_there_are(con, tmp_path):
    """Several threads read several row groups, and the rows come out in order all the same."""
    count = 300_000
    made = released(con, tmp_path, [(n, f"={n}" if n % 3 else str(n)) for n in range(count)])
    assert made.rows == count
    frame = pd.read_csv(made.csv_file, usecols=["number"])
    assert frame.number.tolist() == list(range(count))
    numbers = parquet.read_table(made.parquet_file, columns=["number"])["number"]
    assert numbers.to_pylist() == list(range(count))


def test_bytes_do_not_depend_on_threads(tmp_path):
    def files(threads):
        with duckdb.connect() as con:
            con.execute(f"SET threads = {threads}")
            made = released(con, tmp_path / str(threads), [(n, str(n)) for n in range(260_000)])
        return made.csv_file.read_bytes(), made.parquet_file.read_bytes()

    assert files(1) == files(2) == files(5)


@pytest.mark.parametrize("kind", ["CSV", "Parquet"])
def test_a_written_file_with_another_row_is_refused(con, tmp_path, kind):
    made = released(con, tmp_path, [(1, "a"), (2, "b")])
    sums = total(made.sums.values())
    files = {"csv_file": made.csv_file, "parquet_file": made.parquet_file}
    check_files(con, TABLE, sums, **files)
    if kind == "CSV":
        made.csv_file.write_text(made.csv_file.read_text().replace(",b,", ",c,"))
    else:
        spoilt = parquet.read_table(made.parquet_file)
        parquet.write_table(spoilt.set_column(1, "text", [["a", "c"]]), made.parquet_file)
    with pytest.raises(CheckFailed, match=f"rows of {kind}"):
        check_files(con, TABLE, sums, **files)


def test_no_guarded_value_could_break_a_pattern_or_a_list_of_the_schemas():
    """A guarded cell has one character more: columns with a pattern or a closed list never need the guard."""
    for table in read_metadata().schemas.values():
        for field in table.fields:
            rules = field.get("constraints", {})
            pattern = re.compile(rules.get("pattern", r"(?!)"))
            tails = ["", "1", "a", "A", str(field["example"]), str(field["example"])[1:]]
            assert not any(pattern.fullmatch(first + tail) for first in GUARD["before"] for tail in tails), field[
                "name"
            ]
            assert not any(str(value).startswith(tuple(GUARD["before"])) for value in rules.get("enum", ())), field[
                "name"
            ]
            assert "maxLength" not in rules or field["type"] != "string", field["name"]


def articles(con, rows):
    con.execute("CREATE OR REPLACE TABLE articles(file VARCHAR, origin VARCHAR, outlet VARCHAR, url VARCHAR)")
    con.executemany("INSERT INTO articles VALUES (?, ?, ?, ?)", rows)


def test_a_small_corpus_names_each_publication(con):
    page = "https://quay.example/1"
    articles(con, [("a", "Log of 1921", "Quay", page), ("b", None, None, "ftp://x"), ("c", None, "Quay", None)])
    assert sources_of(con) == [{"title": "Log of 1921", "path": page}, {"title": "Quay"}, {"title": "b"}]


def test_a_large_corpus_names_its_outlets_and_no_more_than_a_page_of_them(con):
    count = MOST_SOURCES * 3
    pages = [(str(n), None, None, f"https://site{n % 2}.example/{n}") for n in range(count)]
    articles(con, [*pages, ("x", None, "Quay Press", "https://quay.example/1"), ("y", None, None, None)])
    assert [source["title"] for source in sources_of(con)] == [
        f"site0.example ({count // 2} articles)", f"site1.example ({count // 2} articles)",
        "Quay Press (1 articles)", "outlet not stated (1 articles)",
    ]  # fmt: skip
    articles(con, [(str(n), None, f"Outlet {n:04}", None) for n in range(count)])
    titles = [source["title"] for source in sources_of(con)]
    assert (len(titles), titles[-1]) == (MOST_SOURCES, f"other outlets ({count - MOST_SOURCES + 1} articles)")


def test_a_report_without_end_is_cut_and_says_by_how_much():
    short, long = ({"severity": "info", "violations": [{}] * n} for n in (MOST_VIOLATIONS, MOST_VIOLATIONS + 5))
    assert shortened({"a": short}) == {"a": short}
    assert shortened({"b": long}) == {"b": {**short, "more": 5}}
