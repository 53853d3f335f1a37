"""Reports: five formats of one result, waivers, and the action and hook that run the command."""

import json
import os
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import yaml

from presspack.base.errors import ConfigError, MissingFile
from presspack.cli import options
from presspack.package.findings import Checked, Collector, Finding, Place, Report
from presspack.package.rules import RULES
from presspack.package.validation.reports import FORMATS, as_json, summary, text
from presspack.package.validation.sarif import sarif
from presspack.package.validation.validation import validated
from presspack.package.validation.waivers import read_waivers, waived

ROOT = Path(__file__).parents[4]
TODAY = date(2026, 6, 1)


def finding(rule="pattern", field="id", count=3, **more):
    places = (Place("data/a.csv", 5, 4, "x|<b>\x1b[2J"), Place("data/a.csv", 9, 8, "y", "the same as row 1"))
    return Finding(rule, RULES[rule].severity, "a", field, count, "does not match", places, **more)


def report(*findings):
    return Report("pkg", "2.0", "duckdb", (Checked("a", ("data/a.csv",), 10), Checked("b", ("b.txt",), None)), findings)


SOUND, BROKEN = report(), report(finding(), finding("unsupported-format", "", 1))


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("result", [SOUND, BROKEN], ids=["sound", "broken"])
def test_every_format_takes_every_report(name, result):
    written = FORMATS[name](result)
    assert written.endswith("\n")
    assert "\x1b" not in written.replace("\\u001b", "")


@pytest.mark.parametrize("result", [SOUND, BROKEN, report(finding(waived="known"))])
def test_json_follows_its_published_schema(result):
    schema = json.loads((ROOT / "schemas/report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(as_json(result), schema)


def test_text_says_where_and_how_many():
    lines = text(BROKEN).splitlines()
    assert lines[0] == "error pattern: a.id: does not match (3)"
    assert lines[2:4] == ["    data/a.csv:9 (row 8) = 'y', the same as row 1", "    and 1 more"]
    assert summary(BROKEN) == "pkg: 2 resources, 10 rows: 3 errors, 1 warning, 1 not read"
    assert summary(SOUND) == "pkg: 2 resources, 10 rows: valid"
    assert "\x1b[31merror" in text(BROKEN, colour=True)


@pytest.mark.parametrize("rule", ["unsupported-format", "remote-path"])
@pytest.mark.parametrize("waived", ["", "known"])
def test_what_was_not_read_is_not_called_valid(rule, waived):
    partly = report(finding(rule, "", 1, waived=waived))
    assert "not read" in summary(partly)
    assert "valid" not in summary(partly)
    assert (as_json(partly)["valid"], as_json(partly)["complete"]) == (True, False)
    assert FORMATS["markdown"](partly).startswith("## ⚠️")
    assert partly.failed("warning") is not bool(waived)
    assert as_json(SOUND)["complete"]
    assert FORMATS["markdown"](SOUND).startswith("## ✅")


def test_markdown_cells_cannot_break_out():
    rows = [line for line in FORMATS["markdown"](BROKEN).splitlines() if line.startswith("| error")]
    assert len(re.findall(r"(?<!\\)\|", rows[0])) == 6
    assert "<b>" not in rows[0]


def test_junit_has_a_suite_a_resource():
    root = ET.fromstring(FORMATS["junit"](report(finding(), finding("type", waived="known"))))
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == ["package", "a", "b"]
    assert (suites["a"].get("tests"), suites["a"].get("failures"), suites["a"].get("skipped")) == ("2", "1", "1")
    assert suites["b"].get("tests") == "1"


def test_sarif_points_at_lines_and_keeps_its_fingerprints():
    run = sarif(BROKEN)["runs"][0]
    first = run["results"][0]
    location = first["locations"][0]["physicalLocation"]
    assert location == {"artifactLocation": {"uri": "pkg/data/a.csv"}, "region": {"startLine": 5}}
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "pattern"
    moved = finding().places[0]
    later = report(
        Finding("pattern", "error", "a", "id", 3, "does not match", (Place(moved.file, 99, 98, moved.value),))
    )
    assert sarif(later)["runs"][0]["results"][0]["partialFingerprints"] == first["partialFingerprints"]


def test_equal_findings_have_fingerprints_of_their_own():
    twice = finding().places[:1] * 2
    results = sarif(report(Finding("type", "error", "a", "id", 2, "no", twice)))["runs"][0]["results"]
    assert len({result["partialFingerprints"]["presspackFinding/v1"] for result in results}) == 2


def test_the_collector_counts_all_and_keeps_the_first():
    found = Collector(limit=2)
    for line in range(1, 6):
        found.add("blank-row", "empty", resource="a", place=Place("a.csv", line))
    assert [(f.count, [p.line for p in f.places]) for f in found.findings()] == [(5, [1, 2])]


# waivers


def waivers(tmp_path, written, name="w.csv"):
    path = tmp_path / name
    path.write_text(written, encoding="utf-8")
    return read_waivers(path)


HEAD = "rule,resource,field,reason,expires\n"


def test_a_waiver_covers_what_it_names_until_its_day(tmp_path):
    given = waivers(tmp_path, HEAD + "pattern,a,id,old ids,2026-06-01\n")
    covered = waived(BROKEN, given, TODAY)
    assert not covered.failed("error")
    assert covered.failed("warning")
    assert covered.totals() == {"unsupported-format": 1}
    late = waived(BROKEN, given, date(2026, 6, 2))
    assert late.failed("error")
    assert late.totals()["waiver-expired"] == 1


def test_a_waiver_that_covers_nothing_is_a_warning(tmp_path):
    given = waivers(tmp_path, "- {rule: pattern, resource: z, reason: gone}\n", "w.yaml")
    assert waived(SOUND, given, TODAY).totals() == {"waiver-unused": 1}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (HEAD + "nothing,,,why,\n", "w.csv"),
        (HEAD + "pattern,,,,\n", "w.csv"),
        (HEAD + "pattern,,,why,soon\n", "w.csv"),
        ("rule,why\npattern,x\n", "w.csv"),
        ("- 5\n", "w.yaml"),
        ("a: [\n", "w.yaml"),
    ],
)
def test_waivers_that_are_none_are_refused(tmp_path, written, name):
    with pytest.raises(ConfigError):
        waivers(tmp_path, written, name)


