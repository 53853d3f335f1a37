"""Texts that sort and compare as the numbers, times and durations they stand for, whatever their size or precision.

DuckDB's own types end at 38 digits, at microseconds, and at years of six digits; the standard's types do not.
"""

import re

_NUMBER = re.compile(r"([+-]?)([0-9]*)\.?([0-9]*)(?:[eE]([+-]?)([0-9]+))?")
_SPECIAL = {"nan": "Z", "inf": "Y", "+inf": "Y", "-inf": "A"}
_COMPLEMENT = str.maketrans("0123456789", "9876543210")
_BIAS = 10**12
_DATETIME = re.compile(
    r"(-?[0-9]{4,18})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_DURATION = re.compile(
    r"(-?)P(?:(-?[0-9]+)Y)?(?:(-?[0-9]+)M)?(?:(-?[0-9]+)D)?"
    r"(?:T(?:(-?[0-9]+)H)?(?:(-?[0-9]+)M)?(?:(-?[0-9]+)(?:\.([0-9]+))?S)?)?"
)
_LONG = 4000
_DAY = 86_400
# of a month, where durations are put in order
_DAYS_OF_MONTH = 30


def number_key(text: str) -> str | None:
    """Return a text that sorts as a number does, None for what is none: number_key("1.10") == number_key("1.1")."""
    special = _SPECIAL.get(text.lower())
    if special:
        return special
    match = _NUMBER.fullmatch(text)
    if not match or not (match[2] or match[3]):
        return None
    sign, whole, part, power_sign, power = match.groups()
    digits = (whole + part).lstrip("0")
    point = len(whole) - (len(whole + part) - len(digits))
    digits = digits.rstrip("0")
    if not digits:
        return "M"
    power = (power or "0").lstrip("0") or "0"
    raised = _BIAS if len(power) > 11 else int(power)
    exponent = min(max(point + (-raised if power_sign == "-" else raised), 1 - _BIAS), _BIAS - 1) + _BIAS
    key = f"{exponent:013d}{digits}"
    return f"P{key}" if sign != "-" else f"D{key.translate(_COMPLEMENT)}~"


def datetime_key(text: str) -> str | None:
    """Return a text that sorts as the instant of an XML Schema dateTime, UTC where no zone is given; None for none."""
    match = _DATETIME.fullmatch(text)
    if not match or (len(match[1].lstrip("-")) > 4 and match[1].lstrip("-").startswith("0")):
        return None
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    part, zone = match[7] or "", match[8] or "Z"
    whole_day = (hour, minute, second) == (24, 0, 0) and not part.strip("0")
    if not year or not 1 <= month <= 12 or not 1 <= day <= _days(year, month):
        return None
    if not (hour < 24 or whole_day) or minute > 59 or second > 59:
        return None
    offset = 0 if zone == "Z" else int(zone[1:3]) * 60 + int(zone[4:])
    if offset > 14 * 60 or (zone != "Z" and int(zone[4:]) > 59):
        return None
    minutes = hour * 60 + minute - (offset if zone[0] == "+" else -offset)
    # seconds since a day before all years, so that the part of a second is always added
    seconds = (_day_number(year, month, day) + 10**21) * _DAY + minutes * 60 + second
    return number_key(f"{seconds}.{part}")


def _days(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _day_number(year: int, month: int, day: int) -> int:
    """Return the number of a day in the Gregorian calendar, carried on before it was made."""
    year, month = (year - 1, month + 12) if month < 3 else (year, month)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + day


def _duration(text: str) -> tuple[int, int, str] | None:
    """Return months, seconds and the part of a second of a duration, the sign of all in the first two."""
    match = _DURATION.fullmatch(text)
    if not match or max(len(part or "") for part in match.groups()) > _LONG:
        return None
    years, months, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:7])
    sign = -1 if match[1] else 1
    whole = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    return sign * (years * 12 + months), sign * whole, (match[8] or "").rstrip("0")


def duration_key(text: str) -> str | None:
    """Return a text that is the same for durations of the same months and seconds, P1Y and P12M; None for none."""
    read = _duration(text)
    if read is None:
        return None
    sign = "-" if "-P" in text and read[2] else ""
    return f"{read[0]} {sign}{read[1]}.{read[2]}"


def duration_order(text: str) -> str | None:
    """Return a text that sorts as a duration does, a month being thirty days; None for what is none."""
    read = _duration(text)
    if read is None:
        return None
    months, seconds, part = read
    whole = months * _DAYS_OF_MONTH * _DAY + seconds
    digits = _digits(abs(whole))
    if digits is None:
        return "Y" if whole > 0 else "A"
    negative = whole < 0 or (whole == 0 and text.startswith("-"))
    return number_key(f"{'-' if negative else ''}{digits}.{part}")


def _digits(whole: int) -> str | None:
    """Return a whole number as text, None where it is too long for Python to write."""
    return str(whole) if whole.bit_length() < 3 * _LONG else None
