"""What our own resolvers make of the words that a model cites: the actor, the date, the place, the head word."""

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.documents.document import Document
from presspack.extract.context.article_context import Context
from presspack.extract.model import Actors, DateRange
from presspack.names.gazetteer import Place


def head_of(document: Document, span: Span) -> Token:
    """Return the head word of a span that the guard found."""
    tokens = document.doc.char_span(*span)
    if tokens is None:
        raise ValueError(f"{span} is outside article {document.article_id}")
    return tokens.root


def actor_at(span: Span, document: Document, actors: Actors) -> str | None:
    """Return the key of the actor that words stand for; None if they name none, or it is unclear which."""
    found = actors.of_token(head_of(document, span))
    if found is not None:
        return found.key
    named = actors.in_span(span)
    return named[0].key if len(named) == 1 else None


def date_at(words: Span | None, context: Context) -> DateRange | None:
    """Return the date that our resolver reads in the words; None if it reads none, or several.

    Without it the date is that of the clause, as for the rules: the model's own word for a date is never taken.
    """
    found = [phrase.range for phrase in context.date_phrases if words is not None and phrase.span.overlaps(words)]
    return found[0] if len(found) == 1 else None


def place_at(words: Span | None, context: Context) -> Place | None:
    """Return the place that the words name as the gazetteer or the article knows it; None if they name none."""
    return None if words is None else context.place_at(words)
