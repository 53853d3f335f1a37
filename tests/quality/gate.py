"""Compare the scores of annotated articles with their floors; floors only rise.

    python tests/quality/gate.py SCORES.json --floors tests/quality/floors.json --gold GOLD [--update]

SCORES.json is what the article scorer writes with --json: {"all": {measure: share, ...}, ...}. The floors file holds
a floor per measure and a digest of the gold files, since floors for other articles would mean nothing. --update
raises floors that are beaten by more than a point, and never lowers one.
"""

import argparse
import json
import math
import sys
from hashlib import sha256
from pathlib import Path

SLACK = 0.01


def sample_digest(gold: Path) -> str:
    """A digest of the annotated files, names and bytes."""
    digest = sha256()
    for path in sorted(gold.glob("*.json")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scores", type=Path)
    parser.add_argument("--floors", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    found = {key: value for key, value in json.loads(args.scores.read_text())["all"].items() if value is not None}
    kept = (
        json.loads(args.floors.read_text())
        if args.floors.exists()
        else {"sample": sample_digest(args.gold), "floors": {}}
    )
    if kept["sample"] != sample_digest(args.gold):
        print(
            f"{args.floors}: the annotated articles are others than those the floors were measured on", file=sys.stderr
        )
        return 2
    floors = kept["floors"]
    if args.update:
        for key, value in found.items():
            if key.endswith(("F1", "title", "published", "name", "indicator", "date", "modality")):
                floors[key] = max(floors.get(key, 0.0), math.floor((value - SLACK) * 1000) / 1000)
        args.floors.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")
    low = {key: floor for key, floor in floors.items() if found.get(key, 0.0) < floor}
    for key, floor in sorted(low.items()):
        print(f"{key}: {found.get(key, 0.0):.3f} is below its floor {floor:.3f}", file=sys.stderr)
    print(f"{len(floors)} floors, {len(low)} broken")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
