"""docs/tutorial.md leads from an empty folder to a release, and the cells of docs/questions.ipynb run on a release."""

import ast
import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
COMMANDS = re.findall(
    r"^```sh\n(.*?)^```$", (DOCS / "tutorial.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
NOTEBOOK = json.loads((DOCS / "questions.ipynb").read_text(encoding="utf-8"))["cells"]
QUESTIONS = [cell for cell in NOTEBOOK if cell["cell_type"] == "markdown" and "?\n" in "".join(cell["source"]) + "\n"]
# The first names the folder of the release of this repository.
SETUP, READING, *CELLS = ["".join(cell["source"]) for cell in NOTEBOOK if cell["cell_type"] == "code"]


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """The folder after all commands of the tutorial."""
    folder = tmp_path_factory.mktemp("tutorial")
    presspack = folder / "bin" / "presspack"
    presspack.parent.mkdir()
    presspack.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m presspack "$@"\n', encoding="utf-8")
    presspack.chmod(0o755)
    environment = os.environ | {"PATH": f"{presspack.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-e", "-c", "\n".join(COMMANDS)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "landings", done.stderr


def test_the_commands_of_the_tutorial_end_in_a_corrected_package_with_its_page(followed):
    folder, said = followed
    with (folder / "datapackage" / "data" / "corrections.csv").open(encoding="utf-8", newline="") as file:
        assert [row["value"] for row in csv.DictReader(file)] == ["Fisheries Council of Norvia"]
    page = (folder / "datapackage" / "index.html").read_text(encoding="utf-8")
    assert "<title>Landings and quotas 0.1.0</title>" in page
    assert "Kazakh" not in page
    assert "records  2 of 2 used" in said
    assert "sentences of 1 of 2 articles are not published" in said


def test_the_notebook_was_executed_and_is_small():
    assert (DOCS / "questions.ipynb").stat().st_size < 100_000
    assert [cell["execution_count"] for cell in NOTEBOOK if cell["cell_type"] == "code"] == list(
        range(1, 3 + len(CELLS))
    )
    outputs = [output for cell in NOTEBOOK for output in cell.get("outputs", ())]
    assert len(outputs) == len(CELLS)
    assert {output["output_type"] for output in outputs} == {"execute_result"}


def test_five_questions_have_a_short_cell_in_pandas_and_one_in_duckdb():
    assert "chdir" in SETUP
    assert len(CELLS) == 2 * 5 + 1
    assert len(QUESTIONS) == 5 + 1
    assert max(len(list(filter(None, cell.splitlines()))) for cell in CELLS) <= 4


def test_cells_run_and_both_ways_give_as_many_rows(built, monkeypatch):
    monkeypatch.chdir(built / "data package")
    session: dict[str, object] = {}
    exec(READING, session)
    for pandas_cell, duckdb_cell in zip(CELLS[:10:2], CELLS[1:10:2], strict=True):
        assert len(shown_by(pandas_cell, session)) == len(shown_by(duckdb_cell, session)), pandas_cell
    assert len(shown_by(CELLS[10], session)) > 0


def shown_by(cell, session):
    """Run a cell as a notebook does and return the value of its last expression."""
    *statements, last = ast.parse(cell).body
    exec(compile(ast.Module(statements, []), "cell", "exec"), session)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), session)
