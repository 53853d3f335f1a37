"""presspack reproduce explains a difference by what is left: versions, or the processor."""

import json
import platform

import pytest

from presspack.base.errors import RawInputError
from presspack.base.ids import file_sha256
from presspack.cli.reproduce import processor_note, settings
from presspack.parse.pipelines import NEEDED, pipeline_identity


def test_where_all_versions_are_the_same_the_processor_is_left_and_named():
    note = processor_note(same_versions=True)
    assert "all versions are those of the package" in note
    assert f"here it is {platform.machine()} with " in note


def test_other_versions_are_named_first():
    assert processor_note(same_versions=False).startswith("other versions may give other rows")


def test_a_parser_that_is_a_folder_is_to_be_named_again_and_to_be_the_same(tmp_path):
    meta = {"lang": "en", "name": "own", "version": "1.0", "pipeline": sorted(NEEDED)}
    (tmp_path / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    record = {"settings": {"parse": {"model": "en_own"}}, "model": pipeline_identity(str(tmp_path))}
    assert settings(record, tmp_path, model=tmp_path)["parse"]["model"] == str(tmp_path)
    with pytest.raises(RawInputError, match=r"--model: is not given, the package was made with sha256:[0-9a-f]{64}"):
        settings(record, tmp_path)
    (tmp_path / "more").touch()
    with pytest.raises(RawInputError, match=r"--model: is sha256:[0-9a-f]{64}, the package was made with sha256:"):
        settings(record, tmp_path, model=tmp_path)


def test_the_release_before_is_to_be_named_again_and_to_be_the_same(tmp_path):
    (tmp_path / "parquet").mkdir()
    descriptor = tmp_path / "parquet/datapackage.json"
    descriptor.write_text("{}", encoding="utf-8")
    record = {"settings": {"resolve": {"previous": f"sha256:{file_sha256(descriptor)}"}}, "model": {"name": "en_core"}}
    assert settings(record, tmp_path, previous=tmp_path)["resolve"]["previous"] == str(tmp_path)
    with pytest.raises(RawInputError, match="--previous: is not given"):
        settings(record, tmp_path)
    descriptor.write_text("{} ", encoding="utf-8")
    with pytest.raises(RawInputError, match="--previous: is sha256:"):
        settings(record, tmp_path, previous=tmp_path)
