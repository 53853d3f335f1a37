"""A picture of tables and their references as SVG: boxes in columns, those that refer to nothing on the left."""

from collections.abc import Mapping
from html import escape

from presspack.tables.schema import TableSchema

WIDTH, HEIGHT, ACROSS, DOWN, EDGE = 190, 46, 110, 40, 20
# Lines to one table share a colour; all of these can be told apart by those who see fewer colours, too.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#555555", "#b8860b")


def picture(tables: Mapping[str, TableSchema], rows: Mapping[str, int]) -> str:
    """Return the SVG text; references to tables outside of `tables` are left out."""
    places = places_of(tables)
    right = max((x for x, _ in places.values()), default=0) + WIDTH + EDGE
    bottom = max((y for _, y in places.values()), default=0) + HEIGHT + EDGE
    lines = [line for name, table in tables.items() for line in references(name, table, places)]
    boxes = [box(name, rows[name], places[name]) for name in tables]
    return "\n".join([
        f'<svg width="{right}" height="{bottom}" viewBox="0 0 {right} {bottom}" xmlns="http://www.w3.org/2000/svg" '
        'font-family="sans-serif" font-size="13">',
        "<title>Tables and how they refer to each other</title>",
        '<defs><marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#445"/></marker></defs>',
        f'<rect width="{right}" height="{bottom}" fill="#fff"/>',
        *lines, *boxes, "</svg>", "",
    ])  # fmt: skip


def targets(name: str, table: TableSchema, known: Mapping[str, object]) -> dict[str, list[str]]:
    """Return the other tables that a table refers to, with its columns that do."""
    found: dict[str, list[str]] = {}
    for key in table.foreign_keys:
        if key.resource and key.resource != name and key.resource in known:
            found.setdefault(key.resource, []).extend(key.fields)
    return found


def places_of(tables: Mapping[str, TableSchema]) -> dict[str, tuple[int, int]]:
    """Return where the box of each table stands: right of all that it refers to, which are published before it.

    Every other column is half a box lower, so that lines pass between boxes.
    """
    depth: dict[str, int] = {}
    for name, table in tables.items():
        depth[name] = 1 + max((depth[other] for other in targets(name, table, depth)), default=-1)
    filled: dict[int, int] = {}
    places = {}
    for name in tables:
        column = depth[name]
        filled[column] = filled.get(column, 0) + 1
        lower = (column % 2) * (HEIGHT + DOWN) // 2
        places[name] = EDGE + column * (WIDTH + ACROSS), EDGE + (filled[column] - 1) * (HEIGHT + DOWN) + lower
    return places


def references(name: str, table: TableSchema, places: Mapping[str, tuple[int, int]]) -> list[str]:
    """Return a line from a table to each table that it refers to; pointing at it shows the columns."""
    x, y = places[name]
    start, lines, known = (x, y + HEIGHT // 2), [], list(places)
    for other, columns in targets(name, table, places).items():
        end = places[other][0] + WIDTH, places[other][1] + HEIGHT // 2
        bend = ACROSS // 2
        path = f"M{start[0]} {start[1]}C{start[0] - bend} {start[1]} {end[0] + bend} {end[1]} {end[0]} {end[1]}"
        said = escape(f"{name}.{', '.join(columns)} refers to {other}")
        colour = COLOURS[known.index(other) % len(COLOURS)]
        lines.append(
            f'<path d="{path}" fill="none" stroke="{colour}" marker-end="url(#end)"><title>{said}</title></path>'
        )
    return lines


def box(name: str, rows: int, place: tuple[int, int]) -> str:
    """Return the box of a table: its name and number of rows."""
    x, y = place
    return (
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="5" fill="#eef2f7" stroke="#345"/>'
        f'<text x="{x + 10}" y="{y + 19}" font-weight="bold">{escape(name)}</text>'
        f'<text x="{x + 10}" y="{y + 37}" fill="#456">{rows} rows</text>'
    )
