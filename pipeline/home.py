"""Where what people read at the top level lies: schemas/, profiles/, Snakefile and pyproject.toml."""

from pathlib import Path

PIPELINE = Path(__file__).parent
# A wheel carries the top level of the project as pipeline/share/, which pyproject.toml maps to it; a checkout has none.
SHARE = PIPELINE / "share"
HOME = SHARE if SHARE.is_dir() else PIPELINE.parent
