"""Pipelines with static vectors, as the middle and large ones have, are tuned like those without: the same vectors come out."""

import numpy
import pytest
import spacy
from spacy.training import Example

from presspack.base.errors import ConfigError
from presspack.parse.fast_pipeline import tuned
from presspack.parse.parser import load_model

WORDS = ["The", "ferry", "council", "met", "on", "Monday", "and", "the", "boats", "ran"]


def pipeline(static):
    nlp = spacy.blank("en")
    random = numpy.random.default_rng(0)
    for word in WORDS:
        nlp.vocab.set_vector(word, random.random(8, dtype="float32"))
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2", "width": 16, "attrs": ["NORM", "PREFIX"], "rows": [50, 50],
        "include_static_vectors": static,
    }  # fmt: skip
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 16, "depth": 1, "window_size": 1, "maxout_pieces": 2,
    }  # fmt: skip
    nlp.add_pipe("tok2vec", config={"model": {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}})
    nlp.initialize(lambda: [Example.from_dict(nlp.make_doc("The ferry ran"), {})])
    return nlp


@pytest.mark.parametrize("static", [False, True])
def test_tuning_changes_no_vector(static):
    nlp, text = pipeline(static), " ".join(WORDS * 2)
    before = nlp(text).tensor.copy()
    after = tuned(nlp)(text).tensor
    assert before.any()
    numpy.testing.assert_allclose(after, before, atol=1e-5)


@pytest.mark.parametrize("name", ["numpy", "no_such_pipeline", "."])
def test_what_is_no_pipeline_is_refused_by_name(name):
    with pytest.raises(ConfigError, match=r"parse\.model is"):
        load_model(name)


def test_a_pipeline_that_lacks_a_component_is_refused(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ConfigError, match="lemmatizer, ner, parser, tagger; it has nothing"):
        load_model(str(tmp_path / "blank"))
