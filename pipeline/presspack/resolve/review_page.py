"""The page of uncertain links: pairs of actors that may be one, and rules that linked without certainty."""

from collections.abc import Iterable, Mapping

from presspack.resolve.actors import Doubt

SHOWN = 500


def review_page(doubts: Iterable[Doubt], unsure: Mapping[tuple[str, float], int], *, limit: int = SHOWN) -> str:
    """Return what a person should decide, the likeliest pairs first, each with the correction that joins the two.

    `unsure` tells how many links were made without certainty, by rule and score.
    """
    pairs = sorted(doubts, key=lambda d: (-d.score, d.actor_id, d.other_id))
    lines = ["# Links to review\n"]
    if not pairs and not unsure:
        return "\n".join([*lines, "Nothing to review: no pair is in doubt, and every link is certain.\n"])
    if pairs:
        lines.append("Pairs of actors that may be one. To join two, put the correction into raw/corrections.csv.\n")
        lines += ["| score | rule | actor | may be | evidence | correction |", "| --- | --- | --- | --- | --- | --- |"]
        lines += [_table_row(_pair_cells(doubt)) for doubt in pairs[:limit]]
    if len(pairs) > limit:
        lines.append(f"\n{len(pairs) - limit} less likely pairs are not shown.")
    if unsure:
        lines.append("\nLinks that were made without certainty, by rule.\n")
        lines += ["| rule | score | links |", "| --- | --- | --- |"]
        lines += [_table_row([rule, f"{score:.2f}", str(count)]) for (rule, score), count in sorted(unsure.items())]
    return "\n".join(lines) + "\n"


def _pair_cells(doubt: Doubt) -> list[str]:
    """Return the cells of a doubtful pair."""
    return [
        f"{doubt.score:.2f}",
        doubt.rule,
        f"{doubt.name} (`{doubt.actor_id}`)",
        f"{doubt.other_name} (`{doubt.other_id}`)",
        doubt.evidence,
        f"`actors,{doubt.other_id},actor_id,{doubt.actor_id},why`",
    ]


def _table_row(cells: list[str]) -> str:
    """Return a row of a Markdown table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
