"""Extraction: one parsed article in, its actors, events and statistics out. Pure functions over a `Document`.

The module can be called: `presspack.extract(texts)` is `presspack.api.extract`, whose name the room has.
"""

import sys
from types import ModuleType
from typing import Any


class _Callable(ModuleType):
    """A module that is called like the function of its name."""

    def __call__(self, *texts: Any, **options: Any) -> list[dict[str, Any]]:
        """Return what each text says; see `presspack.api.extract`."""
        from importlib import import_module  # noqa: PLC0415 - the api rests on this room, not the room on it

        found: list[dict[str, Any]] = import_module("presspack.api").extract(*texts, **options)
        return found


sys.modules[__name__].__class__ = _Callable
