"""Imports that libraries make for uses which are not ours, left out: they take as long as ten articles."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def spacy_without_commands() -> Iterator[None]:
    """Let what is imported here import spaCy without its command line, which has web clients and terminals in tow.

    Afterwards `spacy.cli` can be imported as ever; `spacy.info` stays None.
    """
    commands, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    info.info = None  # type: ignore[attr-defined]
    added = {module.__name__: module for module in (commands, info) if "spacy" not in sys.modules}
    sys.modules |= added
    try:
        yield
    finally:
        for name in added:
            del sys.modules[name]


class Refused:
    """Among the finders of modules: pandas is as if it were not installed."""

    def find_spec(self, name: str, path: object, target: object = None, /) -> None:
        """Raise ModuleNotFoundError for pandas, leave all else to others."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def arrow_without_pandas() -> None:
    """Let Arrow take Python values without a look whether they are those of pandas, which it would import for that.

    Tables can still be made into data frames and back.
    """
    import pyarrow  # noqa: PLC0415 - commands that have no tables do without it

    if "pandas" not in sys.modules:
        refused = Refused()
        sys.meta_path.insert(0, refused)
        try:
            pyarrow.array([0])
        finally:
            sys.meta_path.remove(refused)
