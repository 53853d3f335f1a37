"""Exports of news databases become a record for each article, with title, outlet, day, author and body."""

from dataclasses import dataclass

import pytest

from presspack.captures.exports import parts_of

BODY = (
    "The ferry Aurora ran aground off Skarn on Sunday with 180 people aboard, the coast guard said.",
    "All of them were brought ashore by noon, and two sailors were treated for cold at the clinic in Skarn.",
    "It was dark and windy.",
)


@dataclass(frozen=True)
class Story:
    title: str
    outlet: str
    author: str
    day: str
    written: str


STORIES = (
    Story("Ferry runs aground off Skarn", "Skarn Tidende", "Ida Moe", "2019-02-03", "February 3, 2019"),
    Story("Two hundred march for a new school", "The Northern Star", "Per Lund", "2019-02-04", "February 4, 2019"),
    Story("Mine reopens after repairs", "Ore Weekly", "Kari Aas", "2019-02-05", "February 5, 2019"),
)


def body(number: int) -> str:
    return "\n\n".join((*BODY, f"This is report number {number} of the week, and more will follow in the coming days."))


def lexis(story: Story, number: int) -> str:
    return (
        f"{' ' * 20}{number} of 3 DOCUMENTS\n\n\n{' ' * 20}{story.outlet}\n\n{' ' * 15}{story.written} Sunday\n"
        f"{' ' * 15}First Edition\n\n{story.title}\n\nBYLINE: {story.author}\n\nSECTION: NEWS; Pg. 2\n\nLENGTH: 60 words\n\n"
        f"{body(number)}\n\nLOAD-DATE: March 1, 2019\n\nLANGUAGE: ENGLISH\n\n     Copyright 2019 {story.outlet}\n\n"
    )


def nexis_uni(story: Story, number: int) -> str:
    return (
        f"Page 1 of 2\n{story.title}\n\n{story.outlet}\n\n{story.written} Sunday\n\nCopyright 2019 {story.outlet} All Rights"
        f" Reserved\n\nLength: 60 words\n\nByline: {story.author}\n\nBody\n\n{body(number)}\n\nGraphic\n\nA boat\n\n"
        "Load-Date: March 1, 2019\n\nEnd of Document\n\n"
    )


def factiva(story: Story, number: int) -> str:
    return (
        f"{story.title}\nBy {story.author}\n60 words\n3 {story.written.split()[0]} 2019\n".replace(
            "3 F", f"{int(story.day[-2:])} F"
        )
        + f"06:00\n{story.outlet}\nSKTI\n2\nEnglish\n(c) 2019 {story.outlet}\n\n{body(number)}\n\n"
        f"{story.outlet} AS\n\nDocument SKTI000020190203ef230000{number}\n\n"
    )


def factiva_codes(story: Story, number: int) -> str:
    return (
        f"HD {story.title}\nBY By {story.author}\nWC 60 words\nPD {story.written}\nSN {story.outlet}\nLA English\n\n"
        f"LP {BODY[0]}\n\nTD\n\n{BODY[1]}\n\n{body(number).split(chr(10))[-1]}\n\nIN i7: Ships\nAN Document SKTI2019020{number}\n\n"
    )


def proquest(story: Story, number: int) -> str:
    return (
        f"{'_' * 60}\n\nDocument {number} of 3\n\n{story.title}\n\nAuthor: {story.author}\n\nAbstract: None available.\n\n"
        f"Full text: {body(number)}\n\nSubject: Ships\n\nTitle: {story.title}\n\nPublication title: {story.outlet}\n\n"
        f"Publication date: {story.written}\n\nProQuest document ID: 99{number}\n\n"
    )


def ebsco(story: Story, number: int) -> str:
    return (
        f"Record: {number}\nTitle:\n\t{story.title}\nAuthors:\n\t{story.author}\nSource:\n\t{story.outlet}. 2/3/2019, p4\n"
        f"Publication Date: {story.day}\nFull Text:\n{body(number)}\n\nCopyright of {story.outlet} is its own.\n\n"
    )


def labels(story: Story, number: int) -> str:
    return (
        f"Headline: {story.title}\nSource: {story.outlet}\nBy: {story.author}\nDate: {story.written}\n\n{body(number)}\n\n"
        "----------\n"
    )


