"""Whom a figure is about: the actor that has, does or undergoes what it counts; nobody where two are as likely."""

from collections.abc import Iterator
from dataclasses import dataclass

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.documents.document import TITLE, Document
from presspack.english.lexicon import word_class
from presspack.english.reporting import reports
from presspack.english.subjects import is_passive, preposition_objects, surface_subjects
from presspack.extract.context.article_context import Context
from presspack.extract.model import Actors, Entity, Statistic
from presspack.extract.quantities.number_words import words_in
from presspack.extract.statistics.clause_subjects import governor, is_absolute, verb_of
from presspack.extract.statistics.clause_subjects import subject_of as subject_above
from presspack.names.actor_types import BODIES_AND_GROUPS

WE = word_class("we", "function_words")
NAMING = frozenset({"PROPN", "NOUN", "PRON", "ADJ"})
PERSONS = frozenset({"he", "she", "i", "you"})
OWNING = frozenset({"poss", "compound", "nmod", "amod"})
# What stands behind these belongs to the noun before them: 'support for the union', 'the budget of the union'.
BELONGING = word_class("belonging_preposition", "function_words")
NOT_STATES = BODIES_AND_GROUPS - {"government"}
TOPICS = frozenset({"party", "organisation"})
# An article tells of its topic at least so often; a headline has at most so many words.
TOLD_OF, LONGEST_LINE = 3, 20
LATELY = 2
FARTHEST = 2
NOBODY = ""  # two actors are as likely, or the figure is said to be of somebody unknown


@dataclass(frozen=True, slots=True)
class Story:
    """The article that the figures stand in, with the tokens of their numbers."""

    document: Document
    actors: Actors
    context: Context
    roots: list[Token]


@dataclass(frozen=True, slots=True)
class Figure:
    """What tells whom a number is about: its token, the noun it counts, the words of its indicator, who says it.

    `is_before` is True for a noun that the number stands before: 'the union's 40 clerks', not '20 of its clerks'.
    """

    root: Token
    noun: Token | None
    is_before: bool
    words: list[Token]
    speaker: str | None


def actor_of(actors: Actors, figure: Figure) -> str | None:
    """Return the key of the actor that the figure is about; None if no word tells, NOBODY if it is left open."""
    if (owner := own_actor(actors, figure)) is not None:
        return owner
    verb = verb_of(figure.root)
    if verb is not None and is_alongside(figure.root):
        verb = figure.root.sent.root
    if verb is not None and (done := doer(actors, verb, figure)) is not None:
        return done
    counted = figure.root.head if figure.root.dep_ == "nummod" else figure.noun
    if counted is not None and (owner := owner_of(actors, counted, figure)) is not None:
        return owner
    return named_beside(actors, figure, {figure.root.i, verb.i if verb is not None else -1})


def is_alongside(number: Token) -> bool:
    """True for a figure of what goes along with the whole sentence: ', with two victories behind it'."""
    noun = number.head if number.dep_ == "nummod" else number
    return noun.dep_ == "pobj" and is_absolute(noun.head)


def own_actor(actors: Actors, figure: Figure) -> str | None:
    """Return whose the counted things are: 'the union's 40 clerks', or a name left of a number: 'the Blues 12'."""
    noun = figure.noun
    if noun is not None and figure.is_before:
        person = actors.of_token(noun)
        if person is not None and person.type_code == "person":
            return person.key  # 'the 40-year-old Ann Lee'
        for child in noun.children:
            if child.dep_ in OWNING and child.i < noun.i and (key := key_of(actors, child, figure)) is not None:
                return key
    before = figure.root.nbor(-1) if figure.root.i > figure.root.sent.start else None
    if before is None or not before.text.istitle() or figure.root.dep_ == "pobj":
        return None
    if figure.root.dep_ == "nummod" and figure.root.head.i > figure.root.i:
        return None
    entity = actors.of_token(before)
    if entity is None and figure.noun is not None and figure.noun.i < before.i and figure.root.head.i == before.i:
        return NOBODY  # 'Kenya sent 300 nurses, the Workers 4': of one who is no actor
    return entity.key if entity is not None and before.dep_ not in ("pobj", "poss") else None


