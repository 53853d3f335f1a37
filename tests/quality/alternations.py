"""Report how many rows of the trigger lexicon are read right in each alternation of English that they allow.

    python tests/quality/alternations.py [--every 1] [--misses NAME]

For every verb row a sentence of each alternation is built with invented names (tests/builders), and its type, agent
and target are asked. `--misses` prints what is read wrong in one alternation.
"""

import argparse
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "builders"))


def main() -> None:
    """Print the share of sentences read right by alternation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="take one row in so many")
    parser.add_argument("--misses", default="", help="the alternation of which to print what is read wrong")
    options = parser.parse_args()
