"""When, where and on whose word: one phenomenon a row, read with the real model. Published on Friday 15 March 2024."""

import re

import pytest
from spacy.language import Language

from presspack.base.spans import Span
from presspack.documents.document import Document, Part, Text
from presspack.extract.context.article_context import Context, context_of
from presspack.extract.model import Actors, Entity, Mention
from presspack.parse.parser import documents, plain_text

FRIDAY = "2024-03-15"
ACTORS = {
    "ann-lee": ("person", "KEN", ["Ann Lee", "Lee"]),
    "tom-okoro": ("person", "KEN", ["Tom Okoro", "Okoro"]),
    "green-party": ("party", "KEN", ["Green Party", "Greens"]),
    "ministry": ("government", "KEN", ["Interior Ministry"]),
    "daily-post": ("media", "KEN", ["Daily Post"]),
    "kenya": ("country", "KEN", ["Kenya"]),
    "norway": ("country", "NOR", ["Norway"]),
}


def actors_of(text: str) -> Actors:
    """Every mention of the actors above, as the actor reader would find them."""
    entities = []
    for key, (kind, country, names) in ACTORS.items():
        pattern = re.compile("|".join(re.escape(name) for name in names))
        mentions = tuple(Mention(Span(*m.span()), "name") for m in pattern.finditer(text))
        if mentions:
            entities.append(Entity(key, names[0], kind, country, mentions))
    return Actors(tuple(entities), home_code="KEN")


def read(nlp: Language, text: str | Text, published: str | None = FRIDAY) -> Context:
    source = plain_text("a", text, published) if isinstance(text, str) else text
    [document] = documents(nlp, [source])
    return context_of(document, actors_of(document.text))


def word(context: Context, trigger: str):  # type: ignore[no-untyped-def]
    """The first token written so; 'vote/2' is the second."""
    name, _, number = trigger.partition("/")
    return [token for token in context.document.doc if token.text == name][int(number or 1) - 1]


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


DATES = """
The unions condemned the raid in statements published on Sunday.                   | condemned | 2024-03-10
Ann Lee praised the mayor in a letter dated March 4.                               | praised  | 2024-03-04
Ann Lee praised the Greens, whose statements were published on Sunday.             | praised  |
The two mayors will sign a treaty following talks on Friday.                       | sign     | 2024-03-15
The mayor was charged last June, and police have seized nine of his cars.          | charged  | 2023-06
The mayor was charged last June, and police have seized nine of his cars.          | seized   |
The court jailed the editor two days after his arrest on May 4.                    | jailed   | 2023-05-06
The Greens elected Lee a week before the vote on 20 February.                      | elected  | 2024-02-13
The Greens elected Lee three days after a long vote. On 20 February she left.      | elected  |
Tom Okoro is due to be sworn in on Jan.15.                                         | sworn    | 2025-01-15
In the 1960s and 1970s, the army freed 200 families.                               | freed    | 1960/1979
Police arrested two editors on Monday.                                             | arrested | 2024-03-11
On Monday, police arrested two editors.                                            | arrested | 2024-03-11
The minister on Monday accused the Greens of fraud.                                | accused  | 2024-03-11
The Greens won the vote in July.                                                   | vote     | 2023-07
The July vote was won by the Greens.                                               | vote     | 2023-07
Ann Lee dropped her bid for the leadership of the Greens on Wednesday with a joke. | dropped  | 2024-03-13
The vote goes back to the strikes of 2016. At the time, Ann Lee led the Greens.    | led      | 2016
Ann Lee accused the Greens of hiding the losses in 2019.                           | accused  |
The Greens will hold a congress in July.                                           | congress | 2024-07
The Greens plan to meet in July.                                                   | meet     | 2024-07
The Greens are due to meet on Monday.                                              | meet     | 2024-03-18
The Greens met on Monday and voted on Tuesday.                                     | met      | 2024-03-11
The Greens met on Monday and voted on Tuesday.                                     | voted    | 2024-03-12
Lee said on Thursday that the mayor had resigned.                                  | resigned |
Lee said that the mayor had resigned on Thursday.                                  | resigned | 2024-03-14
Lee said the mayor resigned last week.                                             | resigned | 2024-03-04/2024-03-10
The mayor, who resigned in May, attacked the Greens on Tuesday.                    | resigned | 2023-05
The mayor, who resigned in May, attacked the Greens on Tuesday.                    | attacked | 2024-03-12
Lee praised the law signed in 2019.                                                | praised  |
Lee praised the law signed in 2019.                                                | signed   | 2019
Lee condemned the arrest on Tuesday.                                               | arrest   |
Speaking on Thursday to reporters, Lee criticised the vote.                        | Speaking | 2024-03-14
In 2019, when the mayor resigned, protests broke out.                              | resigned | 2019
The vote began on March 4 and ended on March 8.                                    | vote     | 2024-03-04/2024-03-08
The talks ran from March 4 to 8.                                                   | talks    | 2024-03-04/2024-03-08
The Greens were founded two decades ago.                                           | founded  | 2000/2009
Before 2010 the Greens were banned.                                                | banned   |
The mayor resigned after the vote in 2019.                                         | vote     | 2019
Nairobi, March 12 - The Greens expelled the mayor.                                 | expelled |
The Greens expelled the mayor.                                                     | expelled |
On Monday the court met. Two days later it freed the editor.                       | freed    | 2024-03-13
The court met on March 4. That day it freed the editor.                            | freed    | 2024-03-04
Work on the upcoming vote was done on Monday.                                      | vote     |
Today people are poorer than their parents.                                        | are      | 2024-03-15
Since 2019, 40 clerks have been arrested.                                          | arrested | 2019/2024
Lee has been jailed since May 2019.                                                | jailed   | 2019-05
Lee spoke after Monday's vote.                                                     | vote     | 2024-03-11
Lee spoke after Monday's vote.                                                     | spoke    |
On Monday 20 people died in an attack. At least five clerks were killed in the attack. | killed | 2024-03-11
The attack on Monday shook the town. The attack in Oslo was worse.                 | worse    |
The protests in May 2019 shook the town. The mayor lost his post.                  | lost     | 2019-05
The mayor condemned the May 2019 protests. He lost his post.                       | lost     |
Lee said on Monday that it rained. The mayor lost his post.                        | lost     |
The court met on Monday. It has freed ten men.                                     | freed    |
The court met on Monday. "It freed ten men," Lee said.                             | freed    |
Arrests rose by 40 from 2019.                                                      | rose     |
The ban will hold from May.                                                        | hold     | 2024-05
The ban held from Monday.                                                          | held     | 2024-03-11
Fans of the Monday raids were sorry.                                               | raids    | 2024-03-11
The strikes on Monday hit the town.                                                | hit      | 2024-03-11
The mayor, appointed Monday, offered help.                                         | appointed | 2024-03-11
A vote scheduled for Monday was put off.                                           | vote     | 2024-03-18
The court rules on Monday.                                                         | rules    | 2024-03-18
In July Tom Okoro, a clerk, was shot in the street.                                | shot     | 2023-07
It rained in 2019 and elections were held in June.                                 | elections | 2019-06
The mayor called a vote for 9 May.                                                 | called   | 2024-05-09
Lee flew to Oslo on Monday, where she met the king.                                | met      | 2024-03-11
"""

