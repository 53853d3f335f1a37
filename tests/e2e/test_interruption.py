"""kill -9 of any process at any time, then the same command: it completes, with the same bytes.

By default a few runs of Snakemake are killed and many stages; PRESSPACK_KILLS=20 kills so many runs of Snakemake.
"""

import gc
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from presspack.reruns.run_locks import build_lock, job_lock, main_lock
from stage_calls import run_stage, stage_calls

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "data" / "corpus" / "raw"
KILLS = int(os.environ.get("PRESSPACK_KILLS", "1"))


def files_of(folder):
    """Return the bytes of all Parquet files below a folder; the order of keys in a cache is no matter."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}


def started(folder, largest_file=resource.RLIM_INFINITY):
    """Start the build in a folder; `largest_file` is the size in bytes at which writing fails, as on a full disk."""
    command = [
        sys.executable,
        "-m",
        "snakemake",
        "--snakefile",
        ROOT / "Snakefile",
        "--cores",
        "2",
        "--quiet",
        "rules",
        "--directory",
        folder,
    ]
    options = ["--config", f"raw={CORPUS}", f"settings={folder / 'settings.yaml'}"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [*map(str, command), *options],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, resource.RLIM_INFINITY)),  # noqa: PLW1509 - no threads here
    )


def children_of(pid):
    """Return the processes below a process."""
    found = []
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
        found += [int(child), *children_of(child)]
    return found


@pytest.fixture
def project(tmp_path):
    (tmp_path / "settings.yaml").write_text("catalogue: {shards: 2}\n", encoding="utf-8")
    return tmp_path


def test_a_killed_build_completes_with_the_same_command_and_the_same_bytes(project, built):
    chance = random.Random(8)
    for _ in range(KILLS):
        run = started(project)
        time.sleep(chance.uniform(3, 12))
        # Now the head alone, whose jobs go on, now one of its jobs, now all at once.
        victims = {
            "head": lambda r: [r.pid],
            "job": lambda r: children_of(r.pid)[-1:],
            "all": lambda r: [*children_of(r.pid), r.pid],
        }
        for pid in victims[chance.choice(sorted(victims))](run) if run.poll() is None else []:
            os.kill(pid, signal.SIGKILL)
        run.communicate()
    last = started(project)
    said, _ = last.communicate()
    assert last.returncode == 0, said
    assert files_of(project / "datapackage") == files_of(built / "data package")


@pytest.mark.parametrize("largest_file", [30_000, 100_000])
def test_a_full_disk_is_told_and_the_build_resumes_when_there_is_room(project, built, largest_file):
    full = started(project, largest_file)
    said, _ = full.communicate()
    assert full.returncode != 0
    assert "make room and run the same command again" in said
    assert "Traceback" not in said
    assert not (project / "datapackage").exists()
    again = started(project)
    said, _ = again.communicate()
    assert again.returncode == 0, said
    assert files_of(project / "datapackage") == files_of(built / "data package")


def test_a_second_run_in_the_same_folder_is_refused_and_told_how_to_unlock(project):
    (project / ".snakemake" / "locks").mkdir(parents=True)
    for kind in ("input", "output"):
        (project / ".snakemake" / "locks" / f"0.{kind}.lock").write_text(
            str(project / "build/catalogue") + "\n", encoding="utf-8"
        )
    with main_lock(project / ".snakemake") as held:
        assert held
        for kind in ("input", "output"):
            (project / ".snakemake" / "locks" / f"0.{kind}.lock").write_text("build/catalogue\n", encoding="utf-8")
        second = started(project)
        said, _ = second.communicate()
    assert second.returncode != 0
    assert "--unlock" in said
    assert "Traceback" not in said
    assert not (project / "datapackage").exists()


def test_a_second_run_from_another_place_is_refused_by_the_build_folder_that_both_name(tmp_path):
    """Neither sees the other's .snakemake; the lock lies in the build folder, and the first run keeps all it has."""
    build, elsewhere = tmp_path / "build", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with build_lock(build):
        (build / "catalogue").mkdir()
        command = [sys.executable, "-m", "presspack", "build", "--raw", str(CORPUS), "--build", str(build)]
        done = subprocess.run([*command, "--output", "out"], cwd=elsewhere, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "another run builds here; wait for its end, or name another folder with --build" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert (build / "catalogue").is_dir()
    assert not (elsewhere / "out").exists()


def test_locks_end_with_their_process(tmp_path):
    folder = tmp_path / ".snakemake"
    assert job_lock(folder) is None
    with main_lock(folder) as first:
        assert first
        assert main_lock(folder) is None
        with job_lock(folder) as job:
            assert job
    with main_lock(folder) as again:
        assert again


def test_a_stage_killed_at_any_moment_leaves_nothing_that_misleads_the_next(built, tmp_path, nlp):
    """Twenty and more kills. The model is loaded before the fork, so that the moments fall into the work itself."""
    assert nlp
    chance, fork = random.Random(9), multiprocessing.get_context("fork")
    source, killed, build = built / "build", 0, tmp_path / "build"
    gc.collect()
    gc.freeze()  # a child has none of the threads that objects of earlier tests may wait for when they are collected
    while killed < 20:
        for call in stage_calls(build, source):
            process = fork.Process(target=run_stage, args=(call,))
            process.start()
            process.join(chance.uniform(0.0, 0.2))
            if process.is_alive():
                process.kill()
                killed += 1
            process.join()
            assert process.exitcode in {0, -signal.SIGKILL}
            run_stage(call)
        for name in ("catalogue", "clean", "extracted", "tables"):  # a parse lists its words in any order
            assert files_of(build / name) == files_of(source / name), name
        shutil.rmtree(build)
    gc.unfreeze()
