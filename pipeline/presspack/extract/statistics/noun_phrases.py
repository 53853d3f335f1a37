"""Noun phrases and predicates of a parse as lists of words, and the text that a list of words makes."""

from collections.abc import Iterable

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.english.labels import NOUNS, SUBJECTS
from presspack.extract.quantities.number_words import words_in

LEFT_OUT = frozenset({"det", "punct", "predet", "aux", "auxpass", "mark", "expl", "quantmod", "case", "intj", "cc"})
PREPOSITIONS = frozenset({"prep", "agent", "dative"})
OBJECTS = frozenset({"dobj", "attr", "oprd", "acomp"})
CLAUSES = frozenset({"relcl", "acl"})
CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM", "ADV"})
FUNCTION = frozenset({"ADP", "CCONJ", "SCONJ", "PART", "PUNCT"})
NO_LEFT_MODIFIERS = frozenset({"relcl", "prep", "cc", "conj", "appos", "advmod", "nummod"})
DASHES = frozenset({"-", "–", "—", "--"})
LONGEST_MODIFIER = 5
LONGEST_CLAUSE = 8


def phrase(noun: Token, *, depth: int = 2) -> list[Token]:
    """Return the words of a noun phrase without determiners: its modifiers, its 'of', the clause that narrows it.

    'the people killed in the attack' -> people killed in attack. `depth` bounds the phrases inside phrases.
    """
    out = [noun]
    for child in noun.children:
        if child.lower_ == "no" and child.dep_ == "det":
            out.append(child)  # 'have no tractor'
        if child.lower_ in ("those", "these") and child.dep_ == "det" and noun.pos_ not in NOUNS:
            out.append(child)  # 'those younger than 35'
        if child.dep_ in LEFT_OUT or (child.pos_ in ("PRON", "DET") and child.tag_ != "NN"):
            continue
        if child.i < noun.i:
            out += modifier(child) if child.dep_ not in NO_LEFT_MODIFIERS else []
        elif child.dep_ in PREPOSITIONS and depth:
            out += preposition(child, depth=depth - 1)
        elif child.dep_ in CLAUSES and depth > 1 and not is_aside(child):
            out += narrowing(child)
        elif child.dep_ in ("amod", "acomp") and depth:
            out += modifier(child)
        elif child.dep_ == "advmod" and child.i == noun.i + 1 and not child.children:
            out.append(child)  # 'the people aboard'
    return sorted(set(out))


def modifier(child: Token) -> list[Token]:
    """Return the words of a modifier before its noun; nothing of a long one, or of 'including', which names parts."""
    if child.lower_ in words_in("including") or is_set_apart(child):
        return []
    words = [t for t in child.subtree if t.dep_ not in ("det", "punct") and (t.pos_ != "PRON" or t.tag_ == "NN")]
    return words if len(words) <= LONGEST_MODIFIER else []


def is_set_apart(child: Token) -> bool:
    """True when a dash stands between a modifier and its noun: 'more than good - 40 thousand new members'."""
    between = child.doc[child.i + 1 : child.head.i]
    return any(t.text in DASHES and bool(t.whitespace_) and bool(t.nbor(-1).whitespace_) for t in between)


def preposition(head: Token, *, depth: int) -> list[Token]:
    """Return a prepositional phrase: the preposition and the noun phrase it governs."""
    if head.lower_ in words_in("including"):
        return []
    objects = [t for t in head.children if t.dep_ in ("pobj", "pcomp")]
    if not objects or objects[0].pos_ == "PRON":
        inner = [t for child in head.children if child.dep_ == "prep" for t in preposition(child, depth=depth)]
        return [head, *inner] if inner else []
    if objects[0].pos_ == "ADV":
        return [head, objects[0]]  # 'from abroad'
    if objects[0].dep_ == "pcomp":
        return [head, *predicate(objects[0], depth=depth)] if depth and objects[0].tag_ == "VBG" else []
    others = [o for o in objects[0].conjuncts if o.i > head.i]
    joints = [t for o in (objects[0], *others) for t in o.children if t.dep_ == "cc"]
    return [head, *phrase(objects[0], depth=depth), *joints, *(t for o in others for t in phrase(o, depth=0))]


