"""The registry of commands: each is a module with `add_arguments` and `run`, imported when it is called."""

# command: (module, what it does)
FOR_PEOPLE = {
    "init": ("presspack.cli.init", "start a corpus of your own: folders, metadata, settings"),
    "demo": ("presspack.cli.demo", "build the five articles that come with presspack, and open their page"),
    "build": ("presspack.cli.build", "raw folder -> data package: all stages, by Snakemake"),
    "clean": ("presspack.cli.clean", "show what is article and what is noise in captures, as JSON lines"),
    "extract": ("presspack.cli.extract", "actors, events and statistics of texts given as JSON lines"),
    "annotations": ("presspack.cli.annotations", "write the built tables as one JSON file per article"),
    "evaluate": ("presspack.cli.evaluate", "precision, recall and F1 against annotated articles"),
    "probe": ("presspack.cli.probe", "whether the language model of a second reader follows the codebook"),
    "review": ("presspack.cli.review", "look at what a build found, in its articles; judge and correct it"),
    "trace": ("presspack.cli.trace", "show a row, its sentence and its article"),
    "validate": ("presspack.cli.validate", "check any Data Package, CSV or Parquet"),
    "release": ("presspack.cli.release", "archive a package for good, with the version its changes ask for"),
    "reproduce": ("presspack.cli.reproduce", "build a package again from what it records, and compare the bytes"),
    "deposit": ("presspack.cli.deposit", "lay a release down at Zenodo; a dry run unless told otherwise"),
    "diff": ("presspack.cli.diff", "what changed between two releases, and the version step it asks for"),
    "completion": ("presspack.cli.completion", "a script that completes commands and options in bash, zsh or fish"),
}
STAGES = {
    "catalogue": ("presspack.stages.catalogue", "raw folder -> one row per record, by shard"),
    "clean-shard": ("presspack.stages.clean", "records of a shard -> articles and segments"),
    "parse-shard": ("presspack.stages.parse", "articles of a shard -> parses, through a cache"),
    "read": ("presspack.stages.read", "parses of all shards -> what a language model answers; only with a server"),
    "extract-shard": ("presspack.stages.extract", "parses of a shard -> actors, events, statistics"),
    "resolve": ("presspack.stages.resolve", "rows of all shards -> tables with one id per actor"),
    "check": ("presspack.stages.check", "rules over all tables, in DuckDB -> a report; errors stop the build"),
    "publish": ("presspack.stages.publish", "checked tables -> data package"),
    "database": ("presspack.stages.database", "tables -> one DuckDB file with their keys; if asked for by its name"),
}
COMMANDS = FOR_PEOPLE | STAGES
