"""Statistics of whole sentences, read with the real model: one phenomenon a row."""

import csv
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from presspack.base.spans import Span
from presspack.documents.document import Part, Text
from presspack.extract.context.article_context import context_of
from presspack.extract.model import Actors, Entity, Mention, Statistic
from presspack.extract.prose import MOST_FIGURES, not_read
from presspack.extract.statistics.extraction import statistics_in
from presspack.parse.parser import documents, plain_text

FRIDAY = "2024-03-15"
SENTENCES = list(csv.DictReader((Path(__file__).parent / "statistics" / "sentences.csv").open(encoding="utf-8")))
NOBODY = Actors(())


def read(nlp: Language, text: str | Text, actors: Actors = NOBODY) -> tuple[str, list[Statistic]]:
    source = plain_text("a", text, FRIDAY) if isinstance(text, str) else text
    [document] = documents(nlp, [source])
    return document.text, statistics_in(document, actors, context_of(document, actors))


def named(text: str, **names: str) -> Actors:
    """Actors with the names given, mentioned wherever they stand in `text`."""
    entities = []
    for key, name in names.items():
        start = text.index(name)
        entities.append(Entity(key, name, "party", "KEN", (Mention(Span(start, start + len(name)), "name"),)))
    return Actors(tuple(entities))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("The union lost almost 120 thousand members.", ["almost 120 thousand members = 120000 approx members count"]),
        ("It owns 12 rural schools out of 90.", ["12 rural schools = 12 exact schools count", "90 = 90 exact schools count"]),
        ("They sent 40 and 25 nurses, respectively.", ["40 = 40 exact nurses count", "25 nurses = 25 exact nurses count"]),
        ("Lists must have a 25% quota for women.", ["25% quota = 25 exact percent percent"]),
        ("Nearly two thirds of the farms were sold.", ["Nearly two thirds of the farms = 0.6667 approx farms ratio"]),
        ("The grant is for young people under 28.", ["under 28 = 28 less_than years age"]),
        ("Our country is only 33 years old!", ["33 years old = 33 exact years age"]),
        ("Maria Petrova, 44, has two sons.", ["44 = 44 exact years age", "two sons = 2 exact sons count"]),
        ("The average age of the players is 27.", ["27 = 27 exact years age"]),
        ("Seven days will be given to prepare.", ["Seven days = 7 exact days duration"]),
        ("The chance of rain is close to zero.", ["close to zero = 0 approx chance ratio"]),
        ("More than 3,000 tests per day were made.", ["More than 3,000 tests = 3000 more_than tests per day count"]),
        ("Two of the mayor's aides resigned.", ["Two = 2 exact aides count"]),
        ("The prize was 2 million euros, of which 500,000 went to schools.",
         ["2 million euros = 2000000 exact EUR money", "500,000 = 500000 exact EUR money"]),
        ("The Reds have 30 seats, the Blues - 12.", ["30 seats = 30 exact seats count", "12 = 12 exact seats count"]),
        ("A 90-seat assembly will be built.", ["90-seat = 90 exact seat count"]),
        ("In Nairobi 300 people marched.", ["300 people = 300 exact people count"]),
        ("It drew 2000 visitors.", ["2000 visitors = 2000 exact visitors count"]),
        ("Fares will go up by an average of 1900.", ["1900 = 1900 exact  count"]),
        ("The Reds won 20 seats. The Blues took 12.",
         ["20 seats = 20 exact seats count", "12 = 12 exact seats count"]),
        ("The Reds won 20 seats, the Blues 9 and the Greens only three.",
         ["20 seats = 20 exact seats count", "9 = 9 exact seats count", "three = 3 exact seats count"]),
        ("Twelve people died. Thirty were hurt, a third of them badly.",
         ["Twelve people = 12 exact people count", "Thirty = 30 exact people count", "a third = 0.3333 exact people ratio"]),
        ("The fund made 3 billion euros. In May it lost 2 billion.",
         ["3 billion euros = 3e+09 exact EUR money", "2 billion = 2e+09 exact EUR money"]),
        ("They met for five working days.", ["five working days = 5 exact days duration"]),
        ("It lies 45 km south of Lima.", ["45 km = 45 exact km physical"]),
        ("Two adults and one child were hurt; exactly one seat was left.",
         ["Two adults = 2 exact adults count", "one child = 1 exact child count", "one seat = 1 exact seat count"]),
        ("Some 14.3m people came, compared with 12.9m before.",
         ["Some 14.3m people = 1.43e+07 approx people count", "12.9m = 1.29e+07 exact people count"]),
        ("He taught and turned 80 last week.", ["80 = 80 exact years age"]),
        ("The bus had pupils aged 8-12.", ["8-12 = 8 range years age"]),
        ("A third of the 45-member board came; the quorum is 23.",
         ["A third of the 45-member board = 0.3333 exact board ratio", "45-member = 45 exact member count",
          "23 = 23 exact  count"]),
        ("The Blues have 40 seats, one more than the Reds.",
         ["40 seats = 40 exact seats count", "one = 1 exact seats count"]),
        ("The boy, 9, and his sister, 12, were found.", ["9 = 9 exact years age", "12 = 12 exact years age"]),
    ],
)  # fmt: skip
def test_value_modifier_unit_and_span(nlp, text, rows):
    text, found = read(nlp, text)
    shown = [
        f"{s.span.of(text)} = {round(s.value, 4):g} {s.modifier_code} {s.unit} {s.unit_kind_code}".replace(
            "e+06", "000000"
        )
        for s in found
    ]
    assert shown == rows


