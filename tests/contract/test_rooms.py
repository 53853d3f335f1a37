"""Imports run only downwards: from a room to those below it, never to one beside or above it."""

import ast
from pathlib import Path

import pytest

PRESSPACK = Path(__file__).parents[2] / "pipeline" / "presspack"
# From the ground up. Rooms of one floor do not know each other.
FLOORS = [
    ("base",),
    ("package",),  # any Data Package: rests on base alone and could be a library of its own
    ("config",),
    ("tables",),
    ("reruns",),
    ("captures",),
    ("documents",),
    ("parse", "english"),
    ("names",),
    ("clean", "extract"),
    ("reader",),
    ("resolve",),
    ("checks", "release", "review"),
    ("cli", "stages"),
    ("api",),
    ("__init__", "__main__"),
    ("serve_jobs",),
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
FILES = sorted(PRESSPACK.rglob("*.py"))


def room_of(file):
    return file.relative_to(PRESSPACK).parts[0].removesuffix(".py")


def imports(file):
    """The rooms that a file imports from, at any depth of its code, with the line."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "presspack":
            parts = (node.module or "").split(".")[1:]
            yield from ((name, node.lineno) for name in (parts[:1] or [name.name for name in node.names]))


def test_every_room_has_its_floor():
    rooms = {room_of(file) for file in FILES} - {"share"}
    assert rooms == set(FLOOR)


@pytest.mark.parametrize("room", sorted(FLOOR))
def test_imports_run_only_downwards(room):
    upwards = [
        f"{file.relative_to(PRESSPACK)}:{line} imports from {other}"
        for file in FILES
        if room_of(file) == room
        for other, line in imports(file)
        if other in FLOOR and other != room and FLOOR[other] >= FLOOR[room]
    ]
    assert upwards == []


def test_what_knows_any_data_package_rests_on_base_alone():
    found = {other for file in FILES if room_of(file) == "package" for other, _ in imports(file)}
    assert found <= {"base", "package"}


def test_only_one_room_loads_spacy():
    """Others may name its types, which are imported for that alone."""
    loading = {
        room_of(file)
        for file in FILES
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [n.name for n in node.names])
        if name.split(".")[0] == "spacy"
    }
    assert loading == {"parse"}


def test_one_module_quotes_sql_and_one_opens_duckdb():
    texts = {file.relative_to(PRESSPACK).as_posix(): file.read_text(encoding="utf-8") for file in FILES}
    assert [
        name for name, text in texts.items() if 'replace("\'", "\'\'")' in text or "replace('\"', '\"\"')" in text
    ] == ["base/sql.py"]
    # The review keeps its connection for as long as it serves, over views of tables that are there.
    opening = {name for name, text in texts.items() if "duckdb.connect(" in text}
    assert opening - {"review/corpus.py"} == {"base/database.py"}
