"""Which files of presspack a module runs: read from its imports, so that no rule of the Snakefile can forget one."""

import re
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from presspack.base.paths import PRESSPACK

# Found by pattern: to parse every module takes half a second of each start, however little there is to do.
_IMPORT = re.compile(r"^[ \t]*from presspack(?:\.([\w.]+))? import (\([^)]*\)|[^\n#]*)", re.MULTILINE)
FOREIGN = re.compile(r"^[ \t]*(?:from (\w+)[\w.]* import |import (\w+)[\w.]*(?: as \w+)?[ \t]*(?:#.*)?$)", re.MULTILINE)
# Packages that are called otherwise than their module, and what a module computes with besides itself.
_DISTRIBUTIONS = {
    "charset_normalizer": ("charset-normalizer",),
    "dateutil": ("python-dateutil",),
    "docx": ("python-docx",),
    "py3langid": ("py3langid", "numpy"),
    "pydantic_core": ("pydantic-core",),
    "spacy": ("spacy", "thinc", "blis", "numpy"),
    "yaml": ("PyYAML",),
}
NAME = re.compile(r"(\w+)(?:\s+as\s+\w+)?")


@cache
def module_file(name: str) -> Path | None:
    """Return the file of presspack.<name>, a module or a package, or None: "clean.records" -> .../clean/records.py."""
    path = PRESSPACK.joinpath(*name.split("."))
    return next((p for p in (path.with_suffix(".py"), path / "__init__.py") if p.is_file()), None)


@cache
def imported(file: Path) -> frozenset[str]:
    """Return the modules of presspack that a file imports at any depth of its code, as names below presspack."""
    found = set()
    for match in _IMPORT.finditer(file.read_text(encoding="utf-8")):
        base = match[1] or ""
        names = [base, *(f"{base}.{name}".lstrip(".") for name in NAME.findall(match[2]))]
        found |= {name for name in names if name and module_file(name)}
    return frozenset(found)


def files_of(*modules: str) -> list[str]:
    """Return the files of the modules named and of all that they import, directly or not, sorted."""
    files: dict[str, Path] = {}
    left = list(modules)
    while left:
        name = left.pop()
        file = module_file(name)
        if file is None:
            raise FileNotFoundError(f"presspack has no module {name}")
        if name not in files:
            files[name] = file
            left += imported(file)
    return sorted(str(file) for file in files.values())


@cache
def foreign(file: Path) -> frozenset[str]:
    """Return the top-level modules that a file imports and that neither Python nor presspack brings: {"numpy"}."""
    found = {match[1] or match[2] for match in FOREIGN.finditer(file.read_text(encoding="utf-8"))}
    return frozenset(found - sys.stdlib_module_names - {"presspack"})


def distributions_of(files: Iterable[Path]) -> list[str]:
    """Return the installed packages that modules compute with, sorted: ["blis", "numpy", "spacy", "thinc"]."""
    modules = frozenset().union(*map(foreign, files))
    return sorted({name for module in modules for name in _DISTRIBUTIONS.get(module, (module,))})
