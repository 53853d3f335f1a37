"""The page and the plot that benchmarks/build.py report writes."""

from pathlib import Path
from typing import Any

PLOT = "report.svg"
COLOURS = ("#4c78a8", "#f58518", "#54a24b", "#b279a2", "#e45756", "#72b7b2", "#9d755d")


def report(found: list[dict[str, Any]], folder: Path) -> str:
    """Return the page in Markdown; write the plot into `folder`."""
    builds = sorted((row for row in found if "articles" in row), key=lambda row: row["articles"])
    plans = sorted((row for row in found if "records" in row), key=lambda row: row["records"])
    (folder / PLOT).write_text(plot(builds), encoding="utf-8")
    parts = [
        HEAD,
        *(few_table(row) for row in found if "few" in row),
        *compared_table([row for row in found if "varied" in row or "captured" in row]),
        *(build_table(row) for row in builds),
        f"\n![processor seconds by stage]({PLOT})\n",
        *(scale_line(row) for row in found if "scaled" in row),
        *map(plan_table, plans),
        *(wide_table(row, builds) for row in found if "widened" in row),
    ]
    parts += [(folder / "notes.md").read_text(encoding="utf-8")]
    return "\n".join(parts)


HEAD = """# What a build costs

Written by `python benchmarks/build.py report`; see README.md beside it. Each figure is a ratio within one run, in
seconds of the processors and, in brackets, of the wall clock. Start-up is that of a Snakemake with nothing to do.
"""


def few_table(row: dict[str, Any]) -> str:
    """Return what those see who begin: five articles, and single commands."""

    def seconds(name: str) -> str:
        return f"{row[name]['cpu']:.2f} ({row[name]['wall']:.2f})"

    both = {kind: row["start"][kind] + row["load"][kind] for kind in ("cpu", "wall")}
    ratio = " ".join(
        form.format(row["build"][kind] / both[kind]) for kind, form in (("cpu", "{:.2f}"), ("wall", "({:.2f})"))
    )
    by_stage = ", ".join(f"{name} {stage['cpu']:.1f}" for name, stage in row["stages"].items())
    return f"""
## Five articles, {row["cores"]} processes

The least of {row["few"]} runs in seconds. Processor seconds of the stages, without what the process that they are forks of
loads for all: {by_stage}.

| figure | measured | wanted |
| --- | --- | --- |
| the whole build | {seconds("build")} | wall ≤ 11 |
| ÷ (Snakemake with nothing to do + import and load of the model) | {ratio} | ≤ 2.4 |
| a Snakemake with nothing to do | {seconds("start")} | |
| import of spaCy and load of its model | {seconds("load")} | |
| the same build again, nothing to do | {seconds("no-op")} | wall ≤ 3 |
| `presspack extract` of one sentence | {seconds("extract")} | ≤ 1.8 |
| `presspack --help` | {seconds("help")} | ≤ 0.15 |
"""


def compared_table(rows: list[dict[str, Any]]) -> list[str]:
    """Return the builds of texts that do not repeat against a bare pipe, none without such builds."""
    if not rows:
        return []
    lines = []
    for row in sorted(rows, key=lambda row: row["parsed"]):
        what = f"{row['varied']:,} made by `varied.py`" if "varied" in row else f"{row['captured']:,} captures at hand"
        shares = [
            " ".join(
                form.format((row["build"][kind] - above[kind]) / row["bare"][kind])
                for kind, form in (("cpu", "{:.2f}"), ("wall", "({:.2f})"))
            )
            for above in ({"cpu": 0.0, "wall": 0.0}, row["start"])
        ]
        by_stage = ", ".join(f"{name} {stage['cpu']:.1f}" for name, stage in row["stages"].items())
        lines.append(f"| {what} | {row['parsed']:,} | {row['words']:,} | {shares[0]} | {shares[1]} | {by_stage} |")
    head = """
## Texts that do not repeat

Whole build ÷ a bare `nlp.pipe` over the same texts; wanted without the start of Snakemake ≤ 1.0 at 120 articles, ≤ 0.9 at
2,000. Stages in processor seconds.

| articles | parsed | words | whole build | without the start of Snakemake | stages |
| --- | --- | --- | --- | --- | --- |"""
    return ["\n".join([head, *lines, ""])]


