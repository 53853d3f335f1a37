"""The cells of docs/tutorial.md run on a release as they stand, and none is longer than four lines."""

import ast
import re
from pathlib import Path

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.md"
CELLS = re.findall(r"^```python\n(.*?)^```$", TUTORIAL.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
QUESTIONS = re.findall(r"^## .*\?$", TUTORIAL.read_text(encoding="utf-8"), re.MULTILINE)


def test_five_questions_have_a_short_cell_in_pandas_and_one_in_duckdb():
    assert len(QUESTIONS) == 5
    assert len(CELLS) == 1 + 2 * len(QUESTIONS)
    assert max(len(list(filter(None, cell.splitlines()))) for cell in CELLS) <= 4


def test_cells_run_and_both_ways_give_as_many_rows(built, monkeypatch):
    monkeypatch.chdir(built / "data package")
    session: dict[str, object] = {}
    exec(CELLS[0], session)
    for pandas_cell, duckdb_cell in zip(CELLS[1::2], CELLS[2::2], strict=True):
        assert len(shown_by(pandas_cell, session)) == len(shown_by(duckdb_cell, session)), pandas_cell


def shown_by(cell, session):
    """Run a cell as a notebook does and return the value of its last expression."""
    *statements, last = ast.parse(cell).body
    exec(compile(ast.Module(statements, []), "cell", "exec"), session)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), session)
