"""What Python programs call: its shapes and its errors; importing it is light."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pyarrow
import pytest

import presspack
from presspack.base.errors import CheckFailed, ConfigError, MissingFile, RawInputError
from presspack.cli.extract import InputLineError

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "datapackage"


def test_importing_presspack_imports_nothing_else_of_weight():
    code = "import sys, presspack; print(sorted({'numpy', 'pyarrow', 'spacy', 'duckdb', 'pandas'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_can_be_called_is_listed_and_nothing_else_is_there():
    assert {"build", "extract", "load", "validate"} <= set(dir(presspack))
    with pytest.raises(AttributeError, match="no attribute 'publish'"):
        presspack.publish  # noqa: B018


def test_texts_are_strings_or_rows_and_come_back_in_order():
    row = {"id": "b", "text": "The mayor resigned yesterday.", "published_on": "2031-05-02"}
    first, second = presspack.extract(["Some 40 boats sank.", row], publication_date=date(2031, 5, 1))
    assert (first["id"], second["id"]) == (0, "b")
    assert [(s["value"], s["unit"]) for s in first["statistics"]] == [(40, "boats")]
    assert [(e["type"], e["date"]) for e in second["events"]] == [("DEPART", "2031-05-01")]


def test_one_string_is_one_text_and_the_room_of_the_name_is_called_too():
    from presspack.extract import article

    assert article.__name__ == "presspack.extract.article"
    (found,) = presspack.extract("Some 40 boats sank.")
    assert found["statistics"][0]["span"] == [0, 13]


@pytest.mark.parametrize(
    ("texts", "options", "error", "says"),
    [
        ([7], {}, InputLineError, "text 0: text is int"),
        (["Fine.", {"id": 1}], {}, InputLineError, "text 1: text is NoneType"),
        (["Fine."], {"publication_date": "yesterday"}, ConfigError, "publication date is 'yesterday'"),
        (["Fine."], {"config": "no-such.yaml"}, MissingFile, "no-such.yaml"),
    ],
)
def test_a_text_or_setting_that_is_none_is_named(texts, options, error, says):
    with pytest.raises(error, match=says):
        presspack.extract(texts, **options)


def test_tables_have_the_types_of_their_schemas():
    tables = presspack.load(PACKAGE)
    assert {"articles", "events", "statistics", "actors"} <= tables.keys()
    assert tables["statistics"].schema.field("value").type == pyarrow.float64()
    assert tables["articles"].schema.field("retrieved_on").type == pyarrow.date32()
    frames = presspack.load(PACKAGE, form="pandas")
    assert str(frames["articles"]["characters"].dtype) == "int64[pyarrow]"
    assert {name: len(frame) for name, frame in frames.items()} == {name: len(table) for name, table in tables.items()}


def test_csv_alone_gives_the_same_tables(tmp_path):
    shutil.copytree(PACKAGE, tmp_path / "copy", ignore=shutil.ignore_patterns("parquet"))
    assert {n: t.to_pylist() for n, t in presspack.load(tmp_path / "copy").items()} == {
        n: t.to_pylist() for n, t in presspack.load(PACKAGE).items()
    }


def test_a_release_that_is_missing_or_damaged_is_told(tmp_path):
    with pytest.raises(MissingFile):
        presspack.load(tmp_path / "none")
    with pytest.raises(ValueError, match="expected 'arrow' or 'pandas'"):
        presspack.load(PACKAGE, form="polars")
    shutil.copytree(PACKAGE / "parquet", tmp_path / "copy")
    (tmp_path / "copy/data/events.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(CheckFailed, match=r"events.parquet"):
        presspack.load(tmp_path / "copy")


def test_a_package_is_judged(tmp_path):
    assert presspack.validate(PACKAGE).totals() == {}
    shutil.copytree(PACKAGE, tmp_path / "copy", ignore=shutil.ignore_patterns("parquet"))
    (tmp_path / "copy/data/events.csv").write_text("event_id\n", encoding="utf-8")
    assert presspack.validate(tmp_path / "copy").failed()


def test_a_build_needs_its_folder_of_captures(tmp_path):
    with pytest.raises(MissingFile, match="the folder of captures"):
        presspack.build(tmp_path / "none", tmp_path / "package", build=tmp_path / "build")


def test_a_build_that_fails_says_why(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "sources.csv").write_text("nonsense\n", encoding="utf-8")
    (tmp_path / "raw" / "a.txt").write_text("A text.", encoding="utf-8")
    with pytest.raises(RawInputError, match="column 'nonsense'"):
        presspack.build("raw", "package", cores=1)
