"""check: every table in DuckDB, every rule over them; an error stops the build.

What the rules by article find in a shard is kept. When a file of the shard changes, they are asked again: a rule that
no article broke of the articles that changed, another one of all. The other rules are asked of all tables each time
(see rules.py). Of each rule the first rows that break it are reported.
"""

import argparse
import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from presspack.base.errors import CheckFailed, MissingFile, Violation
from presspack.base.sql import literal, quoted
from presspack.checks.passed_shards import (
    Passed,
    article_digests,
    forget_others,
    passed_before,
    remember,
    rules_key,
    shard_key,
)
from presspack.checks.row_views import view_rows
from presspack.checks.rules import Rule, all_rules, closed_lists
from presspack.checks.runner import SEVERITIES, broken, merged, ready_for_rules, shape_violations, violations
from presspack.config import Config
from presspack.stages.options import add_path, add_settings, started
from presspack.tables.duckdb import SHARDS, connection, drop, hold, table_files, view_tables
from presspack.tables.package_metadata import Metadata, read_metadata
from presspack.tables.table_groups import is_by_article

FEW = 500  # articles of which all rows are held in memory: rules are sooner asked of them there


@dataclass(frozen=True, slots=True)
class Shard:
    """What rules by article may read: closed `lists` by name, and of the shard its tables and `texts`.

    `rules` changes with the rules and the lists, `key` with those and with the files of the shard.
    """

    name: str
    lists: Mapping[str, Path]
    files: Mapping[str, Path]
    rules: str
    key: str


def shards_of(tables: Path, cleaned: Iterable[Path], metadata: Metadata) -> Iterator[Shard]:
    """Yield the shards in the folder `tables`. Raise MissingFile if one lacks a table or texts."""
    texts = {folder.name: folder / "texts.parquet" for folder in cleaned}
    lists = {name: tables / f"{name}.parquet" for name in closed_lists(metadata)}
    rules = rules_key(metadata.schemas, lists)
    for folder in sorted((tables / SHARDS).glob("[!.]*")):
        own = {name: folder / f"{name}.parquet" for name, table in metadata.schemas.items() if is_by_article(table)}
        files = {**own, "texts": texts.get(folder.name, Path(folder.name, "texts.parquet"))}
        for path in [*lists.values(), *files.values()]:
            if not path.is_file():
                raise MissingFile(path, expected=f"a file of shard {folder.name} that `clean` or `resolve` wrote")
        yield Shard(folder.name, lists, files, rules, shard_key(folder.name, files, rules))


def view_shard(con: duckdb.DuckDBPyConnection, shard: Shard, metadata: Metadata) -> None:
    """Make views of what rules by article may read."""
    for name, path in {**shard.lists, **shard.files}.items():
        hold(con, name, [path])
    view_rows(con, metadata.schemas)


def narrow(con: duckdb.DuckDBPyConnection, shard: Shard, changed: Collection[str], *, few: int = FEW) -> None:
    """Leave of the tables and texts of a shard only what belongs to the articles `changed`, which may be null.

    The rows of at most `few` articles are held in memory.
    """
    con.execute("CREATE TABLE changed AS SELECT unnest(?::VARCHAR[]) AS article_id", [list(changed)])
    kind = "TABLE" if len(changed) <= few else "VIEW"
    for name, path in shard.files.items():
        drop(con, name)
        rows = f"""SELECT * FROM read_parquet({literal(path)}) AS t
            SEMI JOIN changed ON t.article_id IS NOT DISTINCT FROM changed.article_id"""
        con.execute(f"CREATE {kind} {quoted([name])} AS {rows}")


def asked(
    shard: Shard, rules: list[Rule], before: Passed, con: duckdb.DuckDBPyConnection, metadata: Metadata
) -> Passed:
    """Return what `rules`, those by article, find in a shard, of which `before` passed."""
    view_shard(con, shard, metadata)
    tables = [table for table in metadata.schemas.values() if is_by_article(table)]
    articles = article_digests(con, [table.name for table in tables])
    # What was found is not known by article: a rule that found something is asked of all of them again.
    reported = {violation.rule for violation in before.found}
    found = [violation for rule in rules if rule.label in reported for violation in broken(con, rule)]
    if before.articles:
        narrow(con, shard, [name for name, digest in articles.items() if before.articles.get(name) != digest])
    found += violations(con, tables, [rule for rule in rules if rule.label not in reported])
    return Passed(shard.key, shard.rules, articles, found)