@pytest.mark.parametrize(
    "text",
    [
        "The iPhone 11 has a new camera.",
        "They flew a Boeing 737 to Oslo.",
        "The S&P 500 closed early.",
        "See page 12 and Article 5.",
        "The 2018 elections were fair.",
        "It is a two-party system.",
        "No one came, and the two left.",
        "She joined three years ago.",
        "One of the best plans failed.",
        "He lives at 12 Baker Street.",
        "They met the Big Five in June.",
        "The road is closed between junctions 4 and 5.",
        "One day it will change.",
        "Their 2+2 talks began on 7/7.",
        "The app runs on iOS 15 only.",
        "He joined the Big Four audit firms.",
        "They wrote the Five-Year Plan.",
        "The city ranks under SDG 7.",
        "The 737 was grounded.",
        "4. The board noted the report.",
        "He came back seven years later.",
        "The 2024-25 accounts were passed.",
        "The stamp of K9 and the N95 mask are new.",
        "The caf\u00bf\u00bd sign broke.",
        "It closes at half past six and opens at ten to five.",
    ],
)
def test_what_measures_nothing_is_no_statistic(nlp, text):
    assert read(nlp, text)[1] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The union lost 120 thousand members.", "union lost members"),
        ("Ministers named 7 priority areas.", "Ministers named priority areas"),
        ("Some 300 families received food aid.", "families received food aid"),
        ("The loan of $5 million was repaid.", "loan repaid"),
        ("Voter turnout was 63%.", "Voter turnout"),
        ("The list has 80 names, including 40% - women.", "women among names"),
        ("Petrol cost $2 per gallon in 2019.", "Petrol cost"),
        ("A 34-year-old nurse left.", "age of nurse left"),
    ],
)
def test_the_indicator_is_in_the_words_of_the_sentence(nlp, text, words):
    text, found = read(nlp, text)
    assert found[-1].indicator == words
    span = found[-1].indicator_span
    assert span is not None
    assert span.of(text).split()[0] == words.removeprefix("age of ").split()[0]


def marked(row: dict[str, str]) -> Any:
    """A row whose indicator is known to come out wrong, by the kind of fault, is expected to fail."""
    marks = [pytest.mark.xfail(strict=True, reason=row["fails"])] if row["fails"] else []
    return pytest.param(row, marks=marks, id=row["sentence"][:60])


@pytest.mark.parametrize("row", [marked(row) for row in SENTENCES])
def test_sentences_of_offices_give_figures_that_can_be_read_alone(nlp, row):
    """Statistical offices, central banks, elections, health, budgets, police; the period only where a row has one."""
    _, found = read(nlp, row["sentence"])
    value = float(row["value"])
    figure = next(
        s for s in found if any(end is not None and round(end, 4) == value for end in (s.value, s.value_high))
    )
    assert (figure.unit, figure.indicator, figure.change_code or "") == (row["unit"], row["indicator"], row["change"])
    period = "/".join(filter(None, (figure.period.start, figure.period.end)))
    assert period == row["period"] or not row["period"]


def test_only_a_rise_or_a_share_is_no_indicator(nlp):
    assert [s.indicator for s in read(nlp, "Growth was 3 percent. The share is 40 percent.")[1]] == ["", ""]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The deposit and lending rates were cut to 4 and 6 percent.", None),
        ("The repo rate and the lombard rate were raised to 4 and 6 percent, respectively.", ["repo rate", "lombard rate"]),
        ("The repo rate stayed at 4 percent, the lombard rate at 6 percent.", ["repo rate", "lombard rate"]),
        ("A survey puts Bowen at 41 percent to 37 percent for Ardel.", ["Bowen", "Ardel"]),
        ("Losses were in timber (90,000), paper (4,000) and glass (300).",
         ["Losses timber", "Losses paper", "Losses glass"]),
        ("Rents for flats rose 3 percent while those for shops fell 2 percent.",
         ["Rents for flats rose", "Rents for shops fell"]),
        ("Output of steel was 4 million tonnes, down from 5 million tonnes in 2022.", ["Output of steel", "Output of steel"]),
        ("The dam cost 40 million rupees ($480,000).", ["dam cost", "dam cost"]),
    ],
)  # fmt: skip
def test_lists_and_comparisons_give_each_figure_its_own_words(nlp, text, words):
    found = [s.indicator for s in read(nlp, text)[1]]
    assert words is None or found == words


