"""A browser without a network, and a release and a build to look at."""

import shutil
import subprocess
import sys
import threading

import duckdb
import pytest

from presspack.config import read_config
from presspack.release.page import write_page
from presspack.review.corpus import read_corpus
from presspack.review.explanations import Explanations
from presspack.review.server import Review, serve
from presspack.review.verdicts import Notebook
from presspack.tables.duckdb import view
from presspack.tables.package_metadata import read_metadata

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ARTICLE = """Harbour Party expels 31 councillors

Rivermouth, 16 March 2024. On Friday the Harbour Party expelled 31 councillors, its secretary Ilse Varga said in Rivermouth.
The Coast Party met the Harbour Party on 3 March 2024. Varga denied that the Harbour Party had met the Reef Party.
Police arrested two protesters in Rivermouth on 12 March 2024, the interior ministry said.
"A list is a promise to the voter," Ilse Varga said. The Harbour Party plans to hold a congress in May.
The Coast Party nominated Tomas Okello for mayor of Rivermouth. It has about 4,000 members.
"""
HOSTILE = """<b>Reef</b> Party wins the vote

Rivermouth, 18 March 2024. The "><script>window.harmed=1</script> Union and the Coast Party signed an agreement on 17 March 2024.
The Reef Party, led by Anna Holt, accused the Coast Party of fraud on Monday. The electoral commission rejected the complaint of the Reef Party.
The commission said that 61,000 people had voted, 2,000 more than in 2020, and that the turnout was 54 percent of voters.
"""


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A build and a release of two articles of our own, one of which the licence keeps."""
    folder = tmp_path_factory.mktemp("page")
    raw = folder / "raw"
    raw.mkdir()
    (raw / "plain.txt").write_text(ARTICLE, encoding="utf-8")
    (raw / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    rows = ["file,outlet,url,licence,text_redistributable", "plain.txt,The Sund Gazette,https://sundgazette.example/1,CC-BY-4.0,true",
            "hostile.txt,Quay & Field <i>,javascript:alert(1),,false"]  # fmt: skip
    (raw / "sources.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "presspack",
        "build",
        "--raw",
        raw,
        "--build",
        folder / "build",
        "--output",
        folder / "package",
    ]
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def large(built):
    """The page of the release as that of a large corpus is: packed, and sentences in files beside it."""
    metadata = read_metadata(raw=built / "raw").model_copy(update={"created": "2024-03-18T00:00:00Z"})
    (built / "large").mkdir()
    with duckdb.connect() as con:
        for path in (built / "package" / "parquet" / "data").glob("*.parquet"):
            view(con, path.stem, [path])
        write_page(con, built / "large", metadata, {}, most=0, packed=0)
    return "large"


@pytest.fixture(scope="session")
def chromium():
    """The browser that is installed; it fetches nothing."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, built):
    """A function that opens the page of the release, and a list of what its console said."""
    contexts = []

    def at(hash_="", *, width=1280, scheme="light", scripts=True, folder="package"):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto((built / folder / "index.html").as_uri() + hash_)
        if scripts:
            page.wait_for_selector("html[data-ready=yes]")
        return page

    yield at
    for context in contexts:
        context.close()


@pytest.fixture
def review(built, tmp_path):
    """A running review of the build; decisions go to a folder of their own."""
    corpus = read_corpus(built / "build", read_metadata().schemas)
    notebook = Notebook(tmp_path / "reviews.csv", tmp_path / "corrections.csv")
    with serve(
        Review(corpus, notebook, Explanations(built / "build", read_config()), name="harbour", size=20, seed="1"),
        "a-token",
    ) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port, tmp_path
        server.shutdown()
