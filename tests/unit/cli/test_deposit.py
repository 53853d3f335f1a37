"""A deposit is made as Zenodo's interface wants it, tried again when the server is busy, and never shows the token."""

import json
import threading
import zipfile
from hashlib import md5
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from presspack.__main__ import main
from presspack.package import zenodo

TOKEN = "secret-token-1234"
DESCRIPTOR = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "harbours",
    "title": "Harbours & quays",
    "description": "Ships <counted> by hand.",
    "version": "1.2.0",
    "created": "2026-03-01T00:00:00Z",
    "licenses": [{"name": "CC-BY-4.0", "title": "CC BY", "path": "https://creativecommons.org/licenses/by/4.0/"}],
    "contributors": [{"title": "Jane Doe", "givenName": "Jane", "familyName": "Doe", "roles": ["creator"]}],
    "resources": [{"name": "ships", "path": "ships.csv"}],
}


class Server(HTTPServer):
    """Answers like Zenodo's deposit interface; `faults` are statuses given before it does its work."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.faults, self.calls, self.files, self.metadata = [], [], {}, None
        self.bucket, self.published, self.fails_after_publishing, self.spoils = self.address, False, False, False


class Handler(BaseHTTPRequestHandler):
    def log_message(self, format, *args):
        pass

    def answer(self, status, value=None, **headers):
        body = json.dumps(value).encode() if value is not None else b""
        self.send_response(status)
        for name, text in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)

    def draft(self):
        return {
            "id": 7, "submitted": self.server.published, "doi": "10.5072/zenodo.7", "files": [{"id": "old"}],
            "links": {"bucket": f"{self.server.bucket}/api/files/b1", "html": "draft page", "record_html": "record page"},
        }  # fmt: skip

    def handle_one(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.calls.append(f"{self.command} {self.path}")
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self.answer(401, {"message": f"no access with {self.headers.get('Authorization')}"})
        if self.server.faults:
            status = self.server.faults.pop(0)
            away = {"Location": "http://127.0.0.1:1/"} if status == 302 else {}
            return self.answer(status, {"message": f"wrong token {TOKEN}"}, **away, **{"Retry-After": "3"})
        return self.work(body)

    def work(self, body):
        if self.command == "PUT" and self.path.startswith("/api/files/b1/"):
            self.server.files[self.path.rpartition("/")[2]] = body
            body += b"?" if self.server.spoils else b""
            return self.answer(201, {"checksum": f"md5:{md5(body).hexdigest()}"})
        if self.command == "PUT":
            self.server.metadata = json.loads(body)
        if self.path.endswith("/actions/publish"):
            self.server.published = True
            if self.server.fails_after_publishing:
                return self.answer(504)
        if self.path.endswith("/actions/newversion"):
            return self.answer(201, {"links": {"latest_draft": f"{self.server.address}/api/deposit/depositions/7"}})
        return self.answer(204) if self.command == "DELETE" else self.answer(201, self.draft())

    do_GET = do_POST = do_PUT = do_DELETE = handle_one


@pytest.fixture
def server():
    running = Server()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture
def waits(monkeypatch):
    """The seconds that were waited, without waiting."""
    taken = []
    monkeypatch.setattr("presspack.cli.deposit.Zenodo", lambda *a: zenodo.Zenodo(*a, wait=taken.append))
    return taken


@pytest.fixture
def deposit(tmp_path, server, waits, monkeypatch, capsys):
    """Run the command on an archive; return exit code and everything printed."""
    monkeypatch.setenv("ZENODO_TOKEN", TOKEN)

    def run(*options, members=(("ships.csv", "id\n1\n"),), descriptor=DESCRIPTOR, name="harbours-1.2.0.zip"):
        archive = tmp_path / name
        with zipfile.ZipFile(archive, "w") as target:
            target.writestr("harbours-1.2.0/datapackage.json", json.dumps(descriptor))
            for member, text in members:
                target.writestr(f"harbours-1.2.0/{member}", text)
        code = main(["deposit", str(archive), "--server", server.address, *options])
        printed = "".join(capsys.readouterr())
        assert TOKEN not in printed
        return code, printed

    return run


def test_a_dry_run_sends_nothing_and_shows_what_it_would(deposit, server):
    code, said = deposit()
    assert (code, server.calls) == (0, [])
    assert "dry run" in said
    assert '"title": "Harbours & quays"' in said


def test_a_deposit_uploads_describes_and_leaves_a_draft(deposit, server, tmp_path):
    (tmp_path / "SHA256SUMS").write_text("0  harbours-1.2.0.zip\n", encoding="utf-8")
    code, said = deposit("--yes")
    assert code == 0
    assert [call.split(" ")[0] for call in server.calls] == ["POST", "PUT", "PUT", "PUT"]
    assert server.files["harbours-1.2.0.zip"] == (tmp_path / "harbours-1.2.0.zip").read_bytes()
    assert set(server.files) == {"harbours-1.2.0.zip", "SHA256SUMS"}
    metadata = server.metadata["metadata"]
    assert metadata["creators"] == [{"name": "Doe, Jane"}]
    assert metadata["license"] == "cc-by-4.0"
    assert metadata["description"] == "<p>Ships &lt;counted&gt; by hand.</p>"
    assert (metadata["version"], metadata["publication_date"]) == ("1.2.0", "2026-03-01")
    assert not server.published
    assert "10.5072/zenodo.7" in said


def test_publishing_is_asked_for(deposit, server):
    assert deposit("--yes", "--publish")[0] == 0
    assert server.published


def test_a_new_version_continues_a_record_without_its_files(deposit, server):
    assert deposit("--yes", "--new-version-of", "1234")[0] == 0
    assert server.calls[0] == "POST /api/deposit/depositions/1234/actions/newversion"
    assert "DELETE /api/deposit/depositions/7/files/old" in server.calls


@pytest.mark.parametrize(
    ("faults", "waited"), [([429], [3.0]), ([500, 503], [3.0, 3.0]), ([429, 502, 504, 500, 503], [3.0] * 5)]
)
def test_a_busy_server_is_asked_again(deposit, server, waits, faults, waited):
    server.faults = faults
    assert deposit("--yes")[0] == 0
    assert waits == waited


@pytest.mark.parametrize("faults", [[503] * 6, [400], [401], [403], [404], [302]])
def test_a_refusal_is_told_and_not_repeated_for_ever(deposit, server, faults):
    server.faults = list(faults)
    code, said = deposit("--yes")
    assert code == 1
    assert str(faults[0]) in said
    assert server.faults == []
    assert server.files == {}


def test_a_server_that_published_and_then_failed_is_believed(deposit, server):
    server.fails_after_publishing = True
    assert deposit("--yes", "--publish")[0] == 0
    assert sum("actions/publish" in call for call in server.calls) == 1


def test_the_token_goes_to_no_other_server(deposit, server):
    server.bucket = "http://127.0.0.1:1"
    code, said = deposit("--yes")
    assert code == 1
    assert "another server" in said


def test_bytes_that_changed_on_the_way_are_noticed(deposit, server):
    server.spoils = True
    code, said = deposit("--yes")
    assert code == 1
    assert "other bytes" in said


def test_waits_grow_and_are_bounded():
    assert [zenodo.waiting(None, turn) for turn in (0, 1, 2, 30)] == [1, 2, 4, 120]
    assert [zenodo.waiting(asked, 0) for asked in ("7", "99999", "tomorrow")] == [7, 120, 1]


@pytest.mark.parametrize("token", ["", "two words", "line\nfeed", "ünicode"])
def test_a_token_that_is_none_is_refused_unseen(deposit, server, monkeypatch, token):
    monkeypatch.setenv("ZENODO_TOKEN", token)
    code, said = deposit("--yes")
    assert (code, server.calls) == (2, [])
    assert "ZENODO_TOKEN" in said
    assert not token or token not in said


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"members": (("ships.csv", ""),)}, "empty files: ships.csv"),
        ({"members": (("../ships.csv", "x"),)}, "unsafe name"),
        ({"descriptor": {**DESCRIPTOR, "contributors": []}}, "no contributors"),
        ({"descriptor": {**DESCRIPTOR, "licenses": []}}, "no licenses"),
        ({"descriptor": {key: value for key, value in DESCRIPTOR.items() if key != "version"}}, "no version"),
    ],
)
def test_what_is_not_fit_for_a_deposit_is_refused(deposit, given, says):
    code, said = deposit(**given)
    assert code == 2
    assert says in said


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.mkdir(), "presspack release"),
        (lambda path: path.write_bytes(b""), "not empty"),
        (lambda path: path.write_bytes(b"PK no zip"), "damaged"),
        (lambda path: None, "presspack release"),
    ],
)
def test_what_is_no_archive_is_refused(tmp_path, capsys, make, says):
    archive = tmp_path / "a.zip"
    make(archive)
    assert main(["deposit", str(archive)]) == 2
    assert says in capsys.readouterr().err


def test_the_token_is_never_sent_unencrypted(tmp_path, capsys):
    assert main(["deposit", str(tmp_path), "--server", "http://zenodo.example", "--yes"]) == 2
    assert "https" in capsys.readouterr().err
