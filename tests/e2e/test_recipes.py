"""The recipes of docs/recipes.md give the same answer, each whose tool is installed."""

import re
import shutil
import sqlite3
import subprocess
from pathlib import Path

import duckdb
import pytest

PAGE = Path(__file__).parents[2] / "docs" / "recipes.md"
RECIPES = dict(
    re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
)


def code(title, language):
    [found] = re.findall(rf"^```{language}\n(.*?)^```$", RECIPES[title], re.MULTILINE | re.DOTALL)
    return found


@pytest.fixture
def release(built, monkeypatch):
    monkeypatch.chdir(built / "data package")


@pytest.fixture
def number(release):
    """How many rows the answer has, by the recipe of DuckDB."""
    return len(duckdb.sql(code("DuckDB", "sql")).fetchall())


@pytest.mark.parametrize(
    ("title", "module"), [("pandas", "pandas"), ("polars", "polars"), ("With frictionless", "frictionless")]
)
def test_python(title, module, number):
    pytest.importorskip(module)
    session = {}
    exec(code(title, "python"), session)
    assert number > 0
    assert len(session["answer"]) == number


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="sqlite3 is not installed")
def test_sqlite(number, tmp_path):
    first, _ = code("SQLite and Datasette", "sh").splitlines()
    subprocess.run(first.replace("release.db", str(tmp_path / "release.db")), shell=True, check=True)
    with sqlite3.connect(tmp_path / "release.db") as con:
        assert len(con.execute(code("SQLite and Datasette", "sql")).fetchall()) == number


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r(number):
    script = code("R", "r") + "cat(nrow(answer))\n"
    done = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) == number
