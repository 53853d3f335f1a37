"""Statistics: every quantity of an article's body, with what it counts or measures, who says so and when it holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from presspack.base.spans import Span
from presspack.documents.doc import Span as Words
from presspack.documents.doc import Token
from presspack.documents.document import TITLE, Document
from presspack.english.token_index import Tokens
from presspack.extract.context.article_context import Context
from presspack.extract.model import Actors, DateRange, Statistic
from presspack.extract.quantities.extraction import Quantity, quantities_in
from presspack.extract.quantities.number_words import words_in
from presspack.extract.quantities.units import rate_after
from presspack.extract.statistics.ages import is_age
from presspack.extract.statistics.carry_over import carried
from presspack.extract.statistics.changes import change_of, direction
from presspack.extract.statistics.counted_nouns import dashed_noun, noun_after, noun_of, numbered, words_before_dash
from presspack.extract.statistics.ellipsis import (
    bracketed,
    in_turn,
    is_compared,
    is_conversion,
    is_gapped,
    is_led_to,
    meant_by_those,
    phrase_before,
    recipient,
    taken_over,
)
from presspack.extract.statistics.figure_subjects import Figure, Story, actor_of
from presspack.extract.statistics.indicators import Figure as Measured
from presspack.extract.statistics.indicators import (
    bracketed_words,
    governor,
    indicator_words,
    is_bare,
    noun_words,
    subject_of,
)
from presspack.extract.statistics.linked_figures import bases, is_whole, linked, shares
from presspack.extract.statistics.not_measures import is_refused
from presspack.extract.statistics.noun_phrases import indicator_text, tidied
from presspack.extract.statistics.sources import is_only_source, publisher_of
from presspack.extract.statistics.omitted_nouns import supplied_nouns, with_supplied_money

AT_DATE = re.compile(r"\s+(?:(?:in|during|for|on)\s+)?(?:the\s+)?", re.IGNORECASE)
LONGEST_SENTENCE = 400
MOST_FIGURES = 80


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity in its sentence: the token that stands for it and the noun it counts, if any."""

    quantity: Quantity
    root: Token
    noun: Token | None
    is_noun_after: bool


@dataclass(frozen=True, slots=True)
class Article:
    """What a row draws on; `taken` are the indices of the tokens of all quantities."""

    document: Document
    tokens: Tokens
    actors: Actors
    context: Context
    taken: frozenset[int]


def statistics_in(
    document: Document, actors: Actors, context: Context, *, default_dollar: str = "USD"
) -> list[Statistic]:
    """Return the statistics of the body, in text order; their spans are offsets into `document.text`.

    "The union lost almost 120 thousand workers" -> value 120000, modifier approx, unit workers, kind count,
    indicator "union lost workers". A bare '$' is the currency `default_dollar`.
    """
    tokens = Tokens(document.doc)
    found = list(read(document, tokens, default_dollar))
    if not found:
        return []
    found = supplied(document, tokens, found)
    article = Article(document, tokens, actors, context, taken_tokens(tokens, found))
    changes = [change_code(article, one) for one in found]
    turns = in_turn(tokens, [one.quantity for one in found])
    words = all_words(article, found, changes, turns)
    found = [replace(one, noun=turns[i]) if i in turns and is_supplied(one) else one for i, one in enumerate(found)]
    rows = [statistic(article, *one) for one in zip(found, words, changes, strict=True)]
    nouns = [indicator_text(noun_words(one.noun, article.taken), document.text)[0] for one in found]
    story = Story(document, actors, context, [one.root for one in found])
    return carried(story, linked(document, shares(bases(document, rows), nouns)))


def read(document: Document, tokens: Tokens, dollar: str) -> Iterator[Found]:
    """Yield the quantities of the body parts that their sentences confirm."""
    for part in document.parts:
        if part.kind == TITLE:
            continue
        plain = quantities_in(tokens.text[part.start : part.end], dollar=dollar)
        for quantity in with_supplied_money(document, [moved(one, part.start) for one in plain]):
            if not is_prose(tokens.at(quantity.number.start).sent):
                continue
            if found := confirmed(tokens, quantity):
                yield found


