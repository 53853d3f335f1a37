"""A spaCy pipeline made faster without changing what it says."""

from collections.abc import Sequence
from typing import Any

import numpy
from spacy.attrs import DEP, LEMMA, MORPH, NORM, ORTH, POS, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps, Ragged, chain

from presspack.parse.fast_ner import EntityDecoder, is_plain

# What a rule may set here, except NORM, which spaCy keeps with the word; and what a rule about one token may ask of it.
SETTABLE: Any = [TAG, POS, MORPH, LEMMA, DEP]
ASKED = frozenset({"TAG", "DEP", "ORTH", "LOWER", "IS_SPACE"})
KEY: Any = [ORTH, TAG, DEP]

Kind = tuple[int, int, int]
RuleMatch = tuple[int, int, int, int]


def tuned(nlp: Language) -> Language:
    """Return `nlp`: its matrices multiplied by numpy's BLAS, equal tokens of a batch embedded once, its attribute rules
    matched once for each kind of token, its entities decided in all texts of a batch at once.

    numpy's BLAS knows the vector units of recent processors, spaCy's own does not: it is up to four times faster.
    """
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.components:
        model = getattr(component, "model", None)
        for node in list(model.walk()) if model else ():
            node.ops = ops
            if [layer.name for layer in node.layers[:2]] == ["extract_features", "list2ragged"]:
                rest = node.layers[2:4]  # with static vectors beside them the embeddings stand alone
                node.layers[2:4] = [distinct(chain(*rest) if len(rest) > 1 else rest[0])]
        if type(component) is AttributeRuler and all(set(attrs) <= {*SETTABLE, NORM} for attrs in component.attrs):
            rules = RememberedRules(component)
            component.match, component.set_annotations = rules.match, rules.set_annotations  # type: ignore[method-assign]
    nlp._components = [
        (name, EntityDecoder(component) if is_plain(component) else component) for name, component in nlp._components
    ]
    return nlp


def distinct(layer: Model[Ragged, Ragged]) -> Model[Ragged, Ragged]:
    """Return a layer that does to rows what `layer` does, to equal ones once; it cannot be trained."""

    def forward(model: Model[Ragged, Ragged], rows: Ragged, is_train: bool) -> tuple[Ragged, Any]:
        data: Any = rows.dataXd
        found: Any = numpy.unique(data, axis=0, return_inverse=True)
        different, place = found
        lengths: Any = numpy.array([len(different)])
        vectors: Any = model.layers[0].predict(Ragged(different, lengths)).dataXd
        return Ragged(vectors[place], rows.lengths), None

    return Model(f"distinct({layer.name})", forward, layers=[layer])


class RememberedRules:
    """The rules of an attribute ruler. What matches one token alone is remembered for all tokens of its kind.

    A kind is a word that some rule names, or any other word; a tag; and a dependency.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        """Sort the rules into those about one token and those about several."""
        vocab = ruler.vocab
        self.alone, self.together = Matcher(vocab), Matcher(vocab)
        self.words: set[str] = set()
        for number, rule in enumerate(ruler.patterns):
            patterns: Any = rule["patterns"]
            alone = all(map(about_one_token, patterns))
            (self.alone if alone else self.together).add(str(number), patterns)
            self.words.update(word for pattern in patterns if alone for word in words_of(pattern[0]))
        self.number = {vocab.strings[str(number)]: number for number in range(len(ruler.patterns))}
        self.index = ruler.indices
        self.sets = [
            [(SETTABLE.index(a), value) for a, value in attrs.items() if a in SETTABLE] for attrs in ruler.attrs
        ]
        self.known: dict[Kind, list[int]] = {}

    def match(self, doc: Doc) -> list[RuleMatch]:
        """Return (rule, match id, start, end) of all that match in `doc`, in the order of rules."""
        kinds: list[Kind] = []
        examples: dict[Kind, int] = {}
        for number, (token, (orth, tag, dep)) in enumerate(zip(doc, doc.to_array(KEY).tolist(), strict=True)):
            kind = (orth if token.lower_ in self.words or token.is_space else 0, tag, dep)
            kinds.append(kind)
            if kind not in self.known:
                examples.setdefault(kind, number)
        if examples:
            self._learn(doc, examples)
        found = [(rule, 0, i, i + 1) for i, kind in enumerate(kinds) for rule in self.known[kind]]
        several = self.together(doc, allow_missing=True, as_spans=False)
        return sorted(found + [(self.number[match], match, start, end) for match, start, end in several])

    def _learn(self, doc: Doc, examples: dict[Kind, int]) -> None:
        """Match a token of each new kind, put one after the other."""
        row = Doc(doc.vocab, words=[doc[number].text for number in examples.values()])
        array: Any = doc.to_array(KEY[1:])
        row.from_array(KEY[1:], array[list(examples.values())])
        self.known |= {kind: [] for kind in examples}
        kinds = list(examples)
        for match, start, _ in self.alone(row, allow_missing=True, as_spans=False):
            self.known[kinds[start]].append(self.number[match])

    def set_annotations(self, doc: Doc, matches: Sequence[RuleMatch]) -> None:
        """Set what the rules of `matches` say, later ones over earlier ones."""
        array: Any = doc.to_array(SETTABLE)
        for rule, _, start, end in matches:
            index = self.index[rule]
            row = array[start + index if index >= 0 else end + index]
            for column, value in self.sets[rule]:
                row[column] = value
        doc.from_array(SETTABLE, array)


def about_one_token(pattern: Sequence[dict[str, Any]]) -> bool:
    """True if a pattern asks of one token what its word, tag and dependency answer."""
    plain = all(isinstance(value, str | bool) or set(value) == {"IN"} for value in pattern[0].values())
    return len(pattern) == 1 and set(pattern[0]) <= ASKED and plain


def words_of(asked: dict[str, Any]) -> list[str]:
    """Return the words, in lower case, a pattern of one token names: {"LOWER": {"IN": ["a", "b"]}} -> ["a", "b"]."""
    values = [asked[key] for key in ("ORTH", "LOWER") if key in asked]
    return [word.lower() for value in values for word in ([value] if isinstance(value, str) else value["IN"])]
