"""What a quantity measures, in the article's own words: its noun with the clause it stands in."""

from collections.abc import Iterable

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.english.labels import NOUNS, SUBJECTS_OR_CLAUSE, TIMES
from presspack.extract.quantities.number_words import words_in

LONGEST = 12
NEAREST = 1
HIGHEST = 6
LONGEST_MODIFIER = 5
LEFT_OUT = frozenset({"det", "punct", "predet", "aux", "auxpass", "mark", "expl", "quantmod", "case"})
OBJECTS = frozenset({"dobj", "attr", "oprd", "dative", "acomp"})
RIGHT_OF_NOUN = frozenset({"prep", "agent"})
CLAUSES = frozenset({"relcl", "acl"})
DEPENDENT = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp", "dep", "relcl", "acl"})
ANAPHORS = frozenset({"it", "he", "she", "they", "that", "which", "who", "this"})
FUNCTION = frozenset({"ADP", "CCONJ", "SCONJ", "PART", "PUNCT"})
PARTS = frozenset({"including", "among", "excluding"})
CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM", "ADV"})


class Indicator:
    """The words chosen so far; `taken` are the indices of tokens of the quantities and dates, which stay out."""

    def __init__(self, taken: frozenset[int]) -> None:
        """No word is chosen yet."""
        self.taken = taken
        self.chosen: set[int] = set()
        self.size = 0

    def add(self, tokens: Iterable[Token]) -> None:
        """Take `tokens` in, unless that makes the phrase too long."""
        fresh = [
            t
            for t in tokens
            if t.i not in self.taken and t.i not in self.chosen and t.ent_type_ not in TIMES and not t.is_space
        ]
        size = sum(t.pos_ in CONTENT for t in fresh)
        if not size or (self.size and self.size + size > LONGEST):
            return
        self.chosen |= {t.i for t in fresh}
        self.size += size


def phrase(noun: Token, *, depth: int = 2) -> list[Token]:
    """Return the words of a noun phrase without determiners: 'rural districts of the north' in text order."""
    out = [noun]
    for child in noun.children:
        if child.dep_ in LEFT_OUT or child.pos_ in ("PRON", "DET"):
            continue
        if child.i < noun.i and child.dep_ not in ("relcl", "prep", "cc", "conj", "appos"):
            words = [t for t in child.subtree if t.dep_ not in ("det", "punct") and t.pos_ != "PRON"]
            out += words if len(words) <= LONGEST_MODIFIER else []
        elif child.dep_ in RIGHT_OF_NOUN and depth:
            out += preposition(child, depth=depth - 1)
        elif child.dep_ == "acl" and child.i > noun.i and depth > 1:
            out += [child, *(t for c in child.children if c.dep_ in RIGHT_OF_NOUN for t in preposition(c, depth=1))]
    return sorted(set(out), key=lambda t: t.i)


def preposition(head: Token, *, depth: int) -> list[Token]:
    """Return a prepositional phrase: the preposition and the noun phrase it governs."""
    if head.lower_ in PARTS and any(t.like_num for t in head.subtree):
        return []  # 'ten people, including four women': the parts do not say what the whole is
    objects = [t for t in head.children if t.dep_ in ("pobj", "pcomp")]
    if not objects or objects[0].pos_ == "PRON":
        return []
    inner = phrase(objects[0], depth=depth)
    return [head, *inner, *(t for o in objects[0].conjuncts if o.i > head.i for t in phrase(o, depth=0))]


def governor(token: Token) -> Token | None:
    """Return the verb of the clause that `token` stands in, None if there is none."""
    here = token
    while here.head.i != here.i:
        here = here.head
        if here.pos_ in ("VERB", "AUX"):
            return here
    return here if here.pos_ in ("VERB", "AUX") else None


def verb_of(root: Token) -> Token | None:
    """Return the verb that a number goes with; a number can be one itself: 'prices doubled'."""
    return root if root.pos_ == "VERB" else governor(root)


def subject_of(verb: Token) -> Token | None:
    """Return what the verb is said of: its subject; where that is left out or a pronoun, that of a clause above."""
    pronoun: Token | None = None
    for _ in range(HIGHEST):
        own = next((t for t in verb.children if t.dep_ in SUBJECTS_OR_CLAUSE and t.tag_ not in ("WDT", "WP")), None)
        if own is not None and own.lower_ not in ANAPHORS:
            return own
        if own is None and verb.dep_ in CLAUSES:
            return verb.head
        pronoun = pronoun or own
        above = governor(verb) if verb.dep_ in DEPENDENT else None
        if above is None or above.i == verb.i:
            break
        verb = above
    return pronoun


def noun_words(noun: Token | None, taken: frozenset[int]) -> list[Token]:
    """Return the noun phrase of `noun` alone, without the words of quantities and dates."""
    found = Indicator(taken)
    if noun is not None:
        found.add(phrase(noun, depth=3))
    return tidied([noun.doc[i] for i in sorted(found.chosen)]) if noun is not None else []


