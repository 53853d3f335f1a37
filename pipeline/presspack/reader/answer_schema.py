"""The JSON Schema of an answer, derived from the schemas of the tables: columns, descriptions and closed lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from presspack.base.errors import ConfigError
from presspack.tables.schema import schema
from presspack.tables.vocabulary import vocabulary_rows

MOST_ITEMS = 200
MOST_PARTICIPANTS = 20
LONGEST_CELL = 2000
ROLES = ("agent", "target")  # a place has a cell of its own


@dataclass(frozen=True, slots=True)
class Cells:
    """What an item of a table consists of: cells of words, which it must have or may lack, and of codes.

    Cells of words have the name of the column whose description they bear.
    """

    words: Mapping[str, str]
    codes: tuple[str, ...]
    optional: Mapping[str, str]


CELLS: Mapping[str, Cells] = {
    "events": Cells(
        {"trigger": "trigger"},
        ("type_code", "modality_code"),
        {"when": "when_start", "place": "place", "attributed_to": "attributed_to"},
    ),
    "statistics": Cells(
        {"text": "text"},
        (),
        {
            "indicator": "indicator",
            "subject": "subject_id",
            "when": "when_start",
            "place": "place",
            "attributed_to": "attributed_to",
        },
    ),
    "quotes": Cells({"text": "text"}, ("kind_code",), {"speaker": "speaker", "cue": "cue"}),
    "actor_roles": Cells({"actor": "actor_id", "role": "role"}, (), {"organisation": "organisation_id"}),
}


def code_list(table: str, column: str) -> tuple[str, ...]:
    """Return the codes that a column may hold, by the vocabulary that its schema refers to."""
    if column == "role_code":
        return ROLES
    resource = next(key.resource for key in schema(table).foreign_keys if key.fields == (column,))
    return tuple(str(row["code"]) for row in vocabulary_rows(resource))


def answer_schema(tables: Sequence[str], *, closed: bool = True) -> dict[str, Any]:
    """Return the JSON Schema of an answer about `tables`; with `closed`, codes are those of the vocabularies.

    The guard takes it without: one wrong code costs an item, not the answer. Raise ConfigError for another table.
    """
    if unknown := sorted(set(tables) - set(CELLS)):
        raise ConfigError("reader.tables", got=unknown[0], expected=f"some of {', '.join(CELLS)}")
    return _object({name: _list(_item(name, closed=closed), MOST_ITEMS) for name in CELLS if name in tables})


def _item(table: str, *, closed: bool) -> dict[str, Any]:
    cells = CELLS[table]
    said = {field["name"]: field["description"] for field in schema(table).fields}
    item: dict[str, Any] = {"sentence": {"type": "integer", "description": "Number of the sentence."}}
    item |= {name: _words(said[column]) for name, column in cells.words.items()}
    item |= {name: _code(table, name, closed=closed) for name in cells.codes}
    item |= {name: _words(said[column], "null") for name, column in cells.optional.items()}
    if table == "events":
        participant = {"role_code": _code(table, "role_code", closed=closed), "text": _words("The words that name it.")}
        item["participants"] = _list(_object(participant), MOST_PARTICIPANTS)
    return _object(item)


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(items: dict[str, Any], most: int) -> dict[str, Any]:
    return {"type": "array", "items": items, "maxItems": most}


def _words(description: str, *also: str) -> dict[str, Any]:
    kind = ["string", *also] if also else "string"
    return {"type": kind, "maxLength": LONGEST_CELL, "description": description}


def _code(table: str, column: str, *, closed: bool) -> dict[str, Any]:
    return {"type": "string", "enum": list(code_list(table, column))} if closed else {"type": "string"}
