"""What the look and the neighbourhood of a name say about it, one question a function."""

import re
from collections.abc import Iterable

from presspack.documents.doc import Token
from presspack.english import lexicon
from presspack.english.labels import SUBJECTS
from presspack.english.lexicon import codes, given_names, name_parts, surname_endings, word_class
from presspack.extract.actors.labelled_text import ADJECTIVE, COUNTRY, PLAIN, TITLE, Found, Page, head_type
from presspack.names.gazetteer import candidates as towns
from presspack.names.gazetteer import folded as folded_place
from presspack.names.gazetteer import region_names
from presspack.names.phrase_matcher import is_acronym, name_key, words_of

PERSON, ORGANISATION = "person", "organisation"
SMALL = word_class("small_word", "function_words")
# How far behind an opening quotation mark a name may stand.
QUOTED_REACH = 60
# How many words may lie between a name and the noun that says what it is.
GRAMMAR_REACH = 12
# How many words behind a name the noun may stand that makes it the name of a thing.
PRODUCT_REACH = 2
# How many words behind a subject a pronoun may take it up.
PRONOUN_REACH = 8
ACRONYM_BEHIND = re.compile(r"['\"\u2019]?\s*\(([A-Z][A-Za-z.&-]{1,9})\)")
PLATFORM_PREPOSITIONS = word_class("platform_preposition", "function_words")
DATELINE_MARK = re.compile(r"[.,:]\s|\s*(?:[–—-]|\()")
OF_BODY = word_class("body_preposition", "function_words")
LISTING = word_class("listing", "function_words")
PLACING = word_class("placing_preposition", "function_words")


def written_as(page: Page, found: Found) -> str:
    """Return a name as the article writes it."""
    return page.span(found.first, found.last).of(page.text)


def key_of(page: Page, found: Found) -> str:
    """Return the folded form of a name, which all its occurrences share."""
    return name_key(written_as(page, found))


def is_long(found: Found) -> bool:
    """True for a name of two words or more."""
    return found.last - found.first > 1


def initials(name: str) -> set[str]:
    """Return the acronyms a name may have, folded, with and without its small words: "Union of Poets" -> uop, up."""
    words = [word.folded for word in words_of(name)]
    if len(words) < 2:
        return set()
    large = [word for word in words if word not in SMALL]
    return {"".join(word[0] for word in words), "".join(word[0] for word in large)}


def looks_like_person(written: str) -> bool:
    """True for two to five capitalised words of which one is a given name or ends like a surname."""
    words = [w for w in written.replace("-", " ").split() if w[:1].isalpha()]
    if not 2 <= len(words) <= 5 or any(c.isdigit() for c in written):
        return False
    small = name_parts("particle") | name_parts("syllable")
    if not all(w[0].isupper() or w.lower() in small for w in words):
        return False
    first, last = name_key(words[0]), name_key(words[-1])
    is_surname = last.endswith(surname_endings()) and len(last) > 4
    return first in given_names() or is_surname or written[1:2] == "."


def shape(written: str) -> str | None:
    """Return the type that the look of a name suggests: 'Ann Bell', 'OSCE', 'BioNova'."""
    if looks_like_person(written):
        return PERSON
    inner = written.removeprefix("Mc").removeprefix("Mac")[1:]
    if "&" in written:
        return ORGANISATION
    camel = any(c.isupper() for c in inner) and not any(c in " -'’" for c in written)
    return ORGANISATION if is_acronym(written) or (camel and not written.isupper()) else None


def is_shouted(page: Page, found: Found) -> bool:
    """True for words written in capitals throughout that are too long for an acronym: a heading or a dateline."""
    written = written_as(page, found)
    called = found.title is not None and not page.words[found.title].text.isupper()  # 'Mrs BARBARA TOLLEY'
    if not written.isupper() or called:
        return False
    marked = DATELINE_MARK.match(page.text, page.words[found.last - 1].end) is not None
    dateline = marked and page.opens_part(found.first) and bool(towns(written.title()))
    return dateline or not is_acronym(written)


def is_named_thing(page: Page, found: Found) -> bool:
    """True for what stands in quotes after 'the slogan', 'a programme called': a name, but of no actor."""
    start = page.words[found.first].start
    if _is_work(page, found):
        return True
    quote = page.text.rfind('"', max(0, start - QUOTED_REACH), start)
    if quote < 0 or page.text[quote + 1].isspace() or "\n" in page.document.text[quote:start]:
        return False
    words = page.text[max(0, quote - 40) : quote].lower().split()
    while words and (words[-1] == "of" or words[-1] in word_class("calling", "actor_word_classes")):
        words.pop()
    return bool(words) and words[-1] in codes("naming_nouns")


