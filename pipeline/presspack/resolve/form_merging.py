"""Which forms are one actor: candidates share a block, a score or a rule proposes, evidence decides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from presspack.extract.actors.titles import is_title
from presspack.names.actor_types import BODIES
from presspack.names.authority import is_common
from presspack.names.phrase_matcher import is_acronym, name_key
from presspack.names.romanisation import same_person, spelling_key, word_key
from presspack.resolve.form_keys import PERSON
from presspack.resolve.name_forms import Form

SAME, SIMILAR, DOUBTFUL = 1.0, 0.9, 0.75
SURNAME, ACRONYM, OUTVOTED, NO_COUNTRY = 0.8, 0.9, 0.85, 0.9
# In a block of many namesakes a form is compared with its neighbours in the alphabet only.
LARGEST_BLOCK, WINDOW = 60, 12
_MAJORITY = 3


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """Two forms taken for one actor (or, in a review, perhaps one): how sure, by which rule, on what evidence."""

    score: float
    left: str
    right: str
    rule: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Proposals:
    """Merges to make, surest first, and pairs that a person should look at."""

    merges: tuple[Merge, ...]
    doubts: tuple[Merge, ...]


def proposals(forms: Iterable[Form]) -> Proposals:
    """Return what to merge and what to review among `forms`; the order of `forms` does not matter."""
    ordered = sorted(forms, key=lambda form: form.key)
    people = [form for form in ordered if form.type_code == PERSON and not is_title(form.name)]
    found = [*_people(people), *_surnames(people), *_bodies(ordered), *_acronyms(ordered)]
    sure = {merge for merge, is_sure in found if is_sure}
    doubts = {merge for merge, is_sure in found if not is_sure}
    return Proposals(tuple(sorted(sure, key=_surest)), tuple(sorted(doubts, key=_surest)))


def _surest(merge: Merge) -> tuple[float, str, str, str]:
    return -merge.score, merge.left, merge.right, merge.rule


def _merge(one: Form, other: Form, rule: tuple[str, float], evidence: str = "") -> Merge:
    left, right = sorted((one.key, other.key))
    return Merge(rule[1], left, right, rule[0], evidence)


def _people(forms: list[Form]) -> Iterator[tuple[Merge, bool]]:
    """Compare people who share a surname and the first sound of the given name, in either order."""
    blocks: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        if not form.is_bare:
            words = spelling_key(form.name).split()
            blocks[f"{words[-1]} {words[0][0]}"].append(form)
            blocks[" ".join(sorted((words[0], words[-1])))].append(form)
    for _, block in sorted(blocks.items()):
        seats, spheres = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for form in block:
            seats[spelling_key(form.name)] |= {form.seat_code or ""} - {""}
            spheres[spelling_key(form.name)] |= {form.sphere or ""} - {""}
        for left, right in _pairs(block):
            name = spelling_key(left.name)
            yield from _judged_people(left, right, sole=len(seats[name]) < 2 and len(spheres[name]) < 2)


def _pairs(block: list[Form]) -> Iterator[tuple[Form, Form]]:
    block = sorted(block, key=lambda form: (spelling_key(form.name), form.key))
    reach = len(block) if len(block) <= LARGEST_BLOCK else WINDOW
    for number, left in enumerate(block):
        for right in block[number + 1 : number + 1 + reach]:
            if left.key != right.key:
                yield (left, right) if left.key < right.key else (right, left)


def _are_apart(left: Form, right: Form) -> bool:
    """True for forms of two countries, or of two walks of life: the same name is no evidence for them."""
    seats = {left.country_code or left.seat_code, right.country_code or right.seat_code} - {None}
    spheres = {left.sphere, right.sphere} - {None}
    return len(seats) > 1 or len(spheres) > 1


def _judged_people(left: Form, right: Form, *, sole: bool) -> Iterator[tuple[Merge, bool]]:
    """Yield what two people of like names propose; `sole` is true where no third country or walk of life has it."""
    if left.authority_id and right.authority_id:
        return
    score = same_person(left.name, right.name)
    if score < DOUBTFUL:
        return
    evidence = shared(left, right)
    if score < SAME and left.articles & right.articles:
        return  # one article names both and keeps them apart
    clash = _are_apart(left, right)
    if score == SAME:
        at_home = left.seat_code is not None and left.seat_code == right.seat_code
        sure = bool(evidence) or (not clash and (at_home or sole))
        yield Merge(score, left.key, right.key, "romanisation", evidence), sure
    elif score >= SIMILAR:
        yield Merge(score, left.key, right.key, "similar name", evidence), bool(evidence) and not clash
    elif evidence:
        yield Merge(score, left.key, right.key, "similar name", evidence), False


def shared(left: Form, right: Form) -> str:
    """Return in words what two forms have in common besides their names; empty if nothing."""
    bodies = set(left.organisations).intersection(right.organisations)
    if bodies:
        return f"office in {min(bodies)}"
    company = set(left.companions).intersection(right.companions)
    if company:
        return f"in the company of {min(company)}"
    return ""


@dataclass(slots=True)
class _Namesakes:
    """The people of one surname, in order: by full name or `bare`."""

    full: list[Form] = field(default_factory=list)
    bare: list[Form] = field(default_factory=list)

    def backed(self) -> Iterator[tuple[Form, list[Form]]]:
        """Yield each bare form with who shares an office or companion with it.

        Those are of the forms by full name, or if there is none the first of the bare ones.
        """
        others = self.full or self.bare
        seen: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, other in enumerate(others if self.bare else ()):
            for named in _evidence(other):
                # Of bare ones the first two are enough to find another.
                if self.full or len(seen[named]) < 2:
                    seen[named].append(number)
        for form in self.bare:
            numbers = sorted({number for named in _evidence(form) for number in seen.get(named, ())})
            backed = [others[number] for number in numbers if others[number] is not form]
            yield form, backed[: None if self.full else 1]


def _evidence(form: Form) -> Iterator[tuple[str, str]]:
    for kind, names in (("office", form.organisations), ("company", form.companions)):
        for name in names:
            yield kind, name


def _surnames(forms: list[Form]) -> Iterator[tuple[Merge, bool]]:
    """Link a surname alone to the one person of that surname who is seen in the same company."""
    by_surname: dict[str, _Namesakes] = defaultdict(_Namesakes)
    for form in forms:
        namesakes = by_surname[spelling_key(form.name).split()[-1]]
        (namesakes.bare if form.is_bare else namesakes.full).append(form)
    for _, namesakes in sorted(by_surname.items()):
        for form, others in namesakes.backed():
            backed = [other for other in others if not _are_apart(form, other)]
            if len(backed) == 1:
                yield _merge(form, backed[0], ("surname", SURNAME), shared(form, backed[0])), True
            else:
                for other in namesakes.full[:WINDOW]:
                    yield _merge(form, other, ("surname", DOUBTFUL)), False


def _bodies(forms: list[Form]) -> Iterator[tuple[Merge, bool]]:
    """Link bodies of one name: written in two romanisations, with and without a country, or typed in two ways."""
    blocks: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        if form.type_code in BODIES:
            blocks[" ".join(word_key(word) for word in name_key(form.name).removeprefix("the ").split())].append(form)
    for _, block in sorted(blocks.items()):
        for left, right in _pairs(block):
            if left.authority_id and right.authority_id:
                continue
            yield from _judged_bodies(left, right)


def _judged_bodies(left: Form, right: Form) -> Iterator[tuple[Merge, bool]]:
    if left.country_code and right.country_code and left.country_code != right.country_code:
        return
    evidence = shared(left, right)
    common = is_common(left.name) or is_acronym(left.name)
    if _are_apart(left, right):
        if not common:
            yield Merge(NO_COUNTRY, left.key, right.key, "same name", evidence), bool(evidence)
        return
    if left.type_code == right.type_code:
        one_has_none = (left.seat_code is None) != (right.seat_code is None)
        if one_has_none:
            yield Merge(NO_COUNTRY, left.key, right.key, "same name", evidence), bool(evidence) or not common
        else:
            yield Merge(SAME, left.key, right.key, "romanisation", evidence), True
        return
    few, many = sorted((left.mentions, right.mentions))
    yield Merge(OUTVOTED, left.key, right.key, "other type", evidence), many >= _MAJORITY * few


def _acronyms(forms: list[Form]) -> Iterator[tuple[Merge, bool]]:
    """Link an acronym to the one body that some article names both in full and by this acronym."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    by_key = {form.key: form for form in forms}
    for form in forms:
        for acronym in form.acronyms if not is_acronym(form.name) else ():
            owners[form.type_code, acronym].add(form.key)
    for form in forms:
        if form.type_code not in BODIES or not is_acronym(form.name) or form.authority_id:
            continue
        keys = sorted(owners.get((form.type_code, name_key(form.name)), set()) - {form.key})
        keys = [key for key in keys if not _are_apart(form, by_key[key])]
        for key in keys:
            yield _merge(form, by_key[key], ("acronym", ACRONYM)), len(keys) == 1
