"""Annotated pages for measuring and training: HTML, plain-text captures and true bodies, in one folder a source."""

import difflib
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from presspack.clean.blocks import Block

TOKEN = re.compile(r"\w+")
SOURCES = ("aeb", "fundus", "l3s", "dragnet", "readability", "cleanportal")
# Of the pages that come with Readability, those of English news; the rest are minimal examples, manuals and other languages.
NEWS = re.compile(r"(?:aclu|ars|citylab|herald-sun|lifehacker|lwn|medicalnewstoday|salon|telegraph|tmz|wapo|webmd)-")
DEFAULT = Path(__file__).resolve().parents[3] / "shared" / "dev" / "cleaning"


@dataclass(frozen=True)
class AnnotatedPage:
    """A page with the body that people found in it."""

    source: str
    name: str
    url: str
    html: bytes
    capture: bytes
    body: str

    @property
    def site(self) -> str:
        """The main word of the page's host: all pages of one publisher share it."""
        if not self.url:
            return self.name.split("_")[0]
        words = [
            w for w in urlsplit(self.url).netloc.lower().split(".") if w not in ("www", "com", "co", "uk", "net", "org")
        ]
        return max(words, key=len) if words else self.url

    @property
    def is_news(self) -> bool:
        """True for articles of English news, as far as the source holds anything else."""
        return self.source != "readability" or NEWS.match(f"{self.name}-") is not None


def annotated_pages(folder: Path) -> Iterator[AnnotatedPage]:
    """Yield the pages below `folder`; raise SystemExit with a sentence if they are not there."""
    if not folder.is_dir():
        raise SystemExit(f"{folder}: no such folder; name the annotated pages with --pages")
    for source in SOURCES:
        truth = json.loads(gzip.decompress((folder / source / "truth.json.gz").read_bytes()))
        for name, row in sorted(truth.items()):
            html = gzip.decompress((folder / source / "html" / f"{name}.html.gz").read_bytes())
            capture = gzip.decompress((folder / source / "text_captures" / f"{name}.txt.gz").read_bytes())
            yield AnnotatedPage(source, name, row.get("url", ""), html, capture, row["articleBody"])


def labels(blocks: list[Block], body: str) -> tuple[list[float], list[int]]:
    """Return for each block 1 if at least half of its words align with the body's, else 0; and its number of words."""
    words: list[str] = []
    owners: list[int] = []
    for number, block in enumerate(blocks):
        found = TOKEN.findall(block.text)
        words += found
        owners += [number] * len(found)
    hits, counts = [0] * len(blocks), [0] * len(blocks)
    for owner in owners:
        counts[owner] += 1
    for match in difflib.SequenceMatcher(None, words, TOKEN.findall(body), autojunk=False).get_matching_blocks():
        for place in range(match.a, match.a + match.size):
            hits[owners[place]] += 1
    return [float(count > 0 and hit * 2 >= count) for hit, count in zip(hits, counts, strict=True)], counts