def _is_work(page: Page, found: Found) -> bool:
    """True for the 'The Tempest' of 'a performance of The Tempest'."""
    of = found.first - 1 if found.first and page.words[found.first - 1].text == "of" else found.first
    return of > 0 and page.words[of].text == "of" and page.words[of - 1].folded in codes("work_nouns")


def is_constituency(page: Page, found: Found) -> bool:
    """True for the state in 'Ann Bell, D-N.Y.' and '(R-Ohio)', that a member of Congress is of."""
    before = page.words[found.first - 1].text if found.first else ""
    return len(before) == 1 and before.isupper() and page.between(found.first) == "-"


def is_function_word(page: Page, found: Found) -> bool:
    """True for a lone 'What' or 'Our' with a capital."""
    return not is_long(found) and page.token(found.first).is_stop and not page.words[found.first].text.isupper()


def has_acronym(page: Page, found: Found) -> bool:
    """True for a name of two words or more with its own initials in brackets: 'Africa Renewal Congress (ARC)'."""
    match = ACRONYM_BEHIND.match(page.text, page.words[found.last - 1].end)
    if match is None or not is_long(found) or page.words[found.last - 1].folded in codes("place_heads"):
        return False
    return name_key(match.group(1)) in initials(written_as(page, found))


def without_other_acronyms(page: Page, kept: list[Found], read: Iterable[Found]) -> list[Found]:
    """Return `kept` without acronyms in brackets of what is no actor: a territory, a rank, a system."""
    actors = {page.words[found.last - 1].end for found in kept if found.kind != COUNTRY}
    others = {page.words[found.last - 1].end for found in read} - actors
    others |= {page.words[piece.last - 1].end for piece in page.pieces if piece.kind in {TITLE, COUNTRY}} - actors
    acronyms = [found for found in kept if found.kind == PLAIN and is_acronym(written_as(page, found))]
    barred = {key_of(page, found) for found in acronyms if _bracket_after(page, found) in others}
    return [found for found in kept if found.kind != PLAIN or key_of(page, found) not in barred]


def _bracket_after(page: Page, found: Found) -> int | None:
    """Return where the words end that a name in brackets stands behind; None outside brackets."""
    if found.first == 0 or not page.between(found.first).endswith("("):
        return None
    return page.words[found.first - 1].end


def is_platform(page: Page, found: Found) -> bool:
    """True for the 'Facebook' of 'on Facebook': where something is said, and nobody who says it."""
    if found.first == 0 or is_long(found) or page.words[found.first].folded not in codes("online_words"):
        return False
    return page.words[found.first - 1].text in PLATFORM_PREPOSITIONS


def is_product(page: Page, found: Found) -> bool:
    """True for the 'Bulava' of 'the Bulava ballistic missile': a thing called so, and nobody who acts."""
    if any(head_type(word) for word in page.words[found.first : found.last]):
        return False  # 'the Northern Airlines jet'
    for number in range(found.last, min(found.last + PRODUCT_REACH, len(page.words))):
        if page.between(number) != " " or not page.words[number].text.islower():
            return False
        if page.words[number].folded in codes("product_nouns"):
            return True
    return False


def noun_of_body(page: Page, found: Found) -> str | None:
    """Return the type that a noun gives the name it belongs to: 'chief executive of X', "X's shareholders"."""
    nouns = codes("of_body_nouns")
    if found.first > 1 and page.words[found.first - 1].text in OF_BODY and page.between(found.first) == " ":
        before = [word.folded for word in page.words[max(0, found.first - 3) : found.first - 1]]
        return nouns.get(" ".join(before)) or nouns.get(before[-1])
    number = found.last + (found.last < len(page.words) and page.words[found.last].text == "s")
    after = [word.folded for word in page.words[number : number + 2]]
    if number == found.last or not after or not is_close(page, found.last):
        return None
    owned = lexicon.words("of_body_nouns", owned="yes")
    return next((nouns[noun] for noun in (" ".join(after), after[0]) if noun in owned), None)


def is_close(page: Page, number: int) -> bool:
    """True for the 's that stands right behind a name."""
    return page.between(number) in {"'", "\u2019"}


def pronoun_of(head: Token) -> str | None:
    """Return the type of a subject by the pronoun its own clause takes it up with: 'X said it would', 'X and her'."""
    if head.dep_ not in SUBJECTS or any(head.conjuncts) or head.ent_type_ in {"GPE", "LOC"} or towns(head.text):
        return None
    for token in head.doc[head.i + 1 : min(head.i + PRONOUN_REACH, head.sent.end)]:
        if codes("pronouns").get(token.lower_) in {"male", "female"}:
            return PERSON
        if token.lower_ in {"it", "its", "itself"} and token.dep_ in {"nsubj", "nsubjpass", "poss"}:
            return ORGANISATION
        if token.pos_ in {"PROPN"} or token.is_punct:
            return None
    return None


