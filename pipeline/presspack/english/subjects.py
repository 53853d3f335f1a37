"""Who does and who undergoes what a verb says: subjects and objects, written or understood.

Passives, control and raising, shared subjects and objects, relative clauses and participles all come out alike.
"""

from presspack.documents.doc import Token
from presspack.english.clauses import calls_to_an_office, is_main_clause, lemmas, lost_predicate, verb_over
from presspack.english.labels import PARTICIPLES, SUBJECTS, TIMES, VERBS
from presspack.english.lexicon import word_class
from presspack.english.tenses import clause_of_like_tense

PRONOUNS_OF_OBJECTS = word_class("object_relative", "function_words")
RELATIVES = word_class("relative", "function_words")
# Verbs whose infinitive is done by their own subject although they take an object: 'promised the court to return'.
SUBJECT_CONTROL = word_class("subject_control", "event_word_classes")
CONJOINED = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
# Where a participle without 'be' may stand.
BARE_PASSIVES = frozenset({"acl", "acomp", "advcl", "amod", "relcl", "oprd", "ccomp", "ROOT"})
# What leads from a verb into its phrases without entering another clause.
WITHIN_CLAUSE = frozenset({"prep", "agent", "pobj", "dobj", "dative", "oprd"})
BLAMING = word_class("blame_verb_preposition", "function_words")
DEPTH = 12


def with_conjuncts(token: Token) -> tuple[Token, ...]:
    """Return `token` and the nouns coordinated with it, in text order: 'police' in 'police and troops' gives both."""
    found, queue = [token], [token]
    while queue:
        for child in queue.pop(0).children:
            if child.dep_ == "conj" and child.pos_ in CONJOINED and lost_predicate(child) is None:
                found.append(child)
                queue.append(child)
    return tuple(sorted(found, key=lambda t: t.i))


def is_passive(verb: Token) -> bool:
    """True when the surface subject of `verb` is the one acted on: 'was arrested', '(the man) arrested in May'."""
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return True
    if _is_gapped(verb) or _has_doer(verb):
        return True
    if verb.tag_ != "VBN" or any(c.dep_ in {"aux", "nsubj"} for c in verb.children):
        return False
    if _noun_of_clause(verb) is not None or _antecedent_before(verb) is not None or calls_to_an_office(verb):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in VERBS and not own_subjects(verb):
        return is_passive(verb.head)
    return verb.dep_ in BARE_PASSIVES and not children_by(verb, "dobj")


def _noun_of_clause(participle: Token) -> Token | None:
    """'Ann Lund, the mayor, resigned.': of a clause read as a noun with a participle after its apposition, the noun."""
    if participle.dep_ != "acl" or participle.tag_ != "VBN" or participle.nbor(-1).lower_ != ",":
        return None
    noun = participle.head
    while noun.dep_ == "appos":
        noun = noun.head
    beside = any(c.dep_ == "appos" and noun.i < c.i < participle.i for c in noun.children)
    whole = noun.dep_ == "ROOT" and noun.pos_ not in VERBS and beside
    ends = (
        whole and participle.doc[participle.sent.end - 1].is_punct and not children_by(participle, "agent", "auxpass")
    )
    return noun if ends else None


def _antecedent_before(participle: Token) -> Token | None:
    """'the law, which the senate passed, ...': of a relative clause read as a participle, what its pronoun stands for.

    None for any other participle.
    """
    if participle.dep_ != "acl" or participle.tag_ != "VBN" or children_by(participle, "agent", "auxpass", "dobj"):
        return None
    number = min([participle.head.i, *(c.left_edge.i for c in participle.head.lefts)]) - 1
    if number <= participle.sent.start or participle.doc[number].lower_ not in PRONOUNS_OF_OBJECTS:
        return None
    before = participle.doc[number - 1]
    if before.is_punct and number - 2 >= participle.sent.start:
        before = participle.doc[number - 2]
    return before if before.pos_ in {"NOUN", "PROPN", "NUM"} else None


def _has_doer(verb: Token) -> bool:
    """'Envoy called back by Rome', read as active: who did it stands behind 'by', and nothing else is done to."""
    if verb.tag_ not in {"VBD", "VBN"} or children_by(verb, "dobj", "aux"):
        return False
    return any(g.dep_ == "pobj" and g.ent_type_ not in TIMES for c in children_by(verb, "agent") for g in c.children)


def _is_gapped(verb: Token) -> bool:
    """'Two were killed and ten wounded', 'left two dead and ten wounded': a second passive goes without its 'were'."""
    if verb.dep_ != "conj" or verb.tag_ not in {"VBN", "VBD"} or not children_by(verb, "nsubj"):
        return False
    if children_by(verb, "dobj", "aux", "xcomp", "ccomp", "prt", "acomp"):
        return False
    head = verb.head
    if head.dep_ == "oprd":
        return True
    gap = any(c.dep_ == "auxpass" for c in head.children) and verb.i - head.i < DEPTH
    return gap and (verb.tag_ == "VBN" or children_by(verb, "nsubj")[0].pos_ == "NUM")


