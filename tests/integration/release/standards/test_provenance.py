"""provenance.json records all that a package depends on, and nothing of the place where it was made."""

import json
import os
from functools import partial
from hashlib import sha256

import pytest
import yaml

from presspack.__main__ import main
from presspack.base.errors import MissingFile, RawInputError
from presspack.captures.raw_digests import STAMPED, raw_digests
from presspack.cli.reproduce import check_inputs, recorded, settings, version_notes
from presspack.config import read_config
from presspack.package.byte_diff import differences, first_difference
from presspack.release.standards.provenance import (
    RAW_LIST,
    Inputs,
    package_versions,
    project,
    provenance,
    python_version,
    raw_count,
)
from presspack.reruns.cache import keep_value, kept_value
from presspack.stages import publish
from presspack.tables.package_metadata import Metadata, read_metadata


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    (folder / "deep").mkdir(parents=True)
    for name in ("b.txt", "deep/a.txt", "sources.csv", ".hidden", "README.md"):
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def digest(text):
    return sha256(text.encode()).hexdigest()


def record(raw, settings_file=None, corrections=None):
    return provenance(Inputs(raw, corrections), read_config(settings_file), read_metadata())


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_every_input_is_recorded_by_its_digest(raw):
    assert record(raw)["raw"] == {name: digest(name) for name in ("b.txt", "deep/a.txt", "sources.csv")}


# As if the files had been written long ago.
settled_digests = partial(raw_digests, settled=-(10**12))


def kept_with(cache, text):
    """Let every digest that is kept be that of `text`, to see where it is used."""
    rows = kept_value(cache, STAMPED)
    keep_value(cache, {name: [*row[:-1], digest(text)] for name, row in rows.items()}, STAMPED)


def test_files_that_are_as_before_are_not_read_again(raw, tmp_path):
    cache = tmp_path / "cache" / "raw"
    assert settled_digests(raw, cache) == settled_digests(raw)
    kept_with(cache, "kept")
    (raw / "b.txt").write_text("b.tXt", encoding="utf-8")
    (raw / "deep/a.txt").unlink()
    (raw / "new.txt").write_text("new", encoding="utf-8")
    expected = {"b.txt": digest("b.tXt"), "new.txt": digest("new"), "sources.csv": digest("kept")}
    assert settled_digests(raw, cache) == expected
    assert kept_value(cache, STAMPED).keys() == expected.keys()


