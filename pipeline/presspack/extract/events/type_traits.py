"""What an event type does in English, read from `lexicon/event_type_traits.csv`: a row per type and trait.

Rules ask for a trait, never for a type by name, so that a new type is a row of data.
"""

from functools import cache

from presspack.english.lexicon import words


@cache
def types_with(trait: str) -> frozenset[str]:
    """Return the codes of the event types that have `trait`: "mutual" -> CONSULT, AGREE, COOPERATE."""
    return words("event_type_traits", trait=trait)


def has(type_code: str | None, trait: str) -> bool:
    """True if the event type has `trait`; a trigger without a type has none."""
    return type_code in types_with(trait)