def is_aside(clause: Token) -> bool:
    """True for a clause after a comma, which tells more of its noun but does not say which one is meant."""
    first = clause.left_edge
    return first.i > 0 and first.nbor(-1).lower_ in (",", "-", "–", "—", "(")


def narrowing(clause: Token) -> list[Token]:
    """Return the words of a clause that says which noun is meant: 'who died in the fire', 'held by banks'."""
    if any(t.dep_ in SUBJECTS and t.tag_ == "PRP" for t in clause.lefts):
        return []  # 'the changes that he sought'
    asking = [t for t in clause.lefts if t.tag_ in ("WDT", "WP", "WRB")]
    told = [t for t in clause.lefts if t.dep_ in SUBJECTS and t.pos_ in NOUNS]
    words = [*asking, *(t for noun in told for t in phrase(noun, depth=0)), clause]
    for depth in (1, 0):
        whole = [*words, *predicate(clause, depth=depth)]
        if sum(t.pos_ in CONTENT for t in set(whole)) <= LONGEST_CLAUSE:
            return whole
    return []


def predicate(verb: Token, *, depth: int = 2, apart: frozenset[int] = frozenset()) -> list[Token]:
    """Return the words of what a verb says: itself and its complements, but for those of the numbers `apart`."""
    words = [] if is_light(verb) else [verb]
    if words and any(c.dep_ == "neg" for c in verb.lefts):
        words += [c for c in verb.lefts if c.dep_ in ("aux", "auxpass")]
    for child in verb.children:
        if child.i in apart:
            continue
        if child.dep_ in ("prt", "neg") and words:
            words.append(child)
        elif child.dep_ in ("acomp", "oprd") and child.pos_ == "VERB":
            words += predicate(child, depth=depth)
        elif child.dep_ in OBJECTS and child.pos_ not in ("PRON", "VERB", "ADP") and not is_dimension(child):
            words += phrase(child, depth=min(depth, 1))
        elif child.dep_ in PREPOSITIONS and child.lower_ not in words_in("circumstance"):
            is_stranded = (
                bool(words) and child.pos_ == "ADP" and not child.children and child.i == verb.i + 1
            )  # 'is spoken for'
            words += [child] if is_stranded else [] if is_aside_before(child) else preposition(child, depth=depth)
        elif words and child.dep_ == "dobj" and child.lower_ in words_in("reflexive"):
            words += [child, *(t for t in verb.children if t.dep_ == "advmod" and t.i == child.i + 1)]
        elif child.dep_ == "xcomp" and child.i > verb.i and depth:
            words += [
                *(t for t in child.lefts if t.dep_ == "aux" and t.tag_ == "TO"),
                *predicate(child, depth=depth - 1),
            ]
        elif (
            child.dep_ == "conj"
            and child.pos_ == "VERB"
            and words
            and not any(c.dep_ == "nsubj" for c in child.children)
        ):
            words += [t for t in verb.children if t.dep_ == "cc"] if child.i - verb.i < 3 else []
            words += [child] if child.i - verb.i < 3 else []
    return sorted(set(words))


def is_aside_before(preposition: Token) -> bool:
    """True for a phrase that opens a clause and says nothing of what it measures: 'With 90 judges, the bill is ...'."""
    verb = preposition.head
    opens = preposition.dep_ == "prep" and preposition.lower_ in words_in("aside_opening")
    return opens and any(c.dep_ in SUBJECTS and preposition.i < c.i < verb.i for c in verb.children)


def is_dimension(word: Token) -> bool:
    """True for the way in which something is measured: 'long', 'high'."""
    return word.pos_ in ("ADJ", "ADV") and word.lower_ in words_in("dimension")


