"""Rule = command = module, and every module that a rule runs is one of its inputs: nothing stale is ever published."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from presspack.__main__ import main
from presspack.cli.commands import COMMANDS, FOR_PEOPLE, STAGES
from presspack.reruns.import_graph import files_of, imported, module_file

ROOT = Path(__file__).parents[2]
PRESSPACK = ROOT / "pipeline" / "presspack"
SNAKEFILE = (ROOT / "Snakefile").read_text(encoding="utf-8")
STAGES_RUN = re.findall(r"code\(\"(stages\.\w+)\"", SNAKEFILE)
RULES = dict(re.findall(r"^(?:rule|checkpoint) (\w+):\n(.*?)(?=^(?:rule|checkpoint) |\Z)", SNAKEFILE, re.M | re.S))
STAGE_OF = {"catalogue": "catalogue", "clean": "clean-shard", "parse": "parse-shard", "extract": "extract-shard"}
NAMES = sorted(rule for rule in RULES if rule != "all")


def command(rule):
    return STAGE_OF.get(rule, rule)


def test_every_stage_has_its_rule_and_every_rule_its_stage():
    assert {command(rule) for rule in RULES if rule != "all"} == set(STAGES)


@pytest.mark.parametrize("rule", NAMES)
def test_a_rule_calls_the_command_of_its_name(rule):
    assert f"-m presspack {command(rule)} " in RULES[rule]


@pytest.mark.parametrize("rule", NAMES)
def test_a_rule_lists_the_module_of_its_name_and_with_it_all_that_it_imports(rule):
    assert f'code("stages.{rule}")' in RULES[rule]
    assert STAGES[command(rule)][0] == f"presspack.stages.{rule}"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_a_module_that_adds_its_options_and_runs(name):
    module = import_module(COMMANDS[name][0])
    assert (module.add_arguments.__module__, module.run.__module__) == (COMMANDS[name][0],) * 2


def test_imports_are_followed_into_functions_and_through_modules():
    found = {Path(path).relative_to(PRESSPACK).as_posix() for path in files_of("stages.extract")}
    assert {
        "stages/extract.py",
        "extract/events/extraction.py",
        "documents/parse_store.py",
        "captures/rendering.py",
        "base/spans.py",
    } <= found
    assert not {"stages/publish.py", "stages/check.py", "stages/clean.py"} & found


def test_the_pattern_finds_the_imports_that_the_grammar_sees():
    for file in PRESSPACK.rglob("*.py"):
        nodes = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
        modules = [
            (node.module.removeprefix("presspack").lstrip("."), node.names)
            for node in nodes
            if (node.module or "").startswith("presspack")
        ]
        names = {
            name
            for base, aliases in modules
            for name in [base, *(f"{base}.{alias.name}".lstrip(".") for alias in aliases)]
        }
        assert {name for name in names if name and module_file(name)} <= imported(file), file
        assert not [
            node
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.Import) and any(alias.name.startswith("presspack") for alias in node.names)
        ], file


def printed(code):
    """What a fresh Python prints that runs `code`; `loaded` there tells which of some modules are imported."""
    loaded = "import sys; loaded = lambda *names: sorted(set(names) & set(sys.modules))\n"
    done = subprocess.run([sys.executable, "-c", loaded + code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_command_starts_without_what_only_its_work_needs():
    names = "numpy", "pyarrow", "pandas", "spacy", "duckdb", "presspack.clean.record"
    assert printed(f"import presspack.__main__; print(*loaded{names})") == ""


@pytest.mark.parametrize("rule", ["catalogue", "clean", "extract", "resolve", "check", "publish"])
def test_a_stage_that_parses_nothing_does_not_wait_for_spacy_and_judges_are_loaded_when_they_judge(rule):
    names = "spacy", "pandera", "pandas"
    assert printed(f"import presspack.stages.{rule}; print(*loaded{names})") == ""


@pytest.mark.parametrize("rule", ["catalogue", "parse", "extract"])
def test_a_stage_that_cleans_nothing_does_not_load_what_cleans(rule):
    assert printed(f"import presspack.stages.{rule}; print(*loaded('presspack.clean.record', 'py3langid'))") == ""


def test_spacy_comes_without_its_command_line_which_can_be_had_later():
    code = (
        "from presspack.base.fast_imports import spacy_without_commands\nwith spacy_without_commands():\n"
        " import presspack.stages.parse\nprint(*loaded('spacy', 'spacy.cli', 'typer'))"
    )
    assert printed(f"{code}; import spacy.cli; print(spacy.cli.info.__module__)").split() == ["spacy", "spacy.cli.info"]


def test_arrow_makes_tables_without_pandas_and_data_frames_all_the_same():
    code = "from presspack.base.fast_imports import arrow_without_pandas; arrow_without_pandas(); import pyarrow"
    code += "; table = pyarrow.Table.from_pylist([{'a': 1, 'b': 'x'}]); print(*loaded('pandas'))"
    assert printed(f"{code}; print(table.to_pandas().to_dict('records'))") == "[{'a': 1, 'b': 'x'}]"


def test_changed_cleaning_does_not_rerun_the_catalogue():
    found = {Path(path).relative_to(PRESSPACK).as_posix() for path in files_of("stages.catalogue")}
    assert "captures/records.py" in found
    assert "clean/blocks.py" not in found


def folder_of_code(data):
    """The nearest folder above a data file that has modules: theirs is the file."""
    return next(folder for folder in data.parents if any(folder.glob("*.py")))


def test_every_data_file_beside_the_code_of_a_stage_is_an_input_of_some_rule():
    of_stages = {Path(path).parent for name in STAGES_RUN for path in files_of(name)}
    data = {
        p.relative_to(PRESSPACK).as_posix()
        for p in PRESSPACK.rglob("*")
        if p.suffix in {".csv", ".json", ".sql", ".md"} and folder_of_code(p) in of_stages
    }
    assert data
    listed = set(re.findall(r'"([\w.]+)"', " ".join(re.findall(r"words\((.*?)\)", SNAKEFILE))))
    assert {name for name in data if not listed & {name, name.split("/")[0]}} == set()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name, capsys):
    with pytest.raises(SystemExit) as caught:
        main([name, "--help"])
    assert caught.value.code == 0
    assert f"presspack {name}" in capsys.readouterr().out.partition("example")[2]


@pytest.mark.parametrize(
    "arguments", [[], ["no-such-command"], ["--help"], ["clean"], ["trace"], ["catalogue", "--raw"]]
)
def test_wrong_usage_exits_2_and_help_0(arguments):
    try:
        code = main(arguments)
    except SystemExit as stop:
        code = stop.code
    assert code == (0 if arguments == ["--help"] else 2)


def test_the_readme_names_every_command_for_people():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in FOR_PEOPLE if f"presspack {name}" not in readme] == []
