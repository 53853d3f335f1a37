"""Decides patterns and JSON Schemas value by value; run as a program, so that it can be stopped when it takes too long.

It reads a JSON text a line and writes `{"value": …}` for those that break the rule.
"""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from referencing import Registry
from referencing.exceptions import Unresolvable

UNUSABLE = 3


def judge(rule: str, argument: str) -> Callable[[str], bool]:
    """Return the function that says whether a value satisfies a pattern or a JSON Schema.

    A reference that leads out of a JSON Schema raises Unresolvable when it is followed: nothing is fetched.
    """
    if rule == "pattern":
        pattern = re.compile(argument)
        return lambda value: pattern.fullmatch(value) is not None
    schema = json.loads(argument)
    kind = validator_for(schema, default=Draft202012Validator)
    kind.check_schema(schema)
    validator = kind(schema, registry=Registry())

    def satisfied(value: str) -> bool:
        try:
            return bool(validator.is_valid(json.loads(value)))
        except RecursionError:
            # nested more deeply than a schema could follow
            return False

    return satisfied


def main(stated: Path, values: Path, broken: Path) -> int:
    """Write those of the values that break a rule, one JSON object a line; return UNUSABLE if it cannot be applied."""
    rule, argument = json.loads(stated.read_text(encoding="utf-8"))
    satisfied = judge(rule, argument)
    with values.open(encoding="utf-8") as lines, broken.open("w", encoding="utf-8") as out:
        for line in lines:
            value = json.loads(line)
            try:
                if value is not None and not satisfied(value):
                    out.write(json.dumps({"value": value}) + "\n")
            except Unresolvable as error:
                print(f"jsonSchema refers to {error.ref}, which is not in it", file=sys.stderr)
                return UNUSABLE
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