def not_read(document: Document) -> Iterator[Span]:
    """Yield the sentences of the body that are no prose but a table or a heap of numbers: they are not read."""
    for sentence in document.doc.sents:
        if not is_prose(sentence) and document.part(sentence[0]).kind != TITLE:
            yield Span(sentence.start_char, sentence.end_char)


@lru_cache(maxsize=64)
def is_prose(sentence: Words) -> bool:
    """True for a sentence that people write: of so many words and figures at most."""
    return len(sentence) <= LONGEST_SENTENCE and sum(token.like_num for token in sentence) <= MOST_FIGURES


def moved(quantity: Quantity, by: int) -> Quantity:
    """Return `quantity` with its offsets moved by `by`."""
    span, number = quantity.span, quantity.number
    return replace(quantity, span=Span(span.start + by, span.end + by), number=Span(number.start + by, number.end + by))


def confirmed(tokens: Tokens, quantity: Quantity) -> Found | None:
    """Return the quantity with the noun it stands before; None where the sentence shows that it measures nothing."""
    root = tokens.root(quantity.number)
    noun = noun_after(tokens, quantity)
    if quantity.kind not in (None, "ratio") and noun is not None and not is_modifier_of(root, noun):
        noun = None
    if is_refused(tokens, quantity, noun):
        return None
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


def taken_tokens(tokens: Tokens, found: list[Found]) -> frozenset[int]:
    """Return the indices of the tokens that belong to quantities, and so to no indicator; ages name groups."""
    taken: set[int] = set()
    for one in found:
        if one.quantity.kind == "age" or one.quantity.form == "multiple_verb":
            continue  # 'young people under 35' are a group
        taken |= set(range(tokens.at(one.quantity.span.start).i, tokens.at(one.quantity.span.end - 1).i + 1))
    return frozenset(taken)


def statistic(article: Article, one: Found, words: list[Token], change: str | None) -> Statistic:
    """Return the row for one quantity."""
    quantity, root, context = one.quantity, one.root, article.context
    actors = article.actors
    speaker = context.speaker_of(root) or publisher_of(actors, root)
    subject = actor_of(actors, Figure(root, one.noun, one.is_noun_after, words, speaker))
    text, span = indicator_text(words, article.document.text)
    unit, kind = unit_of(article, one)
    return Statistic(
        span=whole_span(one),
        number=quantity.number,
        value=quantity.value,
        value_high=quantity.high,
        modifier_code=quantity.modifier,
        unit=unit,
        unit_kind_code=kind,
        indicator=named(words, text, kind),
        indicator_span=span,
        sentence=article.tokens.sentence(root),
        change_code=change,
        subject=None if is_only_source(actors, subject or None, speaker, root) else subject,
        place=context.place_of(root),
        period=period(context, one, kind),
        attributed_to=speaker,
    )


def named(words: list[Token], text: str, kind: str) -> str:
    """Return the words of an indicator, for an age with that it is one: 'nurse' -> 'age of nurse'."""
    is_person = kind == "age" and bool(words) and words[0].pos_ in ("NOUN", "PROPN", "ADJ")
    return f"age of {text}" if is_person and "age" not in text.lower().split() else text


def period(context: Context, one: Found, kind: str) -> DateRange:
    """Return when the figure holds; a length of time has a date only where another phrase states it."""
    if kind != "duration":
        return date_after(context, one) or context.figure_date(one.root)
    found = context.date_of(one.root)
    is_other = found.span is not None and not found.span.overlaps(one.quantity.span)
    return found if is_other and (found.source == "stated" or found.end is not None) else DateRange()


