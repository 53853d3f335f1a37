"""No text makes a build end with 1: what is wrong with a row of ours is left out or told, never an end."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from stage_runs import run_stages

NUMBERS = [
    "5",
    "12 000",
    "1.5 million",
    "0",
    "-3",
    "half",
    "several hundred",
    "3/4",
    "1e9",
    "9" * 30,
    "\u0664\u0662",
    "two dozen",
]
NAMES = ["Mara Lind", "the Harbour Party", "Tomas Vey", "Norland", "the port council", "they"]
DATES = [
    "in 1866",
    "on 31 February 2020",
    "on 5 May 1899",
    "between 2031 and 2019",
    "last week",
    "from 9 to 9 June 2021",
    "in the 1870s",
]
SHAPES = [
    "Between {0} and {0} members left {1} {2}.", "{1} expelled from {0} to {3} councillors {2}.",
    "{0}-{3} per cent of {3}-{0} voters backed {1} {2}, {1} said.", "\u201c{1} will pay {0} to {3},\u201d {4} said {2}.",
    "{4}, {0}, was fined ${0} million or {3} euros {2} in {1}.", "Of {0} seats {1} took {0}, {3} fewer than {0} {2}.",
    "{1} met {1} and {4} {2} - {2}.", "{0} {0} {0} of {3} {2} {2}",
]  # fmt: skip
SENTENCE = st.builds(
    str.format, st.sampled_from(SHAPES), st.sampled_from(NUMBERS), st.sampled_from(NAMES), st.sampled_from(DATES),
    st.sampled_from(NUMBERS), st.sampled_from(NAMES),
)  # fmt: skip
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TEXT = st.lists(st.one_of(SENTENCE, SENTENCE, SENTENCE, ANY), min_size=3, max_size=9).map(" ".join)
LEAD = "The council of the river town met in the old hall, and many people came to hear what it had to say. "


def built(folder: Path, texts: list[str]) -> list[int]:
    """Run the stages up to the check on texts; return how each ended."""
    lines = [
        json.dumps({"title": f"Record {n}", "date": "2021-06-09", "text": LEAD + text}) for n, text in enumerate(texts)
    ]
    (folder / "raw").mkdir()
    (folder / "raw/a.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return run_stages(folder)


@given(texts=st.lists(TEXT, min_size=4, max_size=6))
@example(
    texts=[f"Two members left Norland. /NÔ{space} Of five seats Mara Lind took two." for space in "\x0b\x1c\x1f\x85"]
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_makes_a_build_end_with_1(texts):
    with TemporaryDirectory() as folder:
        assert built(Path(folder), texts) == [0] * 6


def test_a_range_with_two_equal_ends_is_no_end_of_a_build_and_every_record_has_its_row(tmp_path):
    texts = [f"{shape.format('5', 'Norland', 'in 1866', '5', 'Mara Lind')} " * 2 for shape in SHAPES]
    assert built(tmp_path, texts) == [0] * 6
    rows = parquet.read_table(tmp_path / "tables/shards/000/articles.parquet").to_pylist()
    assert len(rows) == len(SHAPES)
    assert (tmp_path / "checked/report.json").is_file()
