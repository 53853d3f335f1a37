"""Positions that an article says people hold: title and name side by side, 'who heads', 'was elected', 'led by'."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from presspack.base.spans import Span, covering
from presspack.documents.doc import Token
from presspack.english.lexicon import codes, words
from presspack.extract.actors.labelled_text import HONORIFIC, TITLE, Page, is_capital
from presspack.extract.actors.role_complements import complement_end, leads_to_body
from presspack.extract.actors.role_dates import has_left, years_after
from presspack.extract.actors.role_lists import roles_of_lists
from presspack.extract.actors.role_titles import RANK, Title, titles_on
from presspack.extract.actors.role_verbs import roles_of_verbs
from presspack.extract.actors.titles import is_title
from presspack.extract.explanation import REFUSED, TAKEN, note
from presspack.extract.model import Entity, Role
from presspack.names.actor_types import BODIES_AND_GROUPS

BESIDE = re.compile(r"""(?!.?[,.]["'])["'\s]*[,–—-]?["'\s]*(?:the\s+)?\Z""")
COMPLEMENT = re.compile(r"""\s+(?:of|for|at|in|on|to)\s[^,;:.()]{2,110}?["']?,?["']?\s*[–—-]?\s*(?:the\s+)?\Z""")
APPOSITION = re.compile(
    r"""["']?\s*(?:,|[–—-]|\()\s*(?:(?:aged\s+)?\d{1,3},\s*)?(?:(?:also|now|currently)\s+)?(?:(?:the|an?|its|their|his|her|then)\s+)?\Z"""
)
ALONGSIDE = re.compile(r"""\s*(?:,|,?\s+and|[-–&])\s*(?:(?:the|an?)\s+)?\Z""")
BODY_BEFORE = re.compile(
    r"""["'’]?s?\s+(?:(?:party|movement|faction)\s+)?(?:(?:and|represented by)\s+)?(?:(?:its|their)\s+)?"""
)
OFFICES = frozenset({"office", "national", "member"})
# How many words before a title may say that it is a former one.
FLAG_REACH = 5
# How many letters a title has at most that a dot ends.
ABBREVIATED = 5
# How many titles behind another are looked at for its holder.
NEAR_TITLES = 3
# How many bodies before a title are looked at for its own.
BODIES_BEFORE = 4
# How far a name may stand behind a title, with what completes it.
NAME_REACH = 130
BRACKETED = re.compile(r"\s*\([A-Z][\w.&-]{1,11}\)")
BODY_CLOSED = re.compile(r"[;,.)\n]|\Z| and\b")


def roles_on(
    page: Page, entities: tuple[Entity, ...], pronouns: Mapping[int, Entity] | None = None
) -> tuple[Role, ...]:
    """Return the roles stated in the article, in text order, each once.

    'the first deputy chairman of the X party, Ann Bell' -> role 'first deputy chairman' of X, held by Ann Bell.
    `pronouns` says whom a token stands for, so that 'She was mayor' is a role too.
    """
    reader = RoleReader(page, entities, pronouns or {})
    found: dict[tuple[str, str, str | None], Role] = {}
    for role in sorted(reader.roles(), key=lambda r: (r.evidence, r.entity, r.role)):
        found.setdefault((role.entity, role.role.lower(), role.organisation), role)
    return tuple(found.values())


def _by_place(held: tuple[Span, Entity]) -> tuple[Span, str]:
    return held[0], held[1].key


class RoleReader:
    """Reads roles off one page; knows where people and bodies are named."""

    def __init__(self, page: Page, entities: tuple[Entity, ...], pronouns: Mapping[int, Entity]) -> None:
        """Take the page, its actors and whom its pronouns stand for."""
        self.page, self.pronouns = page, pronouns
        mentions = [(m.span, e) for e in entities for m in e.mentions if m.kind != "initials"]
        titled = {
            (m.span, e.key)
            for e in entities
            for m in e.mentions
            if m.kind == "title" and is_title(m.span.of(page.text))
        }
        people = [(self._with_rank(s), e) for s, e in mentions if e.type_code == "person" and (s, e.key) not in titled]
        self.people = sorted(people, key=_by_place)
        self._people_starts = [span.start for span, _ in self.people]
        self.bodies = sorted(((s, e) for s, e in mentions if e.type_code in BODIES_AND_GROUPS), key=_by_place)
        owners = ((s, e) for s, e in mentions if e.type_code in BODIES_AND_GROUPS | {"country"})
        self.owners = sorted(owners, key=_by_place)
        self._body_starts = [span.start for span, _ in self.bodies]
        self.titles = [self._clipped(title) for title in titles_on(page)]
        self._title_starts = [self._span(title).start for title in self.titles]

    def _with_rank(self, span: Span) -> Span:
        """Return a name with the honorifics and ranks before it: 'Lt. Gen. X'."""
        first = self.page.number_at(span.start)
        while (piece := self.page.by_last.get(first)) is not None and self.page.between(first) in {" ", ". ", "."}:
            is_rank = piece.kind == TITLE and piece.values[0] == RANK and is_capital(self.page.words[piece.first])
            if piece.kind != HONORIFIC and not is_rank:
                break
            first = piece.first
        return Span(self.page.words[first].start, span.end)

    def _clipped(self, title: Title) -> Title:
        """Return a title without the body before it: 'Labour Party leader' is the 'leader' of a party."""
        words = self.page.words
        low, high = words[title.first].start, words[title.last - 1].start
        last = bisect_left(self._body_starts, high)
        ends = [span.end for span, _ in self.bodies[max(0, last - BODIES_BEFORE) : last] if low < span.end < high]
        if not ends:
            return title
        return replace(title, first=next(n for n in range(title.first, title.last) if words[n].start >= max(ends)))

    def roles(self) -> Iterator[Role]:
        """Yield roles pattern by pattern; the same role may come twice."""
        bound: list[tuple[Title, Span, Entity]] = []
        for title in reversed(self.titles):
            rule, holder = self._holder(title, bound)
            said = f"held by {holder[1].name}" if holder else "a title of nobody named"
            note("role", self._span(title), TAKEN if holder else REFUSED, f"actors/roles.py: {rule}", said)
            if holder is not None:
                bound.append((title, *holder))
        bound += self._listed(bound)
        yield from (self._role(*row) for row in bound)
        yield from roles_of_verbs(self.page, self.people, self.bodies)
        yield from roles_of_lists(self.page, self.people, self.owners)

    def _holder(self, title: Title, bound: list[tuple[Title, Span, Entity]]) -> tuple[str, tuple[Span, Entity] | None]:
        """Return the first rule that finds who holds a title, and who does."""
        if found := self._holder_after(title):
            return "holder_after", found
        if found := self._holder_alongside(title, bound):
            return "holder_alongside", found
        if found := self._holder_before(title):
            return "holder_before", found
        if found := self._holder_by_verb(title):
            return "holder_by_verb", found
        return "holder_of_positions", self._holder_of_positions(title)

    def _listed(self, bound: list[tuple[Title, Span, Entity]]) -> list[tuple[Title, Span, Entity]]:
        """Return the titles that go on a list of somebody's positions: 'was mayor of X; governor; minister'."""
        holders = {title: (span, person) for title, span, person in bound}
        found = []
        for before, title in pairwise(self.titles):
            start, end = self._span(before).end, self._span(title).start
            sentence = self.page.token(before.first).sent
            listed = title not in holders and before in holders and ";" in self.page.text[start:end]
            if listed and end < sentence.end_char:
                holders[title] = holders[before]
                found.append((title, *holders[before]))
        return found

    def _holder_of_positions(self, title: Title) -> tuple[Span, Entity] | None:
        """'The positions she has held include mayor': whose positions the subject of 'include' are."""
        head: Token = self.page.head(self._span(title))
        verb = head.head
        if head.dep_ != "dobj" or verb.lemma_ != "include" or title.kind not in OFFICES:
            return None
        nouns = words("position_nouns")
        subjects = [child for child in verb.children if child.dep_ == "nsubj" and child.lemma_ in nouns]
        held = [token for subject in subjects for token in subject.subtree]
        return next((found for token in held if (found := self._person_at(token))), None)

    def _between(self, start: int, end: int) -> str:
        """Return the text between two offsets without acronyms in brackets."""
        return BRACKETED.sub("", self.page.text[start:end])

    def _span(self, title: Title) -> Span:
        return self.page.span(title.first, title.last)

    def _holder_after(self, title: Title) -> tuple[Span, Entity] | None:
        """'President X', 'chairman of the Y party, X': the person named right after the title or its complement."""
        end = self._span(title).end
        for span, person in self.people[bisect_left(self._people_starts, end) :][:1]:
            if span.start - end > NAME_REACH:
                return None
            gap = self._between(end, span.start)
            gap = gap[1:] if gap.startswith(". ") and end - self._span(title).start < ABBREVIATED else gap  # 'Sen. X'
            if BESIDE.match(gap) and self._same_part(end - 1, span.start):
                return span, person
            if COMPLEMENT.match(gap) and not self._is_broken(end, span.start) and self._same_part(end - 1, span.start):
                return span, person
        return None

    def _holder_alongside(self, title: Title, bound: list[tuple[Title, Span, Entity]]) -> tuple[Span, Entity] | None:
        """'ex-minister and former aide X': a title that stands beside another title of X."""
        for other, span, person in reversed(bound[-NEAR_TITLES:]):
            start = self._span(other).start
            end = self._span(title).end
            if end <= start < end + 60 and span.start > start:
                gap = self._between(self._complement_end(title), start)
                if ALONGSIDE.match(gap) and self._same_part(end - 1, start):
                    return span, person
        return None

    def _holder_before(self, title: Title) -> tuple[Span, Entity] | None:
        """'X, chairman of Y': the person named right before the title, if no other name follows it."""
        start = self._start_with_body(title)
        last = bisect_left(self._people_starts, start)
        for span, person in reversed(self.people[max(0, last - 2) : last]):
            if span.end <= start:
                fits = APPOSITION.match(self._between(span.end, start)) and self._same_part(span.start, start)
                return (span, person) if fits else None
        return None

    def _start_with_body(self, title: Title) -> int:
        """Return where the phrase begins that the title closes: 'Latvian Senate deputy' begins at 'Latvian'."""
        first = title.first
        while first > 0 and self.page.between(first) in {" ", "-", "'"}:
            token = self.page.token(first - 1)
            if token.pos_ not in {"ADJ", "NOUN", "PROPN", "PART"} or self._is_person(self.page.words[first - 1].start):
                break
            first -= 1
        return self.page.words[first].start

    def _is_person(self, offset: int) -> bool:
        number = bisect_right(self._people_starts, offset) - 1
        return number >= 0 and offset < self.people[number][0].end

    def _holder_by_verb(self, title: Title) -> tuple[Span, Entity] | None:
        """'X is the chairman', 'X was elected chairman', 'X resigned as chairman'."""
        head: Token = self.page.head(self._span(title))
        verb = head.head
        while head.dep_ == "conj" and head.head.pos_ in {"NOUN", "PROPN"}:
            head = head.head  # 'remains chairman of X and head of Y'
            verb = head.head
        if head.dep_ == "pobj" and verb.lower_ == "as":
            verb = verb.head
            if verb.pos_ == "NOUN" and (named := self._of_noun(verb)):
                return named
            verb = verb.head if verb.pos_ in {"NOUN", "PRON", "PROPN"} else verb
        elif head.dep_ not in {"attr", "oprd", "dobj"}:
            return None
        ends = head.dep_ == "pobj" and verb.lemma_ in words("role_verbs", use="ending")
        if not ends and verb.lemma_ not in words("role_verbs", use="becoming"):
            return None
        holder = self._argument(verb)
        by_pronoun = holder is not None and self.page.token_at(holder[0].start).i in self.pronouns
        return None if by_pronoun and title.kind not in OFFICES else holder

    def _of_noun(self, noun: Token) -> tuple[Span, Entity] | None:
        """Return whose it is: 'the appointment of X as', "X's election as"."""
        of = [t for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for t in c.children]
        own = [child for child in noun.children if child.dep_ == "poss"]
        return next((found for token in [*of, *own] if (found := self._person_at(token))), None)

    def _person_at(self, token: Token) -> tuple[Span, Entity] | None:
        if token.i in self.pronouns:
            return Span(token.idx, token.idx + len(token)), self.pronouns[token.i]
        number = bisect_right(self._people_starts, token.idx) - 1
        if number < 0 or token.idx >= self.people[number][0].end:
            return None
        return self.people[number]

    def _argument(self, verb: Token) -> tuple[Span, Entity] | None:
        """Return who becomes: the object of 'named X as head', else the subject, which may stand at an earlier verb."""
        objects = [child for child in verb.children if child.dep_ == "dobj"]
        subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
        while not subjects and verb.dep_ == "conj" and verb.head.i != verb.i:
            verb = verb.head
            subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
        for child in [*objects, *subjects]:
            who = verb.head if child.tag_ == "WP" and verb.dep_ == "relcl" else child
            if found := self._person_at(who):
                return found
        return None

    def _same_part(self, left: int, right: int) -> bool:
        page = self.page
        return page.document.part_number(page.token_at(left)) == page.document.part_number(page.token_at(right))

    def _is_broken(self, start: int, end: int) -> bool:
        """True when a verb or another title stands between a title and a name: they do not belong together."""
        page = self.page
        tokens = page.document.doc[page.token_at(start).i + 1 : page.token_at(end).i]
        if bisect_left(self._title_starts, end) > bisect_right(self._title_starts, start):
            return True
        return any(t.pos_ in {"VERB", "AUX"} and t.tag_ != "VBG" for t in tokens)

    def _complement_end(self, title: Title) -> int:
        """Return where the title ends with its 'of' phrase, a body named in it included."""
        end = self._span(title).end
        for span, _ in self.bodies:
            if end <= span.start <= end + 12 and COMPLEMENT.match(self._between(end, span.start) + "xx"):
                return span.end
        return complement_end(self.page, end) or end

    def _role(self, title: Title, name: Span, person: Entity) -> Role:
        body = self._body_beside(title, name)
        span = self._span(title)
        before = body is not None and body[0].end <= span.start
        said = span if body else Span(span.start, self._plain_end(title, name))
        flags = self._flags_before(title)
        evidence = covering([span, name, body[0]] if body and before else [span, name])
        since, until = years_after(self.page.text, evidence.end)
        is_past = until is not None and until < (self.page.document.published_on or "")
        has_ended = is_past or has_left(self.page.head(span))
        return Role(
            entity=person.key,
            role=self.page.document.words(said),
            organisation=body[1].key if body else None,
            evidence=evidence,
            is_former=title.is_former or "former" in flags or has_ended,
            is_acting=title.is_acting or "acting" in flags,
            since=since,
            until=until,
            is_office=title.kind in OFFICES,
        )

    def _body_beside(self, title: Title, name: Span) -> tuple[Span, Entity] | None:
        """Return the body a title belongs to: named after it ("chairman of X"), else right before it ("X chairman")."""
        start, end = self._span(title)
        after = bisect_left(self._body_starts, end)
        for span, body in self.bodies[after : after + 1]:
            if self._is_next(title, name, span):
                return span, body
            inside = end <= span.start and (span.end <= name.start or name.end <= end)
            follows = inside and leads_to_body(self.page, end, self._between(end, span.start))
            if follows and self._is_near(end, span):
                return span, body
        for span, body in self.bodies[max(0, after - BODIES_BEFORE) : after]:
            if 0 <= start - span.end <= 24 and BODY_BEFORE.fullmatch(self._between(span.end, start)):
                return span, body
        return None

    def _is_near(self, end: int, span: Span) -> bool:
        gap = self._between(end, span.start)
        return len(gap) < 60 and "," not in gap

    def _is_next(self, title: Title, name: Span, body: Span) -> bool:
        """True for 'Chairman Niger Delta Commission' and, behind the name, 'Assistant Secretary, Trade Branch'."""
        end = self._span(title).end
        gap = self.page.text[end : body.start]
        if not is_capital(self.page.words[title.first]) or name.overlaps(body):
            return False
        closed = BODY_CLOSED.match(self.page.text, body.end) is not None
        return gap == " " or (gap == ", " and name.end <= end and closed)

    def _plain_end(self, title: Title, name: Span) -> int:
        """Return the end of 'minister of finance': a complement that names no actor belongs to the role."""
        end = self._span(title).end
        limit = name.start if name.start >= end else len(self.page.text)
        return complement_end(self.page, end, limit) or end

    def _flags_before(self, title: Title) -> frozenset[str]:
        """Return what the words in capitals before a title say of the office: 'former Arkansas Governor'."""
        page, said = self.page, set[str]()
        flags, number = codes("title_modifiers"), title.first - 1
        while (
            number >= 0 and title.first - number <= FLAG_REACH and page.between(number + 1) in {" ", "-", "'", "\u2019"}
        ):
            word = page.words[number]
            flag = flags.get(word.folded)
            if flag is None and not is_capital(word) and word.text != "s":
                break
            said.add(flag or "")
            number -= 1
        return frozenset(said)