def refuse_shapes(con: duckdb.DuckDBPyConnection, tables: Path, changed: list[Shard], metadata: Metadata) -> None:
    """Raise CheckFailed if a table has other columns than its schema: of such a table no more can be asked."""
    found: list[Violation] = []
    for name, table in metadata.schemas.items():
        files = [shard.files[name] for shard in changed] if is_by_article(table) else table_files(tables, name)
        found += [violation for path in files for violation in shape_violations(con, table, path)]
    refuse(merged(dict.fromkeys(found)))


def has_error(found: Iterable[Violation]) -> bool:
    """True if a violation is an error."""
    return any(violation.severity == "error" for violation in found)


def refuse(found: list[Violation]) -> None:
    """Raise CheckFailed with all that was found if there is an error."""
    if has_error(found):
        raise CheckFailed(found, shown=len(found))


def report_lines(found: list[Violation]) -> str:
    """Return the report on `found`: a count per severity, then a line per violation."""
    counts = {severity: sum(v.severity == severity for v in found) for severity in SEVERITIES}
    return "\n".join([", ".join(f"{severity}: {count}" for severity, count in counts.items()), *map(str, found)])


def report_json(found: list[Violation]) -> str:
    """Return the report as JSON: the number of violations per rule, and the violations."""
    rules: dict[str, dict[str, object]] = {}
    for violation in found:
        rules.setdefault(violation.rule, {"severity": violation.severity, "violations": []})["violations"].append(  # type: ignore[attr-defined]
            {"table": violation.table, "row": violation.row, "field": violation.field, "value": violation.value}
        )
    return json.dumps(rules, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def check_tables(
    tables: Path,
    catalogue: list[Path],
    cleaned: list[Path],
    cache: Path,
    output: Path,
    *,
    config: Config,
    metadata: Metadata,
) -> str:
    """Check `tables`, write report.json into the folder `output`, and return the report as lines.

    The folder `cache` keeps what was found in each shard. Raise CheckFailed, with no report written, if a rule of
    severity error is broken.
    """
    output.mkdir(parents=True, exist_ok=True)
    shards = list(shards_of(tables, cleaned, metadata))
    before = {shard.name: passed_before(cache, shard.name, shard.rules) for shard in shards}
    changed = [shard for shard in shards if before[shard.name].key != shard.key]
    with connection(config, output / "spill") as con:
        refuse_shapes(con, tables, changed, metadata)
    rules = all_rules(metadata, reader=config.reader.is_on)
    by_article = [rule for rule in rules if rule.by_article]
    found: list[Violation] = []
    for shard in shards:
        passed = before[shard.name]
        if shard in changed:
            with ready_for_rules(config, output / "spill") as con:
                passed = asked(shard, by_article, passed, con, metadata)
            if not has_error(passed.found):
                remember(cache, shard.name, passed)
        found = merged([*found, *passed.found])
    with ready_for_rules(config, output / "spill") as con:
        view_tables(con, tables, metadata)
        hold(con, "catalogue", catalogue)
        whole = [table for table in metadata.schemas.values() if not is_by_article(table)]
        found = merged([*found, *violations(con, whole, [rule for rule in rules if not rule.by_article])])
    refuse(found)
    forget_others(cache, {shard.name for shard in shards})
    (output / "report.json").write_text(report_json(found), encoding="utf-8")
    return report_lines(found)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the stage."""
    add_path(parser, "tables", "folder of resolved tables")
    add_path(parser, "cache", "file or folder that keeps what was made from run to run")
    add_path(parser, "output", "file or folder to write")
    add_path(parser, "catalogue", "catalogues of all shards", many=True)
    add_path(parser, "cleaned", "cleaned shard, or with `resolve` and `check` all of them", many=True)
    add_settings(
        parser,
        "--tables build/tables --cleaned build/clean/*"
        " --catalogue build/catalogue/* --cache build/cache/checked --output build/checked",
    )


def run(args: argparse.Namespace) -> int:
    """Run the stage."""
    with started(args) as config:
        report = check_tables(
            args.tables,
            args.catalogue,
            args.cleaned,
            args.cache,
            args.output,
            config=config,
            metadata=read_metadata(args.package, reader=config.reader.is_on),
        )
        print(report, file=sys.stderr)
    return 0
