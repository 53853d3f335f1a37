"""A folder as a zip of the same bytes each time, with the digest of every file, and the check that it reads back."""

import hashlib
import stat
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from presspack.base.errors import CheckFailed, Violation
from presspack.package.opening import unpack

SUMS = "SHA256SUMS"
CHUNK = 2**20
LEVEL = 9
# these are compressed in themselves
STORED = (".parquet", ".zip", ".gz", ".png", ".jpg")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name there, and where its bytes are (in `data` if it was changed on the way)."""

    name: str
    path: Path
    data: bytes | None = None

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes of the file."""
        if self.data is not None:
            yield self.data
            return
        with self.path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def digest(self) -> str:
        """Return the SHA-256 of the bytes."""
        digest = hashlib.sha256()
        for chunk in self.chunks():
            digest.update(chunk)
        return digest.hexdigest()


def members_of(folder: Path, changed: Mapping[str, bytes]) -> list[Member]:
    """Return the files of a folder by name, hidden ones left out; `changed` gives bytes that replace a file's own.

    Raise CheckFailed if a link leads out of the folder.
    """
    members = []
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in name.split("/")) or not path.is_file():
            continue
        if not path.resolve().is_relative_to(folder.resolve()):
            raise CheckFailed([Violation("package", "-", "path", name, "a link that leads out of the package")])
        if name != SUMS:
            members.append(Member(name, path, changed.get(name)))
    return members


def sums_of(members: list[Member]) -> str:
    """Return the digests as `sha256sum` writes and checks them."""
    return "".join(f"{member.digest()}  {member.name}\n" for member in members)


def write_archive(target: Path, members: list[Member], *, top: str, day: date) -> None:
    """Write the files and their SHA256SUMS into a zip under the folder `top`; the same files give the same bytes.

    Times are those of `day`, rights and order are fixed. A zip made with another release of zlib may differ in its
    compressed bytes; what it holds does not.
    """
    sums = Member(SUMS, Path(SUMS), sums_of(members).encode())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for member in sorted([*members, sums], key=lambda member: member.name):
            info = zipfile.ZipInfo(f"{top}/{member.name}", (max(1980, day.year), day.month, day.day, 0, 0, 0))
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            info.compress_type = zipfile.ZIP_STORED if member.name.endswith(STORED) else zipfile.ZIP_DEFLATED
            info.file_size = len(member.data) if member.data is not None else member.path.stat().st_size
            with archive.open(info, "w") as out:
                for chunk in member.chunks():
                    out.write(chunk)


def check_archive(archive: Path, members: list[Member], *, top: str) -> None:
    """Unpack an archive and compare each file's digest with the files it was made of and with its SHA256SUMS.

    Raise CheckFailed naming every file that differs.
    """
    with tempfile.TemporaryDirectory(prefix="presspack-") as name:
        folder = Path(name)
        unpack(archive, folder)
        root = folder / top
        found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
        stated = (root / SUMS).read_text(encoding="utf-8")
        wanted = {member.name: member.digest() for member in members}
        faults = [
            Violation(
                "archive", "-", file, found[file].name if file in found else "missing", "the bytes that were put in"
            )
            for file, digest in wanted.items()
            if file not in found or Member(file, found[file]).digest() != digest
        ]
        extra = sorted(found.keys() - wanted.keys() - {SUMS})
        faults += [Violation("archive", "-", file, "extra", "no file but those that were put in") for file in extra]
        if stated != "".join(f"{digest}  {file}\n" for file, digest in wanted.items()):
            faults.append(Violation("archive", "-", SUMS, "differs", "the digests of the files"))
    if faults:
        raise CheckFailed(faults)
