"""What Snakemake says becomes a line a stage, and after an error the message of the stage that failed."""

import pytest

from presspack.reruns.build_screen import Screen


@pytest.fixture
def screen(tmp_path):
    (tmp_path / "logs" / "clean").mkdir(parents=True)
    (tmp_path / "logs" / "clean" / "000.log").write_text(
        "3 of 9 records cleaned\n9 of 9 records cleaned\n", encoding="utf-8"
    )
    return Screen(tmp_path, renewed=False)


def fed(screen, *lines):
    for line in lines:
        screen.read(line)


def test_a_stage_has_its_line_when_it_is_done_with_the_last_words_of_its_log(screen, capsys):
    fed(screen, "localrule clean:", "    input: x", "Finished jobid: 9 (Rule: clean)")
    assert capsys.readouterr().err.split() == ["clean", "0", "s", "9", "of", "9", "records", "cleaned"]


def test_a_stage_of_several_shards_waits_for_the_last(screen, capsys):
    fed(screen, "rule clean:", "rule clean:", "Finished jobid: 9 (Rule: clean)")
    assert capsys.readouterr().err == ""
    fed(screen, "Finished jobid: 8 (Rule: clean)")
    assert "2 of 2 shards" in capsys.readouterr().err


def test_what_is_no_stage_has_no_line(screen, capsys):
    fed(screen, "localrule all:", "Finished jobid: 0 (Rule: all)", "SNAKEMAKE", "Select jobs to execute...")
    assert capsys.readouterr().err == ""
    assert screen.stages == {}


def test_the_message_is_that_of_the_stage_that_failed(screen):
    text = "1 of 9 records cleaned\npresspack clean-shard: raw/a.txt: gone\n"
    (screen.build / "logs" / "clean" / "000.log").write_text(text, encoding="utf-8")
    fed(
        screen,
        "localrule clean:",
        "Error in rule clean:",
        "    message: None",
        "Exiting because a job execution failed.",
    )
    assert screen.message() == "presspack clean-shard: raw/a.txt: gone"


def test_without_a_failed_stage_the_message_is_snakemakes_last(screen):
    fed(screen, "Building DAG of jobs...", "LockException:", "Error: Directory cannot be locked.")
    assert screen.message().startswith("LockException")
    assert "cannot be locked" in screen.message()
