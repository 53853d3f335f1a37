"""spaCy without its command line, whose web clients and terminals take more than a third of the time of its import."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def without_command_line() -> Iterator[None]:
    """Let what is imported here import spaCy without `spacy.cli`, which can be imported as ever afterwards."""
    command_line, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    info.info = None  # type: ignore[attr-defined]  # all that spaCy itself takes from there, as `spacy.info`
    added = {module.__name__: module for module in (command_line, info) if "spacy" not in sys.modules}
    sys.modules |= added
    try:
        yield
    finally:
        for name in added:
            del sys.modules[name]