def build_table(row: dict[str, Any]) -> str:
    """Return the figures of one build."""
    base, start = row["build"], row["start"]

    def share(name: str, above: dict[str, float], of: dict[str, float], digits: int = 2) -> str:
        cpu, wall = ((row[name][k] - above[k]) / of[k] for k in ("cpu", "wall"))
        return f"{cpu:.{digits}f} ({wall:.{digits}f})"

    none = {"cpu": 0.0, "wall": 0.0}
    lines = [
        ("whole build ÷ bare `nlp.pipe`", share("build", none, row["bare"]), "≤ 1.0"),
        ("10 articles more ÷ whole build, above start-up", share("10 more", start, base, 3), "≤ 0.02"),
        ("the same above 10 more to a build of 10", share("10 more", row["10 more to 10"], base, 3), ""),
        ("lexicon change ÷ whole build", share("lexicon", start, base), "≤ 0.25"),
        (
            "no-op above start-up, seconds",
            f"{row['no-op']['cpu'] - start['cpu']:.1f} ({row['no-op']['wall'] - start['wall']:.1f})",
            "≤ 2",
        ),
        ("largest process, MB", f"{max(stage['memory'] for stage in row['stages'].values()):.0f}", "≤ 2000"),
    ]
    table = "\n".join(f"| {name} | {value} | {wanted} |" for name, value, wanted in lines)
    stages = "\n".join(
        f"| {name} | {s['jobs']} | {s['cpu']} | {s['memory']:.0f} |" for name, s in row["stages"].items()
    )
    seconds = ", ".join(
        f"{name} {row[name]['cpu']} ({row[name]['wall']})"
        for name in ("start", "build", "bare", "no-op", "10 more", "10 more to 10", "lexicon")
    )
    return f"""
## {row["articles"]:,} articles, {row["cores"]} processes

{row["parsed"]:,} texts of {row["words"]:,} words were parsed. Seconds: {seconds}.

| figure | measured | wanted |
| --- | --- | --- |
{table}

| stage | jobs | processor seconds | MB of the largest job |
| --- | --- | --- | --- |
{stages}
"""


def scale_line(row: dict[str, Any]) -> str:
    """Return how much sooner several cores are done than one."""
    one, several = (row[name]["wall"] for name in ("one", "several"))
    above = (one - row["start"]["wall"]) / (several - row["start"]["wall"])
    return f"""
## {row["cores"]} cores

The build of {row["scaled"]:,} articles took {one} s on one core and {several} s on {row["cores"]}: {one / several:.2f} times
as fast, {above:.2f} times without the start of Snakemake. Wanted: 1.8 times.
"""


def plan_table(row: dict[str, Any]) -> str:
    """Return the figures of one dry run."""
    seconds = {name: row[name]["wall"] for name in ("start", "before the catalogue", "with all shards")}
    told = ", ".join(f"{name} {value} s" for name, value in seconds.items())
    return f"\n## Planning {row['records']:,} records ({row['shards']} shards)\n\nWall clock: {told}. Wanted: at most 30 s.\n"


def wide_table(row: dict[str, Any], builds: list[dict[str, Any]]) -> str:
    """Return the figures of the stages over the whole corpus at several times the size of a build."""
    before = builds[-1]["stages"]
    lines = "\n".join(
        f"| {name} | {before[name]['memory']:.0f} | {s['memory']} | {s['cpu']} ({s['wall']}) |"
        for name, s in row["stages"].items()
    )
    return f"""
## The stages over the whole corpus at {row["widened"]:,} records

The shards of the build of {builds[-1]["articles"]:,} written several times, with other ids and the same names (`widen.py`);
DuckDB was allowed {row["limit"]}. Wanted: at most 2,000 MB, and what the smaller build took, give or take a fifth.

| stage | MB at {builds[-1]["articles"]:,} | MB at {row["widened"]:,} | seconds there |
| --- | --- | --- | --- |
{lines}
"""


def plot(builds: list[dict[str, Any]]) -> str:
    """Return an SVG: for every build a bar of its stages, and one of the bare pipe."""
    bars = [
        (f"build of {row['articles']:,}", {n: s["cpu"] for n, s in row["stages"].items()}, row["bare"]["cpu"])
        for row in builds
    ]
    bars += [
        (f"bare pipe, {row['articles']:,}", {"bare nlp.pipe": row["bare"]["cpu"]}, row["bare"]["cpu"]) for row in builds
    ]
    names = list(dict.fromkeys(name for _, parts, _ in bars for name in parts))
    colours = {name: COLOURS[number % len(COLOURS)] for number, name in enumerate(names)}
    colours["bare nlp.pipe"] = "#888888"
    drawn, y = [], 30
    longest = max(sum(parts.values()) / bare for _, parts, bare in bars)
    for label, parts, bare in sorted(bars):
        x = 170.0
        drawn.append(f'<text x="160" y="{y + 15}" text-anchor="end">{label}</text>')
        for name, value in parts.items():
            width = 560 * value / bare / longest
            drawn.append(f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="22" fill="{colours[name]}"/>')
            x += width
        y += 32
    for number, name in enumerate(names):
        x = 20 + number % 4 * 180
        drawn.append(f'<rect x="{x}" y="{y + 10 + number // 4 * 22}" width="12" height="12" fill="{colours[name]}"/>')
        drawn.append(f'<text x="{x + 18}" y="{y + 21 + number // 4 * 22}">{name}</text>')
    style = 'font-family="sans-serif" font-size="12"'
    title = '<text x="20" y="18">processor seconds ÷ those of the bare pipe, by stage</text>'
    body = "\n".join([title, *drawn])
    return f'<svg width="760" height="{y + 70}" {style} xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'
