"""What Python programs call: `presspack.extract`, `load`, `validate` and `build`. Imported when one is asked for."""

import argparse
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from presspack.base.errors import BuildFailed

if TYPE_CHECKING:  # each call imports what it needs: a program that loads a release does not wait for spaCy
    import pandas as pd
    import pyarrow

    from presspack.documents.document import Text
    from presspack.package.findings import Report

PathLike = str | os.PathLike[str]


def extract(
    texts: str | Iterable[str | Mapping[str, Any]],
    *,
    publication_date: str | date | None = None,
    config: PathLike | None = None,
    explain: bool = False,
) -> list[dict[str, Any]]:
    """Return what each text says: `{"id", "actors", "events", "statistics"}`, as `presspack extract` prints it.

    A text is a string, or a mapping with `id`, `text` and perhaps `published_on`; the id of a string is its number,
    from 0. Spans are `[start, end]`, code points into the text. Relative dates are resolved against
    `publication_date` (YYYY-MM-DD, YYYY-MM or YYYY), and a text's own `published_on` wins. `config` is a file of
    settings. With `explain` each also has `explanation`: what was decided on which words, by what and why. Raise
    InputLineError, naming the text, for one that is no string or too long; ConfigError for a date or
    a setting that is none.

    >>> extract("Nur Otan expelled 227 members in 2021.")[0]["statistics"][0]["value"]
    227
    """
    from presspack.cli.extract import extracted, text_of  # noqa: PLC0415
    from presspack.cli.extract import publication_date as checked_date  # noqa: PLC0415
    from presspack.config import read_config  # noqa: PLC0415
    from presspack.names.authority import configured_authority  # noqa: PLC0415

    settings = read_config(_path(config))
    published_on = checked_date(
        publication_date.isoformat() if isinstance(publication_date, date) else publication_date, "publication_date"
    )

    def given() -> "Iterator[Text]":
        for number, text in enumerate([texts] if isinstance(texts, str) else texts):
            row = {"id": number, **text} if isinstance(text, Mapping) else {"id": number, "text": text}
            yield text_of({"text": None, **row}, published_on, settings.parse.max_characters, where=f"text {number}")

    return list(extracted(given(), configured_authority(settings), settings, explain=explain))


@overload
def load(package: PathLike, *, form: Literal["arrow"] = "arrow") -> "dict[str, pyarrow.Table]": ...
@overload
def load(package: PathLike, *, form: Literal["pandas"]) -> "dict[str, pd.DataFrame]": ...
def load(package: PathLike, *, form: str = "arrow") -> "dict[str, pyarrow.Table] | dict[str, pd.DataFrame]":
    """Return the tables of a release by name, in the columns and types that its descriptor states.

    `package` is a folder, a zip or a descriptor. With `form="pandas"` each table is a data frame whose columns have
    Arrow types, so that whole numbers with gaps stay whole; otherwise a `pyarrow.Table`. Raise MissingFile if there is
    no package, CheckFailed if a table is missing or not as described.

    >>> load("datapackage")["statistics"].column("value").type
    DataType(double)
    """
    from presspack.release.reading import released_tables  # noqa: PLC0415

    if form not in ("arrow", "pandas"):
        raise ValueError(f"form is {form!r}, expected 'arrow' or 'pandas'")
    tables = released_tables(Path(package))
    if form == "arrow":
        return tables
    import pandas as pd  # noqa: PLC0415

    return {name: table.to_pandas(types_mapper=pd.ArrowDtype) for name, table in tables.items()}


def validate(package: PathLike, *, limit: int = 10) -> "Report":
    """Return what is wrong with a Data Package (a folder, a zip or a descriptor), as `presspack validate` finds it.

    `.totals()` is `{}` for a sound package and, say, `{"pattern": 3}` for another; `.findings` are those rules with
    their places, at most `limit` of each; `.failed()` tells whether one is an error. Raise MissingFile if there is no
    package; data never make it raise.
    """
    from presspack.package.validation.validation import Settings, validated  # noqa: PLC0415

    return validated(Path(package), Settings(limit=limit))


def build(
    raw: PathLike,
    output: PathLike,
    *,
    build: PathLike = "build",
    config: PathLike | None = None,
    package: PathLike | None = None,
    corrections: PathLike | None = None,
    cores: int | None = None,
) -> Path:
    """Build the data package of the captures in the folder `raw`, in the folder `output`, and return that.

    `build` keeps what was made for the next run. `config`, `package` and `corrections` are the files that
    `presspack build` takes; `cores` are all if left out. Raise MissingFile or ConfigError before anything is made if
    a file named is missing or wrong, BuildFailed with what Snakemake said if a stage fails.
    """
    from presspack.cli.build import build_command  # noqa: PLC0415
    from presspack.reruns.snakemake import snakemake_environment  # noqa: PLC0415

    options = ["--cores", str(cores or "all"), "--quiet", "all"]
    given = {"config": _path(config), "package": _path(package), "corrections": _path(corrections)}
    paths = {"raw": Path(raw), "output": Path(output), "build": Path(build)}
    command = build_command(argparse.Namespace(**paths, **given, snakemake=options))
    done = subprocess.run(command, env=snakemake_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildFailed(paths["raw"], said=done.stdout + done.stderr)
    return paths["output"]


def _path(given: PathLike | None) -> Path | None:
    return None if given is None else Path(given)
