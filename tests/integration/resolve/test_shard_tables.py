"""A table of a shard is written again when something that it takes changed, and then holds what a first run writes."""

import duckdb
import pytest

from presspack.reruns.cache import MANIFEST
from presspack.resolve.corpus_findings import LINKS
from presspack.resolve.corrections import Correction
from presspack.resolve.shard_tables import Shard, write_shards
from presspack.tables.parquet import arrow_table, read_rows, write_parquet
from presspack.tables.table_groups import extracted_tables, sharded_tables
from small_tables import ARTICLE, COPY, EVENT, METADATA, sound

ACTOR = "alpha-party"
EXTRACTED, SHARDED = extracted_tables(METADATA.schemas), sharded_tables(METADATA.schemas)
STANDING = [
    ("000", ARTICLE, "used", None, None, None, True, "2021-06"),
    ("000", COPY, "duplicate", "copy", ARTICLE, "near", True, "2021-06"),
]
LINK = {"form_key": ACTOR, "actor_id": "alpha", "link_rule": "name", "link_score": 1.0}
WITH_ACTORS = {"mentions", "actor_roles", "event_participants", "statistics"}


@pytest.fixture
def shard(tmp_path):
    """A shard of two articles, in which the entities are called like the actors of the sound tables."""
    for name in SHARDED:
        folder = tmp_path / ("extracted" if name in EXTRACTED else "clean") / "000"
        write_parquet(arrow_table(sound()[name], METADATA.schemas[name]), folder / f"{name}.parquet")
    return Shard(tmp_path / "clean/000", tmp_path / "extracted/000")


def written(shard, output, *, link=None, standing=STANDING, clusters=(), corrections=()):
    """Write the tables of a shard with what was found over the corpus; return its folder."""
    given = LINK | (link or {})
    with duckdb.connect() as con:
        for name, path in shard.files(METADATA.schemas).items():
            con.execute(f"CREATE VIEW all_{name} AS FROM '{path}'")
        con.execute("""CREATE TABLE found_standing
            (article_id VARCHAR, status_code VARCHAR, duplicate_of VARCHAR, duplicate_kind VARCHAR, reason VARCHAR)""")
        con.execute("""CREATE TABLE all_standing (shard VARCHAR, article_id VARCHAR, status_code VARCHAR,
            reason VARCHAR, duplicate_of VARCHAR, duplicate_kind VARCHAR, text_redistributable BOOLEAN,
            published_on VARCHAR)""")
        con.executemany("INSERT INTO all_standing VALUES (?, ?, ?, ?, ?, ?, ?, ?)", standing)
        con.execute("CREATE TABLE all_links AS SELECT '000' AS shard, ? AS entity_id, ? AS actor_id, ? AS link_rule, "
                    "?::DOUBLE AS link_score", [ACTOR, *(given[name] for name in LINKS.names[1:])])  # fmt: skip
        con.execute("CREATE TABLE all_clusters (shard VARCHAR, event_id VARCHAR, event_cluster_id VARCHAR)")
        for cluster in clusters:
            con.execute("INSERT INTO all_clusters VALUES ('000', ?, ?)", [EVENT, cluster])
        write_shards(con, [shard], output, METADATA.schemas, corrections)
    return output / "shards/000"


def files(folder):
    return {name: (folder / f"{name}.parquet").stat().st_ino for name in SHARDED}


def rows(folder):
    return {name: read_rows(folder / f"{name}.parquet") for name in SHARDED}


@pytest.mark.parametrize(
    ("change", "tables"),
    [
        ({}, set()),
        ({"link": {"link_score": 0.9}}, {"mentions"}),
        ({"link": {"actor_id": "alpha-2"}}, WITH_ACTORS),
        ({"clusters": ["0" * 16]}, {"events"}),
        ({"standing": [(*STANDING[0][:-2], False, "2021-06"), STANDING[1]]}, set(SHARDED) - {"segments"}),
        ({"standing": STANDING[1:]}, set(SHARDED) - {"segments"}),
    ],
)
def test_a_table_is_written_again_when_what_it_takes_changed(shard, tmp_path, change, tables):
    folder = written(shard, tmp_path / "tables")
    for name in SHARDED:  # a second name of each file: its number is not given to another
        (tmp_path / name).hardlink_to(folder / f"{name}.parquet")
    before = files(folder)
    written(shard, tmp_path / "tables", **change)
    assert {name for name, number in files(folder).items() if number != before[name]} == tables
    assert rows(folder) == rows(written(shard, tmp_path / "first", **change))


@pytest.mark.parametrize("table", SHARDED)
def test_a_changed_row_of_a_table_is_written(shard, tmp_path, table):
    written(shard, tmp_path / "tables")
    other = [row | {"article_id": COPY} for row in sound()[table][:1]]
    path = shard.files(METADATA.schemas)[table]
    path.unlink()
    write_parquet(arrow_table(other, METADATA.schemas[table]), path)
    again, first = (rows(written(shard, tmp_path / name)) for name in ("tables", "first"))
    assert again == first


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"articles": 3}', None])
def test_keys_that_cannot_be_read_or_a_lost_table_cost_only_time(shard, tmp_path, content):
    folder = written(shard, tmp_path / "tables")
    first = rows(folder)
    (folder / MANIFEST).write_bytes(content or (folder / MANIFEST).read_bytes())
    (folder / "evidence.parquet").unlink()
    assert rows(written(shard, tmp_path / "tables")) == first


def test_a_table_that_was_damaged_is_written_again(shard, tmp_path):
    folder = written(shard, tmp_path / "tables")
    first = rows(folder)
    path = folder / "statistics.parquet"
    content = path.read_bytes()
    path.write_bytes(content[:40] + bytes([content[40] ^ 1]) + content[41:])
    assert rows(written(shard, tmp_path / "tables")) == first


def test_a_rejected_event_takes_its_participants_along(shard, tmp_path):
    written(shard, tmp_path / "tables")
    rejected = (Correction("events", EVENT, "event_id", "", "a reader said so"),)
    found = rows(written(shard, tmp_path / "tables", corrections=rejected))
    assert (found["events"], found["event_participants"]) == ([], [])
    assert [row["event_id"] for row in found["statistics"]] == [None]


def test_words_are_left_out_where_the_licence_does_not_allow_them(shard, tmp_path):
    forbidden = [(*STANDING[0][:-2], False, "2021-06"), STANDING[1]]
    found = rows(written(shard, tmp_path / "tables", standing=forbidden))
    words = [("evidence", "text"), ("events", "trigger"), ("event_participants", "text")]
    assert [[row[column] for row in found[table]] for table, column in words] == [[None]] * 3
    assert [row["text"] for row in found["mentions"]] == ["Alpha Party"]


def test_rows_were_reported_when_the_article_is_said_to_be_published_in_the_end(shard, tmp_path):
    later = [(*STANDING[0][:-1], "2021-07-03"), STANDING[1]]
    found = rows(written(shard, tmp_path / "tables", standing=later))
    assert [row["reported_on"] for name in ("events", "statistics") for row in found[name]] == ["2021-07-03"] * 2