def doer(actors: Actors, verb: Token, figure: Figure) -> str | None:
    """Return who does what the clause says, or what stands behind its subject: 'the budget of the union rose'."""
    subjects = surface_subjects(verb) or [t for t in (subject_above(verb),) if t is not None]
    if is_passive(verb) and (agents := preposition_objects(verb, "by")):
        subjects = agents + subjects
    for subject in subjects:
        names = [child for child in subject.children if child.dep_ == "appos"]
        members = [subject, *subject.conjuncts, *names, *(other for name in names for other in name.conjuncts)]
        found = (key_of(actors, one, figure) or group_of(actors, one, figure.root) for one in members)
        keys = list(dict.fromkeys(key for key in found if key is not None))
        if figure.noun is not None and reports(verb) and any(actors.by_key[k].type_code == "person" for k in keys):
            return None  # 'Lee named three reasons': who tells of what is counted
        if len(keys) > 1:
            return in_turn(keys, figure.root)
        if keys:
            return keys[0]
        if (behind := owner_of(actors, subject, figure)) is not None:
            return behind
    return None


def in_turn(keys: list[str], number: Token) -> str:
    """Return the actor that a number goes with in 'A and B sent 9 and 5, respectively'; else NOBODY."""
    if not any(token.lower_ == "respectively" for token in number.sent):
        return NOBODY
    numbers = [token for token in number.sent if token.like_num and governor(token) == governor(number)]
    places = [n for n, token in enumerate(numbers) if token.i == number.i]
    return keys[places[0]] if places and len(numbers) == len(keys) else NOBODY


def owner_of(actors: Actors, noun: Token, figure: Figure, depth: int = 2) -> str | None:
    """Return the actor to whom a noun belongs: its possessor, a name before it, or what its 'of' leads to."""
    for child in noun.children:
        if child.dep_ in OWNING and (key := key_of(actors, child, figure)) is not None:
            return key
    found: list[str] = []
    for preposition in noun.children:
        if preposition.dep_ != "prep" or not depth:
            continue
        for inner in preposition.children:
            if inner.dep_ != "pobj":
                continue
            here = [key for one in (inner, *inner.conjuncts) if (key := owned_by(actors, one, preposition, figure))]
            deep = owner_of(actors, inner, figure, depth - 1) if not here else None
            found += here if here else [deep] if deep is not None else []
    keys = list(dict.fromkeys(found))
    return keys[0] if len(keys) == 1 else NOBODY if keys else None


def owned_by(actors: Actors, noun: Token, preposition: Token, figure: Figure) -> str | None:
    """Return the actor of a noun if its preposition makes it the owner: 'of the union', 'members from the union'."""
    key = key_of(actors, noun, figure)
    return key if key is not None and belongs(preposition, actors.by_key[key]) else None


def belongs(preposition: Token, entity: Entity) -> bool:
    """True unless a preposition makes the actor a place, an aim or a source: 'fled to Rome', 'seats in parliament'."""
    word = preposition.lower_
    return word in BELONGING or (word in ("in", "from") and entity.type_code in NOT_STATES)


def named_beside(actors: Actors, figure: Figure, ends: set[int]) -> str | None:
    """Return the one actor that the indicator names near the number or its verb, not as a place, aim or source."""
    named = ((token, actors.of_token(token)) for token in figure.words if token.pos_ in NAMING)
    names = {e.key: e for token, e in named if e is not None and e not in actors.groups and is_close(token, e, ends)}
    found = names
    if len(found) > 1:
        found = {key: e for key, e in found.items() if key in told_after(actors, figure.root)}
    return next(iter(found)) if len(found) == 1 else NOBODY if names else None


def told_after(actors: Actors, number: Token) -> set[str]:
    """Return the actors named between a number and the next of its sentence: 'in 9 towns the Reds, in 5 ...'."""
    keys: set[str] = set()
    for token in number.doc[number.i + 1 : number.sent.end]:
        if token.like_num:
            break
        entity = actors.of_token(token) if token.pos_ in NAMING else None
        keys |= {entity.key} if entity is not None else set()
    return keys


def is_close(token: Token, entity: Entity, ends: set[int]) -> bool:
    """True when a name hangs on the number or its verb by at most two prepositions that make it an owner."""
    here, steps = token, 0
    while here.i not in ends and here.head.i != here.i:
        if here.dep_ == "dobj" and entity.type_code == "country":
            return False
        if here.dep_ == "pobj":
            steps += 1
            if steps > FARTHEST or not belongs(here.head, entity):
                return False
        here = here.head
    return True


def key_of(actors: Actors, token: Token, figure: Figure) -> str | None:
    """Return the actor a word stands for; 'we' stands for the body that the speaker holds office in."""
    entity = actors.of_token(token)
    if entity is not None and entity not in actors.groups:
        return entity.key
    if token.lower_ in WE and figure.speaker:
        return body_of(actors, figure.speaker)
    return None


