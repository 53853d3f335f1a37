"""Interviews: who gives the answers, by the labels before them or by the lines that introduce the guest."""

from presspack.documents.document import Document, Part
from presspack.english.clauses import lemmas
from presspack.extract.model import Actors, Entity

TURNS = frozenset({"question", "answer"})


def answerers(document: Document, actors: Actors) -> dict[str | None, str | None]:
    """Return, by speaker label of the answers (None without one), the key of the entity who gives them."""
    labels = dict.fromkeys(part.speaker for part in document.parts if part.kind == "answer")
    return {label: labelled(label, document, actors) if label else interviewee(document, actors) for label in labels}


def labelled(label: str, document: Document, actors: Actors) -> str | None:
    """Return the entity that a speaker label names: "Ann Lee", "Lee" or "AL"."""
    wanted = letters(label)
    for names in (full_names, surnames, initials):
        for entity in actors.entities:
            if wanted in names(entity, document.text):
                return entity.key
    return None


def interviewee(document: Document, actors: Actors) -> str | None:
    """Return the person whom the lines before the first question introduce as the one spoken to."""
    kinds = [part.kind for part in document.parts]
    first = next((number for number, kind in enumerate(kinds) if kind in TURNS), len(kinds))
    for part in reversed(document.parts[:first]):
        persons = [e for e in actors.in_span(part.span) if e.type_code == "person"] if part.kind != "title" else []
        asked = [entity for entity in persons if is_asked(entity, part, document)]
        if asked or len(persons) == 1:
            return (asked or persons)[0].key
    return None


def is_asked(entity: Entity, part: Part, document: Document) -> bool:
    """True if the part says that one talks with, interviews or asks this person."""
    for mention in entity.mentions:
        if part.span.contains(mention.span):
            tokens = document.doc.char_span(*mention.span)
            if tokens is not None and any(word.lemma_ in lemmas("interview_verbs") for word in tokens.root.ancestors):
                return True
    return False


def letters(words: str) -> str:
    """Return the letters and digits alone, case folded: "A. L." -> "al"."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def full_names(entity: Entity, text: str) -> set[str]:
    """Return every form in which the article names an entity."""
    return {letters(entity.name), *(letters(mention.span.of(text)) for mention in entity.mentions)}


def surnames(entity: Entity, text: str) -> set[str]:
    """Return the last name of a person."""
    return {letters(word) for word in entity.name.split()[-1:]} if entity.type_code == "person" else set()


def initials(entity: Entity, text: str) -> set[str]:
    """Return the initials of the full name."""
    return {"".join(word[0] for word in entity.name.casefold().split())}
