"""Decides patterns and JSON Schemas value by value; run as a program, so that it can be stopped when it takes too long.

It reads a list of rules with the files of their values, writes those that break a rule, and says on stdout, a line a
rule, why it could not be applied ("" if it could).
"""

import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import regex

MEMORY = 2**30
# seconds after which a rule ends this process
ORPHANED = 120


class Unusable(Exception):
    """A pattern or a schema cannot be applied; its text says why."""


def judge(rule: str, argument: str) -> Callable[[str], bool]:
    """Return the function that says whether a value satisfies a pattern or a JSON Schema; raise Unusable if none."""
    return _pattern(argument) if rule == "pattern" else _json_schema(argument)


def _pattern(argument: str) -> Callable[[str], bool]:
    from presspack.package.validation.patterns import regex_pattern  # noqa: PLC0415 - this file is also a program

    try:
        pattern = regex.compile(regex_pattern(argument), regex.VERSION1 if "-[" in argument else 0)
    except (regex.error, OverflowError, RecursionError, ValueError, MemoryError) as error:
        raise Unusable(f"not a regular expression: {error}") from error
    return lambda value: pattern.fullmatch(value) is not None


def _json_schema(argument: str) -> Callable[[str], bool]:
    """Return the function for a JSON Schema; a reference that leads out of it is not followed: nothing is fetched."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - most runs need no JSON Schema
    from jsonschema.exceptions import SchemaError  # noqa: PLC0415
    from jsonschema.validators import validator_for  # noqa: PLC0415
    from referencing import Registry  # noqa: PLC0415
    from referencing.exceptions import Unresolvable  # noqa: PLC0415

    schema = json.loads(argument)
    try:
        kind = validator_for(schema, default=Draft202012Validator)
        kind.check_schema(schema)
        validator = kind(schema, registry=Registry())
    except SchemaError as error:
        raise Unusable(f"not a JSON Schema: {error.message}") from error
    except Exception as error:  # a schema that the library was not written for ends it with errors of any kind
        raise Unusable(f"not a JSON Schema: {type(error).__name__}: {error}") from error

    def satisfied(value: str) -> bool:
        try:
            return bool(validator.is_valid(json.loads(value)))
        except RecursionError:
            # nested more deeply than a schema could follow
            return False
        except Unresolvable as error:
            raise Unusable(f"jsonSchema refers to {error.ref}, which is not in it") from error
        except Exception as error:  # as above
            raise Unusable(f"jsonSchema cannot be applied: {type(error).__name__}: {error}") from error

    return satisfied


def decided(rule: str, argument: str, values: Path, broken: Path) -> str:
    """Write those of the values that break a rule, one JSON object a line; return why it cannot be applied, or ""."""
    try:
        with values.open(encoding="utf-8") as lines, broken.open("w", encoding="utf-8") as out:
            satisfied = judge(rule, argument)
            for line in lines:
                value = json.loads(line)
                if value is not None and not satisfied(value):
                    out.write(json.dumps({"value": value}) + "\n")
    except Unusable as error:
        return " ".join(str(error).split())[:300]
    return ""


def main(stated: Path) -> int:
    """Decide the rules that a file lists."""
    for rule, argument, values, broken in json.loads(stated.read_text(encoding="utf-8")):
        if hasattr(signal, "alarm"):
            # the process that waits for this one stops it much sooner, unless it was stopped itself
            signal.alarm(ORPHANED)
        print(json.dumps(decided(rule, argument, Path(values), Path(broken))), flush=True)
    return 0


def _bounded() -> None:
    """Bound the memory of this process: a pattern may unfold to more than there is."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    _bounded()
    sys.exit(main(Path(sys.argv[1])))
