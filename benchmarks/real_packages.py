"""Judge every Data Package below a folder of unpacked archives, and print our verdict beside the reference's.

    python benchmarks/real_packages.py FOLDER [--seconds 120]

Each folder in FOLDER is one archive, named by it. Prints a Markdown table: archive, path in it, our verdict with the rules
that are broken, frictionless' verdict with its own, and whether they agree; exit status 1 if one ended in an error of ours.
Packages with remote paths are not shown to the reference: it would fetch.
"""

import argparse
import signal
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from presspack.package.validation.validation import Settings, validated

SETTINGS = Settings(limit=1)
SHOWN = 4


class TooSlow(BaseException):
    """A validation took longer than it may."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an engine says of a package: "valid", "invalid", "stops", "not asked" or "error", and the rules that are broken."""

    word: str
    rules: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the verdict as the table shows it."""
        more = ", …" if len(self.rules) > SHOWN else ""
        return self.word + (f": {', '.join(self.rules[:SHOWN])}{more}" if self.rules else "")


NOT_ASKED = Verdict("not asked")


def packages(folder: Path) -> Iterator[Path]:
    """Yield the descriptors and the zips with a descriptor below a folder, sorted."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or "node_modules" in path.parts:
            continue
        zipped = path.suffix == ".zip" and zipfile.is_zipfile(path)
        if path.name.endswith("datapackage.json") or (
            zipped and "datapackage.json" in zipfile.ZipFile(path).namelist()
        ):
            yield path


def ours(package: Path) -> Verdict:
    """Return our verdict: errors make a package invalid, warnings do not."""
    report = validated(package, SETTINGS)
    broken = tuple(dict.fromkeys(finding.rule for finding in report.findings if finding.severity == "error"))
    remote = ("remote",) if any(finding.rule == "remote-path" for finding in report.findings) else ()
    return Verdict("invalid" if broken else "valid", broken + remote)


def reference(package: Path) -> Verdict:
    """Return frictionless' verdict with its own names of errors, or the error that it ends with."""
    from frictionless import FrictionlessException, validate  # noqa: PLC0415 - it takes seconds to import

    try:
        report = validate(str(package), type="package")
    except FrictionlessException as error:
        return Verdict("invalid", (error.error.type,))
    except Exception as error:  # a descriptor that it was not written for ends frictionless with errors of any kind
        return Verdict("stops", (type(error).__name__,))
    types = [error.type for error in report.errors] + [error.type for task in report.tasks for error in task.errors]
    return Verdict("valid" if report.valid else "invalid", tuple(dict.fromkeys(types)))


def within(seconds: float, judge: Callable[[Path], Verdict], package: Path) -> Verdict:
    """Return a verdict, or "error" with the error's name where there is none in time."""

    def stop(*_: object) -> None:
        raise TooSlow

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return judge(package)
    except (Exception, TooSlow) as error:  # it is what is looked for
        return Verdict("error", (type(error).__name__,))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def main() -> int:
    """Print the table and the totals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=120.0)
    args = parser.parse_args()
    totals = {"same": 0, "differs": 0, "error": 0}
    print("| archive | package | presspack | frictionless | |\n| --- | --- | --- | --- | --- |")
    for archive in sorted(path for path in args.folder.iterdir() if path.is_dir()):
        for path in packages(archive):
            own = within(args.seconds, ours, path)
            its = NOT_ASKED if "remote" in own.rules else within(args.seconds, reference, path)
            word = "error" if own.word == "error" else "same" if own.word == its.word else "differs"
            totals[word] += 1
            print(f"| {archive.name} | {path.relative_to(archive)} | {own} | {its} | {word} |", flush=True)
    print("\n" + ", ".join(f"{count} {word}" for word, count in totals.items()))
    return int(totals["error"] > 0)


if __name__ == "__main__":
    sys.exit(main())
