"""`presspack` = `python -m presspack <command>`: finds the command and maps errors to exit codes."""

import argparse
import errno
import gc
import os
import re
import sys
import tomllib
from difflib import get_close_matches
from importlib import import_module
from typing import NoReturn

from presspack import __doc__ as ABOUT
from presspack.base.errors import PipelineError
from presspack.base.fast_imports import spacy_without_commands
from presspack.base.paths import HOME
from presspack.base.text_cleaning import log_lines
from presspack.cli.commands import COMMANDS, FOR_PEOPLE, STAGES
from presspack.reruns.job_client import SERVER, run_by_server

WAY_OUT = dict.fromkeys(
    (errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "; make room and run the same command again: what is done is kept"
)


# How DuckDB tells what the operating system refused.
ERRNO, TOLD = re.compile('"errno":"([0-9]+)"'), re.compile(r'"exception_message":"((?:[^"\\]|\\.)*)"')


class Parser(argparse.ArgumentParser):
    """A parser whose complaints about hostile names, such as `presspack clean *` gives, move no cursor."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the options, and end with 2."""
        super().error(log_lines(message))


def usage() -> str:
    """Return the list of commands."""
    lines = [f"usage: presspack COMMAND [options]\n\n{ABOUT}\n\nfor people:"]
    lines += [f"  {name:14} {says}" for name, (_, says) in FOR_PEOPLE.items()]
    lines += ["\nstages, called by Snakemake (presspack build; snakemake --cores all):"]
    lines += [f"  {name:14} {says}" for name, (_, says) in STAGES.items()]
    return "\n".join(
        [
            *lines,
            "\n`presspack COMMAND --help` shows options and an example, `presspack --version` the version.",
            "exit: 0 fine, 1 the data failed, 2 wrong usage or missing file",
        ]
    )


def version() -> str:
    """Return the version of presspack, which its pyproject.toml states in a checkout and a wheel alike."""
    return str(tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def main(argv: list[str] | None = None) -> int:
    """Run the command that `argv` names and return its exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(usage())
        return 0 if arguments else 2
    if arguments[0] in ("-V", "--version"):
        print(f"presspack {version()}")
        return 0
    name = arguments[0]
    if name not in COMMANDS:
        near = get_close_matches(name, COMMANDS, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"commands are {', '.join(COMMANDS)}"
        print(f"presspack: there is no command {name!r}; {hint}", file=sys.stderr)
        return 2
    if name in STAGES and SERVER in os.environ and (code := run_by_server(arguments)) is not None:
        return code
    prepare_process()
    try:
        with spacy_without_commands():
            module = import_module(COMMANDS[name][0])
    except ModuleNotFoundError as error:
        return lacking(name, error)
    parser = Parser(
        prog=f"presspack {name}", description=COMMANDS[name][1], formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.set_defaults(command=name)
    module.add_arguments(parser)
    return guarded(module.run, parsed(parser, arguments[1:]))


def parsed(parser: argparse.ArgumentParser, arguments: list[str]) -> argparse.Namespace:
    """Return the options of a command; end with 2 for one that it does not have, and name the nearest that it has."""
    args, unknown = parser.parse_known_args(arguments)
    if unknown:
        near = get_close_matches(unknown[0].partition("=")[0], parser._option_string_actions, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        parser.error(f"{'no such option' if unknown[0].startswith('-') else 'not expected'}: {unknown[0]}{hint}")
    return args


def prepare_process() -> None:
    """Set what holds for the whole process, before numpy is imported."""
    # The parser's matrices are too small to share: more threads would wait for each other and keep cores busy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Rows are many objects without cycles: to look for cycles at every 700 of them takes up to half of resolve's time.
    gc.set_threshold(100_000, 50, 50)


def lacking(command: str, error: ModuleNotFoundError) -> int:
    """Say which extra a command needs and return 2; raise the error again if a module of ours is missing."""
    module = (error.name or "").partition(".")[0]
    if module in ("", "presspack"):
        raise error
    extra = "frictionless" if module == "frictionless" else "build"
    print(
        f"presspack {command}: needs {module}, which is not installed; pip install 'presspack[{extra}]' brings it",
        file=sys.stderr,
    )
    return 2


def guarded(run, args: argparse.Namespace) -> int:  # type: ignore[no-untyped-def]
    """Return the exit code of `run(args)`; errors that are not our bug become a message and their code."""
    try:
        return int(run(args))
    except PipelineError as error:
        print(log_lines(f"presspack {args.command}: {error}"), file=sys.stderr)
        return error.exit_code
    except ModuleNotFoundError as error:
        return lacking(args.command, error)
    except BrokenPipeError:
        # The reader of our output has gone, as `| head` does; silence the interpreter's own complaint at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("presspack: interrupted", file=sys.stderr)
        return 130
    except Exception as error:
        said = said_of_machine(error)
        if said is None:
            raise
        print(
            log_lines(f"presspack {args.command}: {getattr(error, 'filename', None) or target(args)}: {said}"),
            file=sys.stderr,
        )
        return 2


def target(args: argparse.Namespace) -> object:
    """Return what a command writes, as its options name it."""
    return getattr(args, "output", None) or "input or output"


def said_of_machine(error: Exception) -> str | None:
    """Return what the machine refused, and the way out; None for what is our bug."""
    if isinstance(error, OSError):
        return f"{at(error)}{error.strerror or error}{WAY_OUT.get(error.errno or 0, '')}"
    if isinstance(error, MemoryError):
        return (
            f"{at(error)}not enough memory{memory_limit()}; use fewer --cores, or set catalogue.records_per_shard lower"
        )
    # DuckDB is not imported to know its errors: few commands need it.
    return said_by_duckdb(error) if type(error).__module__.lstrip("_").startswith("duckdb") else None


def at(error: Exception) -> str:
    """Return which record an error was raised at, as far as it is known."""
    return "".join(f"{note}: " for note in getattr(error, "__notes__", []))


def memory_limit() -> str:
    """Return the limit of the memory of this process, if somebody set one."""
    import resource  # noqa: PLC0415 - not on every system

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return "" if limit == resource.RLIM_INFINITY else f": a process may have {limit // 2**20} MB (ulimit -v)"


def said_by_duckdb(error: Exception) -> str | None:
    """Return what DuckDB lacks, and the way out, if that is room on the disk or memory; None for other errors."""
    words = " ".join(str(error).split())
    if type(error).__name__ == "OutOfMemoryException":
        return f"{words[:300]}; set check.memory_limit higher"
    number, told = ERRNO.search(words), TOLD.search(words)
    way_out = WAY_OUT.get(int(number[1])) if number else None
    return (told[1].replace('\\"', '"') if told else words[:300]) + way_out if way_out else None


if __name__ == "__main__":
    sys.exit(main())
