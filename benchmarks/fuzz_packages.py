"""Spoil small packages in many ways and validate each: no mutation may end in an error of ours or take long.

    python benchmarks/fuzz_packages.py [--from 0] [--count 20000] [--seed 1] [--seconds 10] [--keep FOLDER]

Seconds are of the processor, ten times as many by the clock: on a busy machine the clock says little. Prints the kinds of
what went wrong with the number of each, and the first mutation of each kind; exit status 1 if any.
"""

import argparse
import json
import random
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from presspack.package.validation.reports import FORMATS
from presspack.package.validation.validation import Settings, validated

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
KINDS = ("string", "integer", "number", "boolean", "date", "time", "datetime", "year", "yearmonth", "duration", "object",
         "array", "list", "geopoint", "geojson", "any")  # fmt: skip
CELLS = ("1", "-1", "", "a", "1.5", "true", "2020-01-31", "10:00:00", "2020-01-31T10:00:00Z", "2020", "2020-01", "P1D",
         '{"a":1}', "[1,2]", "1,2", "9" * 45, "1e999", "NaN", "\x1b[2J", "::error::x", '"', "é", "[" * 50)  # fmt: skip
VALUES: tuple[Any, ...] = (None, True, 0, -1, 1.5, 10**30, "", "x", "::add-mask::x", "\x1b]0;x\x07", [], {}, [[]], [{}], {"a": None},
          "any", "%d", "%Q", "%z", "(?=a)b", "(", "\\p{L}+", "[a-z-[aeiou]]", "2020", ["a", 1], "../x", "t.csv", "https://e.org/x")  # fmt: skip
KEYS = ("name", "type", "format", "path", "data", "schema", "fields", "dialect", "constraints", "pattern", "enum", "minimum",
        "maximum", "minLength", "unique", "required", "primaryKey", "uniqueKeys", "foreignKeys", "missingValues", "delimiter",
        "quoteChar", "headerRows", "commentRows", "commentChar", "lineTerminator", "encoding", "hash", "bytes", "compression",
        "fieldsMatch", "categories", "jsonSchema", "decimalChar", "groupChar", "bareNumber", "trueValues", "itemType",
        "property", "itemKeys", "profile", "$schema", "mediatype", "formulaGuard", "resources")  # fmt: skip


class TooSlow(BaseException):
    """A validation took longer than it may."""


def seeded(random_: random.Random) -> tuple[dict[str, Any], bytes, str]:
    """Return a package of one table: its descriptor, the bytes of its file, and that file's name."""
    kinds = [random_.choice(KINDS) for _ in range(random_.randint(1, 4))]
    fields = [{"name": f"f{n}", "type": kind, "constraints": {"required": False}} for n, kind in enumerate(kinds)]
    form = random_.choice(("csv", "csv", "csv", "json", "ndjson"))
    rows = [[random_.choice(CELLS) for _ in kinds] for _ in range(random_.randint(0, 4))]
    names = [field["name"] for field in fields]
    if form == "csv":
        quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
        data = "\n".join([",".join(map(str, names)), *quoted, ""])
    elif form == "json":
        data = json.dumps([names, *rows])
    else:
        data = "\n".join(json.dumps(dict(zip(map(str, names), row, strict=True))) for row in rows)
    table = {"name": "t", "type": "table", "path": f"t.{form}", "schema": {"fields": fields, "primaryKey": ["f0"]}}
    return {"$schema": PROFILE, "name": "fuzz", "resources": [table]}, data.encode(), f"t.{form}"


def spoiled(value: Any, random_: random.Random) -> Any:
    """Return a JSON value in which something was changed, taken away, doubled or added."""
    if isinstance(value, dict) and value and random_.random() < 0.85:
        key = random_.choice([*value, *value, random_.choice(KEYS)])
        if random_.random() < 0.15:
            return {name: item for name, item in value.items() if name != key}
        return {**value, key: spoiled(value[key], random_) if key in value else random_.choice(VALUES)}
    if isinstance(value, list) and value and random_.random() < 0.85:
        place = random_.randrange(len(value))
        if random_.random() < 0.15:
            return [*value, value[place]]
        return [*value[:place], spoiled(value[place], random_), *value[place + 1 :]]
    return random_.choice((*VALUES, *KINDS))


def spoiled_bytes(data: bytes, random_: random.Random) -> bytes:
    """Return bytes in which some were changed, taken away or added."""
    for _ in range(random_.randint(0, 3)):
        place = random_.randrange(len(data) + 1)
        piece = random_.choice(
            (b"\0", b"\xff", b'"', b",", b"\n", b"\r", b"\n\n", b"[", b"}", b"\xef\xbb\xbf", b"\xff\xfe", b" ")
        )
        data = data[:place] + piece + data[place + random_.randint(0, 2) :]
    return data


def outcome(folder: Path, seconds: float) -> str:
    """Return what is wrong with how a package was judged, "" if nothing is."""
    for timer, bound in ((signal.ITIMER_PROF, seconds), (signal.ITIMER_REAL, 10 * seconds)):
        signal.setitimer(timer, bound)
    try:
        report = validated(folder, Settings(limit=3, pattern_seconds=2))
        written = [make(report) for make in FORMATS.values()]
    except TooSlow:
        return "too slow"
    except Exception as error:  # whatever it is, it is what is looked for
        if "Query interrupted" in str(error):
            return "too slow"
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {Path(last.filename).name}:{last.name}: {str(error)[:120]}"
    finally:
        for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL):
            signal.setitimer(timer, 0)
    return "hostile output" if any("\x1b" in text or "\n::" in f"\n{text}" for text in written) else ""


def main() -> int:
    """Validate the mutations and print what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="first", type=int, default=0, help="number of the first mutation")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--keep", type=Path, help="where the first mutation of each kind of fault is kept")
    args = parser.parse_args()

    def stop(*_: object) -> None:
        raise TooSlow

    for alarm in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(alarm, stop)
    faults: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "package"
        for number in range(args.first, args.first + args.count):
            random_ = random.Random(f"{args.seed} {number}")
            folder.mkdir()
            descriptor, data, file = seeded(random_)
            for _ in range(random_.randint(1, 4)):
                descriptor = spoiled(descriptor, random_)
            (folder / file).write_bytes(spoiled_bytes(data, random_))
            text = json.dumps(descriptor).encode()
            (folder / "datapackage.json").write_bytes(spoiled_bytes(text, random_) if random_.random() < 0.05 else text)
            fault = outcome(folder, args.seconds)
            if fault and not faults[fault]:
                print(f"mutation {number}: {fault}", flush=True)
                if args.keep:
                    shutil.copytree(folder, args.keep / str(number))
            faults[fault] += 1
            shutil.rmtree(folder)
    print(f"{args.count:,} mutations, {args.count - faults['']:,} ended badly")
    return int(faults[""] < args.count)


if __name__ == "__main__":
    sys.exit(main())
