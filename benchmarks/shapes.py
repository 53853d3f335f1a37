"""Time against size for twenty shapes of text: extraction is to grow with length, not with its square or cube.

    python benchmarks/shapes.py [--words 500 1000 2000]

Prints for each shape the seconds for texts of so many words, and the exponent by which the last doubling grows: 1 is
linear, 2 the square. The parse is not counted.
"""

import argparse
from math import log2
from time import process_time

from presspack.config import read_config
from presspack.extract.article import extraction_of
from presspack.names.authority import configured_authority
from presspack.parse.parser import documents, load_model, plain_text

# A piece that is said over and over; the words of each are counted by blanks.
SHAPES = {
    "numbers": "5 ",
    "per cents": "5% ",
    "sums": "$5 million, ",
    "ranges": "between 5 and 7 people ",
    "dates": "on 5 May 2020, ",
    "years": "2019, 2020, ",
    "names": "Mara Lind, ",
    "names joined": "Mara Lind and Tomas Vey and ",
    "titles": "Minister Mara Lind, the mayor of Penrick, ",
    "acronyms": "the Harbour Party (HP), ",
    "places": "in Penrick, Norway, ",
    "relative clauses": "the man who saw the woman who ",
    "reporting": "Mara Lind said that ",
    "prepositions": "of the head of the board ",
    "quotations": '"We won", he said, ',
    "open quotes": "“We won ",
    "events": "police arrested five people and ",
    "sentences": "Police arrested 12 people in Penrick on Monday. ",
    "quoted sentences": '"Fares rose by 8 per cent," said Mara Lind. ',
    "lines": "Police arrested 12 people.\n",
}


def seconds(piece: str, words: int, nlp, authority) -> float:  # type: ignore[no-untyped-def]
    """Return the processor time that extraction takes for a text of so many words."""
    text = piece * max(1, words // len(piece.split()))
    (document,) = documents(nlp, [plain_text("1", text, "2021-06-09")])
    started = process_time()
    extraction_of(document, authority, default_dollar="USD")
    return process_time() - started


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, nargs="+", default=[500, 1000, 2000])
    sizes = parser.parse_args().words
    config = read_config()
    nlp, authority = load_model(config.parse.model), configured_authority(config)
    seconds("Police arrested Mara Lind. ", 40, nlp, authority)  # lexicons are read at the first text
    print("| shape | " + " | ".join(f"{size} words" for size in sizes) + " | exponent |")
    print("| --- |" + " ---: |" * (len(sizes) + 1))
    for name, piece in SHAPES.items():
        taken = [seconds(piece, size, nlp, authority) for size in sizes]
        growth = log2(max(taken[-1], 1e-3) / max(taken[-2], 1e-3)) / log2(sizes[-1] / sizes[-2])
        print(f"| {name} | " + " | ".join(f"{one:.2f} s" for one in taken) + f" | {growth:.1f} |", flush=True)


if __name__ == "__main__":
    main()
