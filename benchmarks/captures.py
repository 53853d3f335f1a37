#!/usr/bin/env python3
"""Measure memory and seconds of the catalogue, which reads every record, on large captures of several sizes.

    python benchmarks/captures.py FOLDER [--jsonl MEGABYTES ...] [--warc PAGES ...]

Each size is read by a process of its own, so that its highest memory is its own.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from presspack.captures.catalogue import write_catalogue
from presspack.config import read_config
from presspack.tables.parquet import read_table

SENTENCE = "the council of Lindon voted to repair a bridge that people use on their way to work and to school"
WORDS = SENTENCE.split()
JSONL_CHARS, PAGE_CHARS = 3_000, 30_000
ONE = "import sys; sys.path.insert(0, {here!r}); from captures import read; read({raw!r}, {output!r})"


def words(number: int, chars: int) -> str:
    """Return `chars` characters of words, other ones for each number."""
    line = " ".join(WORDS[(number * 7 + place * place) % len(WORDS)] for place in range(60)) + f" {number}.\n"
    return (line * (chars // len(line) + 1))[:chars]


def rows(megabytes: int) -> Iterator[bytes]:
    """Yield lines of JSON of that size together."""
    for number in range(megabytes * 1_000_000 // (JSONL_CHARS + 90)):
        row = {"title": f"Story {number}", "date": "2021-03-01", "maintext": words(number, JSONL_CHARS)}
        yield json.dumps(row).encode() + b"\n"


def responses(pages: int) -> Iterator[bytes]:
    """Yield members of a packed web archive, a page each."""
    for number in range(pages):
        page = f"<html><head><title>Story {number}</title></head><body><p>{words(number, PAGE_CHARS)}</p></body></html>".encode()
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\nContent-Type: application/http\r\n"
        yield gzip.compress(head.encode() + f"Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n", 1)


def read(raw: str, output: str) -> None:
    """Write the catalogue of a raw folder and print records, seconds of the processor and highest memory."""
    started = time.process_time()
    write_catalogue(Path(raw), Path(output), read_config())
    taken = time.process_time() - started
    records = sum(len(read_table(path)) for path in Path(output).glob("*.parquet"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{records} records, {taken:.1f} s, {peak:.0f} MB")


def measured(folder: Path, name: str, data: Iterator[bytes]) -> str:
    """Return what reading a file of `data` cost."""
    raw = folder / name.partition(".")[0] / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    with (raw / name).open("wb") as stream:
        stream.writelines(data)
    size = (raw / name).stat().st_size / 1e6
    code = ONE.format(here=str(Path(__file__).parent), raw=str(raw), output=str(raw.parent / "catalogue"))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    (raw / name).unlink()
    return f"{name}: {size:.0f} MB, {done.stdout.strip()}"


def main() -> None:
    """Measure all sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jsonl", type=int, nargs="*", default=[10, 100, 1000], metavar="MEGABYTES")
    parser.add_argument("--warc", type=int, nargs="*", default=[100, 1000, 10_000], metavar="PAGES")
    args = parser.parse_args()
    for megabytes in args.jsonl:
        print(measured(args.folder, f"rows{megabytes}.jsonl", rows(megabytes)), flush=True)
    for pages in args.warc:
        print(measured(args.folder, f"pages{pages}.warc.gz", responses(pages)), flush=True)


if __name__ == "__main__":
    main()
