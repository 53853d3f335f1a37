"""The exceptions a user may see. Each says where, what, what was expected, and the way out."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from presspack.base.text_cleaning import clean


class PipelineError(Exception):
    """Base of all errors that are not our bug; `exit_code` is what the command line returns."""

    exit_code = 1


class ConfigError(PipelineError):
    """A setting, an option or a file named on the command line is wrong or missing."""

    exit_code = 2

    def __init__(self, setting: str, *, got: object, expected: str, where: str = "configuration") -> None:
        super().__init__(f"{where}: {setting} is {got!r}, expected {expected}")


class ConfigErrors(ConfigError):
    """Several settings are wrong; the message has a line for each."""

    def __init__(self, faults: list[ConfigError]) -> None:
        PipelineError.__init__(self, "\n".join(map(str, faults)))


class InputErrors(PipelineError):
    """Several of the files and settings that people give are wrong; the message has what each of them would say."""

    def __init__(self, faults: Sequence[PipelineError]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.exit_code = max(fault.exit_code for fault in faults)


class MissingFile(PipelineError):
    """A file or folder that the user named does not exist or cannot be used as what it should be."""

    exit_code = 2

    def __init__(self, path: object, *, expected: str) -> None:
        fault = "" if os.path.exists(str(path)) else "no such file or folder; "
        super().__init__(f"{path}: {fault}expected {expected}")


class RawInputError(PipelineError):
    """The raw folder or its `sources.csv` cannot be read as what it should be."""

    exit_code = 2


class BuildFailed(PipelineError):
    """A stage of a build failed; the message holds what it said."""

    def __init__(self, raw: object, *, said: str) -> None:
        super().__init__(f"{raw}: the build failed:\n{said.strip()}")


class BuildInUse(PipelineError):
    """Another run works in the build folder."""

    exit_code = 2

    def __init__(self, build: object) -> None:
        super().__init__(f"{build}: another run builds here; wait for its end, or name another folder with --build")


class UnknownCode(PipelineError):
    """A code that its vocabulary does not hold."""

    def __init__(self, vocabulary: str, code: object, *, where: str = "") -> None:
        place = f" ({where})" if where else ""
        super().__init__(f"{vocabulary} has no {code!r}{place}; add it to schemas/vocabularies/{vocabulary}.csv")


@dataclass(frozen=True, slots=True)
class Violation:
    """One fault of the data: which table and row, which field and value, and the rule it breaks."""

    table: str
    row: str
    field: str
    value: str
    rule: str
    severity: str = "error"

    def __str__(self) -> str:
        return clean(f"{self.severity}: {self.table} row {self.row}, {self.field} = {self.value}: {self.rule}")


class CheckFailed(PipelineError):
    """The data broke rules; carries every violation, not the first alone."""

    def __init__(self, violations: list[Violation], *, shown: int = 20) -> None:
        self.violations = violations
        lines = [str(v) for v in violations[:shown]]
        if len(violations) > shown:
            lines.append(f"... and {len(violations) - shown} more")
        super().__init__("\n".join([f"{len(violations)} violation(s) of the data", *lines]))
