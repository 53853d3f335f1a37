"""The title phrases of an article: 'first deputy chairman', 'former minister', and what they say of the time."""

from dataclasses import dataclass

from presspack.english.lexicon import codes
from presspack.extract.actors.labelled_text import Page, Piece, is_capital
from presspack.extract.actors.of_phrases import is_portfolio
from presspack.extract.actors.titles import with_modifiers

NO_POSITION, RANK = frozenset({"relation", "plural"}), "rank"


@dataclass(frozen=True, slots=True)
class Title:
    """A title phrase: words [first, last) with its modifiers, and what they say about the time it is held."""

    first: int
    last: int
    kind: str
    is_former: bool
    is_acting: bool


def titles_on(page: Page) -> list[Title]:
    """Return every title phrase of the page, in text order; kinship ('his brother') and plurals are no position."""
    flags = codes("title_modifiers")
    titles = []
    for piece in page.titles:
        if not _is_no_position(page, piece) and not _is_business(page, piece):
            first = with_modifiers(page, piece.first)
            said = {flags.get(word.folded, "") for word in page.words[first : piece.last]}
            titles.append(Title(first, piece.last, piece.values[0], "former" in said, "acting" in said))
    return [t for i, t in enumerate(titles) if i + 1 == len(titles) or titles[i + 1].first > t.first]


def _is_no_position(page: Page, piece: Piece) -> bool:
    """True for kin and plurals, and for a rank before a name; 'a fire captain' has a position."""
    kind = piece.values[0]
    return kind in NO_POSITION or (kind == RANK and is_capital(page.words[piece.first]))


def _is_business(page: Page, piece: Piece) -> bool:
    """True for the 'Justice' of 'Minister of Justice'."""
    return piece.first > 0 and page.words[piece.first - 1].text == "of" and is_portfolio(page, piece)
