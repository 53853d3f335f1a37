"""The words an argument stands as (base noun phrases, as the annotation guidelines want them) and the actor behind."""

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.english.labels import NOUN_MODIFIERS
from presspack.english.lexicon import word_class
from presspack.extract.events.argument_kinds import Scene
from presspack.extract.model import Entity

NOT_ARGUMENTS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "LANGUAGE"})
PREMODIFIERS = frozenset(
    ["compound", "amod", "nummod", "nmod", "poss", "quantmod", "advmod", "npadvmod", "case", "punct", "det", "predet"]
)
LONG_TITLE = 12  # words of a title in quotation marks
DETERMINERS = word_class("argument_determiner", "function_words")
MEMBER_PREPOSITIONS = frozenset({"of", "from"})
OWNER_PREPOSITIONS = word_class("owner_preposition", "function_words")


def noun_head(token: Token) -> Token:
    """Return the noun that a name modifies: 'troops' for 'Russian' in 'Russian troops'; otherwise the token."""
    while token.dep_ in NOUN_MODIFIERS and token.head.pos_ in {"NOUN", "PROPN"} and token.head.i > token.i:
        token = token.head
    return token


def noun_phrase(scene: Scene, head: Token) -> Span:
    """Return the base noun phrase of `head`: no determiner, pronoun or bare title; 'of' if it names the actor."""
    words = _premodified(head)
    while len(words) > 1 and _is_dropped(scene, words):
        words = words[1:]
    if len(words) > 2 and words[0].lower_ == "of":  # what is left of 'Secretary of State Ann Lund'
        words = words[2:]
    start, end = words[0].idx, words[-1].idx + len(words[-1])
    start, end = _with_name(scene, head, start, end)
    return Span(start, max(_with_of_phrase(scene, head, end), _end_of_quoted(head)))


def _premodified(head: Token) -> list[Token]:
    words = {head.i: head}
    for child in head.children:
        if child.i < head.i and child.dep_ in PREMODIFIERS:
            words.update((t.i, t) for t in child.subtree if t.i < head.i)
    first = head.i
    while first - 1 in words:
        first -= 1
    run = [words[i] for i in range(first, head.i + 1)]
    while len(run) > 1 and (run[0].is_punct or run[0].dep_ == "case"):
        run = run[1:]
    return run


def _is_dropped(scene: Scene, words: list[Token]) -> bool:
    first = words[0]
    if first.dep_ in {"det", "predet"} or first.tag_ == "PRP$" or first.is_punct or first.lower_ in DETERMINERS:
        return True
    if first.dep_ == "case" or first.lower_ in {"'s", "then"}:
        return True
    if first.ent_type_ in {"DATE", "TIME"} and words[-1].pos_ == "PROPN" and words[-1].ent_type_ != first.ent_type_:
        return True  # 'In May 2020 Ann Lund resigned', read as one name
    return _is_title(scene, first) and words[-1].pos_ == "PROPN" and not _is_title(scene, words[-1])


def _is_title(scene: Scene, word: Token) -> bool:
    return word.text[0].isupper() and scene.in_class(word, "title")


def _with_name(scene: Scene, head: Token, start: int, end: int) -> tuple[int, int]:
    entity = scene.entity(head)
    place = Span(head.idx, head.idx + len(head))
    mention = scene.actors.mention_of(entity, place) if entity is not None else None
    return (start, end) if mention is None else (min(start, mention.start), max(end, mention.end))


def _end_of_quoted(head: Token) -> int:
    """Return where a title in quotation marks ends that opens at `head`: '"Road of Hope"'; 0 if none does."""
    tokens = head.doc.tokens
    if head.i == head.sent.start or tokens[head.i - 1].tag_ != "``" or head.pos_ != "PROPN":
        return 0
    closing = next((t for t in tokens[head.i + 1 : min(head.i + LONG_TITLE, head.sent.end)] if t.tag_ == "''"), None)
    return 0 if closing is None else tokens[closing.i - 1].idx + len(tokens[closing.i - 1])


def _with_of_phrase(scene: Scene, head: Token, end: int) -> int:
    """Return where the phrases that name the actor end: 'members of the party', 'an attack by Peru'."""
    if scene.in_class(head, "quantity"):
        return _end_of_counted(scene, head, end)
    names = MEMBER_PREPOSITIONS if "HUMAN" in scene.kinds(head) else OWNER_PREPOSITIONS
    if names is MEMBER_PREPOSITIONS and head.dep_ == "nsubj":
        names = MEMBER_PREPOSITIONS | {"in"}
    if scene.entity(head) is not None or head.pos_ == "PROPN":
        names = frozenset({"of"})
    joined = min((c.i for c in head.children if c.dep_ == "conj"), default=len(head.doc))
    for child in head.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in names and head.i < child.i < joined:
            for noun in child.children:
                if noun.dep_ != "pobj" or noun.ent_type_ in NOT_ARGUMENTS:
                    continue
                inner = noun_phrase(scene, noun)
                holds = "ACTOR" in scene.kinds(noun) or any(scene.is_named(t) for t in noun.lefts)
                if holds or inner.end > noun.idx + len(noun):
                    return max(end, inner.end)
    return end


def _end_of_counted(scene: Scene, head: Token, end: int) -> int:
    """'thousands of miners': the noun that is counted belongs to the phrase."""
    nouns = [n for c in head.children if c.dep_ == "prep" and c.lower_ == "of" for n in c.children if n.dep_ == "pobj"]
    return max([end, *(noun_phrase(scene, noun).end for noun in nouns)])


def actor_of(scene: Scene, head: Token, span: Span) -> Entity | None:
    """Return the actor an argument stands for: itself, or the one whose member or property it is ('Rome's envoy')."""
    entity = scene.entity(head)
    if entity is not None and (entity.type_code != "group" or not scene.in_class(head, "member")):
        return entity
    kinds = scene.kinds(head)
    if "HUMAN" in kinds and not (scene.in_class(head, "member") or scene.in_class(head, "collective")):
        return None
    for token in head.doc[head.left_edge.i : head.right_edge.i + 1]:
        inside = span.start <= token.idx < span.end
        if inside and (found := scene.entity(token)) is not None and found.type_code != "group":
            return found
    return entity
