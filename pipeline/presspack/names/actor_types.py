"""Sets of actor types (`actors.actor_type_code`) that rules of several modules ask for."""

BODIES = frozenset({"party", "government", "organisation", "media"})
# Those that decide and act in politics: a paper reports.
DECIDING_BODIES = BODIES - {"media"}
# Those that people belong to or hold an office in.
BODIES_AND_GROUPS = BODIES | {"group"}
