"""Time the main job on raw/: from nothing, again with nothing to do, and Snakemake's own start-up beside it.

    .venv/bin/python benchmarks/package.py [--raw DIR] [--cores N]

Works in a temporary folder; neither build/ nor datapackage/ is touched.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]


def seconds(command: list[str]) -> float:
    """Wall-clock seconds that a command takes; its output is shown only if it fails."""
    start = perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw", type=Path, default=Path("raw"))
    parser.add_argument("--cores", default="all")
    args = parser.parse_args()
    snakemake = [sys.executable, "-m", "snakemake", "--quiet", "all", "--cores", args.cores]
    with tempfile.TemporaryDirectory() as folder:
        places = ["--config", f"raw={args.raw}", f"build={folder}/build", f"datapackage={folder}/datapackage"]
        empty = Path(folder) / "Snakefile"
        empty.write_text("rule all:\n", encoding="utf-8")
        print(
            f"start-up of Snakemake  {seconds([*snakemake, '--snakefile', str(empty), '--directory', folder]):6.1f} s"
        )
        print(f"cold main job          {seconds([*snakemake, *places]):6.1f} s")
        print(f"again, nothing to do   {seconds([*snakemake, *places]):6.1f} s")


if __name__ == "__main__":
    main()
