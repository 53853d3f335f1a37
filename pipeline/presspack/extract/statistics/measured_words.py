"""The words that say what each figure of an article measures, with what lists and comparisons leave out."""

from presspack.documents.doc import Token
from presspack.english.labels import NOUNS, SUBJECTS
from presspack.extract.explanation import TAKEN, note
from presspack.extract.quantities.number_words import words_in
from presspack.extract.statistics.changes import direction
from presspack.extract.statistics.clause_subjects import is_bare, verb_of
from presspack.extract.statistics.counted_nouns import dashed_noun, words_before_dash
from presspack.extract.statistics.ellipsis import (
    bracketed,
    is_compared,
    is_conversion,
    is_gapped,
    is_led_to,
    meant_by_those,
    phrase_before,
    recipient,
    taken_over,
)
from presspack.extract.statistics.figure_units import whole_span
from presspack.extract.statistics.found import Article, Found, own_tokens
from presspack.extract.statistics.indicators import Figure as Measured
from presspack.extract.statistics.indicators import bracketed_words, indicator_words, noun_words
from presspack.extract.statistics.linked_figures import is_whole
from presspack.extract.statistics.noun_phrases import is_light, tidied
from presspack.extract.statistics.taken_up import is_further, is_restated, is_sum_told, own_phrases, taken_up
from presspack.extract.statistics.time_points import counted_from


def all_words(
    article: Article, found: list[Found], changes: list[str | None], turns: dict[int, Token]
) -> list[list[Token]]:
    """Return the words that say what each quantity measures, with what lists and comparisons leave out."""
    tokens, quantities = article.tokens, [one.quantity for one in found]
    out: list[list[Token]] = []
    for index, (one, change) in enumerate(zip(found, changes, strict=True)):
        words, rule = measured_words(article, one, change), "measured_words.py: measured_words"
        last = previous(article, found, index)
        if index in turns:
            told = next((out[i] for i in range(index) if found[i].noun is turns[index]), None)
            rule = "ellipsis.py: in_turn"
            named = told or noun_words(turns[index], article.taken)
            words = tidied([*named, *own_measure(one, article.taken, change), *counted_in_turn(one, article.taken)])
        elif (again := told_again(article, found, out, words)) is not None:
            rule = "measured_words.py: told_again"
            words = again
        elif those := meant_by_those(one.root):
            rule = "ellipsis.py: meant_by_those"
            words = sorted([*those, *(t for t in words if t.pos_ == "VERB" and direction(t))])
        elif other := recipient(tokens, quantities, index):
            rule = "ellipsis.py: recipient"
            words = other
        elif index and one.noun is None and out[-1] and is_led_to(tokens.text, quantities[index - 1], one.quantity):
            rule = "ellipsis.py: is_led_to"
            words = taken_over(out[-1], [])
        elif last is not None and is_compared(tokens, one.quantity):
            rule = "ellipsis.py: is_compared"
            words = taken_over(out[last], words)
        elif index and is_conversion(tokens.text, quantities[index - 1], one.quantity):
            rule = "ellipsis.py: is_conversion"
            words = out[index - 1]
        elif one.noun is None and (noun := bracketed(tokens, one.quantity)) is not None:
            rule = "ellipsis.py: bracketed"
            words = bracketed_words(noun, article.taken)
        elif not one.is_noun_after and is_gapped(
            tokens,
            one.quantity,
            gap := phrase_before(tokens, one.quantity, article.taken),
            found[index - 1].quantity.span.start if index else -1,
        ):
            rule = "ellipsis.py: is_gapped"
            words = gapped_words(found[index - 1] if index else None, one, gap, out[-1] if out else [])
        out.append(with_ages(article, found, index, without_list(one, words)))
        note(
            "statistic",
            whole_span(one),
            TAKEN,
            f"statistics/{rule}",
            lambda: f"measures: {' '.join(map(str, out[-1]))}",
        )
    return out


def told_again(article: Article, found: list[Found], out: list[list[Token]], words: list[Token]) -> list[Token] | None:
    """Return the words of a figure that takes up one just told, its own being `words`; None if it takes up none."""
    index, text = len(out), article.tokens.text
    one, last = found[index], previous(article, found, index)
    if (told := taken_up(article.tokens, found, index)) is not None:
        own = (t for t in own_phrases(one.root) if t.i not in article.taken)
        return sorted({*taken_over(out[told], []), *own})
    if index and is_restated(text, found[index - 1].quantity, one.quantity):
        return out[index - 1]
    if is_sum_told(text, one.quantity.span.end) and one.noun is not None and one.noun.i < one.root.i:
        return noun_words(one.noun, article.taken)
    if last is not None and one.noun is None and is_further(text, one.quantity):
        return tidied([*noun_words(found[last].noun, article.taken), *words])
    return None


