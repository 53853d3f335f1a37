"""Texts that are written whole or not at all: a disk that is full leaves what was there before."""

import os
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a text to a file in one step, in UTF-8 and with its line ends as they are.

    A link and what is no plain file, such as /dev/stdout or a pipe, are written to and stay what they are.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        path.write_text(text, encoding="utf-8", newline="")
        return
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="")
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
