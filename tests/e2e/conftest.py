"""A build that the end-to-end tests share."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "data" / "corpus" / "raw"


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A build of the tiny corpus in a folder with a space in its name."""
    folder = tmp_path_factory.mktemp("first build")
    command = [
        sys.executable,
        "-m",
        "snakemake",
        "--snakefile",
        str(ROOT / "Snakefile"),
        "--cores",
        "2",
        "--quiet",
        "rules",
    ]
    options = ["--config", f"raw={CORPUS}", f"build={folder}/build", f"datapackage={folder}/data package"]
    done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder
