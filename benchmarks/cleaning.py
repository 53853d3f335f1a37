"""Cleaning against trafilatura in the same run, and its peak memory on a large JSONL file.

    python benchmarks/cleaning.py [--pages FOLDER] [--rounds N] [--jsonl-megabytes N]

Both read the same annotated pages (default ../shared/dev/cleaning), in turns.
Times are CPU seconds, so that a busy machine hurts neither.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import trafilatura

from presspack.captures.reading import records_of_file
from presspack.captures.records import RawRecord
from presspack.clean.record import clean_record

PAGES = Path(__file__).resolve().parents[2] / "shared" / "dev" / "cleaning"
PARAGRAPH = "The council of the harbour town met on Monday and decided to repair the old bridge before winter comes. "


def seconds(work: Callable[[bytes], object], pages: list[bytes]) -> float:
    """Return how many CPU seconds `work` takes over all pages."""
    start = time.process_time()
    for page in pages:
        work(page)
    return time.process_time() - start


def compare(folder: Path, rounds: int) -> None:
    """Print pages per second of this package and of trafilatura, median of the rounds."""
    pages = [gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("*/html/*.gz"))]
    captures = [gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("*/text_captures/*.gz"))]
    if not pages:
        raise SystemExit(f"{folder}: no annotated pages; name their folder with --pages")

    def own(page: bytes) -> object:
        return clean_record(RawRecord("page.html", 1, page, "text/html"))

    def peer(page: bytes) -> object:
        return trafilatura.bare_extraction(page, favor_precision=True, include_comments=False, with_metadata=True)

    def text(page: bytes) -> object:
        return clean_record(RawRecord("page.txt", 1, page, "text/plain"))

    own(pages[0]), peer(pages[0])  # models and tables are loaded once
    took = [(seconds(own, pages), seconds(peer, pages), seconds(text, captures)) for _ in range(rounds)]
    for name, times in zip(
        ("presspack, HTML", "trafilatura, HTML", "presspack, text"), zip(*took, strict=True), strict=True
    ):
        print(f"{name:20} {len(pages) / median(times):8.1f} pages/s")


def write_jsonl(path: Path, megabytes: int) -> None:
    """Write a JSONL file of about that size, about 50 kB an article."""
    with path.open("w", encoding="utf-8") as stream:
        for number in range(megabytes * 20):
            text = f"Bridge number {number} to be repaired\n\n" + "\n\n".join([PARAGRAPH * 5] * 95)
            stream.write(json.dumps({"text": text, "title": f"Bridge {number}"}) + "\n")


def read_jsonl(path: Path) -> None:
    """Clean the whole file and print what it took; run in a process of its own so that the peak is the file's."""
    start, count = time.process_time(), 0
    for record in records_of_file(path, name=path.name):
        clean_record(record)
        count += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    megabytes, took = path.stat().st_size / 1e6, time.process_time() - start
    print(f"JSONL of {megabytes:.0f} MB: {count} records, {count / took:.0f} records/s, peak {peak:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jsonl-megabytes", type=int, default=100)
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        read_jsonl(options.read)
        return
    compare(options.pages, options.rounds)
    for megabytes in sorted({max(1, options.jsonl_megabytes // 10), options.jsonl_megabytes}):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "articles.jsonl"
            write_jsonl(path, megabytes)
            subprocess.run([sys.executable, __file__, "--read", str(path)], check=True)


if __name__ == "__main__":
    main()
