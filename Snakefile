# raw/ -> catalogue -> clean -> parse -> extract -> resolve -> check -> publish -> datapackage/
# One rule per stage; rule = command = module. The work is in pipeline/; settings are in pipeline/config.yaml.
#
#   snakemake --cores all
#   snakemake --cores all --config raw=DIR build=DIR datapackage=DIR settings=FILE package=FILE corrections=FILE
import sys
from pathlib import Path

sys.path.insert(0, workflow.basedir)
from pipeline.imports import files_of

KNOWN = {"raw", "build", "datapackage", "settings", "package", "corrections"}
if unknown := sorted(set(config) - KNOWN):
    sys.exit(
        f"snakemake --config: {', '.join(unknown)}: expected only {', '.join(sorted(KNOWN))}"
    )

RAW = Path(config.get("raw", "raw"))
BUILD = Path(config.get("build", "build"))
DATAPACKAGE = Path(config.get("datapackage", "datapackage"))
HERE = Path(workflow.basedir)
PYTHON = sys.executable
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
SETTINGS = named("config", config.get("settings"))
PACKAGE = named("package", config.get("package"))


def code(*modules):
    """The modules of a stage and all that they import, as inputs: Snakemake does not watch what `shell:` runs."""
    return (
        files_of("commands.stages", *modules)
        + [str(HERE / "pipeline" / "config.yaml")]
        + given("settings")
    )


def words(*names):
    """The lexicons, weights, queries and pages that lie beside the modules of a stage, as inputs."""
    kinds = {".csv", ".json", ".sql", ".md"}
    paths = [HERE / "pipeline" / name for name in names]
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


def schemas(*names):
    """Schemas as inputs."""
    return [str(HERE / "schemas" / f"{name}.json") for name in names]


def given(*names):
    """Files that the user named with --config, as inputs."""
    return [config[name] for name in names if config.get(name)]


def captures():
    """Every capture below the raw folder: a new, changed or deleted one makes the catalogue anew."""
    return (
        sorted(
            str(p) for p in RAW.rglob("*") if p.is_file() and not p.name.startswith(".")
        )
        if RAW.is_dir()
        else []
    )


def shards(pattern):
    """An input function: `pattern` for every shard that the catalogue made."""

    def paths(wildcards):
        folder = Path(checkpoints.catalogue.get().output[0])
        return [
            pattern.format(shard=path.stem) for path in sorted(folder.glob("*.parquet"))
        ]

    return paths


wildcard_constraints:
    shard="[0-9]+",


rule all:
    input:
        f"{DATAPACKAGE}/datapackage.json",


checkpoint catalogue:
    input:
        captures(),
        schemas("build/catalogue"),
        code("catalogue"),
    output:
        directory(f"{BUILD}/catalogue"),
    log:
        f"{BUILD}/logs/catalogue.log",
    params:
        raw=str(RAW),
    shell:
        "{PYTHON:q} -m pipeline catalogue --raw {params.raw:q} --output {output:q} {SETTINGS} 2> {log:q} || (cat {log:q} >&2; exit 1)"


rule clean:
    input:
        schemas("articles", "segments", "build/texts"),
        code("clean.shard"),
        words("clean"),
        shard=f"{BUILD}/catalogue/{{shard}}.parquet",
    output:
        directory(f"{BUILD}/clean/{{shard}}"),
    log:
        f"{BUILD}/logs/clean/{{shard}}.log",
    params:
        raw=str(RAW),
    shell:
        "{PYTHON:q} -m pipeline clean-shard --raw {params.raw:q} --shard {input.shard:q} --output {output:q} {SETTINGS} 2> {log:q} || (cat {log:q} >&2; exit 1)"


rule parse:
    input:
        code("parse_shard"),
        cleaned=f"{BUILD}/clean/{{shard}}",
    output:
        f"{BUILD}/parsed/{{shard}}.parquet",
    log:
        f"{BUILD}/logs/parse/{{shard}}.log",
    params:
        cache=f"{BUILD}/cache/parsed/{{shard}}.parquet",
    shell:
        "{PYTHON:q} -m pipeline parse-shard --cleaned {input.cleaned:q} --cache {params.cache:q} --output {output:q} {SETTINGS} 2> {log:q} || (cat {log:q} >&2; exit 1)"


rule extract:
    input:
        vocabularies("actor*"),
        schemas(
            "mentions",
            "actor_roles",
            "events",
            "event_participants",
            "statistics",
            "evidence",
            "build/entities",
        ),
        code("extract.shard"),
        words("extract"),
        cleaned=f"{BUILD}/clean/{{shard}}",
        parsed=f"{BUILD}/parsed/{{shard}}.parquet",
    output:
        directory(f"{BUILD}/extracted/{{shard}}"),
    log:
        f"{BUILD}/logs/extract/{{shard}}.log",
    shell:
        "{PYTHON:q} -m pipeline extract-shard --cleaned {input.cleaned:q} --parsed {input.parsed:q} --output {output:q} {SETTINGS} 2> {log:q} || (cat {log:q} >&2; exit 1)"


rule resolve:
    input:
        vocabularies(),
        code("resolve.corpus"),
        [str(p) for p in sorted((HERE / "schemas").glob("*.*"))],
        given("package"),
        [str(CORRECTIONS)] if CORRECTIONS.exists() else [],
        cleaned=shards(f"{BUILD}/clean/{{shard}}"),
        extracted=shards(f"{BUILD}/extracted/{{shard}}"),
    output:
        directory(f"{BUILD}/tables"),
    log:
        f"{BUILD}/logs/resolve.log",
    params:
        corrections=named("corrections", CORRECTIONS),
    shell:
        "{PYTHON:q} -m pipeline resolve --cleaned {input.cleaned:q} --extracted {input.extracted:q} {params.corrections} --output {output:q} {SETTINGS} {PACKAGE} 2> {log:q} || (cat {log:q} >&2; exit 1)"


rule check:
    input:
        code("check"),
        words("checks"),
        tables=f"{BUILD}/tables",
        cleaned=shards(f"{BUILD}/clean/{{shard}}"),
        catalogue=shards(f"{BUILD}/catalogue/{{shard}}.parquet"),
    output:
        directory(f"{BUILD}/checked"),
    log:
        f"{BUILD}/logs/check.log",
    shell:
        "{PYTHON:q} -m pipeline check --tables {input.tables:q} --cleaned {input.cleaned:q} --catalogue {input.catalogue:q} --output {output:q} {SETTINGS} {PACKAGE} 2> {log:q} || (cat {log:q} >&2; exit 1)"


rule publish:
    input:
        captures(),
        code("publish"),
        words("data_card.md"),
        given("package", "corrections"),
        str(HERE / "Snakefile"),
        str(HERE / "pyproject.toml"),
        checked=f"{BUILD}/checked",
    output:
        # `update` keeps the release that is there until the new one takes its place.
        update(f"{DATAPACKAGE}/datapackage.json"),
    log:
        f"{BUILD}/logs/publish.log",
    params:
        datapackage=str(DATAPACKAGE),
        raw=str(RAW),
        corrections=named("corrections", CORRECTIONS),
    shell:
        "{PYTHON:q} -m pipeline publish --checked {input.checked:q} --raw {params.raw:q} {params.corrections} --output {params.datapackage:q} {SETTINGS} {PACKAGE} 2> {log:q} || (cat {log:q} >&2; exit 1)"
