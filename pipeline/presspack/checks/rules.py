"""Rules: what the schemas state of their tables, and the queries of checks/. Each returns the rows that break it.

The first line of a file in checks/ is `-- <severity>: <what the rule says>` or `-- <severity> by article: <...>`,
severity being error, warning or info. A rule by article reads only rows of one article, its text and closed lists, and
is asked shard by shard, as a rule of articles that changed only (check.py). The others are asked of all tables at once.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from presspack.base.errors import ConfigError
from presspack.base.sql import literal, quoted
from presspack.tables.package_metadata import Metadata
from presspack.tables.schema import ForeignKey, TableSchema, column_tests
from presspack.tables.table_groups import is_by_article, row_id

CHECKS = Path(__file__).with_name("sql")
HEAD = re.compile(r"-- (error|warning|info)( by article)?: (.+)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A query that returns the rows which break it, as (table_name, row_id, field, value)."""

    name: str
    severity: str
    says: str
    sql: str
    by_article: bool

    @property
    def label(self) -> str:
        """What violations of the rule are reported under."""
        return f"{self.name}: {self.says}"


def written_rules(folder: Path = CHECKS) -> Iterator[Rule]:
    """Yield the rules of checks/*.sql, by name. Raise ConfigError for a file without severity."""
    for path in sorted(folder.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        head = HEAD.match(text)
        if head is None:
            raise ConfigError(
                "first line",
                got=text.partition("\n")[0],
                expected="-- error|warning|info: what it says, or by article: what it says",
                where=path.name,
            )
        yield Rule(path.stem, head[1], head[3], text, bool(head[2]))


def schema_rules(metadata: Metadata) -> Iterator[Rule]:
    """Yield a rule per key and reference that the schemas state."""
    for table in metadata.schemas.values():
        yield from key_rules(table, metadata)
        yield from _reference_rules(table, metadata)


def all_rules(metadata: Metadata, *, reader: bool) -> list[Rule]:
    """Return the rules that `check` asks of the tables of a package, with or without a second reader."""
    rules = [*schema_rules(metadata), *written_rules()]
    return [*rules, *written_rules(CHECKS / "reader")] if reader else rules


def number_passed(metadata: Metadata, report: Mapping[str, object], *, reader: bool) -> int:
    """Return how many rules nothing broke, those on single columns too; `report` is by the label of a rule."""
    rules = all_rules(metadata, reader=reader)
    rules += [rule for table in metadata.schemas.values() for rule in constraint_rules(table)]
    return len({rule.label for rule in rules} - report.keys())


def constraint_rules(table: TableSchema) -> Iterator[Rule]:
    """Yield a rule per constraint that the schema of `table` states of a column."""
    for field in table.fields:
        for says, test in column_tests(field).items():
            sql = offending(table, [field["name"]], f"NOT coalesce({test}, true)")
            yield Rule(f"{table.name}.{says.split()[0]}.{field['name']}", "error", says, sql, is_by_article(table))


def key_rules(table: TableSchema, metadata: Metadata) -> Iterator[Rule]:
    """Yield a rule per key of `table`.

    A key that names a row of another table of the same article (segments: the article) cannot be found in two articles,
    as that row is not. Other keys are compared over all rows, first their hashes, which take less memory.
    """
    name = quoted([table.name])
    for key in [table.primary_key, *table.unique_keys]:
        columns, says = quoted(key), f"{'+'.join(key)} is unique"
        by_article = any(set(k.fields) <= set(key) for k in table.foreign_keys if _stays_in_article(table, k, metadata))
        alike = f"SELECT hash({columns}) FROM {name} GROUP BY ALL HAVING count(*) > 1"
        repeated = f"""SELECT ({columns}) FROM {name} WHERE hash({columns}) IN ({alike})
            GROUP BY {columns} HAVING count(*) > 1"""
        sql = offending(table, key, f"{filled(key)} AND ({columns}) IN ({repeated})")
        yield Rule(f"{table.name}.unique.{'+'.join(key)}", "error", says, sql, by_article)


def _reference_rules(table: TableSchema, metadata: Metadata) -> Iterator[Rule]:
    """Yield a rule per reference of `table` to another table or itself."""
    lists = closed_lists(metadata)
    for reference in table.foreign_keys:
        name, target = quoted([table.name]), quoted([reference.resource or table.name])
        in_article = _stays_in_article(table, reference, metadata)
        # What belongs to an article must be found in it, so that nothing hangs on whether another one changed.
        shared = ["article_id"] if in_article and "article_id" not in reference.fields else []
        columns, known = quoted([*shared, *reference.fields]), quoted([*shared, *reference.referenced])
        told = f"SELECT {columns} FROM {name} WHERE {filled(reference.fields)}"
        # Few columns refer to many rows: those that they name are sought among all, not all laid out to seek in.
        unknown = f"{told} EXCEPT SELECT {known} FROM {target} WHERE ({known}) IN ({told})"
        sql = offending(table, reference.fields, f"{filled(reference.fields)} AND ({columns}) IN ({unknown})")
        says = f"stands in {reference.resource or table.name}.{'+'.join(reference.referenced)}"
        by_article = in_article or (is_by_article(table) and reference.resource in lists)
        yield Rule(f"{table.name}.reference.{'+'.join(reference.fields)}", "error", says, sql, by_article)


def closed_lists(metadata: Metadata) -> list[str]:
    """Return the names of the tables that are vocabularies: they say the same whatever the corpus."""
    return [table.name for table in metadata.tables if table.vocabulary]


def _stays_in_article(table: TableSchema, reference: ForeignKey, metadata: Metadata) -> bool:
    """True when a row refers to a row of the same article in another table.

    Rows of one table may refer to rows of any article: a copy to what it copies.
    """
    target = metadata.schemas.get(reference.resource)
    return target is not None and is_by_article(table) and is_by_article(target)


def offending(table: TableSchema, fields: Sequence[str], condition: str) -> str:
    """Return a query for the rows of `table` that meet `condition`, with the values of `fields`."""
    return f"""SELECT {literal(table.name)} AS table_name, {row_id(table)} AS row_id,
        {literal("+".join(fields))} AS field, concat_ws(', ', {quoted(list(fields))}) AS value
        FROM {quoted([table.name])} WHERE {condition}"""


def filled(fields: Sequence[str]) -> str:
    """Return an SQL condition: all of `fields` are given."""
    return " AND ".join(f"{quoted([field])} IS NOT NULL" for field in fields)