def is_light(verb: Token) -> bool:
    """True for a verb that says nothing of what is measured: 'be', 'have', 'include'; 'were taken' does."""
    if verb.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.children):
        return False
    return verb.lemma_.lower() in words_in("light_verb") or verb.pos_ != "VERB"


def tidied(words: Iterable[Token]) -> list[Token]:
    """Return `words` in order, without what lost its complement: prepositions, and conjunctions without members."""
    kept = sorted(t for t in set(words) if t.lower_ not in words_in("including"))
    while True:
        chosen = {t.i for t in kept}
        fewer = [t for t in kept if not is_function(t) or (has_complement(t, chosen) and has_head(t, chosen))]
        if len(fewer) == len(kept):
            break
        kept = fewer
    opening = opening_phrase(kept)
    kept = [*kept[len(opening) :], *opening]
    while kept and is_function(kept[0]) and kept[0].lower_ not in words_in("group_preposition"):
        kept = kept[1:]
    return kept


def opening_phrase(words: list[Token]) -> list[Token]:
    """Return the phrase before the subject of its clause, if `words` begin with it; it is told last.

    'In the north fares rose' -> fares rose in north.
    """
    first = words[0] if words else None
    if first is None or first.dep_ != "prep" or not is_function(first) or first.lower_ in words_in("group_preposition"):
        return []
    verb = first.head
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS and first.i < c.i < verb.i), None)
    run = [t for t in words if t.i == first.i or first.is_ancestor(t)]
    is_whole = subject is not None and run == words[: len(run)] and len(run) < len(words)
    return run if is_whole else []


def is_function(token: Token) -> bool:
    """True for a word that only links others: a preposition ('including' too), a conjunction, a particle."""
    if token.dep_ == "prep" and not token.children and token.i and token.head.i == token.i - 1:
        return token.head.pos_ != "VERB"  # 'is spoken for'
    return token.dep_ not in ("neg", "prt") and (token.pos_ in FUNCTION or token.dep_ == "prep")


def has_head(token: Token, chosen: set[int]) -> bool:
    """False for 'of' when what it belongs to is left out: 'seized 45 kg of heroin' -> seized heroin."""
    return token.lower_ != "of" or token.head.i in chosen or token.head.dep_ in ("prep", "advmod", "prt")


def has_complement(token: Token, chosen: set[int]) -> bool:
    """True when what a function word governs or joins is among the chosen words."""
    if token.pos_ == "CCONJ":
        members = [token.head, *(c for c in token.head.children if c.dep_ == "conj")]
        return sum(t.i in chosen for t in members) > 1
    if token.dep_ in ("aux", "case"):
        return token.head.i in chosen
    return any(child.i in chosen for child in token.children)


def indicator_text(words: list[Token], text: str) -> tuple[str, Span | None]:
    """Return the phrase and the span it covers: runs of words that touch keep the blanks and marks between them."""
    if not words:
        return "", None
    pieces: list[str] = []
    last: Token | None = None
    for word in words:
        here = text[word.idx : word.idx + len(word)]
        here = here.lower() if word.is_sent_start and last is not None else here  # told last
        if last is not None and (joint := joint_between(last, word)) is not None:
            pieces[-1] += joint + here
        else:
            pieces.append(here)
        last = word
    span = Span(min(t.idx for t in words), max(t.idx + len(t) for t in words))
    return " ".join(" ".join(pieces).split()), span


def joint_between(last: Token, word: Token) -> str | None:
    """Return what joins two words without a blank: nothing ("party" + "'s") or a hyphen; None if they stand apart."""
    if last.whitespace_ or word.i <= last.i:
        return None
    between = word.doc[last.i + 1 : word.i]
    if not len(between):
        return ""
    return between.text if len(between) == 1 and between[0].text == "-" and not between[0].whitespace_ else None