SPEAKERS = """
Lee said the mayor had resigned.                                                   | resigned | ann-lee
The mayor had resigned, Lee said.                                                  | resigned | ann-lee
The mayor had resigned, said Ann Lee.                                              | resigned | ann-lee
The mayor has resigned, the Daily Post reports.                                    | resigned | daily-post
According to Ann Lee, the mayor has resigned.                                      | resigned | ann-lee
The mayor has resigned, according to the Interior Ministry.                        | resigned | ministry
A spokesman for the Interior Ministry said the mayor had resigned.                 | resigned | ministry
As Lee noted, the mayor resigned in May.                                           | resigned | ann-lee
Lee told the Daily Post that the mayor had resigned.                               | resigned | ann-lee
Lee accused the mayor of stealing funds.                                           | stealing | ann-lee
Lee accused the mayor of stealing funds.                                           | accused  |
Police found arms, Lee said, the Daily Post reported.                              | found    | ann-lee
The Daily Post reported that Lee said the mayor had resigned.                      | resigned | ann-lee
The mayor has resigned.                                                            | resigned |
Villagers say the mayor has resigned.                                              | resigned |
Lee arrived at noon. She said the mayor had resigned.                              | resigned | ann-lee
Lee arrived at noon. “The mayor has resigned,” she said. “He left by train.”       | left     | ann-lee
“The mayor has resigned. He left by train. We are glad,” said Tom Okoro.           | left     | tom-okoro
Okoro spoke at noon. “The mayor has resigned,” he said. “We are glad. He left.”    | left     | tom-okoro
«The mayor has resigned and left the town», Lee said.                              | left     | ann-lee
Lee's claim that the mayor resigned is false.                                      | resigned | ann-lee
The so-called “mayor” has resigned.                                                | resigned |
Lee, quoted by the Daily Post, said the mayor had resigned.                        | resigned | ann-lee
Lee: “The mayor has resigned and left.”                                            | resigned | ann-lee
Lee added the following: “The mayor has resigned and left.”                        | resigned | ann-lee
In Lee's view, the mayor has resigned.                                             | resigned | ann-lee
Citing Ann Lee, the Daily Post reported that the mayor had resigned.               | resigned | ann-lee
The mayor has resigned, the Daily Post reported, citing the Interior Ministry.     | resigned | ministry
The Daily Post quoted Lee as saying the mayor resigned.                            | resigned | ann-lee
Lee was quoted as saying that the mayor had resigned.                              | resigned | ann-lee
The head of the Green Party, Tom Okoro, said the mayor had resigned.               | resigned | tom-okoro
Lee is sure that the mayor resigned.                                               | resigned | ann-lee
A statement issued by the Interior Ministry said the mayor had resigned.           | resigned | ministry
Lee noted that, according to the Interior Ministry, the mayor had resigned.        | resigned | ministry
As reported by the Daily Post, the mayor resigned.                                 | resigned | daily-post
Lee spoke about the mayor, who resigned in May.                                    | resigned |
It is known that the mayor resigned.                                               | resigned |
It was reported by the Daily Post that the mayor had resigned.                     | resigned | daily-post
"""

