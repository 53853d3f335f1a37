"""presspack review: look at what a build found, in its articles; judge and correct it."""

import argparse
import secrets
import sys
import webbrowser
from pathlib import Path

from presspack.cli.options import count
from presspack.config import read_config
from presspack.review.corpus import read_corpus
from presspack.review.explanations import Explanations
from presspack.review.server import Review, serve
from presspack.review.verdicts import Notebook
from presspack.tables.package_metadata import read_metadata

EPILOG = """\
examples:
  presspack review                                   # the build in build/, decisions in raw/
  presspack review --build my/build --raw my/captures --sample 200

The page opens in a browser and is served to this computer alone. Verdicts go to reviews.csv, changes to corrections.csv
in the raw folder; the next build applies the latter. Ctrl-C ends it; nothing is lost. Articles that you mark as
complete become gold: presspack annotations gold --complete raw/reviews.csv
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack review`."""
    parser.epilog = EPILOG
    parser.add_argument(
        "--build", type=Path, default=Path("build"), metavar="BUILD", help="build folder (default: build)"
    )
    parser.add_argument(
        "--raw",
        type=Path,
        default=Path("raw"),
        metavar="DIR",
        help="folder of captures, where the decisions are written (default: raw)",
    )
    parser.add_argument("--package", type=Path, metavar="FILE", help="package metadata (default: that of --raw)")
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings of the build (default: settings.yaml of --raw)"
    )
    parser.add_argument("--sample", type=count, default=100, metavar="N", help="rows drawn at random (default: 100)")
    parser.add_argument("--seed", default="1", metavar="TEXT", help="what the draw starts from (default: 1)")
    parser.add_argument(
        "--port", type=count, default=0, metavar="PORT", help="port on 127.0.0.1 (default: any that is free)"
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address and open nothing")


def run(args: argparse.Namespace) -> int:
    """Serve the review until it is interrupted."""
    second = any(args.build.glob("tables/shards/*/reader_rows.parquet"))
    metadata = read_metadata(args.package, raw=args.raw, reader=second)
    corpus = read_corpus(args.build, metadata.schemas)
    notebook = Notebook(args.raw / "reviews.csv", args.raw / "corrections.csv")
    own = args.raw / "settings.yaml"
    explanations = Explanations(args.build, read_config(args.config or (own if own.is_file() else None)))
    review = Review(corpus, notebook, explanations, name=metadata.name, size=args.sample, seed=args.seed)
    token = secrets.token_urlsafe(24)
    with serve(review, token, port=args.port) as server:
        # In the fragment: it is sent to no server and stands in no log.
        address = f"http://127.0.0.1:{server.server_address[1]}/#{token}"
        print(f"{len(review.rows)} rows to look at: {address}\nCtrl-C ends it.", file=sys.stderr, flush=True)
        if not args.no_browser:
            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print(f"decisions are in {args.raw}; presspack build applies the corrections", file=sys.stderr)
    return 0
