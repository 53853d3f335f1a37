"""How the end-to-end tests call Snakemake and presspack."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "data" / "corpus" / "raw"


def snakemake(*config, cores="2", **environment):
    """Build with these settings, such as "raw=folder"; return the finished process."""
    command = [sys.executable, "-m", "snakemake", "--snakefile", str(ROOT / "Snakefile")]
    return subprocess.run(
        [*command, "--cores", cores, "--quiet", "rules", "--config", *config],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def presspack(*arguments, text=None):
    """Run a command of presspack with `text` as its input; return the finished process."""
    command = [sys.executable, "-m", "presspack", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, check=False)


def config(folder, raw=CORPUS):
    """Return the settings of a build of `raw` in a folder."""
    return f"raw={raw}", f"build={folder}/build", f"datapackage={folder}/data package"
