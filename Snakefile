# raw/ -> catalogue -> clean -> parse -> extract -> resolve -> check -> publish -> datapackage/
# One rule per stage; rule = command = module. The work is in pipeline/; settings are in pipeline/presspack/config.yaml.
#
#   snakemake --cores all
#   snakemake --cores all --config raw=DIR build=DIR datapackage=DIR settings=FILE package=FILE corrections=FILE
import sys
from pathlib import Path

sys.path.insert(0, str(Path(workflow.basedir) / "pipeline"))
from presspack.base.errors import PipelineError
from presspack.base.paths import PRESSPACK
from presspack.reruns.chosen_files import chosen, chosen_parser, made_with
from presspack.reruns.import_graph import files_of
from presspack.reruns.fingerprints import listing_digest, shapes_digest
from presspack.reruns.job_server import JobServer
from presspack.reruns.folders import refuse_nested
from presspack.reruns.run_locks import build_lock, main_lock

# Held while this process lives: a run that was killed needs no --unlock, and a second run at once is refused.
RUNNING = main_lock() if workflow.is_main_process else None

KNOWN = {"raw", "build", "datapackage", "settings", "package", "corrections"}
if unknown := sorted(set(config) - KNOWN):
    sys.exit(
        f"snakemake --config: {', '.join(unknown)}: expected only {', '.join(sorted(KNOWN))}"
    )

RAW = Path(config.get("raw", "raw"))
BUILD = Path(config.get("build", "build"))
DATAPACKAGE = Path(config.get("datapackage", "datapackage"))
if workflow.is_main_process:
    try:
        refuse_nested(RAW, BUILD, DATAPACKAGE)
        # Two runs in one place are refused by Snakemake; two that share a build folder from two places by this.
        BUILDING = build_lock(BUILD) if RUNNING else None
    except PipelineError as error:
        sys.exit(f"snakemake: {error}")
HERE = Path(workflow.basedir)
PYTHON = sys.executable
PUBLISHED = sorted(p.stem for p in (HERE / "schemas").glob("*.json"))
CORRECTIONS = Path(config.get("corrections", RAW / "corrections.csv"))


def named(option, path):
    """An option and its file if there is one, else nothing; both quoted for the shell."""
    import shlex

    return (
        f"--{option} {shlex.quote(str(path))}" if path and Path(path).exists() else ""
    )


if (settings := config.get("settings")) and not Path(settings).exists():
    sys.exit(f"snakemake --config settings={settings}: there is no such file")
if (package := config.get("package")) and not Path(package).exists():
    sys.exit(f"snakemake --config package={package}: there is no such file")
CHOICES = config.get("settings") or RAW / "settings.yaml"
SETTINGS = named("config", CHOICES)
METADATA = config.get("package") or RAW / "package.yaml"
PACKAGE = named("package", METADATA)


# What the settings name, as it stands there: a wrong one is for the stages to name.
CHOSEN = chosen(Path(CHOICES))
READER, AUTHORITY = CHOSEN.get("reader", {}), CHOSEN.get("extract", {}).get("authority")
PREVIOUS = CHOSEN.get("resolve", {}).get("previous")
if PREVIOUS and Path(str(PREVIOUS)).resolve() != DATAPACKAGE.resolve():
    BEFORE = Path(str(PREVIOUS)) / "parquet" / "datapackage.json"
else:
    BEFORE = None  # what the build itself replaces is no reason to build again
SECOND_READER = bool(READER.get("url") or READER.get("answers"))


def unread(wildcards):
    """What `read` left unread, as a parameter: the next build goes on from there."""
    path = BUILD / "cache" / "read" / "unread"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def code(*modules):
    """The modules of a stage and all that they import, as inputs: Snakemake does not watch what `shell:` runs."""
    return (
        files_of(*modules)
        + [str(PRESSPACK / "config.yaml")]
        + ([str(CHOICES)] if Path(CHOICES).exists() else [])
    )


def words(*names):
    """The lexicons, weights, queries and pages that lie beside the modules of a stage, as inputs."""
    kinds = {".csv", ".json", ".sql", ".md"}
    paths = [PRESSPACK / name for name in names]
    return [
        str(p)
        for path in paths
        for p in (sorted(path.rglob("*")) if path.is_dir() else [path])
        if p.suffix in kinds
    ]


def vocabularies(names="*"):
    """Vocabularies as inputs."""
    return sorted(
        str(p) for p in (HERE / "schemas" / "vocabularies").glob(f"{names}.csv")
    )


def shapes(*names):
    """Columns, types and rules of schemas, as a parameter: a change of prose makes only the release anew."""
    return shapes_digest(HERE / "schemas" / f"{name}.json" for name in names)


def rests_on(stage, *paths):
    """Versions of what a stage computes with, and the content of settings and of people's files, as a parameter."""
    return made_with(f"stages.{stage}", Path(CHOICES), paths)


def given(*names):
    """Files that the user named with --config, as inputs."""
    return [config[name] for name in names if config.get(name)]


