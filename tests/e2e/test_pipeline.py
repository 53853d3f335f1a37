"""The whole path on a tiny corpus: same bytes twice, nothing to do the third time, and clear refusals."""

import json
import shutil

import duckdb
import pandas as pd
import pytest
from pyarrow import parquet

from calls import CORPUS, config, presspack, snakemake
from presspack.tables.duckdb import table_files
from presspack.tables.package_metadata import read_metadata


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def table_in(tables, name):
    """The rows of a table that resolve wrote."""
    return [row for path in table_files(tables, name) for row in parquet.read_table(path).to_pylist()]


@pytest.fixture(scope="session")
def articles(built):
    return pd.read_csv(built / "data package" / "data" / "articles.csv", keep_default_na=False).set_index("file")


def test_another_folder_zone_locale_seed_core_and_shard_count_give_the_same_bytes(built, tmp_path):
    settings = tmp_path / "shards.yaml"
    settings.write_text("catalogue: {shards: 3}", encoding="utf-8")
    raw = tmp_path / "elsewhere"
    shutil.copytree(CORPUS, raw)
    done = snakemake(
        *config(tmp_path, raw), f"settings={settings}", cores="1", TZ="Pacific/Auckland", LC_ALL="C", PYTHONHASHSEED="7"
    )
    assert done.returncode == 0, done.stderr
    one, two = files_of(built / "data package"), files_of(tmp_path / "data package")
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_second_run_has_nothing_to_do(built):
    before = files_of(built / "data package")
    done = snakemake(*config(built))
    assert done.returncode == 0
    assert "Nothing to be done" in done.stdout + done.stderr
    assert files_of(built / "data package") == before


def test_every_record_is_in_articles_with_a_status(articles):
    captures = {
        path.relative_to(CORPUS).as_posix()
        for path in CORPUS.rglob("*")
        if path.is_file() and path.name not in {"sources.csv", "package.yaml"}
    }
    assert set(articles.index) == captures
    assert set(articles.status_code) == {"used", "duplicate", "unsupported_language", "empty", "unreadable"}
    assert (articles.reason != "").equals(articles.status_code != "used")


@pytest.mark.parametrize("format_", ["", "parquet"])
@pytest.mark.parametrize("engine", ["duckdb", "frictionless"])
def test_package_is_valid(built, format_, engine):
    done = presspack("validate", built / "data package" / format_, "--engine", engine)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_table_holds_rows(built):
    """All but places, since no gazetteer knows the country of the corpus, and what only a later release has."""
    descriptor = json.loads((built / "data package" / "datapackage.json").read_text(encoding="utf-8"))
    assert [r["name"] for r in descriptor["resources"] if not r["rows"]] == [
        "former_actors",
        "places",
        "left_out",
        "corrections",
    ]


def test_sentences_are_withheld_where_the_licence_does_not_allow_them(built, articles):
    evidence = pd.read_csv(built / "data package" / "data" / "evidence.csv", keep_default_na=False)
    allowed = articles.set_index("article_id").text_redistributable
    assert ((evidence.text != "") == evidence.article_id.map(allowed)).all()
    assert (evidence.text == "").any()


def test_a_row_is_traced_to_its_sentence(built):
    row = pd.read_csv(built / "data package" / "data" / "statistics.csv").iloc[0]
    done = presspack("trace", row.statistic_id, "--datapackage", built / "data package", "--build", built / "build")
    assert done.returncode == 0
    assert row.text in " ".join(done.stdout.split())


def test_tracing_an_unknown_row_says_so(built):
    done = presspack("trace", "0" * 16, "--datapackage", built / "data package")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_annotations_have_one_file_per_used_article(built, articles, tmp_path):
    assert presspack("annotations", tmp_path, "--build", built / "build").returncode == 0
    assert len(list(tmp_path.glob("*.json"))) == (articles.status_code == "used").sum()


def test_a_build_agrees_with_its_own_annotations(built, tmp_path):
    presspack("annotations", tmp_path, "--build", built / "build")
    done = presspack("evaluate", "--gold", tmp_path, "--build", built / "build", "--json")
    assert {kind["f1"] for kind in json.loads(done.stdout).values()} == {1.0}


def test_an_error_of_the_data_leaves_the_release_as_it_was(built, tmp_path):
    shutil.copytree(built / "build", tmp_path / "build")
    table = next((tmp_path / "build" / "tables" / "shards").glob("*/statistics.parquet"))
    broken = parquet.read_table(table)
    parquet.write_table(broken.set_column(broken.column_names.index("end"), "end", broken["start"]), table)
    done = presspack(
        "check", "--tables", tmp_path / "build/tables", "--cache", tmp_path / "build/cache/checked", "--output", tmp_path / "checked",
        "--catalogue", *sorted((tmp_path / "build/catalogue").glob("*.parquet")), "--cleaned", *sorted((tmp_path / "build/clean").iterdir()),
    )  # fmt: skip
    assert done.returncode == 1
    assert "offsets_in_article" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "checked" / "report.json").exists()


def test_the_database_holds_every_table_with_its_keys(built, tmp_path):
    done = presspack("database", "--tables", built / "build" / "tables", "--output", tmp_path / "presspack.duckdb")
    assert done.returncode == 0, done.stderr
    with duckdb.connect(str(tmp_path / "presspack.duckdb"), read_only=True) as con:
        names = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        assert names == set(read_metadata().schemas)
        keys = con.execute("SELECT count(*) FROM duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY'").fetchall()
        assert keys[0][0] > 10
        rows = con.execute("SELECT count(*) FROM statistics").fetchall()[0][0]
    assert rows == len(table_in(built / "build" / "tables", "statistics"))


