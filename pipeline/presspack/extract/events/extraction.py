"""Events of one article: who did what to whom, when and where, with what modality, and who says so."""

from dataclasses import replace

from presspack.base.spans import Span, covering
from presspack.documents.doc import Token
from presspack.documents.document import TITLE, Document
from presspack.english.headlines import with_verb
from presspack.english.labels import TIMES
from presspack.extract.context.article_context import Context
from presspack.extract.events.argument_kinds import Scene
from presspack.extract.events.argument_spans import actor_of, noun_phrase
from presspack.extract.events.arguments import Arguments
from presspack.extract.events.confidence import confidence_of
from presspack.extract.events.deduplication import first_tellings
from presspack.extract.events.distant_antecedents import actors_meant
from presspack.extract.events.echoes import without_echoes
from presspack.extract.events.filters import refusal_of
from presspack.extract.events.implied_agents import implied_agent
from presspack.extract.events.modality import ACTUAL, CONDITIONAL, NEGATED, NEGATIONS, PLANNED, modality_of
from presspack.extract.events.trigger_lexicon import Trigger, read_lexicon, stems
from presspack.extract.events.triggers import Candidate, candidates, written_as_one
from presspack.extract.events.type_traits import has
from presspack.extract.explanation import TAKEN, note, refused
from presspack.extract.model import Actors, DateRange, Event, Participant
from presspack.extract.prose import is_prose

AGENT, TARGET = "agent", "target"
REFUSED_BELOW = "refused_below"  # the row of event_confidence.csv that says which confidence is too low
VOTE = "vote"  # the use in event_modality.csv of verbs that put a vote ahead
DAY = len("2020-05-17")
NEAR = 8  # words between two nouns of one list


def events_in(document: Document, actors: Actors, context: Context) -> list[Event]:
    """Return the events of `document` in text order, each once: 'Police arrested two men' -> one COERCE.

    Spans are offsets into `document.text`; participants name the actor where it is known. Rows that the confidence
    weights take for noise are left out.
    """
    lexicon = read_lexicon()
    scene = Scene(document, actors, lexicon)
    found: list[Event] = []
    _read_headlines(scene)
    for sentence in filter(is_prose, document.doc.sents):
        read = [(c, _modality(scene, c)) for c in candidates(scene, sentence)]
        kept = {c.token.i: m for c, m in read if not _is_refused(scene, c, m)}
        told = without_echoes([c for c, _ in read if c.token.i in kept])
        found += [_event(scene, context, candidate, kept[candidate.token.i]) for candidate in told]
    least = lexicon.weights.get(REFUSED_BELOW, 0.0)
    return first_tellings(document, [event for event in found if not _is_doubtful(event, least)])


def _read_headlines(scene: Scene) -> None:
    """Give headlines without a verb the one that the lexicon knows: 'Parliament repeals decree'."""
    triggers = scene.lexicon.triggers

    def lemma_of(word: str) -> str | None:
        return next((stem for stem in stems(word) if (stem, "VERB") in triggers), None)

    for sentence in scene.document.doc.sents:
        if scene.document.part(sentence[0]).kind == TITLE:
            with_verb(sentence, lemma_of, lambda noun: "ACTOR" in scene.kinds(noun))


def _is_refused(scene: Scene, candidate: Candidate, modality: str) -> bool:
    rule = refusal_of(scene, candidate, modality)
    return rule is not None and refused("event", candidate.token, f"events/filters.py: {rule}", modality)


def _is_doubtful(event: Event, least: float) -> bool:
    by = "event_confidence.csv: refused_below"
    return event.confidence < least and refused("event", event.trigger, by, f"{event.confidence:.3f} < {least}")


def _modality(scene: Scene, candidate: Candidate) -> str:
    type_code = candidate.trigger.type_code
    found = modality_of(candidate.token, scene.lexicon, is_speech=has(type_code, "speech"))
    if found == NEGATED and _reads_negation(candidate.trigger):
        return ACTUAL  # 'did not respond to the offer' is a refusal that did happen
    if not has(type_code, "vote"):
        return found
    if found in {CONDITIONAL, NEGATED} and candidate.token.dep_ == "pobj" and candidate.token.head.lower_ == "in":
        return ACTUAL  # 'allowed her to run in the 2021 elections': those are held whatever she does
    if found == CONDITIONAL and _is_dated_vote(candidate):
        return ACTUAL  # 'tried to overturn the 2020 election': whatever becomes of the try, it was held
    if found == ACTUAL and candidate.token.pos_ == "VERB":  # who calls a vote has not held it
        return scene.lexicon.modalities.get((candidate.token.lemma_, VOTE), found)
    return found