def own_subjects(verb: Token) -> list[Token]:
    """Return the subjects written at `verb` itself; a relative pronoun gives the noun it stands for."""
    found = [c for c in verb.children if c.dep_ in SUBJECTS and c.lower_ not in {"there", "it"} | RELATIVES]
    if found:  # of two, the first stands in a dateline: 'ROME, May 5 -- A court has ...'
        return found[-1:]
    pronouns = [c for c in verb.children if c.dep_ in SUBJECTS and c.lower_ in RELATIVES]
    if pronouns and verb.dep_ in {"relcl", "acl"}:
        return [verb.head]
    if pronouns and verb.dep_ == "conj" and verb.head.dep_ == "relcl":
        return [verb.head.head]
    return [c for c in verb.children if c.dep_ in SUBJECTS and c.lower_ == "it"] or _swallowed_subject(verb)


def _swallowed_subject(verb: Token) -> list[Token]:
    """'For the first time in Peru, the party, Accord, will vote': the parser may hang the subject on the place."""
    if verb.dep_ != "ROOT" or verb.tag_ == "VBG" or is_passive(verb):
        return []
    auxiliaries = [c.i for c in verb.lefts if c.dep_ in {"aux", "neg"}]
    number = min([verb.i, *auxiliaries]) - 1
    while number > verb.sent.start and verb.doc[number].is_punct:
        number -= 1
    noun = verb.doc[number]
    return [noun] if noun.dep_ == "appos" and noun.i < verb.i else []


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return the grammatical subject of `verb`, written or understood: 'Rome' for 'leave' in 'Rome agreed to leave'."""
    own = own_subjects(verb)
    if own or depth > DEPTH:
        return own
    if verb.dep_ in {"acl", "relcl"}:
        noun = _noun_of_clause(verb)
        return [noun] if noun is not None else _subjects_of_modifier(verb, depth)
    if verb.dep_ == "pcomp":
        return _subjects_after_preposition(verb, depth)
    if (
        verb.dep_ == "advcl"
        and verb.tag_ == "VBN"
        and verb.lemma_ in lemmas("making_verbs")
        and (noun := _noun_before_comma(verb))
    ):
        return [noun]
    return _subjects_from_above(verb, depth) if verb.head != verb else []


def _noun_before_comma(participle: Token) -> Token | None:
    """Return the noun that the words just before ', signed by' belong to; None if no comma stands there."""
    number = participle.i - 1
    if number <= participle.sent.start or participle.doc[number].lower_ != ",":
        return None
    while number > participle.sent.start and participle.doc[number].is_punct:
        number -= 1
    noun = participle.doc[number]
    while noun.dep_ in {"pobj", "appos", "compound", "prep"} and noun.head.pos_ not in VERBS:
        noun = noun.head
    return noun if noun.pos_ in {"NOUN", "PROPN"} and noun.ent_type_ not in TIMES else None


def _subjects_from_above(verb: Token, depth: int) -> list[Token]:
    head, dep = verb.head, verb.dep_
    if head.pos_ not in VERBS:
        return _subjects_of_predicate(head, depth) if dep in {"xcomp", "ccomp", "conj"} else []
    if dep == "xcomp":
        return _controller(head, depth)
    if dep == "conj" and (clause := clause_of_like_tense(verb)) is not None:
        return surface_subjects(clause, depth + 1)
    return surface_subjects(head, depth + 1) if dep in {"acomp", "conj", "advcl", "ccomp", "dep", "oprd"} else []


def _subjects_of_predicate(word: Token, depth: int) -> list[Token]:
    """'Rome is about to leave': the subject of the copula serves what hangs on its adjective."""
    if word.dep_ in {"acomp", "attr", "prep", "advmod", "oprd"} and word.head.pos_ in VERBS:
        return surface_subjects(word.head, depth + 1)
    return []


def _controller(head: Token, depth: int) -> list[Token]:
    objects = [c for c in head.children if c.dep_ in {"dobj", "dative"} and c.pos_ != "ADP"]
    if objects and head.lemma_ not in SUBJECT_CONTROL:
        return objects
    for child in head.children:
        if child.dep_ in {"prep", "prt"} and child.lower_ in {"on", "upon"} and head.lemma_ in {"call", "prevail"}:
            return [g for g in child.children if g.dep_ == "pobj"]
    return surface_subjects(head, depth + 1)


def _subjects_of_modifier(verb: Token, depth: int) -> list[Token]:
    noun = verb.head
    if verb.tag_ == "VBG" and verb.i > 0 and verb.nbor(-1).lower_ == "," and noun.dep_ not in SUBJECTS:
        return _subjects_of_clause(noun, depth)  # 'showed strength, naming ten people'
    if verb.tag_ in PARTICIPLES or verb.dep_ == "relcl" or _has_doer(verb) or is_main_clause(verb):
        return [noun] if noun.pos_ in {"NOUN", "PROPN", "PRON", "NUM"} else []
    return owners(noun, depth + 1)


def _subjects_of_clause(noun: Token, depth: int) -> list[Token]:
    clause = verb_over(noun)
    return logical_subjects(clause, depth + 1) if clause is not None else []


def _subjects_after_preposition(verb: Token, depth: int) -> list[Token]:
    governor = verb.head.head
    if governor.dep_ == "dobj" and governor.head.lemma_ in lemmas("blaming_verbs") and verb.head.lower_ in BLAMING:
        return [governor]
    if governor.pos_ in VERBS:
        if governor.lemma_ in lemmas("blaming_verbs") and verb.head.lower_ in BLAMING:
            return objects_of(governor)
        return surface_subjects(governor, depth + 1)
    return owners(governor, depth + 1)


def owners(noun: Token, depth: int = 0) -> list[Token]:
    """Return who stands behind a noun: its possessor, its 'by' phrase, or the subject of the verb that governs it."""
    found = children_by(noun, "poss") or preposition_objects(noun, "by")
    if found or depth > DEPTH:
        return found
    head = noun.head
    if head.dep_ == "prep":
        head = head.head
    if head.pos_ in VERBS and head != noun:
        return logical_subjects(head, depth + 1)
    return owners(head, depth + 1) if head.pos_ == "NOUN" and head != noun else []


def logical_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return who does what `verb` says: the subject of an active verb, the 'by' phrase of a passive one."""
    if is_passive(verb):
        return preposition_objects(verb, "by") or _doers_further_on(verb)
    return surface_subjects(verb, depth)


