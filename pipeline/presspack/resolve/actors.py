"""One actor, one id, across articles: names are folded to forms, forms to blocks, and merged only on evidence.

Memory grows with the number of different names, not of mentions; work grows with the pairs inside a block. The outcome
does not depend on the order of the articles.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from presspack.names.authority import Authority
from presspack.names.gazetteer import country_name
from presspack.names.phrase_matcher import name_key
from presspack.resolve.actor_ids import Claim, identifiers
from presspack.resolve.form_keys import COUNTRY, GOVERNMENT, GROUP, PARTY
from presspack.resolve.form_merging import Merge, Proposals, proposals
from presspack.resolve.name_forms import Form

# Actors of these types are of the country of the articles that name them, where those say no other.
_NATIONAL = frozenset({PARTY, GOVERNMENT, GROUP})


@dataclass(frozen=True, slots=True)
class Link:
    """Which actor the entities of a form are. `rule` and `score` say what made the link."""

    actor_id: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class ResolvedActor:
    """One actor of the corpus; what the authority file knows wins over what the articles say."""

    actor_id: str
    name: str
    type_code: str
    country_code: str | None
    description: str | None
    wikidata_id: str | None
    in_authority: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two actors that may be one; a person should look."""

    actor_id: str
    other_id: str
    name: str
    other_name: str
    rule: str
    score: float
    evidence: str