def _is_dated_vote(candidate: Candidate) -> bool:
    """True for a noun with its own date or year that no light verb carries."""
    noun = candidate.token
    dated = any(c.ent_type_ in TIMES and c.dep_ in {"compound", "nummod", "amod", "poss", "nmod"} for c in noun.lefts)
    return noun.pos_ == "NOUN" and candidate.support is None and noun.dep_ in {"dobj", "pobj"} and dated


def _reads_negation(row: Trigger) -> bool:
    return any(test.slot == "adv" and test.value in NEGATIONS for condition in row.when for test in condition.tests)


def _event(scene: Scene, context: Context, candidate: Candidate, modality: str) -> Event:
    participants = _participants(scene, candidate.arguments)
    implied = implied_agent(scene, candidate)
    if implied is not None:
        participants = (implied, *(p for p in participants if p.role_code != AGENT))
        note("event", candidate.token, TAKEN, "events/implied_agents.py", lambda: scene.document.words(implied.span))
    agents = {p.entity for p in participants if p.role_code == AGENT}
    speaker = context.speaker_of(candidate.token)
    found = Event(
        candidate.trigger.type_code or "",
        _span(candidate.at or candidate.token),
        Span(candidate.token.sent.start_char, candidate.token.sent.end_char),
        participants,
        date := _date(scene, context, candidate, modality),
        context.place_of(candidate.token),
        still_ahead(scene.document, date, modality),
        None if speaker in agents else speaker,
        confidence_of(scene, candidate, modality),
    )
    note("event", candidate.token, TAKEN, "events/extraction.py", lambda: _told(found))
    return found


def _date(scene: Scene, context: Context, candidate: Candidate, modality: str) -> DateRange:
    """Return when it happened; what is said in the present is said on the day of publication: 'Labour condemns'."""
    found, published, token = context.date_of(candidate.token), scene.document.published_on or "", candidate.token
    if found.start is None and modality == ACTUAL and len(published) == DAY and _is_said_now(candidate):
        return DateRange(published, None, "day", "relative", _span(token))
    if (
        modality == ACTUAL
        and found.end
        and found.start
        and found.start <= published < found.end
        and len(found.end) == DAY
    ):
        return replace(found, end=published if published > found.start else None)  # 'arrested them this week'
    return found


def _is_said_now(candidate: Candidate) -> bool:
    verb = candidate.token
    clause = verb.head if verb.dep_ == "conj" and verb.head.tag_ == "VBZ" else verb
    alone = (
        clause.dep_ == "ROOT" and verb.tag_ == "VBZ" and not any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
    )
    return alone and has(candidate.trigger.type_code, "speech") and bool(candidate.arguments.agents)


def _told(event: Event) -> str:
    """Return what an event is as an explanation says it: modality, date and how that was found, source, confidence."""
    said = (event.modality_code, f"date {event.date.start} ({event.date.source})", f"source {event.attributed_to}")
    return "; ".join([*said, f"confidence {event.confidence:.3f}"])


def still_ahead(document: Document, date: DateRange, modality: str) -> str:
    """Return `modality`, or planned for what is dated after publication: 'candidates in the May elections'."""
    published, start = document.published_on or "", date.start or ""
    length = min(len(published), len(start))
    return PLANNED if modality == ACTUAL and start[:length] > published[:length] else modality


def _participants(scene: Scene, arguments: Arguments) -> tuple[Participant, ...]:
    found: dict[tuple[str, Span, str | None], Participant] = {}
    for role, heads in ((AGENT, arguments.agents), (TARGET, arguments.targets)):
        for group in _groups(scene, heads):
            spans = [noun_phrase(scene, head) for head in group]
            actors = [actor_of(scene, head, span) for head, span in zip(group, spans, strict=True)]
            key = next((actor.key for actor in actors if actor is not None), None)
            span = covering(spans)
            meant = actors_meant(scene, group[0]) if key is None and len(group) == 1 else ()
            for known in [actor.key for actor in meant] or (key,):
                found.setdefault((role, span, known), Participant(role, span, known))
    return tuple(found.values())


def _groups(scene: Scene, heads: tuple[Token, ...]) -> list[list[Token]]:
    """Return `heads` with coordinated common nouns together ('two clerks and a guard'); every name stands alone."""
    groups: list[list[Token]] = []
    for head in heads:
        previous = groups[-1][-1] if groups else head
        near = head.dep_ == "conj" and 0 < head.i - previous.i <= NEAR
        if near and _is_common(scene, head) and _is_common(scene, previous):
            groups[-1].append(head)
        else:
            groups.append([head])
    return groups


def _is_common(scene: Scene, noun: Token) -> bool:
    entity = scene.entity(noun)
    return not scene.is_named(noun) and (entity is None or entity.type_code == "group")


def _span(token: Token) -> Span:
    words = written_as_one(token)
    return Span(words[0].idx, words[-1].idx + len(words[-1]))
