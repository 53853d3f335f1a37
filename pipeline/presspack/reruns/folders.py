"""The three folders of a build, which must lie apart: captures are read, and the other two are written."""

from pathlib import Path

from presspack.base.errors import ConfigError


def refuse_nested(raw: Path, build: Path, output: Path) -> None:
    """Raise ConfigError if captures would lie in a folder that a build writes, or what it writes among the captures."""
    read = raw.resolve()
    for name, folder in (("build", build), ("output", output)):
        written = folder.resolve()
        if folder.exists() and not folder.is_dir():
            raise ConfigError(f"the folder of the {name}", got=str(folder), expected="a folder; a file is in its place")
        if written.is_relative_to(read):
            raise ConfigError(f"the folder of the {name}", got=str(folder), expected=f"one outside the captures, {raw}")
        if read.is_relative_to(written):
            raise ConfigError(f"the folder of the {name}", got=str(folder), expected=f"one that does not hold {raw}")
    if output.resolve() == build.resolve() or build.resolve().is_relative_to(output.resolve()):
        raise ConfigError("the folder of the output", got=str(output), expected=f"one that does not hold {build}")
