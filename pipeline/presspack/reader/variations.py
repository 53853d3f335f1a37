"""The codebook of event types in other ways than it is published: what a model that follows it answers is known.

Every code gets the definition of the one half a list away, or every definition its code: a model that goes by the names
of the codes, or by the places in the list, and not by what is defined, is found out.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from presspack.tables.vocabulary import vocabulary_rows

VARIED = "event_types"
CODE = re.compile(r"\b[A-Z]{3,}\b")


@dataclass(frozen=True, slots=True)
class Variation:
    """A way in which the codebook of event types is shown.

    With `is_swapped` each definition stands under the name of another code; the lines are then in the order of the
    definitions, or `by_name` in that of the names. `is_reversed` turns the order round.
    """

    is_swapped: bool = False
    by_name: bool = False
    is_reversed: bool = False
    with_examples: bool = True

    @property
    def names(self) -> Mapping[str, str]:
        """The name under which the definition of each code stands."""
        return _swapped() if self.is_swapped else {}

    @property
    def meanings(self) -> Mapping[str, str]:
        """The code whose definition stands under each name."""
        return {name: code for code, name in self.names.items()}

    def lines(self, vocabulary: str) -> list[dict[str, Any]]:
        """Return the rows of a closed list as they are shown."""
        rows = [dict(row) for row in vocabulary_rows(vocabulary)]
        if vocabulary != VARIED:
            return rows
        order = {row["code"]: number for number, row in enumerate(rows)}
        rows = [renamed(row, self.names) for row in rows]
        if self.by_name:
            rows.sort(key=lambda row: order[row["code"]])
        return rows[::-1] if self.is_reversed else rows


PLAIN = Variation()
PROBES: Mapping[str, Variation] = MappingProxyType(
    {
        "labels": Variation(is_swapped=True),
        "order": Variation(is_reversed=True),
        "definitions": Variation(is_swapped=True, by_name=True, with_examples=False),
    }
)


@lru_cache
def _swapped() -> Mapping[str, str]:
    """Return another code for each code: the one half a list away."""
    codes = [str(row["code"]) for row in vocabulary_rows(VARIED)]
    half = len(codes) // 2
    return dict(zip(codes, [*codes[half:], *codes[:half]], strict=True))


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return text, or a list or object of texts, with every code in it replaced by its name."""
    if isinstance(value, str):
        return CODE.sub(lambda found: names.get(found[0], found[0]), value)
    if isinstance(value, Mapping):
        return {key: renamed(item, names) for key, item in value.items()}
    if isinstance(value, Iterable):
        return [renamed(item, names) for item in value]
    return value
