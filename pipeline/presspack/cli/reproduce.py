"""`presspack reproduce`: builds a package again from what its provenance.json records, and compares byte by byte."""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from presspack.base.errors import MissingFile, PipelineError, RawInputError
from presspack.base.ids import file_sha256
from presspack.base.text_cleaning import log_line
from presspack.captures.raw_digests import raw_digests
from presspack.cli import options
from presspack.package.byte_diff import differences, first_difference
from presspack.package.opening import Refused, json_object, opened
from presspack.parse.pipelines import pipeline_identity
from presspack.release.standards.provenance import (
    DESCRIBED,
    package_versions,
    project,
    python_version,
    recorded_raw,
    versions_of,
)
from presspack.reruns.snakemake import snakemake_command, snakemake_environment

RECORD = "provenance.json"
ANSWERS = Path("parquet", "data", "reader_answers.parquet")  # what a second reader said
SHOWN = 20
PARTS = {"presspack": str, "python": str, "packages": dict, "model": dict, "settings": dict, "package": dict}


class BuildFailed(PipelineError):
    """The recorded inputs and settings do not build a package here."""


def recorded(package: Path) -> dict[str, Any]:
    """Return the provenance of the package in a folder.

    Raise MissingFile if it has none, or if it was built without naming its raw files.
    """
    path = package / RECORD
    if not path.is_file():
        raise MissingFile(path, expected="the record of what the package was made from; only presspack writes one")
    # numbers as floats again: the settings become YAML
    record: dict[str, Any] = json.loads(json.dumps(json_object(path, rule="descriptor")))
    lacking = [name for name, kind in PARTS.items() if not isinstance(record.get(name), kind)]
    if not lacking and not all(isinstance(values, dict) for values in record["settings"].values()):
        lacking = ["settings by section"]
    if not lacking and not _texts(record["settings"].get("captures", {}).get("ignore", [])):
        lacking = ["settings.captures.ignore, a list of texts"]
    if lacking:
        raise MissingFile(path, expected=f"a record as presspack writes it, with {', '.join(lacking)}")
    return record | {"raw": recorded_raw(record, package)}


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def check_inputs(record: Mapping[str, Any], raw: Path, corrections: Path | None) -> None:
    """Raise RawInputError, naming each file, if the raw folder or the corrections are not those of the record."""
    if not raw.is_dir():
        raise MissingFile(raw, expected="the folder of captures that the package was made from; name it with --raw")
    ignored = record.get("settings", {}).get("captures", {}).get("ignore", [])
    wanted, found = dict(record["raw"]), raw_digests(raw, ignore=ignored)
    faults = [f"{raw / name}: missing" for name in sorted(wanted.keys() - found.keys())]
    faults += [f"{raw / name}: not one of the package's raw files" for name in sorted(found.keys() - wanted.keys())]
    faults += [
        f"{raw / name}: SHA-256 is {found[name]}, the package was made from {wanted[name]}"
        for name in sorted(wanted.keys() & found.keys())
        if wanted[name] != found[name]
    ]
    here = file_sha256(corrections) if corrections else None
    if here != record.get("corrections"):
        faults.append(f"corrections: SHA-256 is {here}, the package was made from {record.get('corrections')}")
    if faults:
        more = [f"... and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
        raise RawInputError("\n".join(["these are not the raw files of the package", *faults[:SHOWN], *more]))


def settings(
    record: Mapping[str, Any],
    package: Path,
    *,
    authority: Path | None = None,
    model: Path | None = None,
    previous: Path | None = None,
) -> dict[str, Any]:
    """Return the recorded settings with the places of what the user had besides the captures, and of recorded answers.

    No second reader is asked: what it said is in the package, as far as licences allow. Raise RawInputError if the
    authority file, the folder of the parser or the release before are not those that were used.
    """
    given: dict[str, Any] = {section: dict(values) for section, values in record["settings"].items()}
    wanted = str(given.setdefault("extract", {}).get("authority", ""))
    given["extract"]["authority"] = _own("authority", authority, f"sha256:{_digest(authority)}", wanted)
    before = str(given.setdefault("resolve", {}).get("previous", ""))
    descriptor = previous / DESCRIBED if previous else None
    given["resolve"]["previous"] = _own("previous", previous, f"sha256:{_digest(descriptor)}", before)
    parser = f"sha256:{record['model']['sha256']}" if "sha256" in record["model"] else ""
    if place := _own("model", model, f"sha256:{pipeline_identity(str(model)).get('sha256') if model else ''}", parser):
        given.setdefault("parse", {})["model"] = place
    if "reader" in given:
        given["reader"] |= {"url": "", "answers": str((package / ANSWERS).resolve())}
    return given


def _digest(path: Path | None) -> str:
    return file_sha256(path) if path else ""


def _own(option: str, path: Path | None, here: str, wanted: str) -> str:
    """Return the place of something of the user's. Raise RawInputError if it is not what the package was made with."""
    if (here if path else "") != wanted:
        made = f"the package was made with {wanted or 'none'}"
        raise RawInputError(f"--{option}: is {here if path else 'not given'}, {made}")
    return str(path.resolve()) if path else ""


def version_notes(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield where the software here is another than that of the package, which may explain a difference."""
    here = {"presspack": project()["version"], "python": python_version(), **package_versions()}
    was = {"presspack": record["presspack"], "python": record["python"], **record["packages"]}
    for name in sorted(was):
        if here.get(name) != was[name]:
            yield f"{name} is {here.get(name, 'not installed')} here; the package was made with {was[name]}"
    named, was_model = str(record["model"].get("name")), str(record["model"].get("version"))
    here_model = versions_of([named]).get(named, "not installed")
    if "sha256" not in record["model"] and here_model != was_model:
        yield f"{named} is {here_model} here; the package was made with {was_model}"


def processor_note(*, same_versions: bool) -> str:
    """Return what a difference may come from where raw files and settings are the same, with this processor's kind."""
    kind = f"{platform.machine()} with {', '.join(found) if (found := _vector_units()) else 'no vector units known'}"
    if same_versions:
        return (
            "raw files, settings and all versions are those of the package: what is left is the processor, whose last "
            f"bits the parser's sums depend on (docs/robustness.md, Two machines); here it is {kind}. "
            "Few rows differ then; presspack diff names them"
        )
    return f"other versions may give other rows (see the notes above), and so may another processor; here it is {kind}"


def _vector_units() -> list[str]:
    """Return the vector units that numpy finds in this processor, by which it chooses how to compute."""
    import numpy  # noqa: PLC0415 - only to explain a difference

    units = numpy.show_config(mode="dicts").get("SIMD Extensions", {})
    return [*units.get("baseline", []), *units.get("found", [])]


@contextmanager
def rebuilt(
    record: Mapping[str, Any], inputs: Mapping[str, Path], package: Path, *, own: Mapping[str, Path | None], cores: str
) -> Iterator[Path]:
    """Give the folder of `package` built anew, for as long as it is compared. Raise BuildFailed if Snakemake fails."""
    with tempfile.TemporaryDirectory(prefix="presspack-reproduce-") as name:
        folder = Path(name)
        written = {"settings": settings(record, package, **own), "package": record["package"]}
        for kind, value in written.items():
            (folder / f"{kind}.yaml").write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
        named = {kind: str(path.resolve()) for kind, path in inputs.items()}
        named |= {kind: str(folder / f"{kind}.yaml") for kind in written}
        named |= {"build": str(folder / "build"), "datapackage": str(folder / "datapackage")}
        options = ["--cores", cores, "--directory", name, "--quiet", "rules"]
        command = snakemake_command(named, folder / "config.yaml", *options)
        done = subprocess.run(command, env=snakemake_environment(), stdout=sys.stderr, check=False)
        if done.returncode:
            raise BuildFailed("the package cannot be built here; Snakemake said why")
        yield folder / "datapackage"


EPILOG = """\
examples:
  presspack reproduce datapackage
  presspack reproduce releases/corpus-1.2.0.zip --raw old/raw --cores 4

exit status: 0 the same bytes, 1 other bytes, 2 other raw files, no record of them, or wrong usage
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack reproduce`."""
    parser.description = "Build a package again from the raw files and settings that it records, and compare the bytes."
    parser.epilog, parser.formatter_class = EPILOG, argparse.RawDescriptionHelpFormatter
    parser.add_argument("package", type=Path, metavar="PACKAGE", help="folder, zip or descriptor of the package")
    parser.add_argument("--raw", type=Path, default=Path("raw"), metavar="DIR", help="its raw folder (default: raw)")
    parser.add_argument(
        "--corrections", type=Path, metavar="FILE", help="its corrections (default: corrections.csv of the raw folder)"
    )
    parser.add_argument("--authority", type=Path, metavar="FILE", help="the authority file of the user, if it had one")
    parser.add_argument(
        "--previous", type=Path, metavar="DIR", help="the release before, if `resolve.previous` named one"
    )
    parser.add_argument("--model", type=Path, metavar="DIR", help="the folder of the parser, if `parse.model` was one")
    parser.add_argument(
        "--cores",
        type=options.core_count,
        default="all",
        metavar="N",
        help="cores that the build may use (default: all)",
    )


def run(args: argparse.Namespace) -> int:
    """Run `presspack reproduce`."""
    try:
        with opened(args.package) as package:
            return reproduced(package.folder, args)
    except Refused as error:
        raise RawInputError(f"{args.package}: {error.file}: {error}") from None


def reproduced(package: Path, args: argparse.Namespace) -> int:
    """Build the package in a folder again and say what differs; return the exit code."""
    record = recorded(package)
    default = args.raw / "corrections.csv"
    corrections = args.corrections or (default if default.is_file() else None)
    check_inputs(record, args.raw, corrections)
    notes = list(version_notes(record))
    for note in notes:
        print(log_line(f"note: {note}"), file=sys.stderr)
    inputs = {"raw": args.raw} | ({"corrections": corrections} if corrections else {})
    own = {"authority": args.authority, "model": args.model, "previous": args.previous}
    with rebuilt(record, inputs, package, own=own, cores=args.cores) as again:
        other = differences(package, again)
        if not other:
            print("reproduced: the same bytes in every file")
            return options.FINE
        print(log_line(first_difference(package, again, other[0])))
        print(log_line("differing files: " + ", ".join(other)))
        print(log_line(f"note: {processor_note(same_versions=not notes)}"), file=sys.stderr)
    return options.FAILED
