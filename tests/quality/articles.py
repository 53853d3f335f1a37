"""Score the whole pipeline on twelve annotated articles of our own, beside this file.

    python tests/quality/articles.py [--scorer ../shared/dev/score_articles.py] [--misses]

The scorer is the one for article annotations; statistics are not annotated, so their lines say nothing.
`--misses` shows what was missed in the development half; the other half is for figures alone.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent / "articles"
PACKAGE = Path(__file__).parent / "seeds-package.yaml"
HALVES = ("development", "held-back")
SETTINGS = ("raw", "build", "datapackage", "package")


def annotated(half: Path, folder: Path) -> Path:
    """Run the pipeline on the captures of `half` below `folder`; return where its annotations are."""
    paths = (half / "raw", folder / "build", folder / "package", PACKAGE)
    config = [f"{name}={path}" for name, path in zip(SETTINGS, paths, strict=True)]
    build = ["snakemake", "--cores", "1", "--nolock", "--quiet", "all", "--config", *config]
    subprocess.run([sys.executable, "-m", *build], check=True, capture_output=True)
    found = folder / "annotations"
    command = ["presspack", "annotations", str(found), "--build", str(folder / "build")]
    subprocess.run([sys.executable, "-m", *command], check=True)
    return found


def main() -> None:
    """Print the scorer's table for each half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scorer", type=Path, default=Path("../shared/dev/score_articles.py"))
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    for half in HALVES:
        print(half, flush=True)
        with tempfile.TemporaryDirectory() as folder:
            found = annotated(HERE / half, Path(folder))
            command = [options.scorer, found, "--gold", HERE / half / "gold", "--articles", HERE / half / "raw"]
            shown = ["--misses"] if options.misses and half == HALVES[0] else []
            subprocess.run([sys.executable, *map(str, command), *shown], check=True)


if __name__ == "__main__":
    main()
