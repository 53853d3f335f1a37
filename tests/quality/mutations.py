"""Faults put into a copy of the code one by one: do the tests that are there for each of them fail?

    python tests/quality/mutations.py [CLASS ...]

mutations.csv has a row for each class of fault: the file, the words that are replaced there and by what, and the tests
that must fail then. The tests are first run on the copy as it is, where all must pass. Prints a line for each mutation;
ends with 1 if one is not noticed.
"""

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = Path(__file__).with_suffix(".csv")
COPIED = (
    "pipeline",
    "schemas",
    "tests",
    "benchmarks",
    "profiles",
    "docs",
    "raw",
    "Snakefile",
    "pyproject.toml",
    "README.md",
)
PASSED, FAILED = 0, 1  # exit codes of pytest; all others say that it could not run the tests


@dataclass(frozen=True, slots=True)
class Mutation:
    """One fault: what stands in `file` in place of `before`, and the tests that notice it, as pytest names them."""

    fault: str
    file: str
    before: str
    after: str
    tests: str

    def put_into(self, folder: Path) -> str:
        """Write the fault into the copy in a folder; return the text that was there."""
        path = folder / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.before) != 1:
            raise SystemExit(
                f"{TABLE.name}, {self.fault}: {self.file} has {self.before!r} {text.count(self.before)} times"
            )
        path.write_text(text.replace(self.before, self.after), encoding="utf-8")
        return text


def mutations(wanted: Sequence[str]) -> list[Mutation]:
    """Return the mutations of the table, or those of the classes wanted."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        found = [Mutation(**row) for row in csv.DictReader(file)]
    if unknown := sorted(set(wanted) - {mutation.fault for mutation in found}):
        raise SystemExit(f"no such class: {', '.join(unknown)}")
    return [mutation for mutation in found if not wanted or mutation.fault in wanted]


def tested(folder: Path, tests: str) -> tuple[int, str]:
    """Run tests on the copy in a folder; return the exit code of pytest and its last words."""
    code = "import presspack, sys; sys.exit(0 if presspack.__file__.startswith(sys.argv[1]) else 9)"
    environment = os.environ | {"PYTHONPATH": str(folder / "pipeline"), "PYTHONDONTWRITEBYTECODE": "1"}
    python = [sys.executable, "-B"]
    if subprocess.run([*python, "-c", code, str(folder)], env=environment, cwd=folder, check=False).returncode:
        raise SystemExit("presspack is not imported from the copy")
    command = [*python, "-m", "pytest", "-n", "0", "-x", "-q", "-p", "no:cacheprovider", *tests.split()]
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, "\n".join(done.stdout.splitlines()[-3:])


def main() -> int:
    """Try the mutations; return 1 if one is not noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("faults", nargs="*", metavar="CLASS", help="only these classes of fault")
    wanted, unnoticed = mutations(parser.parse_args().faults), 0
    with tempfile.TemporaryDirectory(prefix="mutations-") as name:
        folder = Path(name).resolve()
        for part in COPIED:
            source = ROOT / part
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / part, ignore=ignored) if source.is_dir() else shutil.copy2(source, folder)
        every = " ".join(sorted({test for mutation in wanted for test in mutation.tests.split()}))
        code, said = tested(folder, every)
        if code != PASSED:
            raise SystemExit(f"the tests do not pass on the code as it is:\n{said}")
        for mutation in wanted:
            before = mutation.put_into(folder)
            code, _ = tested(folder, mutation.tests)
            (folder / mutation.file).write_text(before, encoding="utf-8")
            says = {PASSED: "NOT NOTICED", FAILED: "noticed"}.get(code, f"pytest could not run: exit code {code}")
            unnoticed += code != FAILED
            print(f"{says:12} {mutation.fault}: {mutation.tests}", flush=True)
    print(f"{len(wanted) - unnoticed} of {len(wanted)} mutations are noticed")
    return int(bool(unnoticed))


if __name__ == "__main__":
    sys.exit(main())
