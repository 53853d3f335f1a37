"""presspack init: a folder for a corpus of one's own, with all that people write in it."""

import argparse
import sys
from pathlib import Path
from typing import Any

import yaml

from presspack.base.errors import ConfigError
from presspack.base.whole_files import write_whole
from presspack.tables.package_metadata import METADATA, read_metadata

_LICENCES = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("Creative Commons Attribution Share-Alike 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC0-1.0": ("CC0 1.0, public domain", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "ODbL-1.0": ("Open Data Commons Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
}
EPILOG = f"""\
examples:
  presspack init harbour-politics
  presspack init harbour-politics --title "Harbour politics" --author "Ilse Varga" --licence CC-BY-4.0

On a terminal what is not given is asked. Licences: {", ".join(_LICENCES)}, or none until you know.
"""
SOURCES = "file,outlet,url,author,published_on,retrieved_on,licence,text_redistributable,origin\n"
CORRECTIONS = "table,row_id,column,value,reason\n"
HEAD = """\
# What the package is called, by whom it is, under which licence: presspack release wants licenses and contributors.
"""
SETTINGS = """\
# What you change of the settings of presspack; a build of this folder reads it.
# All of them, each with a comment, stand in config.yaml of presspack.
# extract:
#   default_dollar: AUD      # what a bare '$' means
#   authority: actors.csv    # actors of your own
{}
"""
README = """\
# {title}

1. Put captures into `raw/`: text, HTML, JSON lines, WARC, exports of news databases, in any folders.
2. If you know outlet, address or licence of a file, say it in `raw/sources.csv`. Sentences are published only where
   `text_redistributable` is `true`.
3. Build, look, correct, build again:

```sh
presspack build                     # raw/ -> datapackage/
presspack review                    # rows in their articles; writes raw/reviews.csv and raw/corrections.csv
presspack build
presspack release datapackage --output releases
```

Open `datapackage/index.html` to see what is in it. Title, licence and makers stand in `raw/package.yaml`.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack init`."""
    parser.epilog = EPILOG
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder to make; one that is there keeps its files")
    parser.add_argument("--title", help="title of the package (default: the name of the folder)")
    parser.add_argument("--author", help="who makes it: a person or an organisation")
    parser.add_argument("--licence", choices=sorted(_LICENCES), help="what others may do with it")


def run(args: argparse.Namespace) -> int:
    """Write the folder."""
    ask = sys.stdin.isatty()
    title = args.title or asked("Title", args.folder.resolve().name, ask=ask)
    author = args.author or asked("Made by", "", ask=ask)
    licence = args.licence or asked(f"Licence ({', '.join(_LICENCES)})", "", ask=ask)
    if licence and licence not in _LICENCES:
        raise ConfigError("licence", got=licence, expected=f"one of {', '.join(_LICENCES)}", where="command line")
    raw = args.folder / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    files = {
        raw / "sources.csv": SOURCES,
        raw / "corrections.csv": CORRECTIONS,
        raw / "settings.yaml": SETTINGS,
        raw / METADATA: _metadata_text(raw, title=title, author=author, licence=licence),
        args.folder / "README.md": README.format(title=title),
    }
    for path, text in files.items():
        if path.exists():
            print(f"kept  {path}", file=sys.stderr)
        else:
            write_whole(path, text)
            print(f"wrote {path}", file=sys.stderr)
    read_metadata(raw / METADATA)
    print(f"next: put captures into {raw}, then  cd {args.folder} && presspack build", file=sys.stderr)
    return 0


def asked(question: str, default: str, *, ask: bool) -> str:
    """Return what a person answers, or `default` if nobody is asked."""
    if not ask:
        return default
    hint = f" [{default}]" if default else " (empty: decide later)"
    return input(f"{question}{hint}: ").strip() or default


def _metadata_text(raw: Path, *, title: str, author: str, licence: str) -> str:
    """Return the text of package.yaml; what was not said is left out, so that it can be seen to be missing."""
    default = read_metadata(raw=raw)
    found: dict[str, Any] = {
        "name": default.name, "id": default.name, "title": title, "description": default.description,
        "version": default.version,
    }  # fmt: skip
    if licence:
        name, path = _LICENCES[licence]
        found["licenses"] = [{"name": licence, "title": name, "path": path}]
    if author:
        found["contributors"] = [{"title": author, "roles": ["creator"]}]
    return HEAD + yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=120)
