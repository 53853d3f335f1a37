"""Tables of figures that stand among the paragraphs of an article are its own."""

from collections import defaultdict

from presspack.clean.blocks import Block, Element

FEWEST_CELLS, CELL_CHARS, LINKED, FIGURES = 4, 60, 0.5, 0.25
BEFORE, AFTER = 4, 8  # how many blocks away the paragraphs beside a table may stand


def add_tables(blocks: list[Block], elements: list[Element]) -> None:
    """Mark as body the cells of tables of figures that stand right after a paragraph of the body."""
    for places in tables_of(blocks, elements).values():
        cells = [blocks[place] for place in places]
        if is_data(cells, elements) and is_among_paragraphs(blocks, elements, places):
            for cell in cells:
                cell.body = True


def tables_of(blocks: list[Block], elements: list[Element]) -> dict[int, list[int]]:
    """Return for each innermost table the places of the blocks in it."""
    owner = [0] * len(elements)
    for number, element in enumerate(elements[1:], start=1):  # a child comes after its parent
        owner[number] = number if element.name == "table" else owner[element.parent]
    found: dict[int, list[int]] = defaultdict(list)
    for place, block in enumerate(blocks):
        if owner[block.element]:
            found[owner[block.element]].append(place)
    return found


def is_data(cells: list[Block], elements: list[Element]) -> bool:
    """True for a table of short cells, many of them figures, few of them links."""
    if len(cells) < FEWEST_CELLS or any(elements[cell.element].noise for cell in cells):
        return False
    chars = sum(len(cell.text) for cell in cells)
    figures = sum(any(map(str.isdigit, cell.text)) for cell in cells)
    linked = sum(cell.link_chars for cell in cells)
    return chars <= CELL_CHARS * len(cells) and linked <= LINKED * chars and figures >= FIGURES * len(cells)


def is_among_paragraphs(blocks: list[Block], elements: list[Element], places: list[int]) -> bool:
    """True when a paragraph of the body stands before a table, and one after it or both in one element."""
    first, last = places[0], places[-1]
    before = [block for block in blocks[max(0, first - BEFORE) : first] if block.body]
    if not before:
        return False
    if any(block.body for block in blocks[last + 1 : last + 1 + AFTER]):
        return True
    return elements[before[-1].element].parent in ancestors(elements, blocks[first].element)


def ancestors(elements: list[Element], number: int) -> set[int]:
    """Return the elements around an element, but for the page itself."""
    found = set()
    while number > 0:
        number = elements[number].parent
        found.add(number)
    return found - {0, -1}