def captures(wildcards):
    """What lies in the raw folder, as a parameter: a new, changed or deleted capture makes the catalogue anew."""
    return listing_digest(RAW) if RAW.is_dir() else ""


def shards(pattern):
    """An input function: `pattern` for every shard that the catalogue made."""

    def paths(wildcards):
        folder = Path(checkpoints.catalogue.get().output[0])
        return [
            pattern.format(shard=path.stem) for path in sorted(folder.glob("*.parquet"))
        ]

    return paths


# Not on clusters, where a job is a process on some node: see pipeline/presspack/serve_jobs.py.
SERVER = JobServer()


onstart:
    if workflow.is_main_process and workflow.local_exec:
        SERVER.start()


onsuccess:
    SERVER.stop()


onerror:
    SERVER.stop()


wildcard_constraints:
    shard="[0-9]+",


rule all:
    input:
        f"{DATAPACKAGE}/datapackage.json",


checkpoint catalogue:
    input:
        code("stages.catalogue"),
        words("captures"),
    output:
        # `update` leaves the folder there: shards whose records are the same keep their files, and nothing follows.
        update(directory(f"{BUILD}/catalogue")),
    log:
        f"{BUILD}/logs/catalogue.log",
    params:
        made_with=rests_on("catalogue"),
        costs=f"{BUILD}/benchmarks/catalogue.tsv",
        raw=str(RAW),
        captures=captures,
        shapes=shapes("build/catalogue"),
    shell:
        "{PYTHON:q} -m presspack catalogue --raw {params.raw:q} --output {output:q} {SETTINGS} --costs {params.costs:q} 2> {log:q} || (cat {log:q} >&2; exit 1)"


rule clean:
    input:
        code("stages.clean"),
        words("captures", "clean"),
        shard=f"{BUILD}/catalogue/{{shard}}.parquet",
    output:
        directory(f"{BUILD}/clean/{{shard}}"),
    log:
        f"{BUILD}/logs/clean/{{shard}}.log",
    params:
        made_with=rests_on("clean"),
        costs=f"{BUILD}/benchmarks/clean/{{shard}}.tsv",
        raw=str(RAW),
        cache=f"{BUILD}/cache/clean/{{shard}}",
        shapes=shapes("articles", "segments", "build/texts"),
    shell:
        "{PYTHON:q} -m presspack clean-shard --raw {params.raw:q} --shard {input.shard:q} --cache {params.cache:q} --output {output:q} {SETTINGS} --costs {params.costs:q} 2> {log:q} || (cat {log:q} >&2; exit 1)"


rule parse:
    input:
        code("stages.parse"),
        words("captures"),
        cleaned=f"{BUILD}/clean/{{shard}}",
    output:
        f"{BUILD}/parsed/{{shard}}.parquet",
    log:
        f"{BUILD}/logs/parse/{{shard}}.log",
    params:
        made_with=rests_on("parse"),
        parser=chosen_parser(Path(CHOICES)),
        costs=f"{BUILD}/benchmarks/parse/{{shard}}.tsv",
        cache=f"{BUILD}/cache/parsed/{{shard}}",
    shell:
        "{PYTHON:q} -m presspack parse-shard --cleaned {input.cleaned:q} --cache {params.cache:q} --output {output:q} {SETTINGS} --costs {params.costs:q} 2> {log:q} || (cat {log:q} >&2; exit 1)"


# Only part of `all` where the settings name a server or recorded answers.
rule read:
    input:
        vocabularies(),
        code("stages.read"),
        words("reader"),
        cleaned=shards(f"{BUILD}/clean/{{shard}}"),
        parsed=shards(f"{BUILD}/parsed/{{shard}}.parquet"),
    output:
        # `update` leaves the folder there: shards with the same answers keep their files.
        update(directory(f"{BUILD}/read")),
    log:
        f"{BUILD}/logs/read.log",
    params:
        made_with=rests_on("read", READER.get("answers")),
        costs=f"{BUILD}/benchmarks/read.tsv",
        cache=f"{BUILD}/cache/read",
        shapes=shapes("events", "quotes"),
        unread=unread,
    shell:
        "{PYTHON:q} -m presspack read --cleaned {input.cleaned:q} --parsed {input.parsed:q} --cache {params.cache:q} --output {output:q} {SETTINGS} --costs {params.costs:q} 2> {log:q} || (cat {log:q} >&2; exit 1)"


rule extract:
    input:
        [f"{BUILD}/read"] if SECOND_READER else [],
        vocabularies("actor*"),
        vocabularies("units"),
        code("stages.extract"),
        words("captures", "english", "extract", "names"),
        cleaned=f"{BUILD}/clean/{{shard}}",
        parsed=f"{BUILD}/parsed/{{shard}}.parquet",
    output:
        directory(f"{BUILD}/extracted/{{shard}}"),
    log:
        f"{BUILD}/logs/extract/{{shard}}.log",
    params:
        made_with=rests_on("extract", AUTHORITY),
        costs=f"{BUILD}/benchmarks/extract/{{shard}}.tsv",
        cache=f"{BUILD}/cache/extracted/{{shard}}",
        read=(
            (lambda wildcards: ["--read", f"{BUILD}/read/{wildcards.shard}.parquet"])
            if SECOND_READER
            else []
        ),
        shapes=shapes(*PUBLISHED, "build/entities", "build/places"),
    shell:
        "{PYTHON:q} -m presspack extract-shard --cleaned {input.cleaned:q} --parsed {input.parsed:q} {params.read:q} --cache {params.cache:q} --output {output:q} {SETTINGS} --costs {params.costs:q} 2> {log:q} || (cat {log:q} >&2; exit 1)"


