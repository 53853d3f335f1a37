"""The difference of two releases as one record, from which every output is written."""

from dataclasses import dataclass

from presspack.package.comparison.descriptor_changes import Change
from presspack.package.comparison.row_diff import TableDiff


@dataclass(frozen=True, slots=True)
class Difference:
    """Both versions, the step that the changes ask for, the version it leads to, and the changes."""

    versions: tuple[str, str]
    step: str
    wanted: str
    changes: tuple[Change, ...]
    tables: tuple[TableDiff, ...]

    def version_suffices(self) -> bool:
        """Return whether the new release states at least the version that is due; True if the old one states none."""
        return not self.wanted or version_key(self.versions[1]) >= version_key(self.wanted)


def version_key(version: str) -> tuple[tuple[int, ...], bool, str]:
    """Return what versions are compared by: "1.10.0" after "1.9.2", and "1.0.0-rc1" before "1.0.0"."""
    core, _, early = version.partition("+")[0].partition("-")
    return tuple(int(part) if part.isdecimal() else 0 for part in core.split(".")), not early, early