def lexis_german(story: Story, number: int) -> str:
    return (
        f"{' ' * 20}{number} von 3 DOKUMENTEN\n\n\n{' ' * 20}{story.outlet}\n\n{' ' * 15}{story.written} Sunday\n\n{story.title}\n\n"
        f"AUTOR: {story.author}\n\nRUBRIK: NEWS; S. 2\n\nLÄNGE: 60 Wörter\n\n{body(number)}\n\nUPDATE: March 1, 2019\n\n"
        f"SPRACHE: ENGLISH\n\n     Copyright 2019 {story.outlet}\n     Alle Rechte vorbehalten\n\n"
    )


def nexis_french(story: Story, number: int) -> str:
    return (
        f"{story.title}\n\n{story.outlet}\n\n{int(story.day[-2:])} février 2019\n\nCopyright 2019 {story.outlet} Tous droits réservés"
        f"\n\nLongueur: 60 mots\n\nAuteur: {story.author}\n\nCorps\n\n{body(number)}\n\nDate de chargement: 1 mars 2019\n\n"
        "Fin du document\n\n"
    )


def proquest_spanish(story: Story, number: int) -> str:
    return (
        f"{'_' * 60}\n\nDocumento {number} de 3\n\n{story.title}\n\nAutor: {story.author}\n\nTexto completo: {body(number)}\n\n"
        f"Materia: Ships\n\nTítulo: {story.title}\n\nTítulo de publicación: {story.outlet}\n\n"
        f"Fecha de publicación: {story.day}\n\n"
    )


def labels_russian(story: Story, number: int) -> str:
    return f"Заголовок: {story.title}\nИсточник: {story.outlet}\nАвтор: {story.author}\nДата: {story.day}\n\n{body(number)}\n\n"


def citation(story: Story, number: int) -> str:
    return (
        f"Record: {number}\n\n   Title:\n     {story.title}. By: Moe, Ida, {story.outlet}, 2/3/2019\n   Authors:\n     {story.author}\n"
        f"   Source:\n     {story.outlet}\n   Publication Date: {story.day}\n\nHTML Full Text\n\n{story.title}\n\n{body(number)}\n\n"
        f"~~~~~~~~\n\nCopyright of {story.outlet} is its own.\n\n"
    )


KINDS = (lexis, nexis_uni, factiva, factiva_codes, proquest, ebsco, labels)
KINDS += (lexis_german, nexis_french, proquest_spanish, labels_russian, citation)
COVER = "Download Request: Select Items 1-3\nTime Of Request: Friday, March 12, 2021\n\nSend To:\nA LIBRARY\n\n"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_article_of_an_export_is_a_part_with_its_header(kind, ends: str) -> None:
    text = "".join(kind(story, number) for number, story in enumerate(STORIES, 1)).replace("\n", ends)
    parts = parts_of(text)
    assert len(parts) == 3
    assert (parts[0].start, parts[-1].end) == (0, len(text))
    for number, (story, part) in enumerate(zip(STORIES, parts, strict=True), 1):
        hints = part.header.hints
        assert (hints["title"], hints["outlet"], hints["author"]) == (story.title, story.outlet, story.author)
        assert hints["published_on"] in (story.day, story.written, f"{int(story.day[-2:])} February 2019")
        said = " ".join(text[part.start + start : part.start + end] for start, end in part.header.body)
        assert " ".join(said.split()).startswith(BODY[0])
        assert said.rstrip().endswith("in the coming days.")
        assert f"number {number} " in said


@pytest.mark.parametrize("kind", [lexis, nexis_uni])
def test_a_cover_belongs_to_the_first_article_outside_its_body(kind) -> None:
    text = COVER + "".join(kind(story, number) for number, story in enumerate(STORIES, 1))
    parts = parts_of(text)
    assert len(parts) == 3
    assert parts[0].header.hints["title"] == STORIES[0].title
    ((start, end),) = parts[0].header.body
    assert text[start:end].startswith(BODY[0])


def test_a_title_as_long_as_a_paragraph_is_no_body() -> None:
    long = Story("Ferry with many people aboard runs aground off Skarn in the dark after a long storm from the north",
                 "Skarn Tidende", "Ida Moe", "2019-02-03", "February 3, 2019")  # fmt: skip
    for kind in (lexis, factiva):
        (part,) = parts_of(kind(long, 1).replace("1 of 3", "1 of 1"))
        assert part.header.hints["title"] == long.title
        assert kind(long, 1).replace("1 of 3", "1 of 1")[slice(*part.header.body[0])].startswith(BODY[0])


