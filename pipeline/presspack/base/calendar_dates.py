"""Dates as people write them into tables and options: a day, a month or a year that there is."""

import re
from datetime import date

_DATE = re.compile("[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def is_date(text: str) -> bool:
    """True for a day, a month or a year that there is: "2021-06-09", "2021-06", "2021"; false for "2021-02-30"."""
    try:
        date.fromisoformat(text + "2000-01-01"[len(text) :])
    except ValueError:
        return False
    return _DATE.fullmatch(text) is not None