def _doers_further_on(passive: Token) -> list[Token]:
    """'A note was handed to the envoy by the rebels': the parser may hang the doer on the noun before it."""
    if passive.pos_ not in VERBS:
        return []
    queue = [c for c in passive.children if c.i > passive.i and c.dep_ in WITHIN_CLAUSE]
    while queue:
        word = queue.pop(0)
        if word.lower_ == "by" and word.dep_ in {"prep", "agent"} and word.head.pos_ in {"NOUN", "PROPN"}:
            return [g for g in word.children if g.dep_ == "pobj" and g.ent_type_ not in TIMES]
        queue += [c for c in word.children if c.i > passive.i and c.dep_ in WITHIN_CLAUSE]
    return []


def objects_of(verb: Token) -> list[Token]:
    """Return what `verb` is done to: the direct object, or the surface subject of a passive."""
    if is_passive(verb):
        return surface_subjects(verb)
    own = [c for c in verb.children if c.dep_ in {"dobj", "attr"} and c.lower_ not in RELATIVES]
    taken = _antecedent_before(verb)
    return own or _relative_object(verb) or ([taken] if taken is not None else _shared_object(verb))


def _relative_object(verb: Token) -> list[Token]:
    if any(c.dep_ == "dobj" and c.lower_ in RELATIVES for c in verb.children):
        clause = verb
        while clause.dep_ in {"xcomp", "ccomp", "conj"} and clause.head != clause:
            clause = clause.head  # 'the plans which they want to publish'
        return [clause.head] if clause.dep_ == "relcl" else []
    if verb.dep_ != "relcl" or not children_by(verb, "nsubj"):
        return []
    if any(c.dep_ == "nsubj" and c.lower_ in RELATIVES for c in verb.children) or _is_relative_place(verb):
        return []
    return [] if any(c.dep_ in {"ccomp", "xcomp"} for c in verb.children) else [verb.head]


def _is_relative_place(verb: Token) -> bool:
    """'a forum at which they meet', 'the day when he left': the clause hangs on a phrase of its own, not an object."""
    phrases = (g for c in verb.children if c.dep_ in {"prep", "agent"} for g in c.children)
    return any(g.dep_ == "pobj" and g.tag_ in {"WDT", "WP"} and g.i > g.head.i for g in phrases) or any(
        c.dep_ == "advmod" and c.tag_ == "WRB" for c in verb.children
    )


def _shared_object(verb: Token) -> list[Token]:
    """'arrested and deported the editor': the object written at the last verb serves the first as well."""
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and not own_subjects(child) and child.i - verb.i <= 3:
            return [c for c in child.children if c.dep_ == "dobj"]
    return []


def children_by(token: Token, *labels: str) -> list[Token]:
    """Return the children of `token` with one of the dependency `labels`."""
    return [c for c in token.children if c.dep_ in labels]


def preposition_objects(token: Token, name: str) -> list[Token]:
    """Return the nouns under the preposition `name` of `token`: 'attack by Rome' and 'by' -> Rome."""
    return [g for c in token.children if c.dep_ in {"prep", "agent"} and c.lower_ == name
            for g in c.children if g.dep_ == "pobj"]  # fmt: skip
