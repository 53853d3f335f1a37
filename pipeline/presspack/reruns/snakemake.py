"""How presspack calls Snakemake: with the Snakefile that came with it, in a checkout or installed."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

from presspack.base.paths import HOME, PRESSPACK


def snakemake_command(config: Mapping[str, object], file: Path, *options: str) -> list[str]:
    """Return the command that runs our Snakefile with `options` of Snakemake and the values of `config`.

    They are written to `file`, since on the command line a folder called 2021 would become a number.
    """
    values = {name: str(value) for name, value in config.items()}
    file.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    snakemake = [sys.executable, "-m", "snakemake", "--snakefile", str(HOME / "Snakefile")]
    return [*snakemake, *options, "--configfile", str(file)]


def snakemake_environment() -> dict[str, str]:
    """Return the environment of Snakemake and its jobs: they find presspack in whatever folder they work.

    A folder `presspack` or a file csv.py of the user that lies there is not taken for code.
    """
    path = os.pathsep.join(filter(None, [str(PRESSPACK.parent), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1"}
