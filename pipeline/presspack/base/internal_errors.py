"""What is told of a record that our own code fails on: it is left out with the reason, and the others go on."""

import traceback
from pathlib import Path

from presspack.base.paths import PRESSPACK
from presspack.base.text_cleaning import clean

INTERNAL_ERROR = "internal_error"
LONGEST = 200  # characters of a message
# What says nothing of the record: the machine lacks room, or a file cannot be read or written.
OF_THE_MACHINE = (MemoryError, OSError)


def internal_error(stage: str, error: Exception, *, of: str = "") -> str:
    """Return the reason why a record is left out that `stage` failed on: what was raised, and where in presspack.

    "internal_error: extract: ValueError: year 0 is out of range (extract/dates/resolution.py:41)". Raise the error
    again if it says nothing of the record, with a note of which record it was at, `of`.
    """
    if isinstance(error, OF_THE_MACHINE):
        if of:
            error.add_note(of)
        raise error
    own = [
        frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(PRESSPACK)
    ]
    where = f" ({Path(own[-1].filename).relative_to(PRESSPACK).as_posix()}:{own[-1].lineno})" if own else ""
    said = clean(" ".join(str(error).split()))[:LONGEST]
    return f"{INTERNAL_ERROR}: {stage}: {type(error).__name__}{f': {said}' if said else ''}{where}"
