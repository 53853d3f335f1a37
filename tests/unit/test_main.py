"""What the machine refuses is told with the target and the way out; what is our bug is raised."""

import argparse
import errno
from pathlib import Path

import duckdb
import pytest

from presspack.__main__ import guarded

ARGUMENTS = argparse.Namespace(command="resolve", output=Path("build/tables"))


def failing(error):
    def run(args):
        raise error

    return run


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_told_with_the_file_and_the_way_out(capsys, number):
    assert guarded(failing(OSError(number, "no room", "build/x\x1b[2J.parquet")), ARGUMENTS) == 2
    said = capsys.readouterr().err
    assert said.startswith("presspack resolve: build/x\\x1b[2J.parquet: no room; make room and run the same command")


def test_what_duckdb_has_no_room_for_is_told_with_the_way_out(capsys):
    told = 'IO Error: {"exception_message":"Could not write file \\"spill\\"","errno":"28"}'
    assert guarded(failing(duckdb.IOException(told)), ARGUMENTS) == 2
    assert 'build/tables: Could not write file "spill"; make room' in capsys.readouterr().err


def test_an_error_of_the_machine_says_at_which_record_it_was(capsys):
    error = MemoryError()
    error.add_note("record 2 of a.jsonl")
    assert guarded(failing(error), ARGUMENTS) == 2
    assert "build/tables: record 2 of a.jsonl: not enough memory" in capsys.readouterr().err


@pytest.mark.parametrize("error", [ValueError("x"), duckdb.BinderException("no column"), KeyError("x")])
def test_our_own_bug_is_raised(error):
    with pytest.raises(type(error)):
        guarded(failing(error), ARGUMENTS)
