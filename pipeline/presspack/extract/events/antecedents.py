"""The noun that a pronoun of the same sentence stands for: 'Rome said it would leave' -> Rome."""

from presspack.documents.doc import Token
from presspack.english.clauses import verb_over
from presspack.english.lexicon import word_class
from presspack.english.subjects import objects_of, surface_subjects, with_conjuncts
from presspack.extract.events.argument_kinds import Scene

SINGULAR_THING = word_class("it", "function_words")
PLURAL = word_class("they", "function_words")
PERSONAL = word_class("he_or_she", "function_words")
PRONOUNS = SINGULAR_THING | PLURAL | PERSONAL
# Never the subject of their own clause: 'the police fired at them'.
OBJECTS = word_class("object_pronoun", "function_words")
OBJECT_SLOTS = frozenset({"dobj", "pobj", "dative"})
STEPS = 6


def noun_for(scene: Scene, pronoun: Token) -> tuple[Token, ...]:
    """Return the nouns `pronoun` stands for: a subject of the clauses above it in its sentence, or itself."""
    if pronoun.lower_ not in PRONOUNS:
        return (pronoun,)
    clause: Token | None = pronoun
    first = _clause_above(pronoun)
    if pronoun.lower_ in OBJECTS and pronoun.dep_ == "nsubj" and first is not None:  # 'helped them to leave'
        first = _clause_above(first)
    places = OBJECT_SLOTS | {"nsubj"} if pronoun.lower_ in OBJECTS else OBJECT_SLOTS
    is_object = pronoun.dep_ in places and pronoun.lower_ in OBJECTS | {"it"}
    own = surface_subjects(first) if first is not None and is_object else []
    for _ in range(STEPS):
        clause = _clause_above(clause) if clause is not None else None
        if clause is None:
            break
        beside = clause == first and is_object
        for subject in () if beside else surface_subjects(clause):
            fits = subject.i < pronoun.i and subject.pos_ in {"NOUN", "PROPN"} and subject not in own
            if fits and _agrees(scene, pronoun, subject):
                return with_conjuncts(subject)
        if is_object and not beside and (named := _object_before(scene, pronoun, clause)):
            return named
    return _only_people_before(scene, pronoun) or (pronoun,)


def _object_before(scene: Scene, pronoun: Token, clause: Token) -> tuple[Token, ...]:
    """'India punished Nepal after accusing it', 'dropped the plan, calling it a farce': the object above it."""
    nouns = [o for o in objects_of(clause) if o.i < pronoun.i and o.pos_ in {"NOUN", "PROPN"}]
    thing = [o for o in nouns if pronoun.lower_ == "it" and o.tag_ in {"NN", "NNP"} and "HUMAN" not in scene.kinds(o)]
    fitting = thing or [o for o in nouns if _agrees(scene, pronoun, o)]
    return with_conjuncts(fitting[-1]) if fitting else ()


def _only_people_before(scene: Scene, pronoun: Token) -> tuple[Token, ...]:
    """'the absence of its leaders, their refusal': the one noun for people before 'their' in its sentence."""
    if pronoun.lower_ != "their":
        return ()
    before = pronoun.doc[pronoun.sent.start : pronoun.i]
    people = [t for t in before if t.tag_ == "NNS" and t.dep_ != "conj" and "HUMAN" in scene.kinds(t)]
    return with_conjuncts(people[0]) if len(people) == 1 else ()


def _clause_above(token: Token) -> Token | None:
    return verb_over(token.head) if token.head != token else None


def _agrees(scene: Scene, pronoun: Token, noun: Token) -> bool:
    plural = noun.tag_ in {"NNS", "NNPS"} or len(with_conjuncts(noun)) > 1
    entity, kinds = scene.entity(noun), scene.kinds(noun)
    is_person = noun.ent_type_ == "PERSON" or (entity is not None and entity.type_code == "person")
    if "ACTOR" not in kinds:
        return False
    if pronoun.lower_ in PLURAL:
        return plural or scene.in_class(noun, "collective") or (entity is not None and not is_person)
    if pronoun.lower_ in PERSONAL:
        return not plural and (
            is_person or (noun.pos_ == "NOUN" and scene.in_class(noun, "human")) or noun.ent_type_ == ""
        )
    return not plural and not is_person
