"""What lies in a raw folder: captures, and strays that are listed with the reason why they are none."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from presspack.base.errors import RawInputError
from presspack.captures.formats import suffix_of
from presspack.reruns.fingerprints import entries

NOT_CAPTURES = frozenset({"sources.csv", "corrections.csv", "reviews.csv", "package.yaml", "settings.yaml"})
NOT_READABLE = "not_readable"  # a file or folder that the system does not let us open
READMES = frozenset({"readme", "readme.md", "readme.txt", "readme.rst", "readme.html"})
# What browsers of several languages add to the name of a page for the folder of its pictures, scripts and frames.
COMPANIONS = (
    "_files", ".files", "-files", "_fichiers", "-fichiers", "_dateien", "-dateien", "_archivos", "_arquivos",
    "_ficheiros", "_bestanden", "_file", "-file", "_filer", "-filer", "_pliki", "_soubory", "_subory", "_fajlok",
    "_fajlovi", "_elemei", "_tiedostot", "_failid", "_datoteke", "_fitxers", "_dosyalar", "_fitxategiak", "_файлы",
)  # fmt: skip
PAGES = frozenset({"html", "htm", "xhtml", "shtml", "mhtml", "mht", "php", "asp", "aspx"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A file below the raw folder under its path there; `stray` says why it is no capture, if it is none.

    In a `name` that is not UTF-8 the bytes that are none stand as escapes: "caf\\xe9.txt".
    """

    name: str
    path: Path
    stray: str | None = None


def raw_entries(raw: Path, ignore: Iterable[str] = ()) -> list[Entry]:
    """Return every file below `raw` sorted by its path: all but hidden ones and the tables about captures.

    Raise RawInputError for a link that leads out of the folder.
    """
    root, patterns = raw.resolve(), tuple(ignore)
    below = len((raw / "x").as_posix()) - 1
    found = sorted(entries(str(raw)), key=lambda entry: entry.path)
    pages = {name for entry in found if suffix_of(entry.name) in PAGES for name in companions_of(entry.path)}
    listed = []
    for entry in found:
        path = Path(entry.path)
        name = path.as_posix()[below:]
        if name not in NOT_CAPTURES:
            listed.append(Entry(written(name), path, stray_of(entry, name, root, pages, patterns)))
    if len({entry.name for entry in listed}) < len(listed):
        raise RawInputError(f"{raw}: two file names that are not UTF-8 are written alike; rename one")
    return listed


def written(name: str) -> str:
    """Return a path as it can be written into tables."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")


def companions_of(page: str) -> Iterator[str]:
    """Yield the folders that a browser may have made for a page, in lower case."""
    stem = page.rpartition(".")[0].lower()
    for ending in COMPANIONS:
        yield stem + ending


def stray_of(entry: os.DirEntry[str], name: str, root: Path, pages: set[str], patterns: tuple[str, ...]) -> str | None:
    """Return why a file is no capture, or None if it is one. Raise RawInputError for a link out of the folder."""
    if any(fnmatch(name, pattern) or fnmatch(entry.name, pattern) for pattern in patterns):
        return "ignored"
    if entry.is_symlink() and (stray := stray_link(entry.path, root)):
        return stray
    if not (entry.is_file() and os.access(entry.path, os.R_OK)):
        return "not_a_file" if os.access(entry.path, os.R_OK) else NOT_READABLE
    if entry.name.lower() in READMES:
        return "readme"
    folder = entry.path.rpartition("/")[0].lower()
    while folder:
        if folder in pages:
            return "companion_of_page"
        folder = folder.rpartition("/")[0]
    return None


def stray_link(link: str, root: Path) -> str | None:
    """Return why a link is no capture, or None if it leads to a file. Raise RawInputError if it leads out of `root`."""
    try:
        target = Path(link).resolve(strict=True)
    except (OSError, RuntimeError):
        return "broken_link"
    if not target.is_relative_to(root):
        raise RawInputError(f"{link}: a link that leads out of {root}; copy the file into the folder instead")
    return "link_to_folder" if target.is_dir() else None


def raw_files(raw: Path, ignore: Iterable[str] = ()) -> list[Path]:
    """Return the files below `raw` that are read, sorted by their path."""
    return [entry.path for entry in raw_entries(raw, ignore) if entry.stray is None]
