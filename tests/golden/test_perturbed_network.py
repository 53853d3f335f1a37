"""A last-bit difference of another machine's arithmetic: rows do not hang on it.

Every matrix product of the pipeline is moved by a millionth of its size, which is more than other kernels do.
"""

import numpy
import pytest
import spacy
from thinc.api import NumpyOps

from presspack.config import read_config
from presspack.extract.article import extraction_of
from presspack.names.authority import configured_authority
from presspack.parse.fast_pipeline import tuned
from presspack.parse.parser import documents, plain_text

MOVED_BY = 1e-6
TEXTS = [
    "The ferry council of Aldermouth met on Monday and dismissed 12 clerks. Mara Lind, who leads the Harbour Party, "
    "said that fares had risen by 8 per cent since 2019. The port authority denied it.",
    "Police in Penrick arrested 31 people after dockers, among them Tomas Vey, marched to the customs house on Friday. "
    "A court fined the union 4,000 euros, and its chair called the fine a disgrace.",
    "Between 5 and 7 million tonnes of grain were shipped last year, the ministry of tides said, a third more than in "
    "2020. Norland expelled two envoys; the president is to visit in May.",
    "The assembly elected Ines Corran as speaker by 61 votes to 40. Her rival, the former mayor of Quillmarsh, resigned "
    "a day later, and about 300 supporters protested outside the hall.",
]


class MovedOps(NumpyOps):
    """Arithmetic of which each product is off by a millionth, up or down by turns."""

    def gemm(self, x, y, out=None, trans1=False, trans2=False):
        found = super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        sign = numpy.where(numpy.arange(found.size).reshape(found.shape) % 2, 1, -1)
        found *= (1 + MOVED_BY * sign).astype(found.dtype)
        return found


def moved_pipeline(name):
    """The pipeline, tuned as ever, with moved arithmetic."""
    nlp = tuned(spacy.load(name))
    ops, moved = MovedOps(use_blis=False), 0
    for _, component in nlp.components:
        for model in (getattr(component, name, None) for name in ("model", "hidden", "tokens")):
            for node in model.walk() if model is not None else ():
                node.ops = ops
                moved += 1
    assert moved
    return nlp


@pytest.fixture(scope="module")
def rows(nlp):
    authority, config = configured_authority(read_config()), read_config()
    given = [plain_text(str(number), text, "2021-06-09") for number, text in enumerate(TEXTS)]

    def extracted(pipeline):
        return [repr(extraction_of(d, authority, default_dollar="USD")) for d in documents(pipeline, given)]

    return extracted(nlp), extracted(moved_pipeline(config.parse.model))


def test_the_network_is_moved_by_a_millionth_and_no_row_changes(rows):
    as_ever, moved = rows
    assert all("Event(" in found for found in as_ever)
    assert [number for number, pair in enumerate(zip(as_ever, moved, strict=True)) if pair[0] != pair[1]] == []


def test_the_arithmetic_is_moved_indeed(nlp):
    text = TEXTS[0]
    before = nlp(text).tensor
    after = moved_pipeline(read_config().parse.model)(text).tensor
    assert before.shape == after.shape
    assert 0 < numpy.abs(before - after).max() < 0.01
