"""A server on loopback that answers as a language model may: by a recorded answer for each request, or wrongly.

    with answering(lambda asked: {"events": [], "quotes": []}) as server: ...

`server.asked` holds what was asked, by request; `server.behave` is how the next responses are, see BEHAVIOURS.
"""

import json
import re
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SENTENCE = re.compile(r'^\{"sentence":\d+,"text":.*\}$', re.M)


def sentences(body):
    """The sentences that a request shows, by number."""
    found = map(json.loads, SENTENCE.findall(body["messages"][-1]["content"]))
    return {line["sentence"]: line["text"] for line in found}


def completion(content, reason="stop", **more):
    """A chat completion that says `content`."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": reason}
    usage = {"prompt_tokens": 100, "completion_tokens": 20}
    return {"object": "chat.completion", "choices": [choice], "usage": usage, **more}


class Handler(BaseHTTPRequestHandler):
    """Answers POST /v1/chat/completions."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Say nothing."""

    def do_POST(self):
        """Answer as the server behaves."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.server.lock:
            self.server.asked.append(json.loads(body))
            self.server.headers.append(dict(self.headers))
            behaviour = self.server.behaviours.pop(0) if self.server.behaviours else "right"
        answer = self.server.answer(sentences(json.loads(body)))
        try:
            getattr(self, behaviour)(answer if isinstance(answer, str) else json.dumps(answer))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def send(self, status, content, kind="application/json", **headers):
        """Send a whole response."""
        data = content.encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def right(self, answer):
        """What was asked for."""
        self.send(200, json.dumps(completion(answer)))

    def truncated(self, answer):
        """The first half of it."""
        self.send(200, json.dumps(completion(answer[: len(answer) // 2], "length")))

    def no_json(self, answer):
        """Prose around it."""
        self.send(200, json.dumps(completion(f"Sure! Here is the annotation:\n{answer}")))

    def other_form(self, answer):
        """JSON of a form of its own."""
        self.send(200, json.dumps(completion(json.dumps({"result": json.loads(answer)}))))

    def no_completion(self, answer):
        """JSON that is no chat completion."""
        self.send(200, json.dumps({"choices": "none"}))

    def html(self, answer):
        """The right bytes under a wrong content type."""
        self.send(200, json.dumps(completion(answer)), "text/html")

    def busy(self, answer):
        """429 with the seconds to wait."""
        self.send(429, "{}", **{"Retry-After": "0"})

    def broken(self, answer):
        """An error of the server."""
        self.send(500, "oops", "text/plain")

    def too_long(self, answer):
        """A request that this server does not take."""
        self.send(400, '{"error": "context"}')

    def unauthorised(self, answer):
        """A key is wanted."""
        self.send(401, "{}")

    def elsewhere(self, answer):
        """A redirect."""
        self.send(307, "", Location=f"http://127.0.0.1:{self.server.server_address[1]}/other")

    def slow(self, answer):
        """Nothing, until the client or the test gives up."""
        self.server.closing.wait(20)
        self.close_connection = True

    def dripping(self, answer):
        """A byte now and then, without end."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        while not self.server.closing.wait(0.05):
            self.wfile.write(b" ")
            self.wfile.flush()

    def endless(self, answer):
        """As many bytes as the client takes."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        while not self.server.closing.is_set():
            self.wfile.write(b" " * 1_000_000)


class Server(ThreadingHTTPServer):
    """A server that clients may leave at any time."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        """Say nothing of a client that hung up."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def answering(answer, *behaviours):
    """Give a server whose `answer(sentences)` is an answer or a text; the first responses are as `behaviours` say."""
    server = Server(("127.0.0.1", 0), Handler)
    server.answer, server.behaviours = answer, list(behaviours)
    server.asked, server.headers, server.lock, server.closing = [], [], threading.Lock(), threading.Event()
    server.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
