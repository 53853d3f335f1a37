"""How a stage asks the job server of its build to run it (see presspack/serve_jobs.py), instead of starting afresh.

The name of the server stands in the environment of the jobs. Where none is named, or none answers, a stage runs in its
own process; what it does and writes is the same.
"""

import json
import os
import socket
import sys
from collections.abc import Sequence

SERVER = "PRESSPACK_JOB_SERVER"  # "<process that listens> <number of its socket>"; "off": each job starts afresh
ACCEPTED = b"+"  # sent by the process that runs a job; then, when it is done, its exit code as one byte
_KILLED = 1


def run_by_server(arguments: Sequence[str]) -> int | None:
    """Let the server run a command and return its exit code, None if there is no server that does.

    The command has the folder, the environment and the standard streams of this process, and ends if this one ends.
    """
    asked = _connection(os.environ.get(SERVER, ""))
    if asked is None:
        return None
    with asked:
        try:
            _send(asked, {"arguments": list(arguments), "folder": os.getcwd(), "environment": dict(os.environ)})
            if asked.recv(1) != ACCEPTED:
                return None
        except OSError:
            return None
        code = _received(asked)
    if not code:
        print(f"presspack {arguments[0]}: its process was killed, for want of memory or by a person", file=sys.stderr)
        return _KILLED
    return code[0]


def address(number: str) -> bytes:
    """Return the address of a server's socket: one that Linux keeps in memory and forgets with its process."""
    return b"\0" + number.encode("ascii")


def peer(connection: socket.socket) -> tuple[int, int]:
    """Return the process at the other end of a connection, and its user."""
    facts = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    process, user = (int.from_bytes(facts[start : start + 4], sys.byteorder) for start in (0, 4))
    return process, user


def _connection(name: str) -> socket.socket | None:
    """Return a connection to the server called `name`, None if there is none of this user."""
    process, _, number = name.partition(" ")
    if not number:
        return None
    asked = socket.socket(socket.AF_UNIX)
    try:
        asked.connect(address(number))
        if peer(asked) == (int(process), os.getuid()):
            return asked
    except (OSError, ValueError):
        pass
    asked.close()
    return None


def _send(asked: socket.socket, request: dict[str, object]) -> None:
    """Send a request and the standard streams: the length of the request, with the streams, then the request."""
    content = json.dumps(request).encode("ascii")
    socket.send_fds(asked, [len(content).to_bytes(8, "big")], [0, 1, 2])
    asked.sendall(content)


def _received(asked: socket.socket) -> bytes:
    """Return the exit code of the job as one byte, nothing if its process was killed."""
    try:
        return asked.recv(1)
    except OSError:
        return b""