def bare_head(page: Page, found: Found) -> bool:
    """True for a head word alone ('the League'): short for a longer name, if the article has one."""
    return not is_long(found) and head_type(page.words[found.first]) is not None


def kind_noun(page: Page, found: Found) -> str | None:
    """Return the type that a common noun beside a name gives it: 'the X party', 'newspaper "X"', 'parties like X'."""
    return _noun_after(page, found) or _noun_before(page, found)


def _noun_after(page: Page, found: Found) -> str | None:
    if found.last >= len(page.words) or not page.between(found.last).strip("\"'").isspace():
        return None
    word = page.words[found.last]
    return codes("kind_nouns").get(word.folded) if word.text.islower() else None


def _noun_before(page: Page, found: Found) -> str | None:
    number = found.first
    if number == 0 or not page.between(number).strip("\"'(").isspace():
        return None
    before = [word.text for word in page.words[max(0, number - 4) : number]]
    if page.token(number - 1).is_sent_start and page.between(number) == " ":
        before[-1] = before[-1].lower()  # 'Developer Norhome'
    if before[-1] in word_class("calling", "actor_word_classes"):
        before.pop()
    elif before[-1] in LISTING:
        before = [word for word in before[:-1] if word != "such"]
    nouns = codes("kind_nouns")
    return nouns.get(" ".join(before[-2:])) or nouns.get(before[-1]) if before else None


def noun_by_grammar(head: Token) -> str | None:
    """Return the type that an apposition or 'is' gives a name: 'X, the ruling party', 'X is a bank'."""
    nouns = codes("kind_nouns")
    beside = [child for child in head.children if child.dep_ == "appos"]
    if head.dep_ == "appos" and not _is_taken(head.head):
        beside.append(head.head)
    if head.dep_ == "nsubj" and head.head.lemma_ in word_class("stating", "actor_word_classes"):
        beside += [child for child in head.head.children if child.dep_ == "attr"]
    near = [t for t in beside if t.tag_ == "NN" and abs(t.i - head.i) <= GRAMMAR_REACH]
    named = (nouns.get(_with_modifier(t)) or nouns.get(t.lower_) for t in near)
    return next((noun for noun in named if noun), None)


def _with_modifier(noun: Token) -> str:
    """Return a noun with the word before it: 'aid agency'."""
    before = [child for child in noun.lefts if child.dep_ in {"compound", "amod", "nmod"}]
    return f"{before[-1].lower_} {noun.lower_}" if before else noun.lower_


def _is_taken(noun: Token) -> bool:
    """True for a noun with a name of its own ('the X party, A. Bell') or in a title ('head of the party, A. Bell')."""
    named = any(child.text[0].isupper() for child in noun.lefts if child.dep_ in {"compound", "nmod"})
    return named or (noun.dep_ == "pobj" and noun.head.head.lower_ in codes("titles"))


def place_weight(page: Page, found: Found, head: Token) -> float:
    """Return how much speaks for a place, from 0 to 3: 'in X', 'X region', a town of that name."""
    weight = 0.0
    region = found.last < len(page.words) and page.words[found.last].folded in codes("place_nouns")
    if region and page.between(found.last).isspace():
        weight += 3.0
    if is_long(found) and page.words[found.last - 1].folded in codes("place_heads"):
        weight += 3.0  # 'Federal Capital Territory'
    if head.dep_ == "pobj" and head.head.lower_ in PLACING and found.type_code is None:
        weight += 1.0
    known = 3.0 if is_long(found) else 1.5  # 'Novi Sad' is a town, 'Ann Bell' none
    name = written_as(page, found)
    is_known = bool(towns(name)) or (is_long(found) and folded_place(name) in region_names())
    return weight + (known if is_known else 0.0)


def nationality(page: Page, found: Found) -> str | None:
    """Return the country that an adjective before a name gives it ('the Russian news agency X' -> RUS)."""
    for number in range(found.first - 1, max(found.first - 4, -1), -1):
        if page.between(number + 1).strip("\"'\u2019 "):
            return None
        piece = page.by_first.get(number)
        if piece and piece.kind in {ADJECTIVE, COUNTRY}:
            return piece.values[0] or None
        if page.token(number).pos_ not in {"NOUN", "ADJ", "PROPN", "PART"}:
            return None
    return None
