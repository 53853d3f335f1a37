"""A real server, llama.cpp, is asked as a build asks it: it takes our schema, and its answer has the form asked for."""

import subprocess
import sys

import pytest

from presspack.base.spans import Span
from presspack.config import read_config
from presspack.reader.answer_schema import CELLS
from presspack.reader.answers import kept_answers
from presspack.reader.asking import Asked, ask
from presspack.reader.prompt import request_of

SERVER = """
import sys
import xllamacpp
settings = xllamacpp.CommonParams()
settings.model.path, settings.n_ctx, settings.n_parallel = sys.argv[1], 32768, 1
server = xllamacpp.Server(settings)
print("at", server.listening_address, flush=True)
sys.stdin.read()
"""
WHY = "no llama.cpp here: `pip install xllamacpp gguf` brings a server and what writes a model of a few kilobytes"


@pytest.fixture
def server(tmp_path):
    """The address of a llama.cpp server with a model that prefers to say nothing."""
    pytest.importorskip("xllamacpp", reason=WHY)
    pytest.importorskip("gguf", reason=WHY)
    from tiny_language_model import write_model

    write_model(tmp_path / "tiny.gguf")
    command = [sys.executable, "-c", SERVER, str(tmp_path / "tiny.gguf")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, **pipes) as process:
        try:
            yield next(line.split()[1] for line in process.stdout if line.startswith("at "))
        finally:
            process.kill()


def test_a_real_server_takes_the_request_and_gives_an_answer_of_the_right_form(server, tmp_path):
    text = "The harbour board sacked its treasurer on Monday."
    given = {"url": f"{server}/v1", "model": "tiny", "tables": list(CELLS), "max_tokens": 200, "retries": 0}
    reader = read_config().reader.model_copy(update=given)
    request = request_of("a1", 1, text, {1: Span(0, len(text))}, reader)
    asked = Asked()
    with kept_answers(tmp_path) as kept:
        ask([request], kept, reader, asked)
        answer = kept.get(request.key)
    assert answer.status_code == "ok"
    assert answer.text == "{" + ",".join(f'"{table}":[]' for table in sorted(CELLS)) + "}"
    assert (asked.prompt_tokens, asked.completion_tokens) == (answer.prompt_tokens, answer.completion_tokens)
    assert answer.prompt_tokens > 5_000
    assert 0 < answer.completion_tokens < 200
