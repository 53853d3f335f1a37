"""presspack reproduce explains a difference by what is left: versions, or the processor."""

import platform

from presspack.cli.reproduce import processor_note


def test_where_all_versions_are_the_same_the_processor_is_left_and_named():
    note = processor_note(same_versions=True)
    assert "all versions are those of the package" in note
    assert f"here it is {platform.machine()} with " in note


def test_other_versions_are_named_first():
    assert processor_note(same_versions=False).startswith("other versions may give other rows")