def indicator_words(root: Token, noun: Token | None, taken: frozenset[int]) -> list[Token]:
    """Return the words that say what the number at `root` measures, in text order."""
    found = Indicator(taken)
    if noun is not None:
        found.add(phrase(noun))
    add_neighbours(found, root, noun)
    verb = verb_of(root)
    if verb is not None and not is_compared(root, verb, taken):
        add_clause(found, verb, root)
    if not any(root.doc[i].pos_ in NOUNS for i in found.chosen):
        main = subject_of(root.sent.root)
        found.add(phrase(main, depth=1) if main is not None and main.pos_ in NOUNS else [])
    return tidied([root.doc[i] for i in sorted(found.chosen)])


def tidied(words: list[Token]) -> list[Token]:
    """Return `words` without what lost its complement: prepositions without object, conjunctions without members."""
    chosen = {t.i for t in words}
    kept = [t for t in words if not is_function(t) or has_complement(t, chosen)]
    while kept and is_function(kept[0]):
        kept = kept[1:]
    while kept and is_function(kept[-1]):
        kept = kept[:-1]
    return kept


def is_function(token: Token) -> bool:
    """True for a word that only links others: a preposition ('including' too), a conjunction, a particle."""
    return token.pos_ in FUNCTION or token.dep_ == "prep"


def has_complement(token: Token, chosen: set[int]) -> bool:
    """True when what a function word governs or joins is among the chosen words."""
    if token.pos_ == "CCONJ":
        return token.i - 1 in chosen and token.i + 1 in chosen
    return any(child.i in chosen for child in token.children)


def add_neighbours(found: Indicator, root: Token, noun: Token | None) -> None:
    """Add what the number itself is attached to: 'of the vote', 'quota for women', 'a fine of'."""
    for child in root.children:
        if child.dep_ == "prep":
            found.add(preposition(child, depth=1))
    here = root
    steps = 0
    while here.head.i != here.i and here.head.pos_ not in ("VERB", "AUX") and here.lower_ != "than":
        is_sibling = here.dep_ == "conj" and any(child.dep_ == "nummod" for child in here.head.children)
        here = here.head
        if is_sibling:
            continue  # 'two adults and one child': the one child is no adult
        if here.pos_ in ("NOUN", "PROPN", "ADJ") and (noun is None or here.i != noun.i):
            found.add(phrase(here, depth=1 if steps < NEAREST else 0))
            steps += 1


def is_compared(root: Token, verb: Token, taken: frozenset[int]) -> bool:
    """True when the number stands behind 'than': the clause is about something else."""
    return any(token.lower_ == "than" for token in root.ancestors if token.i > verb.i and token.i not in taken)


def add_clause(found: Indicator, verb: Token, root: Token) -> None:
    """Add subject, verb and objects of the clause, the subject first."""
    subject = subject_of(verb)
    if subject is not None and subject.pos_ != "PRON":
        found.add(phrase(subject, depth=1))
    if verb.dep_ == "acl" and (above := governor(verb)) is not None and above.i != verb.i:
        maker = subject_of(above)
        if maker is not None and maker.pos_ != "PRON" and not holds(maker, verb):
            found.add(phrase(maker, depth=0))
    if verb.lemma_ not in words_in("light_verb") and verb.pos_ == "VERB":
        found.add([verb])
    for child in verb.children:
        if (
            child.dep_ in ("dobj", "attr", "oprd", "dative", "acomp")
            and child.pos_ != "PRON"
            and not holds(child, root)
        ):
            found.add(phrase(child, depth=1))
    for child in verb.children:
        if child.dep_ in RIGHT_OF_NOUN and not holds(child, root):
            found.add(preposition(child, depth=2))


def holds(token: Token, inner: Token) -> bool:
    """True when `inner` stands in the subtree of `token`."""
    return inner.i == token.i or token.is_ancestor(inner)


def indicator_text(words: list[Token], text: str) -> tuple[str, Span | None]:
    """Return the phrase and the span it covers: runs of words that touch keep the blanks and marks between them."""
    if not words:
        return "", None
    pieces: list[str] = []
    last: Token | None = None
    for word in words:
        here = text[word.idx : word.idx + len(word)]
        if last is not None and (joint := joint_between(last, word)) is not None:
            pieces[-1] += joint + here
        else:
            pieces.append(here)
        last = word
    span = Span(words[0].idx, words[-1].idx + len(words[-1]))
    return " ".join(" ".join(pieces).split()), span


def joint_between(last: Token, word: Token) -> str | None:
    """Return what joins two words without a blank: nothing ("party" + "'s") or a hyphen; None if they stand apart."""
    if last.whitespace_ or word.i <= last.i:
        return None
    between = word.doc[last.i + 1 : word.i]
    if not len(between):
        return ""
    return between.text if len(between) == 1 and between[0].tag_ == "HYPH" and not between[0].whitespace_ else None
