"""Who said what: quotations and interview answers word for word, and what reporting verbs and 'according to' report."""

from collections.abc import Iterator

from presspack.base.spans import Span, trimmed
from presspack.documents.doc import Token
from presspack.documents.document import BODY_KINDS, Document
from presspack.english.reporting import reports, subject_of
from presspack.extract.context.attribution import NOBODY, Attribution
from presspack.extract.model import Quote
from presspack.extract.prose import is_prose

DIRECT, INDIRECT = "direct", "indirect"
ANSWER = "answer"
EDGES = ",;:-–—"
ACCORDING = frozenset({"according", "per"})


def quotes_in(document: Document, attribution: Attribution) -> list[Quote]:
    """Return what is said in the body, in text order: spans of the words, of the speaker and of the cue.

    "Lee said that ships sank." -> one indirect quote 'ships sank' of 'Lee', cue 'said'. Words that nobody is named for
    are quoted too, without a speaker, where quotation marks show that they are somebody's.
    """
    direct = [*marked_quotes(document, attribution), *answers(document, attribution)]
    held = [quote.span for quote in direct]
    indirect = [
        quote for quote in reported(document, attribution) if not any(span.overlaps(quote.span) for span in held)
    ]
    first = {quote.span: quote for quote in reversed([*direct, *indirect])}
    return [first[span] for span in sorted(first)]


def marked_quotes(document: Document, attribution: Attribution) -> Iterator[Quote]:
    """Yield what stands between quotation marks, the marks left out."""
    for number, quote in enumerate(attribution.quotes):
        if document.parts[quote.part].kind not in BODY_KINDS:
            continue
        span = trimmed(document.text, without_marks(document.text, quote.span))
        verb = cue_of(document, attribution, quote.span)
        subject = subject_of(verb) if verb is not None else None
        if span.start < span.end:
            words = None if subject is None else words_of(subject)
            yield Quote(span, DIRECT, attribution.quote_speakers[number], words, None if verb is None else at(verb))


def without_marks(text: str, span: Span) -> Span:
    """Return a quotation without the marks at its ends."""
    start, end = span
    start += int(not (text[start].isalnum() or text[start].isspace()))
    return Span(start, end - int(end > start and text[end - 1] in "\"”“»«'’‘„‟"))


def cue_of(document: Document, attribution: Attribution, span: Span) -> Token | None:
    """Return the reporting verb nearest to a quotation, in the sentences that it touches."""
    tokens = document.doc.char_span(*span)
    sentences = {token.sent.start: token.sent for token in tokens} if tokens is not None else {}
    verbs = [
        verb
        for sentence in sentences.values()
        for verb in sentence
        if (reports(verb) or reports(verb, "quote")) and attribution.quote_at(verb.idx) is None
    ]
    named = [verb for verb in verbs if subject_of(verb) is not None]
    return min(named, key=lambda verb: min(abs(verb.idx - span.start), abs(verb.idx - span.end)), default=None)


def answers(document: Document, attribution: Attribution) -> Iterator[Quote]:
    """Yield the answers of an interview whose speaker is known."""
    for part in document.parts:
        tokens = document.doc.char_span(*trimmed(document.text, part.span)) if part.kind == ANSWER else None
        speaker = attribution.answerer(tokens[0]) if tokens is not None else None
        if speaker is not None:
            yield Quote(trimmed(document.text, part.span), DIRECT, speaker)


def reported(document: Document, attribution: Attribution) -> Iterator[Quote]:
    """Yield what is reported in other words: after a reporting verb, or beside 'according to'."""
    for token in (token for sentence in filter(is_prose, document.doc.sents) for token in sentence):
        if document.part(token).kind not in BODY_KINDS or attribution.in_speech(token):
            continue
        if token.dep_ == "ccomp" and reports(token.head) and not is_negated(token.head):
            source, cue = subject_of(token.head), token.head
            span = clause_of(document, token)
        elif token.lower_ in ACCORDING and (source := source_after(token)) is not None:
            cue, span = token, sentence_beside(document, token)
        else:
            continue
        if source is not None and source.lower_ not in NOBODY and span.start < span.end:
            yield Quote(span, INDIRECT, attribution.key_of(source), words_of(source), at(cue))


def is_negated(verb: Token) -> bool:
    """True for 'did not say that'."""
    return any(child.dep_ == "neg" for child in verb.children)


def clause_of(document: Document, root: Token) -> Span:
    """Return the words of a clause without the 'that' before it and the marks at its ends."""
    words = [token for token in root.subtree if token != root.head]
    first, last = words[0], words[-1]
    if first.dep_ == "mark" and first.lower_ == "that" and len(words) > 1:
        first = words[1]
    if first.i <= root.head.i <= last.i:  # the verb stands inside: 'ships, Lee said, sank'
        first, last = (words[0], root.head.nbor(-1)) if root.i < root.head.i else (root.head.nbor(1), last)
    return without_edges(document.text, Span(first.idx, last.idx + len(last)))


def sentence_beside(document: Document, token: Token) -> Span:
    """Return the longer side of the sentence around the phrase that `token` opens."""
    sentence = token.sent
    start, end = sentence.start_char, sentence.end_char
    before, after = Span(start, token.idx), Span(token.right_edge.idx + len(token.right_edge), end)
    longer = before if before.end - before.start > after.end - after.start else after
    return without_edges(document.text, longer)


def source_after(token: Token) -> Token | None:
    """Return the noun that 'according to' names."""
    nouns = [noun for to in (token, *token.children) for noun in to.children if noun.dep_ == "pobj"]
    return nouns[0] if nouns else None


def without_edges(text: str, span: Span) -> Span:
    """Return a span without white space and marks between clauses at its ends."""
    found = trimmed(text, span)
    while found.start < found.end and text[found.start] in EDGES:
        found = trimmed(text, Span(found.start + 1, found.end))
    while found.start < found.end and text[found.end - 1] in EDGES:
        found = trimmed(text, Span(found.start, found.end - 1))
    return found


def words_of(noun: Token) -> Span:
    """Return the noun phrase up to its head: 'the port minister'."""
    first = noun.left_edge
    return Span(first.idx, noun.idx + len(noun))


def at(token: Token) -> Span:
    """Return where a word stands."""
    return Span(token.idx, token.idx + len(token))
