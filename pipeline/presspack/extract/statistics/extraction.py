"""Statistics: every quantity of an article's body, with what it counts or measures, who says so and when it holds."""

import re
from collections.abc import Iterator
from dataclasses import replace

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.documents.document import TITLE, Document
from presspack.english.token_index import Tokens
from presspack.extract.context.article_context import Context
from presspack.extract.explanation import REFUSED, TAKEN, is_explaining, note
from presspack.extract.model import Actors, DateRange, Statistic
from presspack.extract.prose import is_prose
from presspack.extract.quantities.extraction import Quantity, quantities_in
from presspack.extract.quantities.not_quantities import note_refused
from presspack.extract.statistics.ages import is_age
from presspack.extract.statistics.carry_over import carried
from presspack.extract.statistics.changes import change_of
from presspack.extract.statistics.counted_nouns import noun_after, noun_of, numbered
from presspack.extract.statistics.ellipsis import (
    in_turn,
)
from presspack.extract.statistics.figure_subjects import Figure, Story, actor_of
from presspack.extract.statistics.figure_units import unit_of, whole_span
from presspack.extract.statistics.found import Article, Found, is_supplied, taken_tokens
from presspack.extract.statistics.indicators import noun_words
from presspack.extract.statistics.linked_figures import bases, linked, shares
from presspack.extract.statistics.measure_nouns import with_measure_noun
from presspack.extract.statistics.measured_words import all_words, measured_words
from presspack.extract.statistics.not_measures import refusal_of
from presspack.extract.statistics.noun_phrases import indicator_text
from presspack.extract.statistics.omitted_nouns import supplied_nouns, with_supplied_money
from presspack.extract.statistics.sources import is_only_source, publisher_of
from presspack.extract.statistics.taken_up import taken_up

AT_DATE = re.compile(r"\s+(?:(?:in|during|for|on)\s+)?(?:the\s+)?", re.IGNORECASE)


def statistics_in(
    document: Document, actors: Actors, context: Context, *, default_dollar: str = "USD"
) -> list[Statistic]:
    """Return the statistics of the body, in text order; their spans are offsets into `document.text`.

    "The union lost almost 120 thousand workers" -> value 120000, modifier approx, unit workers, kind count,
    indicator "union lost workers". A bare '$' is the currency `default_dollar`.
    """
    tokens = Tokens(document.doc)
    written = written_quantities(document, tokens, default_dollar)
    found = [one for quantity in written if (one := confirmed(tokens, quantity))]
    if not found:
        return []
    found = supplied(document, tokens, found)
    article = article_of(document, tokens, actors, context, taken=taken_tokens(tokens, found))
    changes = [change_code(article, one) for one in found]
    turns = in_turn(tokens, [one.quantity for one in found])
    words = all_words(article, found, changes, turns)
    found = [replace(one, noun=turns[i]) if i in turns and is_supplied(one) else one for i, one in enumerate(found)]
    again = [taken_up(tokens, found, index) for index in range(len(found))]
    tellers = [one.root if told is None else found[told].root for one, told in zip(found, again, strict=True)]
    rows = [statistic(article, *one) for one in zip(found, words, changes, tellers, strict=True)]
    nouns = [indicator_text(noun_words(one.noun, article.taken), document.text)[0] for one in found]
    story = Story(document, actors, context, [one.root for one in found])
    return carried(story, linked(document, shares(bases(document, rows), nouns)))


def statistic_alone(article: Article, quantity: Quantity) -> Statistic:
    """Return the row for one of the written quantities by its own sentence, whether or not that confirms it."""
    one = in_sentence(article.tokens, quantity, noun_beside(article.tokens, quantity))
    alone = replace(article, taken=article.taken | taken_tokens(article.tokens, [one]))
    change = change_code(alone, one)
    return statistic(alone, one, measured_words(alone, one, change), change, one.root)


def article_of(
    document: Document, tokens: Tokens, actors: Actors, context: Context, *, taken: frozenset[int] = frozenset()
) -> Article:
    """Return what rows draw on; `taken` are the numbers of the tokens of figures, dates are taken besides."""
    dated = frozenset(t.i for one in context.date_phrases for t in document.doc.char_span(*one.span) or ())
    return Article(document, tokens, actors, context, taken | dated)


def written_quantities(document: Document, tokens: Tokens, dollar: str) -> Iterator[Quantity]:
    """Yield the quantities that the words of the body give, in text order, with offsets into `document.text`."""
    for part in document.parts:
        if part.kind == TITLE:
            continue
        if is_explaining():
            note_refused(tokens.text, part.start, part.end)
        plain = quantities_in(tokens.text[part.start : part.end], dollar=dollar)
        for quantity in with_supplied_money(document, [moved(one, part.start) for one in plain]):
            if is_prose(tokens.at(quantity.number.start).sent):
                yield quantity
            else:
                note("number", quantity.span, REFUSED, "statistics/extraction.py: is_prose")


def moved(quantity: Quantity, by: int) -> Quantity:
    """Return `quantity` with its offsets moved by `by`."""
    span, number = quantity.span, quantity.number
    return replace(quantity, span=Span(span.start + by, span.end + by), number=Span(number.start + by, number.end + by))


