"""A folder of captures of every kind is built, and the table of articles says of each record what became of it."""

from pyarrow import parquet

from calls import presspack
from capture_files.folder import write


def test_every_record_of_every_kind_of_capture_has_the_row_it_should(tmp_path):
    expected = write(tmp_path / "raw")
    done = presspack(
        "build",
        "--raw",
        tmp_path / "raw",
        "--output",
        tmp_path / "package",
        "--build",
        tmp_path / "build",
    )
    assert done.returncode == 0, done.stderr
    articles = parquet.read_table(tmp_path / "package" / "parquet" / "data" / "articles.parquet").to_pylist()
    found = {(row["file"], row["record"]): row for row in articles}
    assert found.keys() == {(row["file"], row["record"]) for row in expected}
    wrong = [
        (row["file"], row["record"], column, found[row["file"], row["record"]][column], value)
        for row in expected
        for column, value in row.items()
        if found[row["file"], row["record"]][column] != value
    ]
    assert wrong == []
    assert all(row["body_characters"] > 300 for row in articles if row["status_code"] == "used")
    texts = {
        row["article_id"]: row["text"]
        for path in sorted((tmp_path / "build" / "clean").glob("*/texts.parquet"))
        for row in parquet.read_table(path).to_pylist()
    }
    evidence = parquet.read_table(tmp_path / "package" / "parquet" / "data" / "evidence.parquet").to_pylist()
    rendered = {row["article_id"] for row in articles if row["text_source_code"] == "rendered"}
    assert rendered & {row["article_id"] for row in evidence}
    for row in articles:
        if row["status_code"] == "used":
            assert len(texts[row["article_id"]]) == row["characters"]
