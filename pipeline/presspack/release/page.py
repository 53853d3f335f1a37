"""index.html of a release: one file that opens from disk, without a network.

The shell stands first and the payload last, so that the page shows before it is read. Up to SHARDED bytes all is in
one file; above, sentences lie in classic scripts beside it, which a page from disk may load, unlike `fetch`.
"""

import base64
import html
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import Any

import duckdb

from presspack.base.text_cleaning import without_overrides
from presspack.release.page_data import page_data
from presspack.release.page_payload import PACKED, columns_by_table, embedded, payload
from presspack.release.standards.provenance import project
from presspack.tables.package_metadata import Metadata

ASSETS = Path(__file__).with_name("page_assets")
SHARDED = 3_000_000
_SENTENCES_A_SHARD = 4000
_CERTAINLY_LARGE = 200_000  # rows, which are never tried with their sentences
_STATIC_ROWS = 50
_NO_SCRIPTS = (
    f"These are the newest events, at most {_STATIC_ROWS}. Filters, charts and sentences need scripts; "
    'all rows stand in <a href="data/event_list.csv">data/event_list.csv</a>.'
)


def write_page(
    con: duckdb.DuckDBPyConnection,
    root: Path,
    metadata: Metadata,
    report: Mapping[str, Any],
    *,
    passed: int = 0,
    since: Mapping[str, Any] | None = None,
    most: int = SHARDED,
    packed: int = PACKED,
) -> None:
    """Write index.html, and page/s-NN.js if its payload would have `most` bytes, into the package folder `root`.

    `con` has the tables of the package as views; a payload of more than `packed` bytes is compressed; the rest is what
    page_data() shows.
    """
    data = page_data(con, metadata, report, passed=passed, since=since)
    data["about"]["presspack"] = project()["version"]
    data["about"]["title"] = without_overrides(metadata.title)
    data["shard_size"] = 0
    rows = sum(len(next(iter(table.values()))) for table in columns_by_table(data).values())
    text = payload(data, most=packed) if rows < _CERTAINLY_LARGE else ""
    if not text or len(text.encode("utf-8")) > most:
        data["shard_size"] = _SENTENCES_A_SHARD
        _write_sentences(data["evidence"], root / "page")
        text = payload(data, most=packed)
    script = _asset("bundle.js")
    sources = [f"'sha256-{base64.b64encode(sha256(script.encode()).digest()).decode()}'"]
    if data["shard_size"]:
        sources += ["file:", "'self'"]
    page = Template(_asset("shell.html")).substitute(
        sources=" ".join(sources),
        title=html.escape(f"{data['about']['title']} {metadata.version}"),
        style=_asset("style.css"),
        static=static(data),
        payload=text,
        script=script,
    )
    (root / "index.html").write_text(page, encoding="utf-8", newline="\n")


@cache
def _asset(name: str) -> str:
    """Return a file of the bundle as text."""
    return (ASSETS / name).read_text(encoding="utf-8")


def _write_sentences(evidence: dict[str, list[Any]], folder: Path) -> None:
    """Move the sentences out of the payload into shards that the page loads when a row is unfolded."""
    texts = evidence["text"]
    folder.mkdir()
    for number, start in enumerate(range(0, len(texts), _SENTENCES_A_SHARD)):
        part = embedded(texts[start : start + _SENTENCES_A_SHARD])
        (folder / f"s-{number:02}.js").write_text(
            f"presspackSentences({number},{part});\n", encoding="utf-8", newline="\n"
        )
    evidence["text"] = [None] * len(texts)


def static(data: Mapping[str, Any]) -> str:
    """Return what a reader without scripts sees: title, counts and the first events, newest first."""
    about, events = data["about"], data["events"]
    titles = {kind["code"]: kind["title"] for kind in data["types"]}
    heads = {"when": "When", "what": "What", "who": "Who", "whom": "To whom", "many": "Outlet"}
    names, outlets = data["actors"]["name"], data["articles"]["outlet"]
    order = sorted(
        range(len(events["id"])), key=lambda n: (events["from"][n] or events["reported"][n] or "", -n), reverse=True
    )

    def people(side: list[list[Any]]) -> str:
        return "; ".join(names[actor] if actor is not None else text or "" for text, actor, *_ in side) or "–"

    lines = [
        [
            events["from"][n] or (f"by {events['reported'][n]}" if events["reported"][n] else "no date"),
            titles[events["type"][n]],
            people(events["who"][n]),
            people(events["whom"][n]),
            outlets[events["article"][n]] or "",
        ]
        for n in order[:_STATIC_ROWS]
    ]
    rows = "".join(
        '<tr class="ev-row">'
        + "".join(
            f'<td data-c="{key}"><bdi>{html.escape(cell)}</bdi></td>' for key, cell in zip(heads, line, strict=True)
        )
        + "</tr>"
        for line in lines
    )
    keys = "".join(
        f"<div><b>{count}</b><span>{name}</span><small>{html.escape(note)}</small></div>"
        for count, name, note in data["keys"]
    )
    head = "".join(f'<th scope="col" data-c="{key}">{title}</th>' for key, title in heads.items())
    return (
        '<div class="wrap"><header class="top"><div><p class="eyebrow"><span>Data package</span> · '
        f"<b>version {about['version']}</b> · <span>{html.escape(about['licence']['title'])}</span></p>"
        f'<h1>{html.escape(about["title"])}</h1></div></header><section class="keys">{keys}</section>'
        f'<main><noscript><p class="note">{_NO_SCRIPTS}</p></noscript>'
        f'<section class="card static" id="events"><table class="ev"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></section></main></div>"
    )
