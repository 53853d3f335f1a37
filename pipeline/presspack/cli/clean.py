"""presspack clean: one JSON line per record of the files given."""

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from presspack.base.errors import MissingFile
from presspack.base.whole_files import write_whole
from presspack.captures.raw_folder import raw_files
from presspack.captures.reading import records_of_file
from presspack.captures.records import RawRecord
from presspack.clean.article import CleanArticle
from presspack.clean.html_preview import segments_page
from presspack.clean.record import clean_record
from presspack.config import read_config
from presspack.documents.readable_text import body_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack clean`."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="captures of any kind that docs/captures.md lists, or folders of them",
    )
    parser.add_argument(
        "--html", type=Path, metavar="PAGE", help="also write a page that shows the segments of all records in colour"
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings that differ from pipeline/presspack/config.yaml"
    )
    parser.epilog = "example:\n  presspack clean raw/articles/january-lessons.txt | python -m json.tool"


def line(name: str, record: RawRecord, article: CleanArticle) -> dict[str, Any]:
    """Return what is printed of one cleaned record; `segments` are offsets into the decoded record."""
    value = {key: getattr(article, key) for key in ("title", "outlet", "author", "published_on")}
    return {
        "file": name,
        "record": record.record,
        **{key: found.value if found else None for key, found in value.items()},
        "body": body_text(article.text, article.segments, article.media_type),
        "segments": [
            {
                "start": s.start,
                "end": s.end,
                "kind": s.kind,
                **({"reason": s.reason} if s.reason else {}),
                **({"speaker": s.speaker} if s.speaker else {}),
            }
            for s in article.segments
        ],
        "rules": {key: found.rule for key, found in value.items() if found},
        "language": article.language,
        "status": article.status,
        "reason": article.reason,
        "encoding": article.encoding,
        "text_source": record.text_source,
        "note": record.note,
    }


def _named_files(paths: list[Path]) -> list[tuple[str, Path]]:
    """Return the files to read under the names to print; folders are walked. Raise MissingFile for a wrong path."""
    found = []
    for path in paths:
        if path.is_dir():
            found += [(str(file), file) for file in raw_files(path)]
        elif path.exists():
            found.append((str(path), path))
        else:
            raise MissingFile(path, expected="a capture or a folder of captures")
    return found


def run(args: argparse.Namespace) -> int:
    """Print a JSON line per record; 0 whatever the records' status, since that is told in the line."""
    config = read_config(args.config)
    pages = []
    for name, path in _named_files(args.files):
        for record in records_of_file(path, name=name, limits=config.limits):
            article = clean_record(record, settings=config.clean)
            print(json.dumps(line(name, record, article), ensure_ascii=True))
            if args.html:
                pages.append(segments_page(replace(article)))
    if args.html:
        write_whole(args.html, "\n".join(pages))
        print(f"wrote {args.html}", file=sys.stderr)
    return 0
