"""Which elements of a page are noise: by their names, by the headings they open with, not by much text in them."""

from collections import Counter

from presspack.clean.blocks import Block, Element, running_chars
from presspack.clean.word_lists import body_word

# Share of the page's running text from which an element is believed to be the article against this reason.
FIRM = {"comments": 0.8, "footer": 0.6, "navigation": 0.6, "related": 0.6, "overlay": 0.6}
HELD = 0.35  # the same for all other reasons
FAMILY = 0.5  # the same for all elements together of one label that also has a word for the article's text
HEADED = {"related": 0.4, "comments": 1.0}  # share up to which a heading decides what its element is
ENOUGH_CHARS = 300  # running text that stands above readers' comments where they are longer than the article


def settle_noise(elements: list[Element], blocks: list[Block]) -> None:
    """Give each block the reason of the nearest element that is noise.

    An element that holds much of the page's running text is not noise, whatever its class says; nor are elements of
    one label that hold much of it together, if the label also has a word for the article's text.
    """
    held = held_chars(elements, blocks)
    families: Counter[str] = Counter()
    for number, element in enumerate(elements):
        if body_word(element.label):
            families[element.label] += int(held[number])
    for number, element in enumerate(elements[1:], start=1):
        if element.hidden:
            element.noise = "hidden"
        if element.noise and held[number] > held[0] * FIRM.get(element.noise, HELD):
            element.noise = None
        if element.noise and not element.hidden and families[element.label] > held[0] * FAMILY:
            element.noise = None
        element.noise = elements[element.parent].noise or element.noise
    for block in blocks:
        block.noise = elements[block.element].noise


def held_chars(elements: list[Element], blocks: list[Block]) -> list[float]:
    """Return for each element how much running text lies in it."""
    held = [0.0] * len(elements)
    for block in blocks:
        held[block.element] += running_chars(block)
    for number in range(len(elements) - 1, 0, -1):  # a child comes after its parent
        held[elements[number].parent] += held[number]
    return held


def mark_headed(elements: list[Element], blocks: list[Block]) -> None:
    """Make noise of elements that open with a heading for other articles or for readers' comments.

    The blocks must have their reasons already: a heading is one by its words.
    """
    first: dict[int, Block] = {}
    for block in blocks:
        number = block.element
        while number > 0 and number not in first:
            first[number] = block
            number = elements[number].parent
    held, above = held_chars(elements, blocks), 0.0
    reasons: dict[int, str] = {}
    for block in blocks:
        reason = block.noise
        if block.level and reason in HEADED and ": " not in block.text:
            number = elements[block.element].parent
            opens = number > 0 and first.get(number) is block
            if opens and held[number] <= held[0] * HEADED[reason] and (reason != "comments" or above > ENOUGH_CHARS):
                reasons[number] = reason
        above += running_chars(block)
    for number, element in enumerate(elements):
        if number and number not in reasons and element.parent in reasons:
            reasons[number] = reasons[element.parent]
    for block in blocks:
        block.noise = block.noise or reasons.get(block.element)