def own_tokens(tokens: Tokens, one: Found) -> frozenset[int]:
    """Return the numbers of the tokens of a quantity; none of a verb: 'ownership tripled'."""
    if one.quantity.form == "multiple_verb":
        return frozenset()
    first, last = tokens.at(one.quantity.span.start), tokens.at(one.quantity.span.end - 1)
    return frozenset(range(first.i, last.i + 1))


def change_code(article: Article, one: Found) -> str | None:
    """Return the change code of a quantity; None for a time or age that only modifies a noun."""
    return None if only_modifies(one) else change_of(article.tokens, one.quantity, one.root)


def is_supplied(one: Found) -> bool:
    """True for a bare number whose noun, if any, is taken from elsewhere in its sentence."""
    return one.quantity.kind is None and (one.noun is None or one.noun.i < one.root.i)


def date_after(context: Context, one: Found) -> DateRange | None:
    """Return the date right after a figure, which is its own: '3 million tonnes in 2022 and 4 million in 2023'."""
    text, end = context.document.text, whole_span(one).end
    for phrase in context.date_phrases:
        if phrase.span.start >= end:
            is_next = bool(AT_DATE.fullmatch(text[end : phrase.span.start])) and not phrase.relation
            return phrase.range if is_next and phrase.range.start else None
    return None


def all_words(
    article: Article, found: list[Found], changes: list[str | None], turns: dict[int, Token]
) -> list[list[Token]]:
    """Return the words that say what each quantity measures, with what lists and comparisons leave out."""
    tokens, quantities = article.tokens, [one.quantity for one in found]
    out: list[list[Token]] = []
    for index, (one, change) in enumerate(zip(found, changes, strict=True)):
        words = measured_words(article, one, change)
        last = previous(article, found, index)
        if index in turns:
            told = next((out[i] for i in range(index) if found[i].noun is turns[index]), None)
            named = told or noun_words(turns[index], article.taken)
            words = tidied([*named, *own_measure(one, article.taken, change)])
        elif those := meant_by_those(one.root):
            words = tidied([*those, *(t for t in words if t.pos_ == "VERB" and direction(t))])
        elif other := recipient(tokens, quantities, index):
            words = other
        elif index and one.noun is None and out[-1] and is_led_to(tokens.text, quantities[index - 1], one.quantity):
            words = taken_over(out[-1], [])
        elif last is not None and is_compared(tokens, one.quantity):
            words = taken_over(out[last], words)
        elif index and is_conversion(tokens.text, quantities[index - 1], one.quantity):
            words = out[index - 1]
        elif one.noun is None and (noun := bracketed(tokens, one.quantity)) is not None:
            words = bracketed_words(noun, article.taken)
        elif one.noun is None and is_gapped(
            tokens,
            one.quantity,
            gap := phrase_before(tokens, one.quantity, article.taken),
            found[index - 1].quantity.span.start if index else -1,
        ):
            words = gap
        out.append(with_ages(article, found, index, words))
    return out


def with_ages(article: Article, found: list[Found], index: int, words: list[Token]) -> list[Token]:
    """Return `words` with all of an age that they name a part of: 'men aged 20 to 44', '15- to 24-year-olds'."""
    chosen = {t.i for t in words}
    for number, other in enumerate(found):
        if other.quantity.kind != "age" or number == index or other.root.sent != found[index].root.sent:
            continue
        first, last = (article.tokens.at(at).i for at in (other.quantity.span.start, other.quantity.span.end - 1))
        if chosen & {first - 1, *range(first, last + 1)} - {
            t.i for t in words if t.i == first - 1 and t.lower_ != "aged"
        }:
            chosen |= set(range(first, last + 1))
    return [article.tokens.doc[i] for i in sorted(chosen)]