PLACES = """
Police arrested two editors in Mombasa.                                            | arrested | Mombasa | KEN
Police in Oslo arrested two editors.                                               | arrested | Oslo    | NOR
The Greens met in Kenya.                                                           | met      | Kenya   | KEN
The Greens expelled the mayor.                                                     | expelled | Kenya   | KEN
The Greens and Norway signed a deal.                                               | signed   |         |
The Greens met in Oslo and in Paris.                                               | met      |         |
The Greens met in Mombasa in southern Kenya.                                       | met      | Mombasa | KEN
The Greens met in Paris, Texas.                                                    | met      | Paris   | USA
The Greens met online.                                                             | met      |         |
The Greens of Kenya met in Springfield.                                            | met      | Springfield |
"""


@pytest.mark.parametrize(("text", "trigger", "expected"), rows(DATES))
def test_a_word_has_the_date_of_its_clause(nlp: Language, text: str, trigger: str, expected: str) -> None:
    context = read(nlp, text)
    when = context.date_of(word(context, trigger))
    assert "/".join(filter(None, (when.start, when.end))) == expected


@pytest.mark.parametrize(("text", "trigger", "expected"), rows(SPEAKERS))
def test_a_word_has_the_speaker_who_asserts_it(nlp: Language, text: str, trigger: str, expected: str) -> None:
    context = read(nlp, text)
    assert (context.speaker_of(word(context, trigger)) or "") == expected


@pytest.mark.parametrize(("text", "trigger", "name", "country"), rows(PLACES))
def test_a_word_has_the_place_of_its_clause(nlp: Language, text: str, trigger: str, name: str, country: str) -> None:
    context = read(nlp, f"{text} The Greens of Kenya say so.")
    place = context.place_of(word(context, trigger))
    assert ((place.name, place.country_code or "") if place else ("", "")) == (name, country)


def interview(lines: list[tuple[str, str | None, str]]) -> Text:
    text, parts = "", []
    for kind, speaker, words in lines:
        start = len(text)
        text += words
        parts.append(Part(start, len(text), kind, speaker))
        text += "\n\n"
    return Text("a", text.rstrip(), tuple(parts), FRIDAY)


@pytest.mark.parametrize("label", ["Ann Lee", "Lee", "AL"])
def test_a_whole_answer_belongs_to_the_one_whose_label_it_bears(nlp: Language, label: str) -> None:
    lines = [
        ("paragraph", None, "Ann Lee is back."),
        ("question", "Q", "Who left?"),
        ("answer", label, "The mayor resigned. I stayed."),
        ("answer", label, "Okoro said the clerk fled. Today he is here."),
    ]
    context = read(nlp, interview(lines))
    assert context.speaker_of(word(context, "resigned")) == "ann-lee"
    assert context.speaker_of(word(context, "fled")) == "tom-okoro"
    assert context.speaker_of(word(context, "left")) is None
    assert context.date_of(word(context, "is/2")).start is None


def test_answers_without_labels_belong_to_the_person_introduced(nlp: Language) -> None:
    lines = [
        ("paragraph", None, "The Greens lost. We spoke with Ann Lee, who knows Tom Okoro well."),
        ("question", None, "Who left?"),
        ("answer", None, "The mayor resigned."),
    ]
    context = read(nlp, interview(lines))
    assert context.speaker_of(word(context, "resigned")) == "ann-lee"


def test_an_as_of_date_holds_for_the_sentences_that_follow_in_its_paragraph(nlp: Language) -> None:
    context = read(nlp, "As of March 1, 40 people had joined. Twelve others were waiting.\nTen more came.")
    found = context.date_of(word(context, "waiting"))
    assert (found.start, found.source) == ("2024-03-01", "inherited")
    assert context.date_of(word(context, "came")).start is None


def test_nothing_is_dated_without_a_publication_date(nlp: Language) -> None:
    context = read(nlp, "Police arrested two editors on Monday.", None)
    assert context.date_of(word(context, "arrested")).start is None
    assert isinstance(context.document, Document)
