"""Words that report what somebody says: verbs with their frames, nouns, and whose words they are."""

from functools import lru_cache

from presspack.documents.doc import Token
from presspack.english.labels import SUBJECTS, VERBS
from presspack.english.lexicon import rows, words

ASIDE = frozenset({"advcl", "csubj", "prep"})
# Joined to another verb without a subject of its own, a verb shares that verb's subject.
SHARING = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep"})


@lru_cache(maxsize=1)
def frames() -> dict[str, frozenset[str]]:
    """Return the frames of each reporting verb: {"accuse": {"of"}, "say": {"that"}}."""
    table: dict[str, set[str]] = {}
    for row in rows("reporting_verbs"):
        table.setdefault(row["lemma"], set()).add(row["frame"])
    return {lemma: frozenset(frames) for lemma, frames in table.items()}


def source_nouns(role: str) -> frozenset[str]:
    """Return nouns of a role: `content` ('claim'), `voice` ('spokesman'), `stance` ('sure'), `passing_on` ('cite')."""
    return words("source_nouns", role=role)


def reports(token: Token, frame: str = "that") -> bool:
    """True if `token` is a verb that introduces what somebody says."""
    return token.pos_ in VERBS and frame in frames().get(token.lemma_.lower(), ())


def subject_of(verb: Token) -> Token | None:
    """Return who does the saying: the subject, that of the verb it is joined to, or the agent of a passive."""
    node = verb
    for _ in range(4):
        agents = [
            pobj for child in node.children if child.dep_ == "agent" for pobj in child.children if pobj.dep_ == "pobj"
        ]
        subjects = [child for child in node.children if child.dep_ in SUBJECTS]
        if agents and node == verb:
            return agents[0]
        quoted = [child for child in node.children if child.dep_ == "dobj"]
        if quoted and node != verb and node.lemma_ in source_nouns("passing_on"):
            return quoted[0]  # 'the paper quoted her as saying'
        if subjects:
            return _antecedent(subjects[0], node)
        if node.dep_ == "acl":
            return node.head
        if node.dep_ not in SHARING or node.head == node:
            return None
        node = node.head
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    """The noun that 'who' or 'which' stands for."""
    return verb.head if subject.lower_ in {"who", "which", "that"} and verb.dep_ == "relcl" else subject


def nearer_verb(clause: Token, verb: Token) -> Token:
    """Return the innermost of two reporting verbs after a clause: 'he left, she said, the paper reported' -> said."""
    inner = (c for c in verb.children if c.dep_ == "parataxis" and clause.i < c.i < verb.i and reports(c))
    return next(inner, verb)


def cited_by(verb: Token) -> Token | None:
    """Return whom a report cites: 'the paper reported, citing the ministry' -> ministry."""
    citing = [child for child in verb.children if child.dep_ in ASIDE and child.lemma_ in source_nouns("passing_on")]
    return next((noun for child in citing for noun in child.children if noun.dep_ in {"dobj", "pobj"}), None)


def is_content(noun: Token) -> bool:
    """True for a noun that stands for what is said: 'claim', 'view', 'words'."""
    return noun.lemma_.lower() in source_nouns("content")
