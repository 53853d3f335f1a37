"""Write a folder of sixty captures as people and tools keep them, with what the table of articles must say of each.

    PYTHONPATH=tests/builders python -m capture_files.folder FOLDER

All words are our own. `write(folder)` returns the rows expected: file, record and the columns that are checked.
"""

import json
import os
import sys
from pathlib import Path

from capture_files.archive_captures import archives, strays
from capture_files.document_captures import documents
from capture_files.export_captures import exports
from capture_files.story import Row, Stories
from capture_files.table_captures import tables
from capture_files.web_captures import json_rows, pages


def write(folder: Path) -> list[Row]:
    """Write the captures to the folder and return what is expected of each record, by file and number."""
    new, expected = Stories(), []
    for kind in (pages, json_rows, tables, exports, documents, archives, strays):
        for name, data, rows in kind(new):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            expected += [{"file": name, "record": number, **row} for number, row in enumerate(rows, 1)]
    os.symlink(folder / "nothing.txt", folder / "link.txt")
    expected.append({"file": "link.txt", "record": 1, "status_code": "empty", "reason": "broken_link"})
    return expected


if __name__ == "__main__":
    print(json.dumps(write(Path(sys.argv[1])), indent=1, default=str))
