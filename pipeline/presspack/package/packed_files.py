"""Compressed files of a resource, unpacked into a folder within limits: gzip, bzip2, xz, and a zip of one file."""

import bz2
import gzip
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from presspack.package.descriptor import PACKED, Resource
from presspack.package.opening import CHUNK, MAX_RATIO, SMALL, Refused

_OPENERS: Mapping[str, Callable[..., Any]] = {"gz": gzip.open, "bz2": bz2.open, "xz": lzma.open}


def plain_files(resource: Resource, folder: Path, *, number: int) -> tuple[Resource, bool]:
    """Return the resource with compressed files unpacked into `folder`, and whether there were any.

    Raise Refused if one is damaged or unpacks to more than its size allows.
    """
    kinds = [resource.compression or PACKED.get(path.suffix.lower().lstrip("."), "") for path in resource.files]
    if not any(kinds) or resource.format in PACKED:
        return resource, False
    files = []
    for index, (path, name, kind) in enumerate(zip(resource.files, resource.paths, kinds, strict=True)):
        target = folder / f"unpacked_{number}_{index}"
        if kind:
            _unpack(path, target, kind, name=name)
        files.append(target if kind else path)
    return replace(resource, files=tuple(files)), True


def _unpack(path: Path, target: Path, kind: str, *, name: str) -> None:
    room = max(SMALL, path.stat().st_size * MAX_RATIO)
    try:
        with _stream(path, kind, name) as data, target.open("wb") as out:
            while chunk := data.read(CHUNK):
                room -= len(chunk)
                if room < 0:
                    raise Refused("archive", "unpacks to more than its size allows (a bomb?)", file=name)
                out.write(chunk)
    except (
        OSError,
        zlib.error,
        EOFError,
        lzma.LZMAError,
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise Refused("archive", f"damaged or not {kind}: {error}", file=name) from error


@contextmanager
def _stream(path: Path, kind: str, name: str) -> Iterator[IO[bytes]]:
    if kind == "zip":
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) != 1:
                raise Refused("archive", f"holds {len(members)} files, expected the one of the table", file=name)
            with archive.open(members[0]) as data:
                yield data
        return
    with _OPENERS[kind](path, "rb") as data:
        yield data
