"""The rules that a package is judged by: one row a rule, with its usual severity and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

SEVERITIES = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name in reports, how grave breaking it is, and what it asks for."""

    name: str
    severity: str
    asks: str


_ROWS = (
    ("archive", "error", "a zip is whole, holds only relative names without `..`, and unpacks within its limits"),
    ("descriptor", "error", "the descriptor is one JSON object in UTF-8 of at most 64 MB"),
    ("profile", "error", "descriptor, resources, dialects and schemas satisfy the official profile of their version"),
    (
        "schema-reference",
        "error",
        "keys, foreign keys, constraints and categories name fields, tables and values that exist",
    ),
    ("unsafe-path", "error", "paths are relative, stay inside the package and use `/`"),
    ("remote-path", "warning", "paths name files of the package: nothing is fetched, so nothing remote is checked"),
    ("missing-file", "error", "every path names a file"),
    ("hash", "error", "the file's digest equals `hash`"),
    ("bytes", "error", "the files' size equals `bytes`"),
    ("encoding", "error", "text decodes in its declared `encoding`"),
    ("nul-byte", "error", "text holds no NUL characters"),
    (
        "unsupported-format",
        "warning",
        "tabular data are in a format that can be read here: CSV, TSV, Parquet, JSON, inline, sheets with their reader",
    ),
    ("unsupported-dialect", "error", "the dialect is one that can be read: a delimiter and a quote of one character"),
    ("unreadable-table", "error", "the file is what its format says"),
    ("quotes", "error", "quoted cells are closed, and nothing stands between the quote and the delimiter"),
    ("blank-row", "error", "no row is empty"),
    ("ragged-row", "error", "every row has as many cells as the header"),
    ("missing-field", "error", "every field of the schema is a column, as `fieldsMatch` asks"),
    ("extra-field", "error", "every column is a field of the schema, as `fieldsMatch` asks"),
    ("field-order", "error", "columns stand in the order of the fields"),
    ("column-type", "error", "a Parquet column has a type that can hold the field"),
    ("type", "error", "the value is written as its `type` and `format` ask"),
    ("required", "error", "the value is not missing"),
    ("unique", "error", "the value occurs once"),
    ("minimum", "error", "the value is at least `minimum`"),
    ("maximum", "error", "the value is at most `maximum`"),
    ("exclusive-minimum", "error", "the value is greater than `exclusiveMinimum`"),
    ("exclusive-maximum", "error", "the value is less than `exclusiveMaximum`"),
    ("min-length", "error", "the value has at least `minLength` characters, items or properties"),
    ("max-length", "error", "the value has at most `maxLength` characters, items or properties"),
    ("pattern", "error", "the whole value matches `pattern`"),
    ("enum", "error", "the value is one of `enum`"),
    ("categories", "error", "the value is one of `categories`"),
    ("json-schema", "error", "the value satisfies `jsonSchema`"),
    ("unusable-pattern", "error", "`pattern` is a regular expression that can be run"),
    ("pattern-timeout", "error", "`pattern` or `jsonSchema` is decided within the time allowed"),
    ("primary-key", "error", "the fields of `primaryKey` are filled and together occur once"),
    ("unique-key", "error", "the fields of a unique key together occur once, rows with a missing part aside"),
    ("foreign-key", "error", "the values occur in the referenced table, rows with a missing part aside"),
    ("waiver-expired", "error", "a waiver that covers findings has not expired"),
    ("waiver-unused", "warning", "a waiver covers something"),
)

RULES: Mapping[str, Rule] = MappingProxyType({name: Rule(name, severity, asks) for name, severity, asks in _ROWS})
