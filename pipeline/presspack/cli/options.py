"""What the subcommands on packages share: exit codes, writing a result, the day against which waivers are held."""

import argparse
import os
import re
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from presspack.base.errors import ConfigError
from presspack.base.whole_files import write_whole
from presspack.package.duckdb import MEMORY
from presspack.package.rules import RULES, SEVERITIES

FINE, FAILED = 0, 1


def write_output(text: str, output: Path | None) -> None:
    """Write a result to a file, or to stdout if none is named."""
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        write_whole(output, text)
    except OSError as error:
        raise ConfigError(
            "--output", got=str(output), expected=f"a file that can be written ({error})", where="command line"
        ) from error


def today(environment: Mapping[str, str] = os.environ) -> date:
    """Return the day of SOURCE_DATE_EPOCH if that is set, or else of the clock: read only where a command starts."""
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(tz=UTC).date()
    if not epoch.isdecimal():
        raise ConfigError("SOURCE_DATE_EPOCH", got=epoch, expected="seconds since 1970", where="environment")
    return datetime.fromtimestamp(int(epoch), tz=UTC).date()


def count(text: str) -> int:
    """Return a number of things that an option gives: "10" -> 10. Raise ArgumentTypeError for what is none."""
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 0")
    return int(text)


def core_count(text: str) -> str:
    """Return a number of cores as Snakemake takes it: "4" or "all"."""
    if text != "all" and not re.fullmatch("[1-9][0-9]{0,5}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is neither a number of cores nor all")
    return text


def memory(text: str) -> str:
    """Return an amount of memory as DuckDB takes it: "2GB" -> "2GB". Raise ArgumentTypeError for what is none."""
    if not re.fullmatch(r"(?:[0-9]+|[0-9]*\.[0-9]+) ?[KMGT]i?B", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not an amount such as 500MB or 2GB")
    return text


def add_memory(parser: argparse.ArgumentParser) -> None:
    """Add the option that limits DuckDB's memory."""
    parser.add_argument(
        "--memory",
        type=memory,
        default=MEMORY,
        metavar="SIZE",
        help=f"memory that DuckDB may use, as 500MB or 2GB (default: {MEMORY})",
    )


def severities(given: list[str]) -> dict[str, str]:
    """Return the severities that options such as "pattern=warning" set."""
    chosen = {}
    for option in given:
        rule, _, severity = option.partition("=")
        if rule not in RULES or severity not in SEVERITIES:
            expected = f"RULE=LEVEL, RULE one of {', '.join(sorted(RULES))}, LEVEL one of {', '.join(SEVERITIES)}"
            raise ConfigError("--severity", got=option, expected=expected, where="command line")
        chosen[rule] = severity
    return chosen
