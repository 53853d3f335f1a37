"""The stages of one shard and of the whole, as their commands are called on a finished build."""

from importlib import import_module

from calls import CORPUS
from presspack.cli.commands import STAGES


def arguments(stage, **paths):
    """Return the arguments of a stage as its command has them."""
    return type(
        "Arguments",
        (),
        {"command": stage, "config": None, "package": None, "corrections": None, "read": None, "costs": None, **paths},
    )()


def stage_calls(build, source):
    """Return the calls of the stages in order: they read what the finished build `source` made, and write to `build`."""
    cache = build / "cache"
    shard = {"cleaned": source / "clean/000", "parsed": source / "parsed/000.parquet"}
    cleaned, extracted, catalogue = (
        [path] for path in (source / "clean/000", source / "extracted/000", source / "catalogue/000.parquet")
    )
    return [
        arguments("catalogue", raw=CORPUS, output=build / "catalogue"),
        arguments("clean-shard", raw=CORPUS, shard=catalogue[0], cache=cache / "clean/000", output=build / "clean/000"),
        arguments("parse-shard", cleaned=shard["cleaned"], cache=cache / "parsed/000", output=build / "parsed/000.parquet"),
        arguments("extract-shard", **shard, cache=cache / "extracted/000", output=build / "extracted/000"),
        arguments("resolve", cleaned=cleaned, extracted=extracted, cache=cache / "copies", output=build / "tables"),
        arguments("check", tables=source / "tables", catalogue=catalogue, cleaned=cleaned, cache=cache / "checked", output=build / "checked"),
        arguments("publish", tables=source / "tables", checked=source / "checked", raw=CORPUS, catalogue=source / "catalogue", cache=cache / "published", output=build / "datapackage"),
    ]  # fmt: skip


def run_stage(call):
    """Run a stage in this process; return its exit code."""
    return import_module(STAGES[call.command][0]).run(call)
