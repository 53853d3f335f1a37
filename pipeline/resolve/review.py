"""The page of uncertain links: pairs of actors that a person should look at."""

from pipeline.resolve.actors import Resolution


def review_page(found: Resolution) -> str:
    """Return a page that lists the links a person should look at, with what speaks for them."""
    lines = ["# Links to review\n", "Pairs of actors that may be one; settle them in raw/corrections.csv.\n"]
    lines += ["| actor | may be | rule | score | evidence |", "| --- | --- | --- | --- | --- |"]
    cells = (
        (f"{d.name} (`{d.actor_id}`)", f"{d.other_name} (`{d.other_id}`)", d.rule, f"{d.score:.2f}", d.evidence)
        for d in found.doubts
    )
    return "\n".join([*lines, *("| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in cells)]) + "\n"