def test_a_file_of_waivers_must_be_there(tmp_path):
    with pytest.raises(MissingFile):
        read_waivers(tmp_path / "none.csv")


def test_the_day_is_that_of_the_epoch_if_one_is_set():
    assert options.today({"SOURCE_DATE_EPOCH": "86400"}) == date(1970, 1, 2)
    with pytest.raises(ConfigError):
        options.today({"SOURCE_DATE_EPOCH": "soon"})


@pytest.mark.parametrize("option", ["pattern", "pattern=bad", "nothing=error"])
def test_severities_that_are_none_are_refused(option):
    with pytest.raises(ConfigError):
        options.severities([option])


# what ships for others' CI


@pytest.fixture
def bench(tmp_path):
    """A folder with a broken package, and `presspack` on the path."""
    data = tmp_path / "datapackage"
    data.mkdir()
    (data / "t.csv").write_text("x\na\n", encoding="utf-8")
    schema = {"fields": [{"name": "x", "type": "integer"}]}
    resource = {"name": "t", "path": "t.csv", "profile": "tabular-data-resource", "schema": schema}
    (data / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}), encoding="utf-8")
    command = tmp_path / "bin" / "presspack"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m presspack "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = {**os.environ, "PATH": f"{command.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    return tmp_path, environment


def test_the_action_runs_as_it_is_written(bench):
    folder, environment = bench
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    step = next(step for step in action["runs"]["steps"] if step.get("name") == "Validate")
    inputs = {name: given["default"] for name, given in action["inputs"].items()}
    given = {
        name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: str(inputs[match[1]]), value)
        for name, value in step["env"].items()
    }
    environment |= {**given, "PRESSPACK": str(folder / "bin" / "presspack"), "RUNNER_TEMP": str(folder)}
    environment |= {"GITHUB_STEP_SUMMARY": str(folder / "summary.md"), "GITHUB_OUTPUT": str(folder / "outputs")}
    (folder / "datapackage").rename(folder / "-odd")
    environment["PACKAGE"] = "-odd"
    done = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=folder, env=environment, check=False)
    assert done.returncode == 1
    sarif = folder / inputs["sarif"]
    assert (folder / "outputs").read_text(encoding="utf-8") == f"sarif={sarif}\nerrors=1\nwarnings=0\ninfos=0\n"
    assert json.loads(sarif.read_text(encoding="utf-8"))["runs"][0]["results"]
    assert "| error | `type`" in (folder / "summary.md").read_text(encoding="utf-8")


def test_the_action_names_pip_s_cache_and_a_digest_of_its_lock_files(bench):
    folder, environment = bench
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    step = next(step for step in action["runs"]["steps"] if step.get("id") == "pip")
    output = folder / "outputs"
    environment |= {"ACTION_PATH": str(ROOT), "PYTHON": sys.executable, "GITHUB_OUTPUT": str(output)}
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=folder, env=environment, check=True)
    told = dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())
    assert Path(told["folder"]).is_absolute()
    assert re.fullmatch("[0-9a-f]{40}", told["digest"])


def test_every_action_that_is_used_is_pinned_by_commit():
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    used = [step["uses"] for step in action["runs"]["steps"] if "uses" in step]
    assert len(used) == 2
    assert all(re.fullmatch("[a-z-]+/[a-z-]+@[0-9a-f]{40}", name) for name in used)


def test_the_hook_runs_as_it_is_written(bench):
    folder, environment = bench
    hook = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]
    command = [*shlex.split(hook["entry"]), *hook["args"]]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "t.csv:2" in done.stdout
    for path in ("datapackage/datapackage.json", "data/a.csv", "parquet/a.parquet"):
        assert re.search(hook["files"], path)


def test_names_of_hostile_packages_start_no_command_and_move_no_cursor(tmp_path):
    name = "x\n::error::pwned\x1b[2J\x9b2J\u2028\u202e [a](https://e.example) <b> |"
    (tmp_path / "t.csv").write_text("y\n1\n", encoding="utf-8")
    fields = [{"name": name, "type": "integer"}]
    resource = {"name": name, "path": "t.csv", "profile": "tabular-data-resource", "schema": {"fields": fields}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}), encoding="utf-8")
    report = validated(tmp_path)
    for form in ("text", "markdown", "junit", "sarif", "json"):
        written = FORMATS[form](report)
        assert not set("\x1b\x9b\u2028\u202e") & set(written)
        assert not any(line.lstrip().startswith("::") for line in written.splitlines())
    assert "](http" not in FORMATS["markdown"](report)
    assert "<b>" not in FORMATS["markdown"](report)
