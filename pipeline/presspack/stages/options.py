"""What the stages share as commands: how options are written, and how a stage starts."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import monotonic

from presspack.base.fast_imports import arrow_without_pandas
from presspack.config import Config, read_config
from presspack.reruns.run_locks import job_lock


def add_path(parser: argparse.ArgumentParser, name: str, says: str, *, many: bool = False) -> None:
    """Add the required option --<name>, a path or, with `many`, several."""
    parser.add_argument(f"--{name}", type=Path, required=True, nargs="+" if many else None, metavar="PATH", help=says)


def add_optional_path(parser: argparse.ArgumentParser, name: str, says: str) -> None:
    """Add the option --<name>, a path that may be left out."""
    parser.add_argument(f"--{name}", type=Path, metavar="PATH", help=says)


def add_settings(parser: argparse.ArgumentParser, example: str) -> None:
    """Add the options that every stage has, and an example of its options."""
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings that differ from pipeline/presspack/config.yaml"
    )
    parser.add_argument("--package", type=Path, metavar="FILE", help="package metadata (default: of --raw)")
    parser.add_argument("--costs", type=Path, metavar="FILE", help="table to write of what the stage cost")
    parser.epilog = f"example:\n  presspack {parser.get_default('command')} {example}"


@contextmanager
def started(args: argparse.Namespace) -> Iterator[Config]:
    """Give the settings that the options name, while the stage holds the lock of a job; then tell what it cost."""
    begun = monotonic()
    arrow_without_pandas()
    with job_lock() or nullcontext():
        yield read_config(args.config)
        if args.costs:
            write_costs(args.costs, monotonic() - begun)


def write_costs(path: Path, seconds: float) -> None:
    """Write a table of one row: seconds, memory in MB at most, seconds of the processor, as Snakemake calls them."""
    used = getrusage(RUSAGE_SELF)
    row = seconds, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "s\tmax_rss\tcpu_time\n" + "\t".join(f"{value:.2f}" for value in row) + "\n"
    path.write_text(text, encoding="utf-8")
