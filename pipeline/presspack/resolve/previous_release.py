"""The release before: its actor ids are kept, and those that are gone leave a trace."""

from collections.abc import Iterable
from pathlib import Path

from presspack.base.errors import MissingFile
from presspack.resolve.actors import PreviousName, Resolution
from presspack.tables.parquet import Row, read_rows


def previous_tables(release: Path | None) -> tuple[list[Row], list[Row], list[Row]]:
    """Return actors, actor_names and former_actors of the release in the folder `release`; nothing without one.

    Raise MissingFile if the folder holds no release.
    """
    if release is None:
        return [], [], []
    data = check_release(release)
    read = (list[Row](read_rows(data / f"{name}.parquet")) for name in ("actors", "actor_names", "former_actors"))
    actors, names, former = read
    return actors, names, former


def check_release(release: Path) -> Path:
    """Return the folder of the tables of a release. Raise MissingFile if the folder `release` holds none."""
    data = release / "parquet" / "data"
    if not (data.is_dir() and (release / "parquet" / "datapackage.json").is_file()):
        raise MissingFile(release, expected="the folder of an earlier release (resolve.previous in the settings)")
    return data


def previous_names(actors: Iterable[Row], names: Iterable[Row]) -> list[PreviousName]:
    """Return every spelling of every actor of the earlier release, with the id that it had."""
    types = {row["actor_id"]: row["type_code"] for row in actors}
    return [PreviousName(row["actor_id"], row["name"], types[row["actor_id"]]) for row in names]


def former_actor_rows(actors: Iterable[Row], former: Iterable[Row], found: Resolution) -> list[Row]:
    """Return the ids that earlier releases had and this one has not: merged into another actor, or gone.

    Also ids that became another in this very release, by a merge or a correction.
    """
    here = {actor.actor_id for actor in found.actors}
    became = {row["actor_id"]: row["same_as"] for row in former} | dict.fromkeys(row["actor_id"] for row in actors)
    became |= found.same_as
    rows: list[Row] = []
    for old in sorted(became.keys() - here):
        new, seen = became[old], {old}
        while new is not None and new not in here and new not in seen:
            seen.add(new)
            new = became.get(new)
        rows.append({"actor_id": old, "same_as": new if new in here else None})
    return rows
