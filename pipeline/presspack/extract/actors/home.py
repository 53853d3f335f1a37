"""Where an article is at home: the country that its dateline, outlet, places, peoples and known actors speak for."""

import re
from collections import Counter

from presspack.english.labels import PLACES
from presspack.extract.actors.labelled_text import ADJECTIVE, COUNTRY, KNOWN, PEOPLE, Page, Piece
from presspack.extract.actors.titles import is_title
from presspack.names.countries import codes_by_name
from presspack.names.gazetteer import country_of_town, town_named
from presspack.names.phrase_matcher import name_key

DATELINE, OUTLET = 3, 2
# What the votes for a country must reach, and their share of all, for an article to be at home there.
FEWEST_VOTES, CLEAR_SHARE = 2, 0.5
# 'HARARE, May 3 (Agency) - ', 'Lima: '
TOWN_AND_DASH = re.compile(r"\s*([A-Z][\w'. -]{1,30}?)(?:,[^,\n]{2,30})?\s*(?:\([^)\n]{2,40}\)\s*)?(?:[–—]|--|- |:\s)")


def home_votes(page: Page) -> Counter[str]:
    """Return how much speaks for each country, ISO 3166-1 alpha-3."""
    votes = Counter[str]()
    for piece in page.pieces:
        if code := country_of_piece(page, piece):
            votes[code] += 1
    for code in _towns(page):
        votes[code] += 1
    if code := _dateline(page, votes):
        votes[code] += DATELINE
    if code := _outlet(page):
        votes[code] += OUTLET
    return votes


def likeliest_country(page: Page) -> str | None:
    """Return the country with most votes, however weak: what a common name ('Senate') is first taken to be of."""
    votes = home_votes(page)
    return min(votes, key=lambda code: (-votes[code], code)) if votes else None


def home_country(page: Page) -> str | None:
    """Return the country an article is at home in; None where the votes are few or divided."""
    votes = home_votes(page)
    code = min(votes, key=lambda code: (-votes[code], code)) if votes else None
    if code is None or votes[code] < FEWEST_VOTES or votes[code] < CLEAR_SHARE * votes.total():
        return None
    return code


def country_of_piece(page: Page, piece: Piece) -> str | None:
    """Return the country that a piece of the text names, itself or through its people or a known actor."""
    if piece.kind in {COUNTRY, ADJECTIVE, PEOPLE}:
        return None if page.token(piece.first).ent_type_ == "PERSON" else piece.values[0] or None
    if piece.kind != KNOWN or len(piece.values) != 1:
        return None
    name = page.span(piece.first, piece.last).of(page.text)
    if page.authority.is_local(name) or is_title(name):
        return None
    actor = page.authority.by_id[piece.values[0]]
    return None if actor.type_code == "media" else actor.country_code


def _towns(page: Page) -> list[str]:
    """Return the countries of the large towns and states that the article names, one for each naming."""
    found = []
    for ent in page.document.doc.ents:
        if ent.label_ not in PLACES or name_key(ent.text) in codes_by_name():
            continue
        town = town_named(ent.text, page.evoked)
        if code := town.country_code if town else country_of_town(ent.text):
            found.append(code)
    return found


def _dateline(page: Page, votes: Counter[str]) -> str | None:
    """Return the country of the town that a dateline or the first paragraph opens with: 'HARARE (Agency) - '."""
    part = next((part for part in page.document.parts if part.kind in {"dateline", "paragraph"}), None)
    match = TOWN_AND_DASH.match(page.text, part.start, part.end) if part else None
    name = (
        match.group(1)
        if match
        else page.text[part.start : part.end].strip()
        if part and part.kind == "dateline"
        else ""
    )
    if not name:
        return None
    if code := codes_by_name().get(name_key(name)):
        return code
    town = town_named(name.title() if name.isupper() else name, frozenset(votes))
    return town.country_code if town else None


def _outlet(page: Page) -> str | None:
    """Return the country of the outlet, if the authority knows it and it is no agency that reports on all."""
    outlet = page.document.outlet
    actors = [page.authority.by_id[a.actor_id] for a in page.authority.alternatives(outlet)] if outlet else []
    codes = {a.country_code for a in actors if a.type_code == "media"}
    return codes.pop() if len(codes) == 1 else None
