"""The job server runs stages in forks as they would run by themselves: streams, folder, exit code, and who is killed."""

import os
import signal
import subprocess
import sys
import time
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest

from presspack.reruns.job_client import SERVER
from presspack.reruns.job_server import JobServer
from presspack.reruns.run_locks import opened

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the server rests on sockets of Linux")


@pytest.fixture
def server(monkeypatch):
    """A running server that is named in the environment."""
    monkeypatch.setenv(SERVER, "")
    running = JobServer()
    running.start()
    yield running
    running.stop()


def stage(*arguments, cwd):
    """Start a stage as a rule does."""
    command = [sys.executable, "-m", "presspack", *map(str, arguments)]
    return subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def children_of(pid):
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [int(child) for child in found]


def ends(pid):
    """Wait until a process is gone, or dead and not yet waited for; return whether it is."""
    for _ in range(200):
        try:
            if Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


def captures(folder, text="The council met on Monday. It approved the budget of 12 million crowns.\n"):
    (folder / "raw").mkdir()
    (folder / "raw" / "a.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_stage_run_by_the_server_writes_what_it_writes_by_itself(server, tmp_path, monkeypatch):
    captures(tmp_path)
    catalogue = ["catalogue", "--raw", "raw", "--output"]
    by_server = stage(*catalogue, "one", "--costs", "costs.tsv", cwd=tmp_path)
    said = by_server.communicate()
    monkeypatch.setenv(SERVER, "off")
    alone = stage(*catalogue, "two", cwd=tmp_path)
    assert "1 records listed" in said[1]
    assert "1 records listed" in alone.communicate()[1]
    assert (by_server.returncode, alone.returncode) == (0, 0)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    head, costs = (line.split("\t") for line in (tmp_path / "costs.tsv").read_text(encoding="utf-8").splitlines())
    assert head == ["s", "max_rss", "cpu_time"]
    assert all(float(value) >= 0 for value in costs)


def test_errors_and_exit_codes_reach_the_caller(server, tmp_path):
    missing = stage("catalogue", "--raw", "nowhere", "--output", "out", cwd=tmp_path)
    _, said = missing.communicate()
    assert missing.returncode == 2
    assert "nowhere" in said
    assert "Traceback" not in said
    wrong = stage("catalogue", "--no-such-option", cwd=tmp_path)
    _, said = wrong.communicate()
    assert wrong.returncode == 2
    assert "usage: presspack catalogue" in said


def test_a_server_that_is_gone_or_a_name_of_none_leaves_stages_to_themselves(tmp_path, monkeypatch):
    captures(tmp_path)
    for number, name in enumerate(["1 00000", "not a name", "x y", f"{os.getpid()} fffff"]):
        monkeypatch.setenv(SERVER, name)
        alone = stage("catalogue", "--raw", "raw", "--output", f"out{number}", cwd=tmp_path)
        assert "1 records listed" in alone.communicate()[1]
        assert alone.returncode == 0


def working(server, folder):
    """A stage that waits for a lock: the caller, and the process that runs it."""
    caller = stage("catalogue", "--raw", "raw", "--output", "out", cwd=folder)
    for _ in range(200):
        if jobs := children_of(server.process.pid):
            return caller, jobs[0]
        time.sleep(0.05)
    raise AssertionError("no job was begun")


@pytest.mark.parametrize("victim", ["caller", "job"])
def test_a_job_ends_with_its_caller_and_a_caller_hears_of_a_killed_job(server, tmp_path, victim):
    captures(tmp_path)
    (tmp_path / ".snakemake").mkdir()
    (tmp_path / ".snakemake" / "presspack.main").touch()
    with opened("jobs", tmp_path / ".snakemake") as lock:
        flock(lock, LOCK_EX)
        caller, job = working(server, tmp_path)
        kill_one_of(caller, job, victim)


def kill_one_of(caller, job, victim):
    if victim == "caller":
        caller.kill()
        assert ends(job)
        return
    os.kill(job, signal.SIGKILL)
    _, said = caller.communicate()
    assert caller.returncode == 1
    assert "its process was killed" in said


def test_the_server_ends_with_the_process_that_started_it(tmp_path):
    code = "from presspack.reruns.job_server import JobServer; s = JobServer(); s.start(); print(s.process.pid, flush=True); import time; time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as starter:
        server = int(starter.stdout.readline())
        starter.kill()
        assert ends(server)
