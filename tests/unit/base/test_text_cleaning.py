"""What data of strangers may not do to terminals, files and pages."""

import json

import pytest

from presspack.base.text_cleaning import json_text, log_lines, without_overrides, without_surrogates


def test_a_terminal_gets_no_control_character():
    shown = log_lines("a\x1b[2Jb\u202ec\n::error::d")
    assert shown == "a\\x1b[2Jb\\u202ec\n: :error::d"


def test_a_page_gets_no_mark_that_turns_it_and_keeps_the_letters_of_all_scripts():
    assert without_overrides("a\u202eb\x00c\u2066d") == "abcd"
    assert without_overrides("\u0645\u06cc\u200c\u062e \u200f") == "\u0645\u06cc\u200c\u062e \u200f"


def test_lone_surrogates_are_replaced_one_for_one():
    assert without_surrogates("a\ud800b") == "a\ufffdb"
    assert without_surrogates("😀") == "😀"


@pytest.mark.parametrize("hidden", ["\x9b31m", "\u2028::error::x", "\u202egnp", "\ufeff", "\u200b", "\x07"])
def test_json_shows_what_is_not_seen_as_escapes_and_says_the_same(hidden):
    value = {"name": f"é{hidden}", "list": [hidden]}
    written = json_text(value, indent=1)
    assert hidden[0] not in written
    assert "é" in written
    assert json.loads(written) == value
