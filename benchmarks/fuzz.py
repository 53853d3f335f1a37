"""Hostile captures and texts, as many as are asked for: nothing raises, nothing hangs, rows slice to their words.

    python benchmarks/fuzz.py --captures 50000 --texts 50000

Prints each number that failed, with what was raised, and a last line with the totals; ends with 1 if any failed. The
inputs are those of benchmarks/hostile.py: `--from 1234 --captures 1` asks one of them again.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from hostile import capture, given

from presspack.base.internal_errors import INTERNAL_ERROR
from presspack.captures.catalogue import catalogue_rows
from presspack.captures.reading import records_of_file
from presspack.cli.extract import line, text_of
from presspack.config import Config, read_config
from presspack.documents.document import Document
from presspack.extract.article import extraction_of
from presspack.extract.rows import ArticleRows
from presspack.names.authority import Authority, configured_authority
from presspack.parse.parser import documents, load_model
from presspack.stages.clean import rows_of, tables_of

SLOW = 10.0  # seconds of the processor for one input of a few kilobytes
AT_ONCE = 64


Rows = dict[str, list[dict[str, object]]]  # of one record, by table


def capture_faults(number: int, folder: Path, config: Config, made: list[tuple[int, Rows]]) -> Iterator[str]:
    """Yield what is wrong with how a captured file is read and cleaned; add its rows to `made`."""
    name, content = capture(number)
    path = folder / name
    path.write_bytes(content)
    records = list(records_of_file(path, name=name, limits=config.limits))
    path.unlink()
    if [record.record for record in records] != list(range(1, len(records) + 1)):
        yield "records are not numbered from 1"
    for row, record in zip(catalogue_rows((record, {}) for record in records), records, strict=True):
        if (record.problem or "").startswith(INTERNAL_ERROR):
            yield record.problem or ""
            continue
        rows = rows_of(row, record, config.clean)
        reason = rows["articles"][0]["reason"] or ""
        if reason.startswith(INTERNAL_ERROR):
            yield reason
        made.append((number, rows))
        ends = [0, *(segment["end"] for segment in rows["segments"])]
        if [segment["start"] for segment in rows["segments"]] != ends[:-1] or ends[-1] != rows["articles"][0][
            "characters"
        ]:
            yield "segments do not cover the record"


def table_faults(made: Sequence[tuple[int, Rows]]) -> Iterator[tuple[int, str]]:
    """Yield the numbers of captures whose rows are none of their tables; all are judged at once if none is wrong."""
    try:
        tables_of([rows for _, rows in made])
    except Exception as error:
        if len(made) == 1:
            yield made[0][0], repr(error)
        else:
            half = len(made) // 2
            yield from table_faults(made[:half])
            yield from table_faults(made[half:])


def text_faults(document: Document, authority: Authority) -> Iterator[str]:
    """Yield what is wrong with what is extracted from a text."""
    found = extraction_of(document, authority, default_dollar="USD")
    shown, text = line(document, found), document.text
    for event in shown["events"]:
        for side in (*event["agents"], *event["targets"]):
            start, end = side["span"]
            if side["text"] != text[start:end]:
                yield f"text {side['text']!r} is not the slice {text[start:end]!r}"
    rows = ArticleRows(document, lambda span: span).add(found)
    for name, members in rows.items():
        for row in members:
            if row.get("text") is not None and " ".join(text[row["start"] : row["end"]].split()) != " ".join(
                row["text"].split()
            ):
                yield f"{name}: {row['text']!r} is not the slice at {row['start']}-{row['end']}"


def main() -> int:
    """Ask all inputs; return 1 if any failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--captures", type=int, default=1000)
    parser.add_argument("--texts", type=int, default=1000)
    parser.add_argument("--from", type=int, default=0, dest="first", help="number of the first input")
    args = parser.parse_args()
    config, faults = read_config(), Counter[str]()

    def tell(what: str, number: int, fault: str, kind: str) -> None:
        faults[kind] += 1
        if faults[kind] <= 5:
            print(f"{what} {number}: {fault}".encode("ascii", "backslashreplace").decode(), flush=True)

    with TemporaryDirectory() as folder:
        for first in range(args.first, args.first + args.captures, AT_ONCE):
            made: list[tuple[int, Rows]] = []
            for number in range(first, min(first + AT_ONCE, args.first + args.captures)):
                asked(
                    lambda n=number, rows=made: capture_faults(n, Path(folder), config, rows), "capture", number, tell
                )
            for number, fault in table_faults(made):
                tell("capture", number, fault, fault[:40])
    authority, nlp = configured_authority(config), load_model(config.parse.model)
    for first in range(args.first, args.first + args.texts, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, args.first + args.texts))
        texts = [text_of(given(number), None, 10**6, where="") for number in numbers]
        for number, document in zip(numbers, documents(nlp, texts, batch_size=AT_ONCE), strict=True):
            asked(lambda d=document: text_faults(d, authority), "text", number, tell)
    print(f"{args.captures} captures and {args.texts} texts: {sum(faults.values())} faults")
    return int(bool(faults))


def asked(faults, what, number, tell) -> None:  # type: ignore[no-untyped-def]
    """Tell every fault of one input, what it raises, and whether it takes too long."""
    started = process_time()
    try:
        for fault in faults():
            tell(what, number, fault, fault.rpartition("(")[2] if "(" in fault else fault[:25])
    except Exception as error:
        frame = error.__traceback__
        while frame and frame.tb_next:
            frame = frame.tb_next
        where = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else ""
        tell(what, number, f"{error!r} at {where}", f"{type(error).__name__} {where}")
    if process_time() - started > SLOW:
        tell(what, number, f"took {process_time() - started:.0f} s", "slow")


if __name__ == "__main__":
    sys.exit(main())
