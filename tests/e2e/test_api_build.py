"""`presspack.build` makes the package that the command makes."""

import presspack
from calls import CORPUS


def test_a_build_from_python_has_the_bytes_of_one_by_the_command(built, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    output = presspack.build(CORPUS, tmp_path / "package", build=tmp_path / "build")
    for path in sorted((built / "data package" / "data").glob("*.csv")):
        assert (output / "data" / path.name).read_bytes() == path.read_bytes(), path.name
    assert presspack.validate(output).totals() == {}
