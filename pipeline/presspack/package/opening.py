"""Opens what the user named: a folder, a descriptor or a zip. Refuses archives that lie or burst."""

import json
import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from presspack.base.errors import CheckFailed, MissingFile, Violation
from presspack.package.json_values import strict_json

DESCRIPTOR = "datapackage.json"
MAX_DESCRIPTOR = 64 * 2**20
MAX_YAML = 2**20
# folders in each other: more cannot be removed again
MAX_DEPTH = 100
MAX_MEMBERS = 100_000
MAX_RATIO = 200
MAX_UNPACKED = 64 * 2**30
SMALL = 32 * 2**20
CHUNK = 2**20
_ALIAS = re.compile(r"(?:^|[\s,\[{:-])\*[A-Za-z0-9_]", re.MULTILINE)


class Refused(Exception):
    """The package cannot be looked at: `rule` and `where` say why, and it becomes a finding."""

    def __init__(self, rule: str, message: str, *, file: str = "") -> None:
        """Keep what becomes a finding."""
        self.rule, self.message, self.file = rule, message, file
        super().__init__(message)

    def failure(self) -> CheckFailed:
        """Return the error for those who cannot do without the package."""
        return CheckFailed([Violation("package", "-", self.file, self.message, self.rule)])


@dataclass(frozen=True, slots=True)
class Opened:
    """A package on disk: its folder, the name of its descriptor, and the descriptor as parsed."""

    folder: Path
    descriptor_name: str
    descriptor: dict[str, Any]


@contextmanager
def opened(package: Path) -> Iterator[Opened]:
    """Give the package that a folder, a descriptor or a zip holds; a zip is unpacked for as long as it is open.

    Raise MissingFile if there is nothing of the kind, Refused if what is there cannot be trusted.
    """
    if package.is_dir():
        yield _read(package, DESCRIPTOR)
    elif not package.is_file():
        raise MissingFile(package, expected="a folder, a zip or a datapackage.json")
    elif package.suffix.lower() == ".zip":
        with tempfile.TemporaryDirectory(prefix="presspack-") as folder:
            target = Path(folder)
            unpack(package, target)
            yield _read(_package_folder(target), DESCRIPTOR)
    else:
        yield _read(package.parent, package.name)


def _read(folder: Path, name: str) -> Opened:
    path = folder / name
    if not path.is_file():
        raise MissingFile(folder, expected=f"a package, so a file {name} in it")
    return Opened(folder, name, json_object(path, rule="descriptor"))


def json_object(path: Path, *, rule: str) -> dict[str, Any]:
    """Return the JSON object that a file holds; raise Refused naming line and column where it does not."""
    if path.stat().st_size > MAX_DESCRIPTOR:
        raise Refused(rule, f"larger than {MAX_DESCRIPTOR} bytes", file=path.name)
    try:
        value = strict_json(path.read_bytes().decode("utf-8-sig"))
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        # half a surrogate pair, as an escape: no report could be written that names it
        half = error.object[error.start]
        raise Refused(rule, f"holds the escape {half!a}, which is no character", file=path.name) from error
    except UnicodeDecodeError as error:
        raise Refused(rule, f"not UTF-8 at byte {error.start}", file=path.name) from error
    except json.JSONDecodeError as error:
        raise Refused(
            rule, f"not JSON at line {error.lineno}, column {error.colno}: {error.msg}", file=path.name
        ) from error
    except RecursionError as error:
        raise Refused(rule, "nested too deeply to be a descriptor", file=path.name) from error
    except ValueError as error:
        raise Refused(rule, str(error), file=path.name) from error
    if not isinstance(value, dict):
        raise Refused(rule, f"holds a JSON {type(value).__name__}, expected an object", file=path.name)
    return value


def described(path: Path) -> dict[str, Any]:
    """Return the schema or dialect that a file of JSON or YAML holds; raise Refused where there is none."""
    if path.suffix.lower() not in (".yaml", ".yml"):
        return json_object(path, rule="descriptor")
    if path.stat().st_size > MAX_YAML:
        raise Refused("descriptor", f"larger than {MAX_YAML} bytes", file=path.name)
    try:
        text = path.read_text(encoding="utf-8-sig")
        if _ALIAS.search(text):
            raise Refused("descriptor", "holds aliases, which may unfold without bounds", file=path.name)
        value = json.loads(json.dumps(yaml.safe_load(text), default=str))
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise Refused("descriptor", f"not YAML: {' '.join(str(error).split())[:200]}", file=path.name) from error
    if not isinstance(value, dict):
        raise Refused("descriptor", f"holds a {type(value).__name__}, expected a mapping", file=path.name)
    return value


def unpack(archive: Path, target: Path, *, max_ratio: int = MAX_RATIO, max_unpacked: int = MAX_UNPACKED) -> None:
    """Unpack a zip into an empty folder; raise Refused on unsafe names, links, a bomb or a damaged archive.

    Sizes are counted while unpacking, since the directory of a hostile archive may lie about them.
    """
    try:
        with zipfile.ZipFile(archive) as source:
            allowed = min(max_unpacked, max(SMALL, archive.stat().st_size * max_ratio))
            written = 0
            if len(source.infolist()) > MAX_MEMBERS:
                raise Refused("archive", f"holds more than {MAX_MEMBERS} files", file=archive.name)
            for member in source.infolist():
                _check_member(member)
                if not member.is_dir():
                    written += _unpack_member(source, member, target, room=allowed - written)
    # NotImplementedError is how zipfile says that a member is packed by a method, or in a version, it cannot read.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise Refused("archive", f"damaged or not a zip: {reason}", file=archive.name) from error


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if len(parts) > MAX_DEPTH:
        raise Refused("archive", f"holds a name of {len(parts)} folders", file=name[:100])
    if name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\0" in member.orig_filename:
        raise Refused("archive", f"holds the unsafe name {name!r}", file=name)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Refused("archive", f"holds the symbolic link {name!r}", file=name)
    if member.flag_bits & 0x1:
        raise Refused("archive", f"holds the encrypted file {name!r}", file=name)


def _unpack_member(source: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, *, room: int) -> int:
    path = target / member.filename
    if path.exists():
        raise Refused("archive", f"holds {member.filename!r} twice", file=member.filename)
    path.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with source.open(member) as data, path.open("wb") as out:
        while chunk := data.read(CHUNK):
            written += len(chunk)
            if written > room:
                raise Refused("archive", "unpacks to more than its size allows (a zip bomb?)", file=member.filename)
            out.write(chunk)
    return written


def _package_folder(target: Path) -> Path:
    """Return the folder that holds the descriptor: the archive's root, or its only folder."""
    if (target / DESCRIPTOR).is_file():
        return target
    folders = sorted(path.parent for path in target.glob(f"*/{DESCRIPTOR}"))
    if len(folders) != 1:
        raise Refused("archive", f"holds no {DESCRIPTOR} at its root or in one folder", file=DESCRIPTOR)
    return folders[0]
