"""The server of a review: bound to loopback, it answers only who holds its token, and writes only two files."""

import base64
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Lock
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from presspack.base.errors import PipelineError
from presspack.base.spans import Span
from presspack.resolve.corrections import Correction
from presspack.review.corpus import Corpus
from presspack.review.explanations import Explanations
from presspack.review.queues import accuracy, most_doubtful, random_sample
from presspack.review.verdicts import Conflict, Notebook, Verdict

ASSETS = files("presspack.release") / "page_assets"
_MOST_BYTES = 65_536
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_Answer = dict[str, Any]


class Review:
    """What the page asks for and says: the queues, articles and rows of a build, and the notebook of decisions."""

    def __init__(
        self, corpus: Corpus, notebook: Notebook, explanations: Explanations, *, name: str, size: int, seed: str
    ) -> None:
        self.corpus, self.notebook, self.explanations, self.name = corpus, notebook, explanations, name
        self.rows = corpus.judged()
        self.sample = [corpus.in_words(row) for row in random_sample(self.rows, size=size, seed=seed)]
        self.doubtful = [corpus.in_words(row) for row in most_doubtful(self.rows, size=size)]
        self.lock = Lock()

    def queues(self, _: _Answer) -> _Answer:
        """Return the queues, the articles, and what is decided so far."""
        verdicts = self.notebook.verdicts()
        return {
            "name": self.name,
            # A score that is seen before the decision would decide it.
            "random": [{key: value for key, value in row.items() if key != "confidence"} for row in self.sample],
            "doubtful": self.doubtful,
            "articles": self.corpus.articles(),
            "verdicts": [asdict(verdict) for verdict in verdicts.values()],
            "corrections": self.notebook.lines(),
            "accuracy": accuracy(self.sample, {key: one.verdict for key, one in verdicts.items()}),
        }

    def article(self, asked: _Answer) -> _Answer:
        """Return an article with its spans."""
        return self.corpus.article(str(asked.get("id", ""))) or {"id": None, "pieces": []}

    def row(self, asked: _Answer) -> _Answer:
        """Return a row and its parts."""
        table = str(asked.get("table", ""))
        found = self.corpus.row(table, str(asked.get("id", ""))) if table in self.corpus.schemas else None
        return found or {"id": None}

    def why(self, asked: _Answer) -> _Answer:
        """Return what decided on the words of a row and of its parts."""
        found = self.row(asked)
        cells = [found.get("columns"), *(part["columns"] for part in found.get("parts", []))]
        spans = [
            Span(one[f"{of}start"], one[f"{of}end"])
            for one in cells
            for of in ("", "when_")
            if one and one.get(f"{of}start") is not None
        ]
        article = str(cells[0]["article_id"]) if cells[0] else ""
        with self.lock:
            return {"decisions": self.explanations.about(article, spans)}

    def verdict(self, said: _Answer) -> _Answer:
        """Record a verdict."""
        with self.lock:
            self.notebook.record(Verdict(**_texts(said, "table", "row_id", "verdict", "reason", "queue", "value")))
        return self.queues({})

    def correct(self, said: _Answer) -> _Answer:
        """Write a correction of a cell that exists."""
        table, row_id, column, value, reason = _texts(said, "table", "row_id", "column", "value", "reason").values()
        correction = Correction(table, row_id, column, value, reason)
        schema = self.corpus.schemas.get(correction.table)
        if schema is None or correction.column not in schema.columns:
            raise PipelineError(f"{correction.table}.{correction.column}: no such column")
        with self.lock:
            self.notebook.correct(correction)
        return self.queues({})

    def withdraw(self, said: _Answer) -> _Answer:
        """Take a correction back."""
        with self.lock:
            self.notebook.withdraw(**_texts(said, "table", "row_id", "column"))
        return self.queues({})