rule resolve:
    input:
        vocabularies(),
        code("stages.resolve"),
        words("resolve"),
        str(HERE / "schemas" / "package.yaml"),
        [str(METADATA)] if Path(METADATA).exists() else [],
        [str(CORRECTIONS)] if CORRECTIONS.exists() else [],
        cleaned=shards(f"{BUILD}/clean/{{shard}}"),
        extracted=shards(f"{BUILD}/extracted/{{shard}}"),
    output:
        # `update` leaves the folder there: shards of which nothing changed keep their tables.
        update(directory(f"{BUILD}/tables")),
    log:
        f"{BUILD}/logs/resolve.log",
    params:
        made_with=rests_on("resolve", METADATA, CORRECTIONS, BEFORE),
        costs=f"{BUILD}/benchmarks/resolve.tsv",
        cache=f"{BUILD}/cache/copies",
        shapes=shapes(*PUBLISHED),
        corrections=named("corrections", CORRECTIONS),
    shell:
        "{PYTHON:q} -m presspack resolve --cleaned {input.cleaned:q} --extracted {input.extracted:q} {params.corrections} --cache {params.cache:q} --output {output:q} {SETTINGS} {PACKAGE} --costs {params.costs:q} 2> {log:q} || (cat {log:q} >&2; exit 1)"


rule check:
    input:
        code("stages.check"),
        words("captures", "checks"),
        tables=f"{BUILD}/tables",
        cleaned=shards(f"{BUILD}/clean/{{shard}}"),
        catalogue=shards(f"{BUILD}/catalogue/{{shard}}.parquet"),
    output:
        directory(f"{BUILD}/checked"),
    log:
        f"{BUILD}/logs/check.log",
    params:
        made_with=rests_on("check", METADATA),
        costs=f"{BUILD}/benchmarks/check.tsv",
        cache=f"{BUILD}/cache/checked",
        shapes=shapes(*PUBLISHED),
    shell:
        "{PYTHON:q} -m presspack check --tables {input.tables:q} --cleaned {input.cleaned:q} --catalogue {input.catalogue:q} --cache {params.cache:q} --output {output:q} {SETTINGS} {PACKAGE} --costs {params.costs:q} 2> {log:q} || (cat {log:q} >&2; exit 1)"


rule publish:
    input:
        code("stages.publish"),
        [str(HERE / "schemas" / f"{name}.json") for name in PUBLISHED],
        sorted(str(p) for p in (HERE / "schemas" / "queries").glob("*.sql")),
        words("package", "release"),
        [str(METADATA)] if Path(METADATA).exists() else [],
        given("corrections"),
        str(HERE / "Snakefile"),
        str(HERE / "pyproject.toml"),
        tables=f"{BUILD}/tables",
        checked=f"{BUILD}/checked",
    output:
        # `update` keeps the release that is there until the new one takes its place.
        update(f"{DATAPACKAGE}/datapackage.json"),
    log:
        f"{BUILD}/logs/publish.log",
    params:
        made_with=rests_on("publish", METADATA, CORRECTIONS, AUTHORITY, BEFORE),
        parser=chosen_parser(Path(CHOICES)),
        costs=f"{BUILD}/benchmarks/publish.tsv",
        datapackage=str(DATAPACKAGE),
        raw=str(RAW),
        cache=f"{BUILD}/cache/published",
        catalogue=f"{BUILD}/catalogue",
        captures=captures,
        corrections=named("corrections", CORRECTIONS),
    shell:
        "{PYTHON:q} -m presspack publish --tables {input.tables:q} --checked {input.checked:q} --raw {params.raw:q} --catalogue {params.catalogue:q} {params.corrections} --cache {params.cache:q} --output {params.datapackage:q} {SETTINGS} {PACKAGE} --costs {params.costs:q} 2> {log:q} || (cat {log:q} >&2; exit 1)"


# Not part of `all`; snakemake --cores all build/presspack.duckdb
rule database:
    input:
        code("stages.database"),
        tables=f"{BUILD}/tables",
        checked=f"{BUILD}/checked",
    output:
        f"{BUILD}/presspack.duckdb",
    log:
        f"{BUILD}/logs/database.log",
    params:
        made_with=rests_on("database", METADATA),
        costs=f"{BUILD}/benchmarks/database.tsv",
        shapes=shapes(*PUBLISHED),
    shell:
        "{PYTHON:q} -m presspack database --tables {input.tables:q} --output {output:q} {SETTINGS} {PACKAGE} --costs {params.costs:q} 2> {log:q} || (cat {log:q} >&2; exit 1)"
