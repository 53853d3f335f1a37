"""The same package from a Slurm cluster as from one machine. Runs where PRESSPACK_CLUSTER is set, as in CI."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "data" / "corpus" / "raw"
# A Slurm without accounting, asked every second.
FLAGS = [
    "--slurm-status-command",
    "squeue",
    "--slurm-no-account",
    "--slurm-init-seconds-before-status-checks",
    "1",
    "--seconds-between-status-checks",
    "1",
    "--latency-wait",
    "5",
    "--default-resources",
    "mem_mb=1000",
    "runtime=10",
    "--set-resources",
    "resolve:mem_mb=1000",
    "check:mem_mb=1000",
    "publish:mem_mb=1000",
]

if not os.environ.get("PRESSPACK_CLUSTER"):
    pytest.skip("takes minutes and root: set PRESSPACK_CLUSTER=1 to run it", allow_module_level=True)
if missing := [name for name in ("slurmctld", "slurmd", "munged") if not shutil.which(name, path="/usr/sbin:/sbin")]:
    pytest.skip(f"no {', '.join(missing)}: apt-get install slurm-wlm munge", allow_module_level=True)
if os.geteuid():
    pytest.skip("Slurm's daemons need root", allow_module_level=True)


def run(folder, *start, options=()):
    command = [
        sys.executable,
        "-m",
        "snakemake",
        "--snakefile",
        ROOT / "Snakefile",
        "--directory",
        folder,
        *options,
        "--config",
        f"raw={CORPUS}",
    ]
    words = [*map(str, [*start, *command])]
    return subprocess.run(
        words,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    """The package as one machine builds it."""
    folder = tmp_path_factory.mktemp("local")
    done = run(folder, options=["--cores", "2"])
    assert done.returncode == 0, done.stderr
    return files_of(folder / "datapackage")


@pytest.mark.parametrize("trouble", [[], [ROOT / "tests/cluster/disturbed.sh"]], ids=["calm", "killed and drained"])
def test_a_cluster_gives_the_same_bytes_as_one_machine(tmp_path, local, trouble):
    slurm = ["timeout", "-k", "20", "800", ROOT / "tests/cluster/slurm.sh", *trouble]
    done = run(tmp_path, *slurm, options=["--profile", ROOT / "profiles/slurm", *FLAGS])
    assert done.returncode == 0, done.stderr
    assert "SLURM jobid" in done.stderr
    assert ("killed job" in done.stderr) == bool(trouble)
    assert files_of(tmp_path / "datapackage") == local
