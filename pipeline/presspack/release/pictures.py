"""Pictures of a release as SVG, for its data card and for READMEs: the same rows give the same bytes."""

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import duckdb

INK, FAINT, LINE, PAPER = "#191D23", "#626A76", "#E3E0D8", "#FFFFFF"
COLOURS = {
    "posts": "#1D55D0",
    "laws": "#70347D",
    "talks": "#6298B2",
    "help": "#274707",
    "disputes": "#BD8B25",
    "force": "#B74C56",
}
SHADES = ("#EEF2FB", "#CFDCF7", "#9DB8EE", "#5B86DF", "#1D55D0")
MOST_BARS, MOST_ACTORS, MOST_OUTLETS = 48, 8, 10
WIDTH = 760
FONT = 'font-family="system-ui, sans-serif" font-size="12"'

MONTHS = """
SELECT t.group_code AS kind, left(coalesce(e.date_start, e.reported_on), 7) AS month, count(*) AS n
FROM events e JOIN event_types t ON t.code = e.type_code
WHERE length(coalesce(e.date_start, e.reported_on)) >= 7 GROUP BY ALL ORDER BY ALL
"""
PAIRS = """
SELECT a.name AS who, b.name AS whom, count(DISTINCT p.event_id) AS n
FROM event_participants p JOIN event_participants q ON q.event_id = p.event_id AND q.role_code = 'target'
JOIN actors a ON a.actor_id = p.actor_id JOIN actors b ON b.actor_id = q.actor_id
WHERE p.role_code = 'agent' GROUP BY ALL ORDER BY n DESC, who, whom
"""
OUTLETS = """
SELECT coalesce(a.outlet, 'outlet not stated') AS outlet, count(*) AS n
FROM statistics s JOIN articles a USING (article_id) GROUP BY ALL ORDER BY n DESC, outlet
"""


def write_pictures(con: duckdb.DuckDBPyConnection, folder: Path) -> list[str]:
    """Write the pictures that the rows give into `folder`; return their names. Without rows there is no picture."""
    groups = con.execute("SELECT code, title FROM event_groups").fetchall()
    drawn = {
        "events_by_month.svg": events_by_month(con.execute(MONTHS).fetchall(), dict(groups)),
        "who_to_whom.svg": who_to_whom(con.execute(PAIRS).fetchall()),
        "figures_by_outlet.svg": figures_by_outlet(con.execute(OUTLETS).fetchall()),
    }
    written = {name: text for name, text in drawn.items() if text}
    if written:
        folder.mkdir()
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return sorted(written)