def _texts(said: _Answer, *names: str) -> dict[str, str]:
    wrong = [name for name in names if not isinstance(said.get(name, ""), str)]
    if wrong:
        raise PipelineError(f"{', '.join(wrong)}: expected text")
    return {name: said.get(name, "").strip() for name in names}


def page() -> tuple[str, str]:
    """Return the page of a review and its Content-Security-Policy: one script, known by its hash."""
    script = (ASSETS / "review.js").read_text(encoding="utf-8")
    style = (ASSETS / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; connect-src 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width,initial-scale=1"><title>Review</title><style>{style}</style></head>'
        f'<body class="review"><div id="app"></div><script>{script}</script></body></html>'
    )
    return html, policy


class Handler(BaseHTTPRequestHandler):
    """Answers one request: the page without a token, everything else with it."""

    review: ClassVar[Review]
    token: ClassVar[str]
    server: ThreadingHTTPServer
    server_version, sys_version = "presspack", ""

    def do_GET(self) -> None:
        """Answer with the page, or with what is asked for by name."""
        parts = urlsplit(self.path)
        if parts.path == "/" and self._host_is_ours():
            html, policy = page()
            self._send(HTTPStatus.OK, html.encode(), "text/html; charset=utf-8", policy)
            return
        asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self._answer(
            {
                "/queues": self.review.queues,
                "/article": self.review.article,
                "/row": self.review.row,
                "/why": self.review.why,
            },
            parts.path,
            asked,
        )

    def do_POST(self) -> None:
        """Take a verdict, a correction, or one taken back."""
        calls = {"/verdict": self.review.verdict, "/correct": self.review.correct, "/withdraw": self.review.withdraw}
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _MOST_BYTES:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "a short JSON object is expected")
            return
        body = self.rfile.read(int(length))
        if self.headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
            self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "application/json is expected")
            return
        try:
            said = json.loads(body)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            self._refuse(HTTPStatus.BAD_REQUEST, "a JSON object is expected")
            return
        self._answer(calls, urlsplit(self.path).path, said)

    def _answer(self, calls: Mapping[str, Callable[[_Answer], _Answer]], path: str, asked: _Answer) -> None:
        if not self._host_is_ours():
            self._refuse(HTTPStatus.FORBIDDEN, "another host or origin")
        elif not hmac.compare_digest(self.headers.get("X-Presspack-Token", "").encode(), self.token.encode()):
            self._refuse(HTTPStatus.FORBIDDEN, "the token is missing: open the address that presspack review printed")
        elif path not in calls:
            self._refuse(HTTPStatus.NOT_FOUND, "there is nothing here")
        else:
            try:
                self._send_json(HTTPStatus.OK, calls[path](asked))
            except Conflict as error:
                self._refuse(HTTPStatus.CONFLICT, str(error))
            except PipelineError as error:
                self._refuse(HTTPStatus.BAD_REQUEST, str(error))

    def _host_is_ours(self) -> bool:
        port = self.server.server_port
        hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        origin = self.headers.get("Origin")
        return self.headers.get("Host") in hosts and (origin is None or origin in {f"http://{host}" for host in hosts})

    def _refuse(self, status: HTTPStatus, says: str) -> None:
        self.close_connection = True
        self._send_json(status, {"error": says})

    def _send_json(self, status: HTTPStatus, answer: _Answer) -> None:
        self._send(status, json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"), "application/json")

    def _send(self, status: HTTPStatus, body: bytes, kind: str, policy: str = "default-src 'none'") -> None:
        self.send_response(status)
        for name, value in (_HEADERS | {"Content-Type": kind, "Content-Security-Policy": policy}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: an address in a log would carry what somebody looked at."""


def serve(review: Review, token: str, *, port: int = 0) -> ThreadingHTTPServer:
    """Return a server on loopback that answers for `review`; `port` 0 takes any that is free."""
    handler = type("ReviewHandler", (Handler,), {"review": review, "token": token})
    return ThreadingHTTPServer(("127.0.0.1", port), handler)