def test_a_heap_of_numbers_is_not_read_and_told_of(nlp):
    text = "It rained. " + "5% " * (MOST_FIGURES + 1)
    [document] = documents(nlp, [plain_text("a", text, FRIDAY)])
    assert statistics_in(document, NOBODY, context_of(document, NOBODY)) == []
    assert len(list(not_read(document))) == 1


@pytest.mark.parametrize(
    ("text", "source", "subject"),
    [
        ("The Health Ministry announced the death of three patients.", "body", None),
        ("The Health Ministry reported 40 new cases.", "body", None),
        ("Prices fell 2 percent, reads a release issued by the Health Ministry.", "body", None),
        ("The Health Ministry hired 40 nurses.", None, "body"),
    ],
)
def test_who_announces_a_figure_is_its_source_and_not_what_it_is_about(nlp, text, source, subject):
    start = text.index("Health Ministry")
    body = Entity("body", "Health Ministry", "government", "KEN", (Mention(Span(start, start + 15), "name"),))
    [found] = read(nlp, text, Actors((body,)))[1]
    assert (found.attributed_to, found.subject) == (source, subject)


def test_a_figure_said_of_it_measures_what_the_one_before_did(nlp):
    _, found = read(nlp, "The rate was 16% in 2021. In 2015 it was 9%.")
    assert [s.indicator for s in found] == ["rate", "rate"]


def test_parts_do_not_say_what_the_whole_is(nlp):
    _, found = read(nlp, "Ten people, including four women, were rescued.")
    assert [s.indicator for s in found] == ["people rescued", "women rescued"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Exports rose by 5% to 40%.", ["rise", "to"]),
        ("Prices fell 3%.", ["fall"]),
        ("Output was up 2 percent.", ["rise"]),
        ("The quota was cut from 30 to 20 percent.", ["fall"]),
        ("Shares closed 4% lower.", ["fall"]),
        ("Sales doubled.", ["rise"]),
        ("The club raised $3 million.", [None]),
        ("He took 11 rebounds.", [None]),
        ("Some 400 people rallied.", [None]),
        ("Income was 4 million euros, up 5%.", [None, "rise"]),
        ("The paper cut its price by 20 cents to 80 cents.", ["fall", "to"]),
        ("The number of shops went from 310 to 265.", ["fall"]),
        ("On the day: Nasdaq +0.8%.", ["rise"]),
        ("Rates went from 4% to 5%.", ["rise"]),
        ("Rates range from 4% to 5%.", [None]),
        ("They shot down 9 drones and set up 30 camps.", [None, None]),
        ("Reserves rose $6 billion week-on-week.", ["rise"]),
        ("Inflation was slightly down at 6.3 percent in July from 6.6 percent in June.", ["to", "from"]),
        ("Output grew by 4 percent in March from 3 percent in May.", ["rise", "from"]),
        ("Output grew 4 percent to reach 90 million tonnes.", ["rise", "to"]),
        ("Growth was slower at 3 percent.", ["to"]),
        ("Fares edged down 2 percent.", ["fall"]),
    ],
)
def test_changes_have_a_direction_or_a_level(nlp, text, codes):
    assert [s.change_code for s in read(nlp, text)[1]] == codes


@pytest.mark.parametrize("text", [
    "Exports rose by 5% to 40%.",
    "Inflation was down at 6.3 percent in July from 6.6 percent in June.",
    "Output grew by 4 percent in March from 3 percent in May.",
])  # fmt: skip
def test_the_size_of_a_change_and_its_levels_are_linked(nlp, text):
    _, found = read(nlp, text)
    assert [s.linked for s in found] == [1, 0]


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("Of the 60 prizes, 20 went to schools.", [None, 0]),
        ("They won 12 of the 15 games.", [1, None]),
        ("It has 200 members, of whom 30% are women.", [None, 0]),
        ("It built 12 schools out of 90.", [1, None]),
        ("It holds 31 of 60 seats.", [1, None]),
        ("They have 12 cows and 3 goats.", [None, None]),
    ],
)
def test_a_share_knows_its_base(nlp, text, bases):
    assert [s.base for s in read(nlp, text)[1]] == bases


