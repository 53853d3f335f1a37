"""YAML files of people: values as PyYAML reads them, and faults with their place."""

import pytest

from presspack.base.errors import ConfigError
from presspack.base.yaml_files import yaml_object


def read(folder, text):
    path = folder / "a.yaml"
    path.write_text(text, encoding="utf-8")
    return yaml_object(path)


def test_values_have_the_types_of_yaml(tmp_path):
    text = "a: {b: 1, c: [yes, 'x: y', 2.5]}\nd: |\n  two\n  lines\nbase: &base {e: 1}\nf: {<<: *base, g: null}\n"
    found = read(tmp_path, text)
    assert found["a"] == {"b": 1, "c": [True, "x: y", 2.5]}
    assert (found["d"], found["f"]) == ("two\nlines\n", {"e": 1, "g": None})
    assert read(tmp_path, "# nothing\n") == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb:\n  c: 2\n  c: 3\n", "c stands a second time in line 4, column 3"),
        ("a: 1\nb: [1, 2\n", "line 3, column 1"),
        ("- a\n- b\n", "a YAML mapping of sections"),
        ("a:\n  b: 2021-13-45\n", "another value than '2021-13-45' in line 2, column 6: month must be in 1..12"),
        ("a: &x\n  b: *x\n", "no value that holds itself, as in line 1, column 4"),
        ("a: &x [1, [*x]]\n", "no value that holds itself, as in line 1, column 4"),
        ("a: !!python/object:os.system x\n", "could not determine a constructor"),
    ],
)
def test_faults_are_told_with_their_place(tmp_path, text, told):
    with pytest.raises(ConfigError, match=told):
        read(tmp_path, text)
