"""How a text table is written: Table Dialect 2.0 and CSV Dialect 1.x as one frozen record."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# keys of old frictionless descriptors: skip_initial_space
_CAMEL = re.compile("_([a-z])")
LINE_ENDS = ("\n", "\r\n", "\r")


@dataclass(frozen=True, slots=True)
class Dialect:
    """The dialect of one resource, defaults filled in."""

    delimiter: str = ","
    quote: str = '"'
    double_quote: bool = True
    escape: str = ""
    null_sequence: str | None = None
    skip_initial_space: bool = False
    header_rows: tuple[int, ...] = (1,)
    header_join: str = " "
    comment_rows: frozenset[int] = frozenset()
    comment_char: str = ""
    line_end: str = "\r\n"
    case_sensitive: bool = True
    rows_at: str = ""
    item_keys: tuple[str, ...] = ()
    sheet: int | str = 1

    @property
    def plain(self) -> bool:
        """Return whether DuckDB's reader and RFC 4180 agree on what a file of this dialect says."""
        usual = self.double_quote and not self.escape and not self.skip_initial_space and len(self.quote) == 1
        one_header = not self.comment_char and not self.comment_rows and self.header_rows in ((), (1,))
        return usual and one_header and (self.delimiter + self.quote).isascii() and self.line_end in LINE_ENDS

    @property
    def unreadable(self) -> str:
        """Return why no reader here takes this dialect; "" if one does."""
        for name, value in (("delimiter", self.delimiter), ("quoteChar", self.quote), ("escapeChar", self.escape)):
            if len(value) > 1:
                return f"{name} {value!r} has more than one character"
            if value in ("\r", "\n", "\0"):
                return f"{name} {value!r} ends a line"
        if not self.delimiter:
            return "delimiter is empty"
        return "" if self.line_end else "lineTerminator is empty"


def dialect_of(descriptor: Mapping[str, Any], *, format: str = "csv") -> Dialect:
    """Return the dialect a descriptor states: dialect_of({"delimiter": ";"}).delimiter == ";"."""
    given = _flat({key: value for key, value in descriptor.items() if value is not None}, format)
    return Dialect(
        delimiter=str(given.get("delimiter", "\t" if format == "tsv" else ",")),
        quote=str(given.get("quoteChar", "" if given.get("escapeChar") else '"')),
        double_quote=bool(given.get("doubleQuote", True)),
        escape=str(given.get("escapeChar", "")),
        null_sequence=str(given["nullSequence"]) if "nullSequence" in given else None,
        skip_initial_space=bool(given.get("skipInitialSpace", False)),
        header_rows=_numbers(given.get("headerRows", [1])) if given.get("header", True) is not False else (),
        header_join=str(given.get("headerJoin", " ")),
        comment_rows=frozenset(_numbers(given.get("commentRows"))),
        comment_char=str(given.get("commentChar", "")),
        line_end=str(given.get("lineTerminator", "\r\n")),
        case_sensitive=bool(given.get("caseSensitiveHeader", True)),
        rows_at=str(given.get("property", "")),
        item_keys=tuple(str(key) for key in _list(given.get("itemKeys"))),
        sheet=_sheet(given),
    )


def _sheet(given: Mapping[str, Any]) -> int | str:
    """Return the name or the number, from one, of the sheet that holds the table; a name goes before a number."""
    wanted = given.get("sheetName", given.get("sheet", given.get("sheetNumber", 1)))
    return wanted if isinstance(wanted, int) and not isinstance(wanted, bool) else str(wanted)


def _flat(given: dict[str, Any], format: str) -> dict[str, Any]:
    """Return a dialect with the part for its format laid out: frictionless 5 writes {"csv": {"delimiter": ";"}}."""
    part: dict[str, Any] = next(
        (given[name] for name in (format, "excel", "csv") if isinstance(given.get(name), dict)), {}
    )
    return {_CAMEL.sub(lambda match: match[1].upper(), key): value for key, value in {**given, **part}.items()}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _numbers(value: object) -> tuple[int, ...]:
    """Return the row numbers of a list; what is none is left to the check against the profile."""
    return tuple(
        number for number in _list(value) if isinstance(number, int) and not isinstance(number, bool) and number > 0
    )
