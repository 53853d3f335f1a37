"""presspack probe: does the language model follow the codebook, or what it thinks that the names of its codes mean?

Some articles of a build are read in four ways: with the codebook of event types as published; with every definition
under the name of another code, in the worked examples, too (labels); with the codes in reverse order (order); and
with the definitions exchanged while names stay where they were, and without the worked examples (definitions). A
model that follows the codebook finds the same events in all of them, of the same types.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from presspack.base.errors import ConfigError, MissingFile
from presspack.config import read_config
from presspack.documents.cleaned_articles import sources_of
from presspack.documents.document import Document
from presspack.documents.parse_store import document_of, kept_parses
from presspack.reader.answers import kept_answers
from presspack.reader.asking import Asked, estimate
from presspack.reader.probing import Probed, probe_requests, probed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack probe`."""
    parser.description = __doc__
    parser.add_argument(
        "--build", type=Path, default=Path("build"), metavar="BUILD", help="build folder with parses (default: build)"
    )
    parser.add_argument(
        "--config", type=Path, required=True, metavar="FILE", help="settings that name the server and the model"
    )
    parser.add_argument(
        "--articles", type=int, default=20, metavar="N", help="how many articles to read in each way (default: 20)"
    )
    parser.add_argument("--dry-run", action="store_true", help="tell what would be sent, and send nothing")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.epilog = "example:\n  presspack probe --build build --config raw/settings.yaml --articles 20"


def parsed_articles(build: Path) -> Iterator[Document]:
    """Yield the parsed articles of a build, shard by shard. Raise MissingFile if there is none."""
    shards = sorted((build / "parsed").glob("*.parquet"))
    if not shards:
        raise MissingFile(build / "parsed", expected="the parses of a build; run `presspack build` first")
    for path in shards:
        for source, doc, failure in kept_parses(sources_of(build / "clean" / path.stem), path):
            if failure is None:
                document = document_of(source, doc)
                yield document
                document.doc.release()


def table(found: Probed) -> str:
    """Return the figures for people."""
    left = f", {found.left_out} left out, since a part of them has no answer" if found.left_out else ""
    head = f"{'':12} {'plain':>6} {'varied':>6} {'both':>6} {'same type':>10} {'by name':>8}"
    lines = [f"{found.articles} articles{left}", head]
    for name, one in found.probes.items():
        shares = [f"{100 * part / one.in_both:.1f}" if one.in_both else "-" for part in (one.same_type, one.same_name)]
        by_name = "" if name == "order" else shares[1]
        lines.append(f"{name:12} {one.plain:6} {one.varied:6} {one.in_both:6} {shares[0]:>10} {by_name:>8}".rstrip())
    return "\n".join(lines)


def run(args: argparse.Namespace) -> int:
    """Ask what is not known yet, and print how the readings agree."""
    reader = read_config(args.config).reader
    if not reader.url:
        raise ConfigError("reader.url", got="", expected="the address of a server", where=str(args.config))
    if "events" not in reader.tables:
        raise ConfigError("reader.tables", got=reader.tables, expected="events among them, which the probes compare")
    articles = islice(parsed_articles(args.build), args.articles)
    with kept_answers(args.build / "cache" / "read") as kept:
        if args.dry_run:
            asked_for = (one for each in articles for some in probe_requests(each, reader).values() for one in some)
            print(estimate(asked_for, kept, reader))
            return 0
        asked = Asked()
        found = probed(articles, kept, reader, asked)
    print(asked.line(), file=sys.stderr)
    print(json.dumps(asdict(found), indent=1) if args.json else table(found))
    return 0
