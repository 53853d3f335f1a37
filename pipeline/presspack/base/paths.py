"""Where what people read at the top level lies: schemas/, profiles/, Snakefile and pyproject.toml."""

from pathlib import Path

PRESSPACK = Path(__file__).parents[1]
# A wheel carries the top level of the project as presspack/share/ (see pyproject.toml); a checkout has none.
_SHARE = PRESSPACK / "share"
HOME = _SHARE if _SHARE.is_dir() else PRESSPACK.parents[1]