def test_a_file_with_its_old_time_is_read_again(raw, tmp_path):
    """Another content of the same size and time of change, as tools that copy times leave it."""
    cache, path = tmp_path / "raw-digests", raw / "b.txt"
    before = path.stat()
    settled_digests(raw, cache)
    path.write_text("b.tXt", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert settled_digests(raw, cache)["b.txt"] == digest("b.tXt")


def test_a_file_that_has_just_changed_is_not_kept(raw, tmp_path):
    cache = tmp_path / "raw-digests"
    raw_digests(raw, cache)
    assert kept_value(cache, STAMPED) == {}


def test_a_foreign_cache_is_ignored(raw, tmp_path):
    cache = tmp_path / "raw-digests"
    keep_value(cache, {"b.txt": [5, 0, 0, "another digest"]}, "something else")
    assert raw_digests(raw, cache) == raw_digests(raw)


def test_corrections_are_recorded_wherever_they_lie(raw, tmp_path):
    corrections = written(tmp_path / "mine.csv", "table\n")
    assert record(raw, corrections=corrections)["corrections"] == digest("table\n")
    assert record(raw)["corrections"] is None


def test_the_folder_and_the_spreading_of_work_leave_no_trace(raw, tmp_path):
    elsewhere = raw.rename(tmp_path / "elsewhere")
    shards = written(tmp_path / "s.yaml", "catalogue: {shards: 3}\ncheck: {memory_limit: 300MB}\n")
    one, two = record(elsewhere), record(elsewhere, shards)
    assert one == two
    text = json.dumps(one)
    assert str(tmp_path) not in text
    assert "shards" not in text


def test_a_setting_that_changes_results_is_recorded(raw, tmp_path):
    euro = written(tmp_path / "s.yaml", "extract: {default_dollar: CAD}\n")
    assert record(raw, euro)["settings"]["extract"]["default_dollar"] == "CAD"


def test_a_file_of_actors_is_recorded_by_digest_and_asked_for_again(raw, tmp_path):
    authority = written(tmp_path / "actors.csv", "id,name\n")
    own = written(tmp_path / "s.yaml", yaml.safe_dump({"extract": {"authority": str(authority)}}))
    made = record(raw, own)
    assert made["settings"]["extract"]["authority"] == f"sha256:{digest('id,name' + chr(10))}"
    assert settings(made, tmp_path, authority=authority)["extract"]["authority"] == str(authority)
    with pytest.raises(RawInputError, match="not given"):
        settings(made, tmp_path)
    with pytest.raises(RawInputError, match="made with none"):
        settings(record(raw), tmp_path, authority=authority)


def test_recorded_settings_and_metadata_can_be_used_again(raw, tmp_path):
    made = json.loads(json.dumps(record(raw)))
    again = written(tmp_path / "s.yaml", yaml.safe_dump(settings(made, tmp_path)))
    assert read_config(again) == read_config()
    assert Metadata.model_validate(made["package"]) == read_metadata()


def test_versions_are_those_of_the_project(raw):
    made = record(raw)
    assert made["presspack"] == project()["version"]
    assert made["python"] == python_version()
    assert made["python"].count(".") == 1
    assert {"spacy", "duckdb", "pyarrow", "snakemake"} <= set(package_versions())
    assert made["model"]["version"]
    assert list(version_notes(made)) == []


def test_other_versions_are_told(raw):
    made = record(raw)
    made["packages"]["duckdb"] = "1.0.0"
    made["packages"]["gone"] = "3"
    made["model"] = {"name": "other", "version": "1"}
    notes = list(version_notes(made))
    assert [note.split(" ")[0] for note in notes] == ["duckdb", "gone", "other"]
    assert all("not installed" in note for note in notes[1:])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda raw: (raw / "b.txt").write_text("other", encoding="utf-8"), "b.txt: SHA-256 is"),
        (lambda raw: (raw / "deep/a.txt").unlink(), "a.txt: missing"),
        (lambda raw: (raw / "new.txt").write_text("new", encoding="utf-8"), "new.txt: not one of"),
        (lambda raw: (raw / "sources.csv").unlink(), "sources.csv: missing"),
    ],
)
def test_other_raw_files_are_refused_by_name(raw, change, said):
    made = record(raw)
    check_inputs(made, raw, None)
    change(raw)
    with pytest.raises(RawInputError, match=said) as caught:
        check_inputs(made, raw, None)
    assert len(str(caught.value).splitlines()) == 2


def test_other_corrections_are_refused(raw, tmp_path):
    corrections = written(tmp_path / "c.csv", "table\n")
    made = record(raw, corrections=corrections)
    check_inputs(made, raw, corrections)
    for other in (None, written(tmp_path / "d.csv", "other\n")):
        with pytest.raises(RawInputError, match="corrections"):
            check_inputs(made, raw, other)


@pytest.mark.parametrize("text", [None, '{"raw": {}}', "{}", '{"raw": {}, "settings": []}'])
def test_a_package_without_a_record_cannot_be_reproduced(tmp_path, text):
    if text is not None:
        written(tmp_path / "provenance.json", text)
    with pytest.raises(MissingFile):
        recorded(tmp_path)


def test_a_package_built_without_naming_its_raw_files_cannot_be_reproduced(tmp_path):
    made = provenance(None, read_config(), read_metadata())
    written(tmp_path / "provenance.json", json.dumps(made))
    with pytest.raises(MissingFile, match="--raw"):
        recorded(tmp_path)


