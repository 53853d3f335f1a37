"""Decides patterns and JSON Schemas value by value; run as a program, so that it can be stopped when it takes too long.

It reads a JSON text a line and writes `{"value": …}` for those that break the rule.
"""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

from jsonschema import Draft202012Validator


def judge(rule: str, argument: str) -> Callable[[str], bool]:
    """Return the function that says whether a value satisfies a pattern or a JSON Schema."""
    if rule == "pattern":
        pattern = re.compile(argument)
        return lambda value: pattern.fullmatch(value) is not None
    schema = json.loads(argument)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    return lambda value: bool(validator.is_valid(json.loads(value)))


def main(rule: str, argument: str, values: Path, broken: Path) -> None:
    """Write those of the values that break a rule, one JSON object a line."""
    satisfied = judge(rule, argument)
    with values.open(encoding="utf-8") as lines, broken.open("w", encoding="utf-8") as out:
        for line in lines:
            value = json.loads(line)
            if value is not None and not satisfied(value):
                out.write(json.dumps({"value": value}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
