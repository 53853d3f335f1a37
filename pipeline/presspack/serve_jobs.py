"""A process that has imported what the stages need, and forks for each job of a build: no job starts from nothing.

Snakemake starts it with the first job where it runs jobs on this machine itself (see the Snakefile). The rules call
`python -m presspack <stage>` as ever: that asks the server to run the stage in a fork, with the caller's arguments,
folder, environment and streams. If the caller is killed its job is; if Snakemake or the server is, jobs end their work.
"""

import gc
import json
import os
import selectors
import signal
import socket
import sys
import traceback
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

from presspack.__main__ import main, prepare_process
from presspack.base.errors import PipelineError
from presspack.base.fast_imports import spacy_without_commands
from presspack.cli.commands import STAGES
from presspack.config import read_config
from presspack.reruns.job_client import ACCEPTED, SERVER, peer

_PATIENCE = 10.0  # seconds for a request to arrive
_NEXT = {"catalogue": "clean-shard", "clean-shard": "parse-shard", "parse-shard": "extract-shard"} | {
    "extract-shard": "resolve", "resolve": "check", "check": "publish",
}  # fmt: skip


class Ready:
    """The stages that are imported, with what they load before any job."""

    def __init__(self) -> None:
        """Begin with none."""
        self.stages: set[str] = set()

    def make(self, arguments: list[str]) -> None:
        """Import the stage that `arguments` call, and let it load what it has to by their settings."""
        stage = arguments[0]
        if stage in self.stages or stage not in STAGES:
            return
        self.stages.add(stage)
        with spacy_without_commands():
            module = import_module(STAGES[stage][0])
        # Wrong settings and missing files are for the job to tell.
        with suppress(PipelineError, OSError):
            getattr(module, "prepare", lambda config: None)(read_config(_settings(arguments)))
        gc.freeze()  # what is there stays: the collector of no job looks at it, which would copy its memory

    def make_next(self, arguments: list[str]) -> None:
        """Do the same for the stage after the one that `arguments` call, while that one works."""
        if following := _NEXT.get(arguments[0]):
            self.make([following, *arguments[1:]])


def _settings(arguments: list[str]) -> Path | None:
    """Return the settings that the arguments of a stage name."""
    return Path(arguments[arguments.index("--config") + 1]) if "--config" in arguments[:-1] else None


def serve(listening: socket.socket, lifeline: int) -> None:
    """Run what is asked for at `listening`, until `lifeline` ends and all jobs are done."""
    ready = Ready()
    with selectors.DefaultSelector() as events:
        events.register(listening, selectors.EVENT_READ)
        events.register(lifeline, selectors.EVENT_READ)
        while lifeline not in (fired := {key.fd for key, _ in events.select(timeout=1.0)}):
            if fired:
                _accept(listening, ready)
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
    listening.close()
    with suppress(ChildProcessError):
        while True:
            os.wait()


def _accept(listening: socket.socket, ready: Ready) -> None:
    """Fork for the job that is asked for next. Whoever asks wrongly gets no answer and does its work by itself."""
    asked, _ = listening.accept()
    streams: list[int] = []
    with asked:
        try:
            asked.settimeout(_PATIENCE)
            request = _request(asked, streams)
            if request is None:
                return
            ready.make(request["arguments"])
            if os.fork() == 0:
                listening.close()
                _work(request, streams, asked)
        except (OSError, ValueError) as error:
            print(f"presspack: the job server could not read a request: {error}", file=sys.stderr)
            return
        finally:
            for stream in streams:
                os.close(stream)
    ready.make_next(request["arguments"])


def _request(asked: socket.socket, streams: list[int]) -> dict[str, Any] | None:
    """Return a request of this user, and add the streams that come with it; None for one of another user."""
    if peer(asked)[1] != os.getuid():
        return None
    head, received, _, _ = socket.recv_fds(asked, 8, 3)
    streams += received
    content = bytearray()
    while len(content) < int.from_bytes(head, "big"):
        content += (part := asked.recv(1 << 20))
        if not part:
            raise ValueError("it ended too soon")
    return dict(json.loads(content))


def _work(request: dict[str, Any], streams: list[int], asked: socket.socket) -> None:
    """Run a job in this process, which was forked for it, tell its exit code and end."""
    code = 1
    try:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        asked.settimeout(None)
        asked.sendall(ACCEPTED)
        Thread(target=_end_with, args=(asked,), daemon=True).start()
        os.chdir(request["folder"])
        os.environ.clear()
        os.environ.update(request["environment"])
        del os.environ[SERVER]
        gc.enable()
        code = main(request["arguments"])
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # what is our bug is told as Python tells it; this process must not go on as the server
        traceback.print_exc()
    finally:
        for output in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                output.flush()
        with suppress(OSError):
            asked.sendall(bytes([code & 255]))
        os._exit(code & 255)


def _end_with(asked: socket.socket) -> None:
    """End this process as soon as the one that asked for it is gone."""
    with suppress(OSError):
        asked.recv(1)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    # An interrupt from the terminal reaches the jobs by themselves; the server ends with Snakemake.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    prepare_process()
    serve(socket.socket(fileno=int(sys.argv[1])), sys.stdin.fileno())
    os._exit(0)  # DuckDB tells of what it has not freed when Python ends as usual