def events_by_month(rows: Iterable[tuple[str, str, int]], titles: Mapping[str, str]) -> str:
    """Return small rows of bars, one a group of types, on one scale; "" without rows."""
    listed = list(rows)
    if not listed:
        return ""
    numbers = {month: int(month[:4]) * 12 + int(month[5:7]) - 1 for _, month, _ in listed}
    first, last = min(numbers.values()), max(numbers.values())
    step = next((size for size in (1, 3, 6, 12, 24, 60) if (last - first) // size < MOST_BARS), 120)
    start = first - first % step
    bars: dict[tuple[str, int], int] = {}
    for kind, month, count in listed:
        at = (numbers[month] - start) // step
        bars[(kind, at)] = bars.get((kind, at), 0) + count
    highest, places = max(bars.values()), (last - start) // step + 1
    width, body = (WIDTH - 190) / places, []
    kinds = [kind for kind in COLOURS if kind in titles]
    for line, kind in enumerate(kinds):
        base = 40 + line * 46 + 34
        body.append(label(12, base - 4, cut(titles[kind], 24)))
        body.append(f'<path d="M180 {base}H{WIDTH - 10}" stroke="{LINE}"/>')
        for (of, at), count in sorted(bars.items()):
            if of == kind:
                height = 34 * count / highest
                x = 180 + at * width
                body.append(
                    f'<rect x="{x + width * 0.06:.1f}" y="{base - height:.1f}" width="{width * 0.88:.1f}" '
                    f'height="{height:.1f}" fill="{COLOURS[kind]}">'
                    f"<title>{month_of(start + at * step)}: {count}</title></rect>"
                )
    foot = 40 + len(kinds) * 46 + 14
    body += [label(180, foot, month_of(start), FAINT), label(WIDTH - 10, foot, month_of(last), FAINT, "end")]
    unit = "month" if step == 1 else f"{step} months"
    return svg(f"Events per {unit}, by what was done; at most {highest} in one", foot + 14, body)


def who_to_whom(rows: Iterable[tuple[str, str, int]]) -> str:
    """Return a table of agents (down) and targets (across) with the number of events in each cell; "" without rows."""
    listed = list(rows)
    if not listed:
        return ""
    agents = ranked((who, n) for who, _, n in listed)
    targets = ranked((whom, n) for _, whom, n in listed)
    cells = {(who, whom): n for who, whom, n in listed if who in agents and whom in targets}
    highest, body = max(cells.values(), default=1), []
    for across, name in enumerate(targets):
        x = 262 + across * 60
        body.append(
            f'<text x="{x}" y="136" {FONT} fill="{FAINT}" transform="rotate(-38 {x} 136)">{cut(name, 20)}</text>'
        )
    for down, name in enumerate(agents):
        y = 146 + down * 30
        body.append(label(226, y + 19, cut(name, 30), INK, "end"))
        for across, other in enumerate(targets):
            count = cells.get((name, other), 0)
            x = 236 + across * 60
            shade = SHADES[min(4, 5 * count // (highest + 1))] if count else PAPER
            ink = PAPER if shade in SHADES[3:] else INK if count else FAINT
            body.append(f'<rect x="{x}" y="{y}" width="58" height="28" fill="{shade}"/>')
            body.append(label(x + 29, y + 19, str(count or "·"), ink, "middle"))
    return svg("Events by agent (rows) and target (columns)", 156 + len(agents) * 30, body)


def figures_by_outlet(rows: Iterable[tuple[str, int]]) -> str:
    """Return a bar an outlet, most figures first, the rest as one; "" without rows."""
    listed = list(rows)
    if not listed:
        return ""
    rest = sum(n for _, n in listed[MOST_OUTLETS:])
    shown = [*listed[:MOST_OUTLETS], *([(f"{len(listed) - MOST_OUTLETS} others", rest)] if rest else [])]
    highest, body = max(n for _, n in shown), []
    for line, (outlet, count) in enumerate(shown):
        y = 40 + line * 28
        body.append(label(226, y + 15, cut(outlet, 32), INK, "end"))
        length = (WIDTH - 320) * count / highest
        body.append(f'<rect x="236" y="{y}" width="{length:.1f}" height="20" fill="{COLOURS["posts"]}"/>')
        body.append(label(244 + round(length), y + 15, f"{count:,}"))
    return svg("Where the figures come from", 48 + len(shown) * 28, body)


def ranked(pairs: Iterable[tuple[str, int]]) -> list[str]:
    """Return the names with the highest sums, most first, equal ones in order of the alphabet."""
    sums: dict[str, int] = {}
    for name, count in pairs:
        sums[name] = sums.get(name, 0) + count
    return sorted(sums, key=lambda name: (-sums[name], name))[:MOST_ACTORS]


def month_of(number: int) -> str:
    """Return a month counted from the year 0 as text: 24252 -> "2021-01"."""
    return f"{number // 12}-{number % 12 + 1:02}"


def cut(text: str, most: int) -> str:
    """Return a text of at most `most` characters, safe in markup."""
    return escape(text if len(text) <= most else f"{text[: most - 1].rstrip()}…")


def label(x: float, y: float, text: Any, ink: str = INK, anchor: str = "start") -> str:
    """Return a line of text; what comes from the data has gone through `cut`."""
    return f'<text x="{x:g}" y="{y:g}" {FONT} fill="{ink}" text-anchor="{anchor}">{text}</text>'


def svg(title: str, height: float, body: Iterable[str]) -> str:
    """Return a picture with its title, which readers of screens read out."""
    box = f'viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{escape(title)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box}>'
    paper = f'<rect width="{WIDTH}" height="{height:g}" fill="{PAPER}"/>'
    caption = f'<text x="12" y="22" {FONT} font-weight="600" fill="{INK}">{escape(title)}</text>'
    return "\n".join([head, paper, caption, *body, "</svg>\n"])