def own_measure(one: Found, taken: frozenset[int], change: str | None) -> list[Token]:
    """Return the word of change that a listed size hangs on: 'increases' of 'increases of 5 and 6'."""
    head = one.root.head if one.root.dep_ != "conj" else one.root.head.head
    while head.dep_ in ("prep", "conj") and not direction(head) and head.head.i != head.i:
        head = head.head
    return [head] if change in ("rise", "fall", "by") and direction(head) and head.i not in taken else []


def previous(article: Article, found: list[Found], index: int) -> int | None:
    """Return the number of the last figure of the same sentence and kind, which a comparison goes back to."""
    one = found[index]
    for number in range(index - 1, -1, -1):
        other = found[number]
        if other.root.sent.start != one.root.sent.start:
            return None
        if (other.quantity.kind, other.quantity.unit) == (one.quantity.kind, one.quantity.unit):
            same = one.noun is None or other.noun is None or one.noun.lemma_ == other.noun.lemma_ or is_bare(one.noun)
            return number if same else None
    return None


def measured_words(article: Article, one: Found, change: str | None) -> list[Token]:
    """Return the words that say what is measured: of a share set off by a dash, and of a base, the noun alone."""
    tokens, taken = article.tokens, article.taken
    topic = dashed_noun(tokens, one.quantity) if one.quantity.kind == "percent" else None
    if topic is None and one.noun is not None and is_whole(tokens.text, one.quantity.span.start):
        topic = one.noun
    if topic is None and (label := words_before_dash(tokens, one.quantity)):
        return [*noun_words(one.noun, taken), *label] if one.noun is not None and one.noun.i < label[0].i else label
    own = own_tokens(tokens, one)
    taken = taken | own  # ages of others name groups
    if topic is not None:
        return noun_words(topic, taken)
    return indicator_words(
        Measured(tokens.root(one.quantity.span), one.noun, one.is_noun_after, one.quantity.kind, change), taken
    )


def only_modifies(one: Found) -> bool:
    """True for a time or age that only modifies a noun ('10-year bonds rose'): it did not change itself."""
    quantity = one.quantity
    return not quantity.is_change and (quantity.kind == "age" or (quantity.kind == "duration" and one.noun is not None))


def unit_of(article: Article, one: Found) -> tuple[str, str]:
    """Return the unit, with the base of a rate, and its kind; the unit is empty where nothing names it."""
    quantity, noun, root = one.quantity, one.noun, one.root
    name, kind = quantity.unit, quantity.kind
    if name is None or (kind == "ratio" and name != "times"):
        measured = likelihood(root) if noun is None and quantity.value <= 1 else None
        if measured is not None:
            return measured.text, "ratio"
        name, kind = (noun.text if noun is not None else ""), kind or "count"
    counted = noun if kind == "count" or quantity.kind is None else None
    if quantity.kind is None and noun is not None and kind == "count" and noun.lemma_.lower() in words_in("time"):
        kind = "duration"  # 'six working days'
    per = quantity.per or (rate_of(article.tokens.text, counted) if counted is not None else None)
    return (f"{name} per {per}" if per else name), kind or "count"


def rate_of(text: str, noun: Token) -> str | None:
    """Return the base of a rate that follows a count noun: 'tests per day' -> day."""
    rate = rate_after(text, noun.idx + len(noun))
    return rate[0] if rate is not None and rate[0] not in ("a", "an") else None


def likelihood(root: Token) -> Token | None:
    """Return the noun when a bare number is said of a likelihood or ratio."""
    verb = governor(root)
    noun = subject_of(verb) if verb is not None else None
    return noun if noun is not None and noun.lemma_ in words_in("likelihood") else None


def whole_span(one: Found) -> Span:
    """Return the quantity with the noun it stands before; a bare fraction also takes in the noun of its 'of'."""
    span, noun = one.quantity.span, one.noun
    if noun is None or noun.i < one.root.i:
        return span
    end = noun.idx + len(noun)
    is_near = one.is_noun_after or (one.quantity.kind == "ratio" and end - span.end < 60)
    return Span(span.start, max(span.end, end)) if is_near else span
