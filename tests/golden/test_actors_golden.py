"""Sentences of our own, one phenomenon each: whom the extractor finds in them, in which roles, and what pronouns mean.

`actors/cases.csv` writes an actor as `type key: mention, mention`, a role as `key = role @ body (former) 2009-2014`,
a referent as `word -> key`. Set the environment variable UPDATE_GOLDEN to write what is found now, then read the diff.
"""

import csv
import os
from pathlib import Path

from presspack.documents.document import Document, Part, Text
from presspack.extract.actors.extraction import actors_in, read_authority
from presspack.extract.model import Actors, Role
from presspack.parse.parser import documents, plain_text

FOLDER = Path(__file__).parent / "actors"
COLUMNS = ["case", "published_on", "text", "actors", "roles", "referents"]


def cases() -> list[dict[str, str]]:
    with (FOLDER / "cases.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(document: Document, found: Actors) -> dict[str, str]:
    """Return what was found as the table writes it."""
    actors = []
    for entity in found.entities:
        mentions = ", ".join(document.words(mention.span) for mention in entity.mentions)
        actors.append(f"{entity.type_code} {entity.key}: {mentions}")
    groups = [f"candidate {group.key}" for group in found.groups]
    referents = [f"{document.doc[index].text} -> {key}" for index, key in sorted(found.referents.items())]
    roles = "; ".join(map(stated, found.roles))
    return {"actors": "; ".join([*actors, *groups]), "roles": roles, "referents": "; ".join(referents)}


def stated(role: Role) -> str:
    body = f" @ {role.organisation}" if role.organisation else ""
    flags = " (former)" * role.is_former + " (acting)" * role.is_acting
    years = f" {role.since or ''}-{role.until or ''}" if role.since or role.until else ""
    return f"{role.entity} = {role.role}{body}{flags}{years}"


def found_rows(nlp) -> list[dict[str, str]]:
    rows = cases()
    authority = read_authority(FOLDER / "actors.csv", FOLDER / "aliases.csv")
    texts = [plain_text(row["case"], row["text"], row["published_on"]) for row in rows]
    return [
        row | told(document, actors_in(document, authority))
        for row, document in zip(rows, documents(nlp, texts), strict=True)
    ]


INTERVIEW = (
    ("paragraph", None, "Henk Ostrowski, who leads the Quiet Streets Party, spoke to us."),
    ("speaker", "Evening Post", "Evening Post:"),
    ("question", "Evening Post", "Why do you want a vote?"),
    ("speaker", "HO", "HO:"),
    ("answer", "HO", "We want it, and I shall say why."),
    ("speaker", "EP", "EP:"),
    ("question", "EP", "When?"),
)


def test_labels_of_an_interview_are_mentions_and_who_answers_is_I(nlp) -> None:
    """The labels come as parts of their own; 'we' is the body that the speaker leads."""
    parts, text = [], ""
    for kind, speaker, words in INTERVIEW:
        text += "\n\n" if text else ""
        parts.append(Part(len(text), len(text) + len(words), kind, speaker))
        text += words
    document = next(documents(nlp, [Text("a", text, tuple(parts), "2021")]))
    found = told(document, actors_in(document, read_authority(FOLDER / "actors.csv", FOLDER / "aliases.csv")))
    assert found["actors"] == (
        "person henk-ostrowski: Henk Ostrowski, HO; party quiet-streets-party: Quiet Streets Party; "
        "media evening-post: Evening Post, EP"
    )
    assert "We -> quiet-streets-party; I -> henk-ostrowski" in found["referents"]


def test_cases_are_read_as_the_table_says(nlp) -> None:
    """All cases at once: the parse is batched, and a failure shows every row that moved."""
    expected, found = cases(), found_rows(nlp)
    if os.environ.get("UPDATE_GOLDEN"):
        with (FOLDER / "cases.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(found)
        expected = found
    assert found == expected