def confirmed(tokens: Tokens, quantity: Quantity) -> Found | None:
    """Return the quantity with the noun it stands before; None where the sentence shows that it measures nothing."""
    noun = noun_beside(tokens, quantity)
    if rule := refusal_of(tokens, quantity, noun):
        note("number", quantity.span, REFUSED, f"statistics/not_measures.py: {rule}")
        return None
    return in_sentence(tokens, quantity, noun)


def noun_beside(tokens: Tokens, quantity: Quantity) -> Token | None:
    """Return the noun that a quantity stands before and modifies, None if there is none."""
    noun = noun_after(tokens, quantity)
    if quantity.kind in (None, "ratio") or noun is None or is_modifier_of(tokens.root(quantity.number), noun):
        return noun
    return None


def in_sentence(tokens: Tokens, quantity: Quantity, noun: Token | None) -> Found:
    """Return a quantity with the noun it counts: `noun`, which it stands before, or another one of its sentence."""
    root = tokens.root(quantity.number)
    if is_age(tokens, quantity, noun):
        return Found(replace(quantity, kind="age", unit="years"), root, None, False)
    after = noun is not None
    if noun is None and quantity.kind in (None, "ratio", "percent"):
        noun = noun_of(tokens, quantity)
    if noun is None and quantity.kind is None:
        noun = numbered(root)
    return Found(quantity, root, noun, after)


def is_modifier_of(root: Token, noun: Token) -> bool:
    """True when the number, or the unit it belongs to, modifies `noun` in the parse: '30% quota'."""
    here = root
    for _ in range(3):
        if (
            here.dep_ not in ("nummod", "compound", "amod", "nmod", "npadvmod", "quantmod", "punct")
            or here.head.i > noun.i
        ):
            return False
        here = here.head
        if here.i == noun.i:
            return True
    return False


def supplied(document: Document, tokens: Tokens, found: list[Found]) -> list[Found]:
    """Return `found` with the nouns that a list or an earlier count supplies: '510 schools out of 690'."""
    nouns = supplied_nouns(document, tokens, [(one.quantity, one.noun) for one in found])
    return [one if noun is one.noun else replace(one, noun=noun) for one, noun in zip(found, nouns, strict=True)]


def statistic(article: Article, one: Found, words: list[Token], change: str | None, teller: Token) -> Statistic:
    """Return the row for one quantity; `teller` is the number whose clause tells who says it and whom it is about."""
    quantity, root, context = one.quantity, one.root, article.context
    actors = article.actors
    speaker = context.speaker_of(teller) or publisher_of(actors, teller)
    subject = actor_of(actors, Figure(teller, one.noun, one.is_noun_after, words, speaker))
    text, span = indicator_text(words, article.document.text)
    unit, kind = unit_of(article, one)
    note("statistic", whole_span(one), TAKEN, "statistics/extraction.py", lambda: told(one, text, speaker, subject))
    return Statistic(
        span=whole_span(one),
        number=quantity.number,
        value=quantity.value,
        value_high=quantity.high,
        modifier_code=quantity.modifier,
        unit=unit,
        unit_kind_code=kind,
        indicator=with_measure_noun(words, text, (unit, kind), root, article.tokens.after(quantity.span.end)),
        indicator_span=span,
        sentence=article.tokens.sentence(root),
        change_code=change,
        subject=None if is_only_source(actors, subject or None, speaker, root) else subject,
        place=context.place_of(root),
        period=period(context, one, kind),
        attributed_to=speaker,
    )


def told(one: Found, indicator: str, speaker: str | None, subject: str | None) -> str:
    """Return what a figure was read from, as an explanation says it."""
    quantity = one.quantity
    said = {
        "form": quantity.form,
        "unit beside the number": quantity.unit,
        "noun counted": one.noun.text if one.noun is not None else None,
        "indicator": indicator,
        "subject": subject,
        "source": speaker,
    }
    return "; ".join(f"{name}: {value}" for name, value in said.items() if value)


def period(context: Context, one: Found, kind: str) -> DateRange:
    """Return when the figure holds; a length of time has a date only where another phrase states it."""
    if kind != "duration":
        return date_after(context, one) or context.figure_date(one.root)
    found = context.date_of(one.root)
    is_other = found.span is not None and not found.span.overlaps(one.quantity.span)
    return found if is_other and (found.source == "stated" or found.end is not None) else DateRange()


def change_code(article: Article, one: Found) -> str | None:
    """Return the change code of a quantity; None for a time or age that only modifies a noun."""
    return None if only_modifies(one) else change_of(article.tokens, one.quantity, one.root)


def date_after(context: Context, one: Found) -> DateRange | None:
    """Return the date right after a figure, which is its own: '3 million tonnes in 2022 and 4 million in 2023'."""
    text, end = context.document.text, whole_span(one).end
    for phrase in context.date_phrases:
        if phrase.span.start >= end:
            is_next = bool(AT_DATE.fullmatch(text[end : phrase.span.start])) and not phrase.relation
            return phrase.range if is_next and phrase.range.start else None
    return None


def only_modifies(one: Found) -> bool:
    """True for a time or age that only modifies a noun ('10-year bonds rose'): it did not change itself."""
    quantity = one.quantity
    return not quantity.is_change and (quantity.kind == "age" or (quantity.kind == "duration" and one.noun is not None))