def resolved_with(built, tmp_path, *rows):
    """Run resolve on the first build with these corrections and return the process and its output folder."""
    path = tmp_path / "corrections.csv"
    path.write_text("\n".join(["table,row_id,column,value,reason", *rows]) + "\n", encoding="utf-8")
    folders = [sorted((built / "build" / name).iterdir()) for name in ("clean", "extracted")]
    return presspack(
        "resolve", "--cleaned", *folders[0], "--extracted", *folders[1], "--corrections", path, "--cache", tmp_path / "copies.parquet", "--output", tmp_path / "tables"
    )  # fmt: skip


def test_shards_that_do_not_belong_together_are_refused(built, tmp_path):
    cleaned, other = built / "build/clean/000", tmp_path / "001"
    done = presspack(
        "resolve", "--cleaned", cleaned, "--extracted", other, "--cache", tmp_path / "c", "--output", tmp_path / "t"
    )
    assert done.returncode == 2
    assert "--extracted is ['001'], expected folders of the shards of --cleaned" in done.stderr


def test_corrections_by_people_are_applied_and_listed(built, tmp_path):
    tables = {name: table_in(built / "build" / "tables", name) for name in ("actors", "events")}
    actor, event = tables["actors"][0]["actor_id"], tables["events"][0]["event_id"]
    rows = f"actors,{actor},name,Corrected Name,the article spells it so", f"events,{event},event_id,,no event"
    done = resolved_with(built, tmp_path, *rows)
    assert done.returncode == 0, done.stderr
    names = {row["actor_id"]: row["name"] for row in table_in(tmp_path / "tables", "actors")}
    assert names[actor] == "Corrected Name"
    for table in ("events", "event_participants"):
        assert event not in {row["event_id"] for row in table_in(tmp_path / "tables", table)}
    assert len(table_in(tmp_path / "tables", "corrections")) == 2


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        ("actors,no-such-actor,name,X,reason", 1, "no-such-actor"),
        ("events,0000000000000000,type_code,ELECT,reason", 1, "is no row of events"),
        ("nothing,1,name,X,reason", 1, "is no table"),
        ("actors,x,name,X,", 2, "needs a reason"),
    ],
)
def test_a_correction_that_fits_nothing_is_refused(built, tmp_path, row, code, said):
    done = resolved_with(built, tmp_path, row)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"raw": "nowhere"}, "a folder of captures"),
        ({"raw": "."}, "at least one capture"),
        ({"settings": "unknown: 1"}, "no such key"),
        ({"settings": "parse: {model: no_such_model}"}, "installed spaCy pipeline"),
        ({"sources": "file,colour\na.txt,red\n"}, "column 'colour'"),
        ({"sources": "file\nb.txt\n"}, "'b.txt' is not in the raw folder"),
        ({"rawdir": "x"}, "expected only"),
    ],
)
def test_bad_input_is_refused_clearly_and_writes_no_package(tmp_path, change, said):
    raw = tmp_path / "raw"
    raw.mkdir()
    if "raw" not in change:
        (raw / "a.txt").write_text(
            "Alpha Party won 7 seats in May 2021, the commission said on Monday. " * 8, encoding="utf-8"
        )
    if "sources" in change:
        (raw / "sources.csv").write_text(change["sources"], encoding="utf-8")
    options = list(config(tmp_path, raw / change.get("raw", "")))
    if "settings" in change:
        (tmp_path / "s.yaml").write_text(change["settings"], encoding="utf-8")
        options.append(f"settings={tmp_path / 's.yaml'}")
    if "rawdir" in change:
        options.append("rawdir=x")
    done = snakemake(*options)
    assert done.returncode != 0
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "data package").exists()


def test_a_folder_that_is_no_package_is_not_replaced(built, tmp_path):
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "thesis.txt").write_text("years of work", encoding="utf-8")
    done = presspack(
        "publish",
        "--tables",
        built / "build" / "tables",
        "--checked",
        built / "build" / "checked",
        "--output",
        tmp_path / "precious",
    )
    assert done.returncode == 2
    assert (tmp_path / "precious" / "thesis.txt").exists()


def test_extract_answers_line_by_line_in_order():
    lines = [
        {"id": "a1", "text": "Alpha Party expelled 227 members in 2021."},
        {"id": 2, "text": ""},
        {"id": "a3", "text": "Rain fell."},
    ]
    done = presspack("extract", text="\n".join(map(json.dumps, lines)))
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in found] == ["a1", 2, "a3"]
    assert set(found[0]) == {"id", "actors", "events", "statistics", "roles", "quotes"}
    assert [s["value"] for s in found[0]["statistics"]] == [227]


@pytest.mark.parametrize("line", ["not json", '{"id": "a"}', '{"id": "a", "text": 5}', "[1]"])
def test_extract_names_the_line_that_it_cannot_read(line):
    done = presspack("extract", text='{"id": "x", "text": "Fine."}\n' + line)
    assert done.returncode == 1
    assert "line 2" in done.stderr
    assert "Traceback" not in done.stderr
