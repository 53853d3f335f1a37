"""Who works in a folder: locks that end with their process, so that a run that was killed stands in nobody's way.

Snakemake's own lock is a file, which stays behind when its process is killed. Here the operating system keeps the
locks: `main` is held by a running Snakemake, `jobs` is shared by the jobs that it started.
"""

import fcntl
import sys
from pathlib import Path
from typing import IO

from presspack.base.errors import BuildInUse

FOLDER = Path(".snakemake")


def opened(name: str, folder: Path) -> IO[bytes]:
    """Return a file to lock."""
    folder.mkdir(exist_ok=True)
    return (folder / f"presspack.{name}").open("ab")


def main_lock(folder: Path = FOLDER) -> IO[bytes] | None:
    """Return the lock of this run, held while the file is open; None if another run works here, or locks do not work.

    What a killed run left behind is tidied up: its jobs that still go on are waited for, its Snakemake lock is removed.
    If another run works here, Snakemake's lock stays, and Snakemake refuses to start.
    """
    file = opened("main", folder)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    with opened("jobs", folder) as jobs:
        try:
            fcntl.flock(jobs, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("presspack: waiting for jobs that an interrupted run left behind", file=sys.stderr)
            fcntl.flock(jobs, fcntl.LOCK_EX)
    for path in (folder / "locks").glob("*"):
        path.unlink(missing_ok=True)
    return file


def build_lock(build: Path) -> IO[bytes] | None:
    """Return the lock of a build folder, held while the file is open; None where locks do not work.

    Raise BuildInUse if a run from another place builds there: each would delete what the other wants.
    """
    build.mkdir(parents=True, exist_ok=True)
    file = (build / ".presspack.lock").open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise BuildInUse(build) from None
    except OSError:
        file.close()
        return None
    return file


def job_lock(folder: Path = FOLDER) -> IO[bytes] | None:
    """Return the lock of a job, held while the file is open; None where no Snakemake works, or locks do not work."""
    if not (folder / "presspack.main").is_file():
        return None
    file = opened("jobs", folder)
    try:
        fcntl.flock(file, fcntl.LOCK_SH)
    except OSError:
        file.close()
        return None
    return file