@pytest.mark.parametrize(
    "text",
    [
        "A plain article.\n\n" + body(1),
        "Report of the week\n\nDate: 3 May 2019\n\n" + body(1),
        "ANNA: Where were you?\n\nBO: At sea.\n\nANNA: And then?\n\nBO: Then we came home, said the man of 50 years.\n",
        "He read: Document 1 of 3 is missing, the court said.\n\n" + body(1),
        "Source: the ministry.\n\n" + body(1) + "\n\nSource: a witness, too, who saw it.\n",
        "",
    ],
)
def test_a_text_that_is_no_export_has_no_parts(text: str) -> None:
    assert parts_of(text) == []


def labelled(story: Story, number: int) -> str:
    return (
        f"Headline: {story.title}\nSource: {story.outlet}\nPublished: {story.written}\nByline: {story.author}\nText: "
        f"{body(number)}\n\n---\n\n"
    )


def headed(story: Story, number: int) -> str:
    return (
        f"### {story.title}\n**Date:** {story.day}  \n**Source:** {story.outlet}  \n**Author:** {story.author}\n\n"
        f"{body(number)}\n\n\n"
    )


def sectioned(story: Story, number: int) -> str:
    return "News\n" + factiva(story, number).replace("By ", "", 1)


def about(story: Story, number: int) -> str:
    return nexis_uni(story, number).replace(
        "Graphic\n\nA boat", "Classification\n\n\nSubject: FERRIES (90%); PORTS (70%)"
    )


def ebsco(story: Story, number: int) -> str:
    year, month, day = story.day.split("-")
    return (
        f"Record: {number}\n\nTitle: {story.title}\nAuthors: {story.author}\nSource: {story.outlet}. {month}/{day}/{year}, p4. "
        f"1p.\nSubject Terms: FERRIES\nAccession Number: 16{number}\n\nFull Text:\n{body(number)}\n\n~~~~~~~~\nBy {story.author}\n\n"
        f"Copyright of {story.outlet} is the property of its owner.\n\n"
    )


def proquest(story: Story, number: int) -> str:
    return (
        f"Document {number} of 3\n\n{story.title}\n\nAuthor: {story.author}.\n\nLinks: Linking Service\n\nFull text: {body(number)}"
        f"\n\nSubject: Ferries; Ports\n\nTitle: {story.title}\n\nPublication title: {story.outlet}\n\nPublication date: "
        f"{story.written}\n\nPublisher: Skarn Media Holding\n\nLast updated: 2020-01-0{number}\n\n____________________\n\n"
    )


@pytest.mark.parametrize("kind", [labelled, headed, sectioned, about, ebsco, proquest])
def test_what_stands_around_the_articles_of_an_export_is_told_apart(kind) -> None:
    text = "".join(kind(story, number) for number, story in enumerate(STORIES, 1))
    parts = parts_of(text)
    assert len(parts) == 3
    for number, (story, part) in enumerate(zip(STORIES, parts, strict=True), 1):
        hints = part.header.hints
        assert (hints["title"], hints["outlet"], hints["author"]) == (story.title, story.outlet, story.author)
        assert hints["published_on"] in (story.day, story.written, f"{int(story.day[-2:])} February 2019")
        said = " ".join(text[part.start + start : part.start + end] for start, end in part.header.body)
        assert " ".join(said.split()) == " ".join(body(number).split())


@pytest.mark.parametrize(
    ("head", "hints"),
    [
        ("Title: One\nDate: 3 May 2019\n", {"title": "One", "published_on": "3 May 2019"}),
        ("SUBJECT: [port-news] Ferry aground\nFROM: ida at skarn.example (Ida Moe)\n", {"title": "Ferry aground", "author": "Ida Moe"}),
        ("From: Ida Moe <ida@skarn.example>\nSubject: Re: Ferry aground\n", {"title": "Ferry aground", "author": "Ida Moe"}),
        ("Headline: [Opinion] The ferry\nAuthor: Ida Moe\n", {"title": "[Opinion] The ferry", "author": "Ida Moe"}),
    ],
)  # fmt: skip
def test_one_article_under_labels_is_read_by_them(head: str, hints: dict[str, str]) -> None:
    text = f"{head}\n{body(1)}\n\n_______________________________________________\nport-news mailing list\nhttps://lists.example/port-news\n"
    (part,) = parts_of(text)
    assert part.header.hints == hints
    assert text[slice(*part.header.body[0])] == body(1)