@pytest.mark.parametrize("cores", ["0", "-1", "many", "", "1 --forceall"])
def test_a_strange_number_of_cores_is_refused(cores, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["reproduce", "datapackage", "--cores", cores])
    assert caught.value.code == 2


def folders(tmp_path, **files):
    """Two folders; each file is given as its text in the one and in the other, None if it is not there."""
    made = tmp_path / "old", tmp_path / "new"
    for number, folder in enumerate(made):
        folder.mkdir()
        for name, texts in files.items():
            if texts[number] is not None:
                (folder / name.replace("_", ".")).write_text(texts[number], encoding="utf-8", newline="")
    return made


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("id,n\n1,a\n2,b\n", "id,n\n1,a\n2,c\n"), "row 2 ('2'), column n: 'b' in the package, 'c' in the new build"),
        (("id,n\n1,a\n", "id,m\n1,a\n"), "header, column n: 'n' in the package, 'm' in the new build"),
        (("id\n1\n2\n", "id\n1\n"), "row 2: only in the package"),
        (("id\n1\n", "id\n1\n2\n"), "row 2: only in the new build"),
        (('id\n"1"\n', "id\n1\n"), "the same rows in other bytes"),
        (("id\n1\n", None), "missing in the new build"),
        ((None, "id\n1\n"), "missing in the package"),
    ],
)
def test_the_first_differing_cell_is_told(tmp_path, texts, said):
    old, new = folders(tmp_path, t_csv=texts)
    assert differences(old, new) == ["t.csv"]
    assert said in first_difference(old, new, "t.csv")


def test_the_first_differing_cell_of_parquet_is_told(tmp_path):
    import pyarrow
    from pyarrow import parquet

    old, new = folders(tmp_path)
    for folder, value in ((old, 1.0), (new, 2.0)):
        parquet.write_table(pyarrow.table({"id": ["a", "b"], "n": [0.0, value]}), folder / "t.parquet")
    assert "row 2 ('b'), column n: 1.0 in the package, 2.0 in the new build" in first_difference(old, new, "t.parquet")


def test_tables_come_first_and_equal_files_are_left_out(tmp_path):
    old, new = folders(tmp_path, a_json=("1", "2"), b_csv=("1", "2"), c_md=("same", "same"), SHA256SUMS=("x", None))
    assert differences(old, new) == ["b.csv", "a.json"]
    assert "line 1, column 1: '1' in the package" in first_difference(old, new, "a.json")


def test_the_digests_of_many_raw_files_stand_in_a_table_that_is_read_back(raw, tmp_path):
    made = json.loads(json.dumps(record(raw)))
    folder = tmp_path / "package"
    folder.mkdir()
    publish.write_record(made, folder)
    assert [path.name for path in folder.iterdir()] == ["provenance.json"]
    assert recorded(folder) == made
    publish.write_record(made, folder, most=2)
    written_record = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    assert written_record["raw"]["files"] == raw_count(written_record) == raw_count(made) == 3
    assert recorded(folder) == made
    with (folder / RAW_LIST).open("a", encoding="utf-8") as file:
        file.write("more.txt,00\n")
    with pytest.raises(MissingFile, match="list of raw files"):
        recorded(folder)


def test_a_second_reader_is_recorded_without_its_server_and_its_answers_are_taken_from_the_package(raw, tmp_path):
    assert "reader" not in record(raw)["settings"]
    chosen = {"reader": {"url": "http://10.0.0.7/v1", "model": "m", "budget": 7}}
    made = record(raw, written(tmp_path / "s.yaml", yaml.safe_dump(chosen)))
    assert "10.0.0.7" not in str(made)
    assert (made["settings"]["reader"]["model"], made["settings"]["reader"]["answers"]) == ("m", "recorded")
    assert len(made["reader"]["prompt_sha256"]) == 64
    again = settings(made, tmp_path)["reader"]
    assert (again["url"], again["answers"]) == ("", str(tmp_path / "parquet" / "data" / "reader_answers.parquet"))
