"""A disk that is full, at any stage: one message that names the target and the way out, and nothing half written."""

import re
import resource
import subprocess
import sys

import pytest

from stage_calls import stage_calls

LIMITS = (0, 700, 6000)  # bytes that a file may have


def command(call):
    """The command line of a stage."""
    options = [name for name in vars(type(call)) if not name.startswith("_") and name != "command"]
    words = [sys.executable, "-m", "presspack", call.command]
    for name in options:
        value = getattr(call, name)
        if value is not None:
            words += [f"--{name}", *map(str, value if isinstance(value, list) else [value])]
    return words


def limited(size):
    """What a child does before it runs: no file of it may grow beyond `size` bytes, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("number", range(7))
def test_a_full_disk_is_one_message_and_leaves_nothing_half_written(built, tmp_path, number):
    call = stage_calls(tmp_path, built / "build")[number]
    refused = 0
    for size in LIMITS:
        done = subprocess.run(
            command(call), capture_output=True, text=True, check=False, preexec_fn=lambda size=size: limited(size)
        )
        if done.returncode == 0:
            break
        refused += 1
        said = [line for line in done.stderr.splitlines() if f"presspack {call.command}:" in line]
        assert "Traceback" not in done.stderr, done.stderr
        assert len(said) == 1, done.stderr
        assert str(tmp_path) in said[0], said
        assert re.search("make room|temporary directory", said[0]), said
        whole = [path for path in call.output.rglob("*.parquet") if not path.name.startswith(".")]
        assert all(path.read_bytes()[-4:] == b"PAR1" for path in whole)
    assert refused
    assert subprocess.run(command(call), capture_output=True, check=False).returncode == 0
