"""presspack build: the whole workflow on a folder of captures, by Snakemake, wherever presspack is installed."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from presspack.base.errors import InputErrors, MissingFile, PipelineError
from presspack.base.paths import HOME
from presspack.captures.catalogue import sources
from presspack.captures.raw_folder import raw_entries
from presspack.cli.build_summary import facts, failed_records, summary
from presspack.cli.options import core_count
from presspack.config import Config, read_config
from presspack.names.own_actors import own_actors
from presspack.parse.pipelines import check_pipeline
from presspack.reader.answers import check_answers
from presspack.reruns.build_screen import BRIEF, QUIET, VERBOSE, run_build
from presspack.reruns.folders import refuse_nested
from presspack.reruns.snakemake import snakemake_command, snakemake_environment
from presspack.resolve.correction_values import check_values
from presspack.resolve.corrections import check_columns, read_corrections
from presspack.resolve.previous_release import check_release
from presspack.tables.package_metadata import Metadata, read_metadata
from presspack.tables.table_groups import columns_of

EPILOG = f"""\
examples:
  presspack build --raw my/captures --output my/package
  presspack build --raw my/captures -- --cores 4 --dry-run
  presspack build --raw my/captures -- --workflow-profile slurm

Snakemake keeps its notes in .snakemake of the current folder. The workflow, its profiles and
schemas/ lie in {HOME}

exit status: 0 built, 1 a stage failed and said why, or with --strict a record, 2 wrong usage, settings or missing file
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack build`."""
    parser.epilog = EPILOG
    parser.add_argument(
        "--raw", type=Path, default=Path("raw"), metavar="DIR", help="folder of captures (default: raw)"
    )
    parser.add_argument(
        "--build",
        type=Path,
        default=Path("build"),
        metavar="BUILD",
        help="folder for intermediate files (default: build)",
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=Path("datapackage"),
        metavar="DIR",
        help="folder of the package (default: datapackage)",
    )
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="settings that differ from config.yaml of presspack (default: settings.yaml of --raw)",
    )
    parser.add_argument("--package", type=Path, metavar="FILE", help="package metadata (default: that of --raw)")
    parser.add_argument(
        "--corrections", type=Path, metavar="FILE", help="corrections (default: corrections.csv of the raw folder)"
    )
    parser.add_argument("--cores", type=core_count, default="all", metavar="N", help="cores to use (default: all)")
    parser.add_argument(
        "--strict",
        action="store_true",
        help="end with 1 if our own code failed on a record; the others are built",
    )
    told = parser.add_mutually_exclusive_group()
    told.add_argument("--quiet", action="store_true", help="no lines of stages, no summary: an error only")
    told.add_argument("--verbose", action="store_true", help="what Snakemake says, too")
    parser.add_argument("--json", action="store_true", help="the summary as JSON on stdout")
    parser.add_argument(
        "snakemake",
        nargs="*",
        default=[],
        metavar="-- OPTION",
        help="options of Snakemake, which then speaks for itself",
    )


def run(args: argparse.Namespace) -> int:
    """Run Snakemake, whose exit code counts. Raise before it if a file named is missing or says something wrong."""
    command = build_command(args)
    if args.snakemake and not (args.strict or args.json):
        sys.stdout.flush()
        os.execve(sys.executable, command, snakemake_environment())
    if args.snakemake:
        code = subprocess.run(command, env=snakemake_environment(), check=False).returncode
    else:
        telling = QUIET if args.quiet else VERBOSE if args.verbose else BRIEF
        code = run_build(command, args.build, snakemake_environment(), telling=telling)
    if not code and args.json:
        print(json.dumps(facts(args.output), ensure_ascii=False, indent=1))
    elif not code and not args.quiet:
        print(summary(args.output, args.raw), file=sys.stderr)
    return code or (1 if args.strict and failed_records(args.output) else 0)


def check_files(args: argparse.Namespace, settings: Config, metadata: Metadata) -> None:
    """Raise all that the stages would for what people give: sources, corrections, the parser, an authority file."""
    corrections, columns = args.corrections or args.raw / "corrections.csv", columns_of(metadata.schemas)
    asked: list[Callable[[], object]] = [
        lambda: sources(args.raw, [entry.name for entry in raw_entries(args.raw, settings.captures.ignore)]),
        lambda: check_columns(read_corrections(corrections), columns),
        lambda: check_values(read_corrections(corrections), metadata.schemas),
        lambda: check_pipeline(settings.parse.model),
    ]
    if settings.extract.authority:
        asked.append(lambda: own_actors(Path(settings.extract.authority)))
    if settings.resolve.previous:
        asked.append(lambda: check_release(Path(settings.resolve.previous)))
    if settings.reader.answers:
        asked.append(lambda: check_answers(Path(settings.reader.answers)))
    faults: dict[str, PipelineError] = {}
    for ask in asked:
        try:
            ask()
        except PipelineError as error:
            faults.setdefault(str(error), error)
    if faults:
        raise next(iter(faults.values())) if len(faults) == 1 else InputErrors(list(faults.values()))


def build_command(args: argparse.Namespace) -> list[str]:
    """Return the command that builds. Raise MissingFile or ConfigError if a file named is missing or says wrong."""
    if not args.raw.is_dir():
        raise MissingFile(args.raw, expected="the folder of captures; name it with --raw")
    refuse_nested(args.raw, args.build, args.output)
    if args.corrections and not args.corrections.is_file():
        raise MissingFile(args.corrections, expected="a CSV of corrections")
    own = args.raw / "settings.yaml"
    settings = read_config(args.config or (own if own.is_file() else None))
    check_files(args, settings, read_metadata(args.package, raw=args.raw))
    config = {"raw": args.raw, "build": args.build, "datapackage": args.output}
    named = {"settings": args.config, "package": args.package, "corrections": args.corrections}
    config |= {name: path for name, path in named.items() if path}
    args.build.mkdir(parents=True, exist_ok=True)
    options = args.snakemake or ["--cores", str(args.cores), "--nocolor"]
    return snakemake_command(config, args.build / "config.yaml", *options)
