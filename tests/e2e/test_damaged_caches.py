"""A cache of which bytes were flipped, cut off or replaced is made anew: no error, and the same bytes come out."""

import shutil

import pytest

from stage_calls import run_stage, stage_calls

CACHED = ("clean-shard", "parse-shard", "extract-shard", "resolve", "check", "publish")
DAMAGES = {
    "flipped": lambda content: content[: len(content) // 2] + bytes([content[len(content) // 2] ^ 1]) + content[len(content) // 2 + 1 :],
    "cut": lambda content: content[: len(content) // 2],
    "replaced": lambda content: bytes(len(content)),
}  # fmt: skip


def files_of(folder):
    """The bytes of all files below a folder, by path; of a file its own."""
    paths = [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder.parent).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("stage", CACHED)
def test_whatever_happens_to_a_cache_the_same_bytes_come_out(built, tmp_path, stage):
    (call,) = [call for call in stage_calls(tmp_path, built / "build") if call.command == stage]
    assert run_stage(call) == 0
    wanted = files_of(call.output)
    # What resolve wrote before is a cache too: a table of a shard of which nothing changed stays.
    folders = [call.cache, *([call.output / "shards"] if stage == "resolve" else [])]
    caches = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    assert caches
    for path in caches:
        for damage in DAMAGES.values():
            content = damage(path.read_bytes())
            path.unlink()  # it may be the same file as an output
            path.write_bytes(content)
            if stage != "resolve":
                shutil.rmtree(call.output) if call.output.is_dir() else call.output.unlink()
            assert run_stage(call) == 0
            assert files_of(call.output) == wanted, path