@dataclass(frozen=True, slots=True)
class PreviousName:
    """A name of an actor in the release before, whose id is to stay."""

    actor_id: str
    name: str
    type_code: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """The actors of a corpus, the link of every form by its key, and what to review.

    `same_as` are ids of the release before that became another (old -> new), `gone` those that no actor bears any more.
    """

    links: Mapping[str, Link]
    actors: tuple[ResolvedActor, ...]
    doubts: tuple[Doubt, ...] = ()
    same_as: dict[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()


def resolved(forms: Sequence[Form], authority: Authority, *, previous: Iterable[PreviousName] = ()) -> Resolution:
    """Return one id for every actor of a corpus, whose `forms` are in the order of their keys.

    Entities of one known actor, or written alike, are one form; spellings of one name are merged where same_person and
    the company they keep say so; `previous` names keep their ids. Doubtful pairs are listed, not merged.
    """
    found = proposals(forms)
    groups = Groups({form.key: form for form in forms})
    for merge in found.merges:
        groups.join(merge)
    claims = [_claim(groups, root, authority) for root in sorted(groups.members)]
    before = {(row.type_code, name_key(row.name)): row.actor_id for row in sorted(previous, key=_previous_order)}
    named = identifiers(claims, authority.by_id, before)
    actors = tuple(_actor(claim, named.by_root[claim.root], authority) for claim in claims)
    return Resolution(
        _links(groups, named.by_root),
        tuple(sorted(actors, key=lambda actor: actor.actor_id)),
        tuple(_doubts(found, groups, named.by_root)),
        named.same_as,
        tuple(sorted(set(before.values()) - set(named.by_root.values()) - set(named.same_as))),
    )


def _previous_order(row: PreviousName) -> tuple[str, str, str]:
    return row.type_code, row.name, row.actor_id


class Groups:
    """Forms joined so far. Refused: a join of two known actors, or of two that one article keeps apart."""

    def __init__(self, forms: dict[str, Form]) -> None:
        """Start with every form alone."""
        self.forms = forms
        self.root = {key: key for key in forms}
        self.members = {key: [key] for key in forms}
        self.reason: dict[str, tuple[str, float]] = {}
        self.known = {key: form.authority_id for key, form in forms.items()}
        self.mentions = {key: form.mentions for key, form in forms.items()}
        self.articles: dict[str, AbstractSet[int]] = {key: form.articles for key, form in forms.items()}
        self.seats = {key: {form.seat_code} - {None} for key, form in forms.items()}

    def join(self, merge: Merge) -> None:
        """Join the groups of two forms; the smaller one's forms take the rule and score of the merge."""
        left, right = self.root[merge.left], self.root[merge.right]
        if left == right or (self.known[left] and self.known[right]):
            return
        if merge.score < 1 and not self.articles[left].isdisjoint(self.articles[right]):
            return
        if not merge.evidence and len(self.seats[left] | self.seats[right]) > 1:
            return
        kept, other = sorted((left, right), key=self._standing)
        self.mentions[kept] += self.mentions.pop(other)
        self.articles[kept] = self._together(kept, other)
        self.seats[kept] |= self.seats.pop(other)
        for key in self.members.pop(other):
            self.root[key] = kept
            self.members[kept].append(key)
            self.reason.setdefault(key, (merge.rule, merge.score))

    def _standing(self, root: str) -> tuple[bool, bool, int, str]:
        """Sort key: known actors first, then full names, then the most mentioned."""
        return self.known[root] is None, self.forms[root].is_bare, -self.mentions[root], root

    def _together(self, kept: str, other: str) -> AbstractSet[int]:
        """Return the articles of both groups: the few go to the many, unless that is a form's own set."""
        few, many = sorted((self.articles[kept], self.articles.pop(other)), key=len)
        if not isinstance(many, set):
            return {*many, *few}
        many |= few
        return many


def _fullest(form: Form) -> tuple[bool, int, str]:
    return form.is_bare, -form.mentions, form.key


def _claim(groups: Groups, root: str, authority: Authority) -> Claim:
    forms = sorted((groups.forms[key] for key in groups.members[root]), key=_fullest)
    known = authority.by_id.get(groups.known[root] or "")
    names = tuple(sorted({name for form in forms for name in form.names}))
    code = next((form.country_code for form in forms if form.country_code), None)
    if code is None and forms[0].type_code in _NATIONAL:
        code = next((form.seat_code for form in forms if form.seat_code), None)
    return Claim(
        root,
        known.name if known else _name(forms[0]),
        known.type_code if known else forms[0].type_code,
        known.country_code if known else code,
        names,
        known.actor_id if known else None,
        sum(form.mentions for form in forms),
    )


def _name(form: Form) -> str:
    """Return the name of an actor: a state's usual one, else what most articles say."""
    is_state = form.type_code == COUNTRY and form.country_code
    return country_name(str(form.country_code)) if is_state else form.name


def _actor(claim: Claim, actor_id: str, authority: Authority) -> ResolvedActor:
    known = authority.by_id.get(claim.authority_id or "")
    return ResolvedActor(
        actor_id,
        claim.name,
        claim.type_code,
        claim.country_code,
        (known.description or None) if known else None,
        known.wikidata_id if known else None,
        known is not None,
    )


def _links(groups: Groups, ids: Mapping[str, str]) -> dict[str, Link]:
    links = {}
    for key, form in groups.forms.items():
        rule, score = groups.reason.get(key, ("authority" if form.authority_id else "name", 1.0))
        links[key] = Link(ids[groups.root[key]], rule, score)
    return links


def _doubts(found: Proposals, groups: Groups, ids: dict[str, str]) -> list[Doubt]:
    """Return the proposals that were not carried out, each pair of actors once, the likeliest first."""
    best: dict[tuple[str, str], Merge] = {}
    for merge in sorted([*found.merges, *found.doubts], key=lambda m: (-m.score, m.left, m.right)):
        left, right = groups.root[merge.left], groups.root[merge.right]
        if left != right:
            best.setdefault((min(left, right), max(left, right)), merge)
    doubts = []
    for (left, right), merge in best.items():
        names = groups.forms[left].name, groups.forms[right].name
        doubts.append(Doubt(ids[left], ids[right], *names, merge.rule, merge.score, merge.evidence))
    return sorted(doubts, key=lambda doubt: (-doubt.score, doubt.actor_id, doubt.other_id))
