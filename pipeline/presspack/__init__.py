"""presspack: captured news articles in, a validated data package of events, statistics and actors out."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from presspack.api import build, extract, load, validate

__all__ = ["build", "extract", "load", "validate"]


def __getattr__(name: str) -> Any:
    """Import what Python programs call when they call it: `import presspack` alone takes no time."""
    if name not in __all__:
        raise AttributeError(f"module 'presspack' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    # The room `extract` has the name of the function: it is called itself (see extract/__init__.py).
    return import_module("presspack.extract") if name == "extract" else getattr(import_module("presspack.api"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
