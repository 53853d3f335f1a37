"""Digests see what matters to a result and no more: captures, shapes of schemas, code, words and versions."""

import ast
import os
import time
from importlib.metadata import version
from pathlib import Path

import pytest

from presspack.base.paths import PRESSPACK
from presspack.reruns import fingerprints
from presspack.reruns.fingerprints import code_digest, listing_digest, shape_of
from presspack.reruns.import_graph import distributions_of, files_of, foreign


@pytest.mark.parametrize("change", ["new", "gone", "longer", "deeper", "as long and as old"])
def test_the_listing_sees_every_change_of_the_raw_folder(tmp_path, change):
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "sub/b.txt"):
        (tmp_path / name).write_text("words", encoding="utf-8")
    before = listing_digest(tmp_path)
    (tmp_path / ".hidden").write_text("no capture", encoding="utf-8")
    assert listing_digest(tmp_path) == before
    match change:
        case "new":
            (tmp_path / "c.txt").touch()
        case "gone":
            (tmp_path / "a.txt").unlink()
        case "longer":
            (tmp_path / "a.txt").write_text("more words", encoding="utf-8")
        case "deeper":
            (tmp_path / "a.txt").rename(tmp_path / "sub" / "a.txt")
        case "as long and as old":
            facts = (tmp_path / "a.txt").stat()
            time.sleep(0.02)  # a tick of the clock of the file system
            (tmp_path / "a.txt").write_text("sword", encoding="utf-8")
            os.utime(tmp_path / "a.txt", ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert listing_digest(tmp_path) != before


def test_a_shape_has_rules_and_no_prose():
    field = {"name": "a", "type": "string", "description": "One.", "title": "A", "constraints": {"required": True}}
    shape = shape_of({"title": "T", "fields": [field], "primaryKey": ["a"]})
    assert shape == shape_of({"title": "Other", "fields": [field | {"description": "Two."}], "primaryKey": ["a"]})
    assert shape != shape_of({"title": "T", "fields": [field | {"constraints": {}}], "primaryKey": ["a"]})


def test_versions_of_all_that_a_stage_computes_with_are_in_its_digest():
    stages = {
        "parse.parser": {"spacy", "thinc", "numpy", "blis"},
        "stages.clean": {"charset-normalizer", "py3langid", "numpy", "pyarrow"},
        "stages.check": {"duckdb", "pyarrow"},
        "release.row_sums": {"duckdb"},
        "resolve.copy_detection": {"numpy", "pyarrow"},
    }
    for module, wanted in stages.items():
        assert wanted <= set(distributions_of(map(Path, files_of(module)))), module


def test_the_pattern_finds_every_package_that_is_imported_and_each_is_installed():
    for file in PRESSPACK.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        modules = {name.name.partition(".")[0] for node in nodes if isinstance(node, ast.Import) for name in node.names}
        modules |= {(node.module or "").partition(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}
        assert foreign(file) == modules - fingerprints_of_python() - {"presspack"}, file
        assert all(map(version, distributions_of([file])))


def fingerprints_of_python():
    import sys

    return set(sys.stdlib_module_names)


@pytest.mark.parametrize("what", ["version_of", "python_version"])
def test_another_version_of_a_package_or_of_python_is_another_digest(monkeypatch, what):
    before = code_digest("release.row_sums")
    code_digest.cache_clear()
    monkeypatch.setattr(fingerprints, what, lambda *name: "0.0.0")
    other = code_digest("release.row_sums")
    monkeypatch.undo()
    code_digest.cache_clear()
    assert before == code_digest("release.row_sums") != other
