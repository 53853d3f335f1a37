"""What a length of time is counted from: 'six weeks into the year', 'three days after prosecutors closed the case'."""

from presspack.documents.doc import Token
from presspack.english.token_index import Tokens, ends_sentence
from presspack.extract.quantities.extraction import Quantity
from presspack.extract.quantities.number_words import words_in
from presspack.extract.statistics.clause_subjects import own_subject
from presspack.extract.statistics.noun_phrases import phrase, predicate, preposition

POINTS = "time_point"
CLOSE = 3


def counted_from(tokens: Tokens, quantity: Quantity, taken: frozenset[int]) -> list[Token]:
    """Return the words that say from where a time is counted, with their 'after' or 'into'; none if nothing does."""
    mark = tokens.after(quantity.span.end)
    if quantity.kind != "duration" or mark is None or mark.lower_ not in words_in(POINTS) or ends_sentence(mark):
        return []
    words = clause_words(mark)
    return [t for t in words if t.i == mark.i or t.i not in taken] if len(words) > 1 else []


def clause_words(mark: Token) -> list[Token]:
    """Return the words of the clause after a mark, or of the noun phrase where the parser hung it elsewhere."""
    own = preposition(mark, depth=2)
    if len(own) > 1:
        return own
    verb = mark.head
    subject = own_subject(verb) if verb.pos_ in ("VERB", "AUX") else None
    if subject is None or subject.i < mark.i:
        return []
    return sorted({mark, *phrase(subject, depth=1), *predicate(verb, depth=1)})
