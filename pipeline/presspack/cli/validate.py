"""presspack validate: what is wrong with a Data Package, as text, JSON, JUnit or SARIF."""

import argparse
import sys
from pathlib import Path

from presspack.cli import options
from presspack.package.validation.frictionless_engine import reference_report
from presspack.package.validation.reports import FORMATS, summary, text
from presspack.package.validation.validation import Settings, validated
from presspack.package.validation.waivers import read_waivers, waived

EPILOG = """\
examples:
  presspack validate datapackage
  presspack validate release-1.2.0.zip --format sarif --output findings.sarif
  presspack validate release-1.2.0.zip --output report.txt --also sarif=findings.sarif --also junit=junit.xml
  presspack validate datapackage --waivers waivers.csv --fail-on warning
  presspack validate -- -odd-name

exit status: 0 nothing as grave as --fail-on was found, 1 something was, 2 wrong usage or no such package
"""


def also(given: str) -> tuple[str, Path]:
    """Return the format and file of one more report: "sarif=a.sarif"."""
    form, _, path = given.partition("=")
    if form not in FORMATS or not path:
        raise argparse.ArgumentTypeError(f"{given!r} is not FORMAT=FILE, FORMAT one of {', '.join(FORMATS)}")
    return form, Path(path)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack validate`."""
    parser.description = (
        "Check a Data Package: descriptor, files, and every rule of Table Schema on CSV, Parquet and JSON."
    )
    parser.epilog, parser.formatter_class = EPILOG, argparse.RawDescriptionHelpFormatter
    parser.add_argument("package", type=Path, metavar="PACKAGE", help="a folder, a zip or a descriptor")
    parser.add_argument(
        "--engine", choices=("duckdb", "frictionless"), default="duckdb", help="who checks (default: duckdb)"
    )
    parser.add_argument(
        "--format", choices=tuple(FORMATS), default="text", help="how the report is written (default: text)"
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="where the report goes (default: stdout)")
    parser.add_argument(
        "--also",
        action="append",
        default=[],
        type=also,
        metavar="FORMAT=FILE",
        help="write the same result in another format, too; repeatable",
    )
    parser.add_argument("--fail-on", choices=("error", "warning"), default="error", help="what makes the exit status 1")
    parser.add_argument(
        "--waivers", type=Path, metavar="FILE", help="CSV or YAML: rule, resource, field, reason, expires"
    )
    parser.add_argument(
        "--severity", action="append", default=[], metavar="RULE=LEVEL", help="how grave a rule is; repeatable"
    )
    parser.add_argument(
        "--limit", type=options.count, default=10, metavar="N", help="places shown for each finding (default: 10)"
    )
    options.add_memory(parser)


def run(args: argparse.Namespace) -> int:
    """Run `presspack validate`: 0 if nothing as grave as --fail-on was found, 1 otherwise."""
    waivers = read_waivers(args.waivers) if args.waivers else []
    settings = Settings(limit=args.limit, memory=args.memory, severities=options.severities(args.severity))
    report = validated(args.package, settings) if args.engine == "duckdb" else reference_report(args.package, settings)
    report = waived(report, waivers, options.today()) if waivers else report
    if args.format == "text":
        written = text(report, colour=args.output is None and sys.stdout.isatty())
    else:
        written = FORMATS[args.format](report)
    options.write_output(written, args.output)
    for form, path in args.also:
        options.write_output(FORMATS[form](report), path)
    if args.output is not None:
        print(summary(report), file=sys.stderr)
    return options.FAILED if report.failed(args.fail_on) else options.FINE