def gapped_words(before: Found | None, one: Found, gap: list[Token], told: list[Token]) -> list[Token]:
    """Return who, with what those before do: 'Blues won districts' of 'The Reds won 29 districts, the Blues 15'.

    `told` are the words of the figure `before`.
    """
    noun = one.noun if one.noun is not None and one.noun.i < one.root.i else None
    verb = verb_of(before.root) if before is not None else None
    is_named = all(t.pos_ == "PROPN" or t.text.istitle() for t in gap)
    is_same = before is not None and one.quantity.kind == before.quantity.kind
    if verb is None or not is_named or not is_same or verb not in told or verb.pos_ != "VERB":
        return tidied([*([noun] if noun is not None else []), *gap])
    return [*gap, *(t for t in told[told.index(verb) :] if t not in gap)]


def without_list(one: Found, words: list[Token]) -> list[Token]:
    """Return `words` without those behind a colon after the figure, which name its members, and a noun far before."""
    root = one.root
    colon = next((t for t in root.doc[root.i : root.sent.end] if t.text == ":"), None)
    kept = [t for t in words if colon is None or t.i < colon.i]
    is_subject = root.dep_ in SUBJECTS
    is_far = one.noun is not None and one.noun.sent.end <= root.sent.start and not is_subject
    here = [t for t in kept if t.i >= root.sent.start]
    return here if is_far and here and not one.is_noun_after and any(t.pos_ in NOUNS for t in here) else kept


def with_ages(article: Article, found: list[Found], index: int, words: list[Token]) -> list[Token]:
    """Return `words` with all of an age that they name a part of: 'men aged 20 to 44', '15- to 24-year-olds'."""
    chosen = {t.i for t in words}
    for number, other in enumerate(found):
        if other.quantity.kind != "age" or number == index or other.root.sent != found[index].root.sent:
            continue
        first, last = (article.tokens.at(at).i for at in (other.quantity.span.start, other.quantity.span.end - 1))
        aged = {first - 1, *range(first, last + 1)}
        if chosen & aged - {t.i for t in words if t.i == first - 1 and not leads_to_age(t, other)}:
            chosen |= set(range(first, last + 1))
    return words if len(chosen) == len(words) else [article.tokens.doc[i] for i in sorted(chosen)]


def leads_to_age(token: Token, age: Found) -> bool:
    """True for a word that an age right after it narrows: 'aged', 'people' of 'people under 35'."""
    return token.lower_ == "aged" or (token.lemma_.lower() in words_in("person") and age.noun is None)


def own_measure(one: Found, taken: frozenset[int], change: str | None) -> list[Token]:
    """Return the word of change that a listed size hangs on: 'increases' of 'increases of 5 and 6'."""
    head = one.root.head if one.root.dep_ != "conj" else one.root.head.head
    while head.dep_ in ("prep", "conj") and not direction(head) and head.head.i != head.i:
        head = head.head
    return [head] if change in ("rise", "fall", "by") and direction(head) and head.i not in taken else []


def counted_in_turn(one: Found, taken: frozenset[int]) -> list[Token]:
    """Return what the members of a list did with what is counted: 'sent nurses' of 'sent 9 and 5 nurses'."""
    if one.noun is None or one.quantity.kind is not None:
        return []
    verb = one.noun.head
    return [*noun_words(one.noun, taken), *([verb] if verb.pos_ == "VERB" and not is_light(verb) else [])]


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
    label = words_before_dash(tokens, one.quantity) if topic is None else []
    if label and not (one.is_noun_after and label[0].i - 1 in taken):  # 'three children - two daughters and a son'
        return [*noun_words(one.noun, taken), *label] if one.noun is not None and one.noun.i < label[0].i else label
    if point := counted_from(tokens, one.quantity, taken):
        return point
    own = own_tokens(tokens, one)
    taken = taken | own  # ages of others name groups
    if topic is not None:
        return noun_words(topic, taken)
    return indicator_words(
        Measured(tokens.root(one.quantity.span), one.noun, one.is_noun_after, one.quantity.kind, change), taken
    )
