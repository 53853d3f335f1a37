"""The job server of a build (see presspack/serve_jobs.py) as Snakemake starts and ends it."""

import os
import socket
import subprocess
import sys

from presspack.reruns.job_client import SERVER


class JobServer:
    """The server as Snakemake sees it: `start` names it in the environment of the jobs, `stop` ends it."""

    def __init__(self) -> None:
        """Make a server that does not run yet."""
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server; on systems that lack what it rests on, or where it is turned off, do nothing."""
        if os.environ.get(SERVER) == "off" or sys.platform != "linux":
            return
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("")  # to an address that is free
            listening.listen(128)
            number = listening.fileno()
            command = [sys.executable, "-m", "presspack.serve_jobs", str(number)]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[number])
            os.environ[SERVER] = f"{os.getpid()} {listening.getsockname()[1:].decode('ascii')}"

    def stop(self) -> None:
        """End the server."""
        os.environ.pop(SERVER, None)
        if self.process and self.process.stdin:
            self.process.stdin.close()
            self.process.wait()
            self.process = None