def group_of(actors: Actors, noun: Token, number: Token) -> str | None:
    """Return the group that a noun for a force names, unless the number counts it: 'police freed 40 men'."""
    is_counted = noun.i == number.i or noun.is_ancestor(number)
    entity = actors.of_token(noun) if noun.lemma_.lower() in words_in("force") and not is_counted else None
    return entity.key if entity is not None else None


def body_of(actors: Actors, speaker: str) -> str | None:
    """Return the one body in which a person holds an office, or the speaker if that is a body."""
    entity = actors.by_key.get(speaker)
    if entity is None or entity.type_code != "person":
        return speaker if entity is not None else None
    held = {r.organisation for r in actors.roles if r.entity == speaker and r.organisation and not r.is_former}
    return held.pop() if len(held) == 1 else None


def topic_of(document: Document, actors: Actors) -> str | None:
    """Return the body that an article is about: the only party or organisation that its headline names; None else."""
    head = headline(document)
    if head is None:
        return None
    bodies = [e for e in actors.in_span(head) if e.type_code in TOPICS]
    if len(bodies) != 1 or sum(m.span.start >= head.end for m in bodies[0].mentions) < TOLD_OF:
        return None
    return bodies[0].key


def headline(document: Document) -> Span | None:
    """Return the span of the title, or of a first line that is no sentence and has an article below it."""
    first = document.parts[0] if document.parts else None
    if first is None or first.kind == TITLE:
        return first.span if first is not None else None
    words = document.text[first.start : first.end].split()
    is_line = len(document.parts) >= TOLD_OF and len(words) <= LONGEST_LINE and words[-1][-1] not in ".:;,"
    return first.span if is_line else None


def is_open(actors: Actors, number: Token, *, strict: bool) -> bool:
    """True where nobody unknown does what the clause of a number says; if `strict`, nothing else does it either.

    Open are 'forty were freed' and 'it has 40', if not strict 'the lists name 40', never 'she saw 40'.
    """
    verb = verb_of(number)
    subjects = surface_subjects(verb) if verb is not None else []
    return all(
        t.i == number.i
        or (t.is_ancestor(number) and not is_doing(t, verb))
        or actors.of_token(t) is not None
        or (t.lower_ not in PERSONS if t.tag_ in ("PRP", "DT", "EX") else t.pos_ == "NOUN" and not strict)
        for t in subjects
    )


def is_doing(noun: Token, verb: Token | None) -> bool:
    """True for bodies or things counted that do something themselves: 'Nine councils drew up the plan'."""
    is_person = noun.lemma_.lower() in words_in("person") or noun.pos_ != "NOUN"
    takes = verb is not None and any(c.dep_ == "dobj" for c in verb.children)
    return noun.dep_ == "nsubj" and takes and not is_person


def is_on_topic(story: Story, row: Statistic, number: Token, topic: str) -> bool:
    """True when a figure that names nobody can be of the article's topic: just told of, and nobody else is.

    Its speaker speaks for the topic, or the sentence or one of the two before it in the paragraph names it.
    """
    actors = story.actors
    if row.unit_kind_code == "physical" or {w.lower() for w in row.indicator.split()} & words_in("general_measure"):
        return False
    told_of = [e for e in actors.in_span(row.sentence) if e not in actors.groups and e.key != row.attributed_to]
    beside = ("government", "country") if any(e.key == topic for e in told_of) else ("government",)
    if any(e.type_code not in beside for e in told_of if e.key != topic):
        return False
    if row.attributed_to is not None and body_of(actors, row.attributed_to) == topic:
        return True
    kind = actors.by_key[topic].type_code
    return any(is_of(actors, token, topic, kind) for token in told_lately(story.document, number))


def is_of(actors: Actors, token: Token, topic: str, kind: str) -> bool:
    """True for a word that names the topic, takes it up ('its', 'the party') or is its kind ('party members')."""
    entity = actors.of_token(token) if token.pos_ in NAMING else None
    return entity.key == topic if entity is not None else token.lemma_.lower() == kind


def told_lately(document: Document, number: Token) -> Iterator[Token]:
    """Yield the tokens of the sentence of a number and of the two before it in its paragraph."""
    start, part = number.sent.start, document.part_number(number)
    for _ in range(LATELY):
        before = number.doc[start - 1] if start else None
        if before is None or document.part_number(before) != part:
            break
        start = before.sent.start
    yield from number.doc[start : number.sent.end]
