"""The bytes of the raw folder as digests: what was read, by which a change until the end of a build is noticed."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from time import time_ns

from presspack.base.errors import RawInputError
from presspack.base.ids import file_sha256
from presspack.captures.raw_folder import raw_entries
from presspack.reruns.cache import keep_value, kept_value

SOURCES = "sources.csv"
LISTED = "files.json"  # beside the catalogue: the digest of each file when it was read
# A file that changed this many nanoseconds ago or less may change again and bear the same times.
SETTLED = 2_000_000_000
STAMPED = "size, times and SHA-256 of raw files"  # made_by of the cache: what they are rests on nothing else


def raw_digests(
    raw: Path, cache: Path | None = None, *, ignore: Iterable[str] = (), settled: int = SETTLED
) -> dict[str, str]:
    """Return the SHA-256 of every capture and of sources.csv, by path within the raw folder.

    The folder `cache`, if given, keeps them with each file's size and times: a file that is as before is not read
    again, if it had not changed for `settled` nanoseconds.
    """
    started = time_ns()
    known = kept_value(cache, STAMPED) or {}
    files = {entry.name: entry.path for entry in raw_entries(raw, ignore) if entry.stray is None}
    files |= {SOURCES: raw / SOURCES} if (raw / SOURCES).is_file() else {}
    found = {}
    for name, path in sorted(files.items()):
        stamp = stamp_of(path)
        same = name in known and tuple(known[name][:-1]) == stamp
        found[name] = tuple(known[name]) if same else (*stamp, file_sha256(path))
    if cache:
        keep_value(cache, {name: row for name, row in found.items() if max(row[1:3]) < started - settled}, STAMPED)
    return {name: row[-1] for name, row in found.items()}


def stamp_of(path: Path) -> tuple[int, int, int]:
    """Return the size of a file and the times of its last change, of which a program can set but the first."""
    facts = path.stat()
    return facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns


def write_listed(digests: Mapping[str, str], catalogue: Path) -> None:
    """Write the digests of the files that the catalogue was made from beside it."""
    catalogue.mkdir(parents=True, exist_ok=True)
    (catalogue / LISTED).write_text(json.dumps(digests, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def refuse_changed(raw: Path, now: Mapping[str, str], catalogue: Path) -> None:
    """Raise RawInputError, naming the files, if captures are not what they were when the catalogue was made."""
    before: dict[str, str] = json.loads((catalogue / LISTED).read_text(encoding="utf-8"))
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    if changed:
        shown = "\n".join(f"{raw / name}: changed, came or went while the pipeline ran" for name in changed[:20])
        more = f"\n... and {len(changed) - 20} more" if len(changed) > 20 else ""
        raise RawInputError(f"{shown}{more}\nnothing was published; run the same command again, and it reads them anew")
