"""What a person sees of a build: a line a stage with its progress, and after an error the one message that matters.

Snakemake's own words, twenty lines before the first job, go to its log in .snakemake/log.
"""

import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from presspack.base.text_cleaning import clean, log_lines

STARTED = re.compile(r"^(?:local)?(?:rule|checkpoint) (\w+):$")
FINISHED = re.compile(r"^Finished jobid: \d+ \(Rule: (\w+)\)$")
FAILED = re.compile(r"^Error in (?:rule|checkpoint) (\w+)")
# Snakemake's last words where no stage failed: a wrong workflow, a lock, a missing file.
COMPLAINT = re.compile(r"^\w*(?:Error|Exception)\b.*:?$")
STAGES = ("catalogue", "clean", "parse", "read", "extract", "resolve", "check", "publish")
BY_SHARD = frozenset({"clean", "parse", "extract"})
EVERY_SECONDS = 1.0
# How much is told: an error only, a line a stage, or every line of Snakemake as well.
QUIET, BRIEF, VERBOSE = range(3)


@dataclass
class Stage:
    """What is known of a stage while it runs."""

    started: float
    jobs: int = 0
    done: int = 0


@dataclass
class Screen:
    """Turns what Snakemake says into lines; `build` is the folder in which stages keep their logs."""

    build: Path
    renewed: bool
    telling: int = BRIEF
    stages: dict[str, Stage] = field(default_factory=dict)
    failed: str = ""
    tail: list[str] = field(default_factory=list)

    def read(self, line: str) -> None:
        """Take in a line of Snakemake."""
        self.tail = [*self.tail[-40:], line]
        if self.telling == VERBOSE:
            print(log_lines(line), file=sys.stderr, flush=True)
        if (match := STARTED.match(line)) and match[1] in STAGES:
            self.stages.setdefault(match[1], Stage(monotonic())).jobs += 1
        elif (match := FINISHED.match(line)) and match[1] in self.stages:
            stage = self.stages[match[1]]
            stage.done += 1
            if stage.done >= self.shards(match[1]):
                self.say(self.line(match[1]), last=True)
        elif match := FAILED.match(line):
            self.failed = self.failed or match[1]

    def shards(self, stage: str) -> int:
        """Return how many jobs a stage has in this run: one, or one for each shard that is due, as far as known."""
        return max(self.stages[stage].jobs, 1) if stage in BY_SHARD else 1

    def line(self, stage: str) -> str:
        """Return the line of a stage: shards done, what its log says last, seconds so far."""
        now = self.stages[stage]
        shards = f"{now.done} of {self.shards(stage)} shards" if stage in BY_SHARD and self.shards(stage) > 1 else ""
        told = self.last_words(stage) if stage not in {"check", "publish"} else ""
        return (
            f"{stage:10} {f'{monotonic() - now.started:.0f} s':>6}  {'  '.join(filter(None, [shards, told]))}".rstrip()
        )

    def last_words(self, stage: str) -> str:
        """Return the newest line of the logs of a stage, "" if there is none."""
        logs = self.build / "logs"
        files = [logs / f"{stage}.log", *(logs / stage).glob("*.log")]
        found = max((path for path in files if path.is_file()), key=lambda path: path.stat().st_mtime_ns, default=None)
        lines = found.read_text(encoding="utf-8", errors="replace").splitlines() if found else []
        return clean(lines[-1].rpartition("\r")[2].replace("\x1b[K", "")) if lines else ""

    def renew(self) -> None:
        """Show the line of the stage that runs, on a terminal."""
        running = [name for name, stage in self.stages.items() if stage.done < self.shards(name)]
        if self.renewed and running:
            self.say(self.line(running[-1]), last=False)

    def say(self, line: str, *, last: bool) -> None:
        """Write a line to stderr, over the one before on a terminal."""
        if self.telling == QUIET:
            return
        print(
            f"\r{line[:160]}\x1b[K" if self.renewed else line,
            end="\n" if last or not self.renewed else "",
            file=sys.stderr,
            flush=True,
        )

    def message(self) -> str:
        """Return why the build failed: the last words of the stage that did, or else of Snakemake."""
        if self.failed:
            logs = [
                self.build / "logs" / f"{self.failed}.log",
                *sorted((self.build / "logs" / self.failed).glob("*.log")),
            ]
            texts = [path.read_text(encoding="utf-8", errors="replace") for path in logs if path.is_file()]
            said = next((text for text in texts if f"presspack {self.failed}" in text or "Traceback" in text), "")
            start = said.find(f"presspack {self.failed}")
            return said[max(start, 0) :].strip() or f"{self.failed} failed; see {logs[0]}"
        found = [number for number, line in enumerate(self.tail) if COMPLAINT.match(line)]
        return "\n".join(self.tail[found[0] :] if found else self.tail[-3:]).strip()


def run_build(command: Sequence[str], build: Path, environment: Mapping[str, str], *, telling: int = BRIEF) -> int:
    """Run Snakemake by `command` and show how far it is, as much as `telling` says; return its exit code.

    Ctrl-C is passed on; what is done is kept, and the same command goes on from there.
    """
    renewed = sys.stderr.isatty() and telling == BRIEF
    screen, stop = Screen(build, renewed, telling), Event()
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:

        def renewing() -> None:
            while not stop.wait(EVERY_SECONDS):
                screen.renew()

        watcher = Thread(target=renewing, daemon=True)
        watcher.start()
        try:
            for line in process.stdout or ():
                screen.read(line.rstrip("\n"))
            code = process.wait()
        except KeyboardInterrupt:
            stop.set()  # the last words of stages that stop are no progress
            process.wait()
            print(
                "\npresspack build: interrupted; what is done is kept, run the same command again to go on",
                file=sys.stderr,
            )
            return 130
        finally:
            stop.set()
            watcher.join()
    if code:
        print(log_lines(screen.message()), file=sys.stderr)
    elif not screen.stages and telling != QUIET:
        print("nothing to do: everything is as it was", file=sys.stderr)
    return code
