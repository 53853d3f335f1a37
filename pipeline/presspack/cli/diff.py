"""presspack diff: what changed between two releases of a package, and the version that this asks for."""

import argparse
import sys
from pathlib import Path

from presspack.cli import options
from presspack.package.comparison.comparison import difference
from presspack.package.comparison.reports import FORMATS

EPILOG = """\
examples:
  presspack diff release-1.2.0.zip datapackage
  presspack diff release-1.2.0.zip datapackage --format markdown --output changes.md
  presspack diff release-1.2.0.zip datapackage --feed build/changes --check-version

exit status: 0 compared, 1 a package cannot be read or --check-version found too small a version, 2 wrong usage
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack diff`."""
    parser.description = "Compare two releases: schemas, rows by primary key, and the version step that this asks for."
    parser.epilog, parser.formatter_class = EPILOG, argparse.RawDescriptionHelpFormatter
    parser.add_argument("old", type=Path, metavar="OLD", help="the earlier release: a folder, a zip or a descriptor")
    parser.add_argument("new", type=Path, metavar="NEW", help="the later release")
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="how it is written (default: text)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where it goes (default: stdout)")
    parser.add_argument("--feed", type=Path, metavar="DIR", help="write the change feed here, as CSV and Parquet")
    parser.add_argument("--check-version", action="store_true", help="exit 1 if NEW states a smaller version than due")
    options.add_memory(parser)


def run(args: argparse.Namespace) -> int:
    """Run `presspack diff`."""
    result = difference(args.old, args.new, memory=args.memory, feed=args.feed)
    options.write_output(FORMATS[args.format](result), args.output)
    if args.check_version and not result.version_suffices():
        print(f"{args.new}: version {result.versions[1] or 'none'}, expected at least {result.wanted}", file=sys.stderr)
        return options.FAILED
    return options.FINE
