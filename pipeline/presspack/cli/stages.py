"""The stages as commands, one per rule of the Snakefile."""

import argparse
import sys
from collections.abc import Callable
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

from presspack.base.fast_imports import arrow_without_pandas, spacy_without_commands
from presspack.config import read_config
from presspack.reruns.run_locks import job_lock

OPTIONS = {
    "raw": "folder of captures, with sources.csv",
    "shard": "catalogue of the shard",
    "cleaned": "cleaned shard, or with `resolve` and `check` all of them",
    "cache": "file or folder that keeps what was made from run to run",
    "parsed": "parses of the shard",
    "extracted": "extracted shards",
    "catalogue": "catalogues of all shards",
    "corrections": "CSV of corrections by people, if there is one",
    "tables": "folder of resolved tables",
    "checked": "folder with the report of the check",
    "output": "file or folder to write",
}
ONE = {
    "catalogue": ("raw", "output"),
    "clean-shard": ("raw", "shard", "cache", "output"),
    "parse-shard": ("cleaned", "cache", "output"),
    "extract-shard": ("cleaned", "parsed", "cache", "output"),
    "resolve": ("cache", "output"),
    "check": ("tables", "cache", "output"),
    "publish": ("tables", "checked", "output"),
    "database": ("tables", "output"),
}
OPTIONAL = {"resolve": ("corrections",), "publish": ("raw", "corrections", "cache")}
MANY = {"resolve": ("cleaned", "extracted"), "check": ("catalogue", "cleaned")}
EXAMPLE = {
    "catalogue": "--raw raw --output build/catalogue",
    "clean-shard": "--raw raw --shard build/catalogue/000.parquet --cache build/cache/clean --output build/clean/000",
    "parse-shard": "--cleaned build/clean/000 --cache build/cache/parsed/000.parquet --output build/parsed/000.parquet",
    "extract-shard": "--cleaned build/clean/000 --parsed build/parsed/000.parquet --cache build/cache/extracted/000"
    " --output build/extracted/000",
    "resolve": "--cleaned build/clean/* --extracted build/extracted/* --cache build/cache/copies.parquet"
    " --output build/tables",
    "check": "--tables build/tables --cleaned build/clean/* --catalogue build/catalogue/*"
    " --cache build/cache/checked --output build/checked",
    "publish": "--tables build/tables --checked build/checked --raw raw --cache build/cache/published"
    " --output datapackage",
    "database": "--tables build/tables --output build/presspack.duckdb",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the stage that the parser is for."""
    stage = parser.get_default("command")
    for name in ONE[stage]:
        parser.add_argument(f"--{name}", type=Path, required=True, metavar="PATH", help=OPTIONS[name])
    for name in MANY.get(stage, ()):
        parser.add_argument(f"--{name}", type=Path, required=True, nargs="+", metavar="PATH", help=OPTIONS[name])
    for name in OPTIONAL.get(stage, ()):
        parser.add_argument(f"--{name}", type=Path, metavar="PATH", help=OPTIONS[name])
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings that differ from pipeline/presspack/config.yaml"
    )
    parser.add_argument("--package", type=Path, metavar="FILE", help="package metadata instead of schemas/package.yaml")
    parser.epilog = f"example:\n  presspack {stage} {EXAMPLE[stage]}"


def run(args: argparse.Namespace) -> int:
    """Run the stage."""
    arrow_without_pandas()
    with job_lock() or nullcontext():
        STAGE_RUNS[args.command](args, read_config(args.config))
    return 0


def stage(module: str) -> Any:
    """Return a stage's module, imported when it is needed: some take seconds."""
    with spacy_without_commands():
        return import_module(f"presspack.{module}")


def metadata(args: argparse.Namespace) -> Any:
    """Return the package metadata that the options name."""
    return stage("tables.package_metadata").read_metadata(args.package)


def check(args: argparse.Namespace, config: Any) -> None:
    """Run check and print its report."""
    report = stage("stages.check").run(
        args.tables, args.catalogue, args.cleaned, args.cache, args.output, config=config, metadata=metadata(args)
    )
    print(report, file=sys.stderr)


def publish(args: argparse.Namespace, config: Any) -> None:
    """Publish; with --raw the package records what it was made from."""
    inputs = stage("release.standards.provenance").Inputs(args.raw, args.corrections) if args.raw else None
    stage("stages.publish").run(
        args.tables,
        args.checked,
        args.output,
        config=config,
        metadata=metadata(args),
        inputs=inputs,
        cache=args.cache,
    )


STAGE_RUNS: dict[str, Callable[[argparse.Namespace, Any], None]] = {
    "catalogue": lambda a, c: stage("captures.catalogue").run(a.raw, a.output, c),
    "clean-shard": lambda a, c: stage("stages.clean").run(a.raw, a.shard, a.cache, a.output, config=c),
    "parse-shard": lambda a, c: stage("stages.parse").run(a.cleaned, a.cache, a.output, c),
    "extract-shard": lambda a, c: stage("stages.extract").run(a.cleaned, a.parsed, a.cache, a.output, config=c),
    "resolve": lambda a, c: stage("stages.resolve").run(
        a.cleaned, a.extracted, a.cache, a.output, config=c, metadata=metadata(a), corrections=a.corrections
    ),
    "check": check,
    "publish": publish,
    "database": lambda a, c: stage("tables.duckdb").run(a.tables, a.output, config=c, metadata=metadata(a)),
}