def test_subject_period_and_source_come_from_the_sentence(nlp):
    text = "The Green Party won 12 seats in July 2021, Ann Lee said."
    _, [found] = read(nlp, text, named(text, greens="Green Party", lee="Ann Lee"))
    assert found.subject == "greens"
    assert found.period.start == "2021-07"
    assert found.attributed_to == "lee"


GREEN_AND_BLUE = {"greens": "Green Party", "blues": "Blue Union"}


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("The budget of the Green Party rose by 5%.", ["greens"]),
        ("The Green Party's 40 clerks met the Blue Union.", ["greens"]),
        ("Some 300 letters were sent by the Green Party.", ["greens"]),
        ("The Green Party and the Blue Union sent 9 and 5 nurses, respectively.", ["greens", "blues"]),
        ("The Green Party and the Blue Union sent 9 nurses.", [None]),
        ("Some 300 people marched to the Green Party.", [None]),
        ("The Green Party won 60 seats, of which 20 are held by women.", ["greens", "greens"]),
        ("The Green Party hired 300 clerks. Half of them are women.", ["greens", "greens"]),
        ("The Green Party registered 300 cases. Forty were closed.", ["greens", "greens"]),
        ("The Green Party won 60 seats. Lima paid 40 clerks.", ["greens", None]),
    ],
)
def test_a_figure_is_about_the_actor_that_has_or_does_it(nlp, text, subjects):
    names = {key: name for key, name in GREEN_AND_BLUE.items() if name in text}
    _, found = read(nlp, text, named(text, **names))
    assert [s.subject for s in found] == subjects


@pytest.mark.parametrize(
    ("body", "subject"),
    [
        ("The Green Party met. Some 300 candidates applied.", "greens"),
        ("The Green Party met. Turnout was 60%.", None),
        ("The Green Party met.\n\nSome 300 people marched.", None),
    ],
)
def test_a_figure_that_names_nobody_is_about_the_topic_just_told_of(nlp, body, subject):
    text = f"Green Party meets\n\nThe Green Party is old. The Green Party is large.\n\n{body}"
    starts = [n for n in range(len(text)) if text.startswith("Green Party", n)]
    mentions = tuple(Mention(Span(n, n + 11), "name") for n in starts)
    _, found = read(nlp, text, Actors((Entity("greens", "Green Party", "party", "KEN", mentions),)))
    assert [s.subject for s in found] == [subject]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Sales were 5%, down from 6% in 2019.", [None, "2019"]),
        ("They got 40 more letters than in 2019.", [None]),
        ("It was founded in 1998 and has 40 members.", [None]),
        ("In the vote of May 2021 they got 30% of the vote and 40 seats.", ["2021-05", "2021-05"]),
        ("In May 2021 it hired 300 clerks. Half of them are women.", ["2021-05", "2021-05"]),
        ("In May 2021 it hired 300 clerks. It fired 40 nurses.", ["2021-05", "2021-05"]),
        ("In May 2021 it hired 300 clerks. It has 40 nurses.", ["2021-05", None]),
        ("Output was 4 tonnes in 2022 and 5 tonnes in 2023.", ["2022", "2023"]),
        ("Prices have fallen 6% against January 2023.", [None]),
    ],
)
def test_a_figure_holds_at_the_time_of_its_clause_or_of_what_it_is_part_of(nlp, text, periods):
    assert [s.period.start for s in read(nlp, text)[1]] == periods


def test_a_duration_with_dates_of_its_own_has_a_period(nlp):
    _, [found] = read(nlp, "Seven days are given to prepare, from August 31 to September 6.")
    assert (found.period.start, found.period.end) == ("2024-08-31", "2024-09-06")


def test_a_duration_has_no_period_of_its_own(nlp):
    _, [found] = read(nlp, "The plan will guide us for the next 5 years.")
    assert found.unit_kind_code == "duration"
    assert found.period.start is None


def test_titles_are_not_read(nlp):
    text = "Party wins 40 seats\n\nThe party won 40 seats."
    parts = (Part(0, 19, "title"), Part(21, len(text), "paragraph"))
    _, found = read(nlp, Text("a", text, parts, FRIDAY))
    assert [s.span for s in found] == [Span(35, 43)]


def test_no_two_rows_share_a_span_and_offsets_hold(nlp):
    text = (
        "They sent 40, 25 and 10 nurses and $3.5bn; 60% of 5 to 6 thousand women gave 1/2 cup, half of it in 20 days."
    )
    text, found = read(nlp, text)
    assert len({s.span for s in found}) == len(found)
    for s in found:
        assert s.span.contains(s.number) or s.number.end <= s.span.end
        assert s.sentence.contains(s.span)
