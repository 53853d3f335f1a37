"""catalogue: the raw folder in, one row per record out, spread over shards by content."""

import argparse

from presspack.captures.catalogue import write_catalogue
from presspack.stages.options import add_path, add_settings, started


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the stage."""
    add_path(parser, "raw", "folder of captures, with sources.csv")
    add_path(parser, "output", "file or folder to write")
    add_settings(parser, "--raw raw --output build/catalogue")


def run(args: argparse.Namespace) -> int:
    """Run the stage."""
    with started(args) as config:
        write_catalogue(args.raw, args.output, config)
    return 0
