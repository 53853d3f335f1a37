"""read: the parsed articles of all shards in, what a language model answers about each out.

Only where the settings name a server, or the recorded answers of a release. What the answers are worth is for `extract`
to say: a changed rule or guard asks nothing again.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import pyarrow

from presspack.base.errors import ConfigError
from presspack.config import Config
from presspack.documents.cleaned_articles import sources_of
from presspack.documents.parse_store import document_of, kept_parses
from presspack.reader.answers import COLUMNS, Answers, kept_answers, recorded_answers
from presspack.reader.asking import Asked, ask, estimate
from presspack.reader.prompt import Request, requests_about
from presspack.stages.options import add_path, add_settings, started
from presspack.tables.parquet import write_parquet

UNREAD = "unread"  # in the cache: counts the builds that left something unread, so that the next one goes on
READ = pyarrow.schema(
    [
        ("article_id", pyarrow.string()),
        ("part", pyarrow.int64()),
        ("request_sha256", pyarrow.string()),
        ("status_code", pyarrow.string()),
        ("answer", pyarrow.string()),
        ("prompt_tokens", pyarrow.int64()),
        ("completion_tokens", pyarrow.int64()),
        ("seconds", pyarrow.float64()),
    ]
)


def read_shards(cleaned: list[Path], parsed: list[Path], cache: Path, output: Path, config: Config) -> None:
    """Write what is answered about the articles of each shard to the folder `output`; ask what is not known yet.

    With recorded answers nothing is asked. A request without an answer has a row without status.
    """
    if not config.reader.is_on:
        raise ConfigError("reader.url", got="", expected="the address of a server, or recorded answers")
    if [folder.name for folder in cleaned] != [path.stem for path in parsed]:
        raise ConfigError("--parsed", got=list(map(str, parsed)), expected="the parses of the shards of --cleaned")
    output.mkdir(parents=True, exist_ok=True)
    shards = list(zip(cleaned, parsed, strict=True))
    if config.reader.answers:
        recorded = recorded_answers(Path(config.reader.answers))
        for shard in shards:
            write_answers(*shard, recorded, output, config)
    else:
        asked = Asked()
        with kept_answers(cache) as kept:
            for shard in shards:
                ask(requests_of(*shard, config), kept, config.reader, asked)
                write_answers(*shard, kept, output, config)
        print(asked.line(), file=sys.stderr)
        mark_unread(cache / UNREAD, asked.left)
    names = {path.name for path in parsed}
    for path in output.glob("*.parquet"):
        if path.name not in names:
            path.unlink()


def tell_estimate(cleaned: list[Path], parsed: list[Path], cache: Path, config: Config) -> None:
    """Print what `read_shards` would ask, and ask nothing."""
    found = (request for shard in zip(cleaned, parsed, strict=True) for request in requests_of(*shard, config))
    with kept_answers(cache) as kept:
        print(estimate(found, kept, config.reader))


def requests_of(cleaned: Path, parsed: Path, config: Config) -> Iterator[Request]:
    """Yield the requests about the articles of a shard."""
    for source, doc, failure in kept_parses(sources_of(cleaned), parsed):
        if failure is None:
            document = document_of(source, doc)
            yield from requests_about(document, config.reader)
            document.doc.release()


def write_answers(cleaned: Path, parsed: Path, answers: Answers, output: Path, config: Config) -> None:
    """Write the answers about the articles of a shard, one row a request; an unchanged file stays as it is."""
    rows = []
    for request in requests_of(cleaned, parsed, config):
        found = answers.get(request.key)
        told = astuple(found)[1:] if found else (None,) * (len(COLUMNS) - 1)
        rows.append(dict(zip(READ.names, (request.article_id, request.part, request.key, *told), strict=True)))
    write_parquet(pyarrow.Table.from_pylist(rows, schema=READ), output / parsed.name)


def mark_unread(path: Path, left: int) -> None:
    """Let the file `path` differ from before if something is left to read, and be gone if nothing is."""
    if not left:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    path.write_text(str(int(before) + 1 if before.isdecimal() else 1), encoding="utf-8")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the stage."""
    add_path(parser, "cleaned", "cleaned shards", many=True)
    add_path(parser, "parsed", "parses of the shards", many=True)
    add_path(parser, "cache", "folder that keeps every answer from run to run")
    add_path(parser, "output", "folder to write")
    parser.add_argument("--dry-run", action="store_true", help="tell what would be sent, and send nothing")
    add_settings(
        parser,
        "--cleaned build/clean/* --parsed build/parsed/* --cache build/cache/read --output build/read --config s.yaml",
    )


def run(args: argparse.Namespace) -> int:
    """Run the stage."""
    with started(args) as config:
        if args.dry_run:
            tell_estimate(args.cleaned, args.parsed, args.cache, config)
            return 0
        read_shards(args.cleaned, args.parsed, args.cache, args.output, config)
    return 0
