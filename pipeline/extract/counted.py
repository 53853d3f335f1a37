"""What a bare number counts: the noun that follows it, that its 'of' leads to, or that its sentence supplies."""

from spacy.tokens import Token

from pipeline.extract.indicators import governor
from pipeline.extract.quantities import Quantity
from pipeline.extract.tokens import Tokens

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
BEFORE_NOUN = frozenset(
    {"JJ", "JJR", "JJS", "VBN", "VBG", "RB", "HYPH", "POS", "NN", "NNS", "NNP", "NNPS", "AFX", "CC", ",", "``", "''"}
)
JOINED = frozenset({"compound", "nmod", "amod", "poss", "nummod", "conj", "punct"})
MORE = frozenset({"more", "other", "additional", "further", "such", "new"})
DASHES = frozenset({"-", "–", "—", "--"})
FARTHEST = 7


def noun_after(tokens: Tokens, quantity: Quantity) -> Token | None:
    """Return the noun a number stands before: "54 thousand new club members" -> members; None if there is none."""
    token = tokens.after(quantity.span.end)
    if token is not None and token.text == "-" and token.idx == quantity.number.end and token.i + 1 < len(token.doc):
        # '120-seat parliament' counts seats
        return token.nbor() if token.nbor().tag_ in NOUN_TAGS else None
    if (
        token is not None
        and quantity.form == "fraction"
        and token.tag_ in ("DT", "PRP$")
        and token.i + 1 < len(token.doc)
    ):
        token = token.nbor()
    if token is None or token.text in DASHES or token.sent.start != tokens.at(quantity.number.start).sent.start:
        return None
    noun = head_noun(token)
    # 'and 2.1 last year': the noun is a date, the number is not
    return None if noun is not None and noun.ent_type_ == "DATE" != tokens.root(quantity.number).ent_type_ else noun


def dashed_noun(tokens: Tokens, quantity: Quantity) -> Token | None:
    """Return the noun that a dash sets off from its share: "40% - women" -> women; None without a dash."""
    dash = tokens.after(quantity.span.end)
    if dash is None or dash.text not in DASHES or dash.idx == quantity.span.end or dash.i + 1 >= dash.sent.end:
        return None
    return head_noun(dash.nbor())


def words_before_dash(tokens: Tokens, quantity: Quantity) -> list[Token]:
    """Return the noun phrase that a dash stands for a verb with: "voter turnout - 63%"; nothing without such a dash."""
    dash = tokens.before(quantity.span.start)
    if dash is None or not is_set_off(dash) or dash.i == dash.sent.start or dash.nbor(-1).tag_ not in NOUN_TAGS:
        return []
    verb = governor(tokens.root(quantity.number))
    if verb is not None and verb.i > dash.i:
        return []
    start = dash.i
    while start > dash.sent.start and dash.doc[start - 1].tag_ in (*NOUN_TAGS, "JJ", "POS"):
        start -= 1
    return list(dash.doc[start : dash.i])


def is_set_off(dash: Token) -> bool:
    """True for a dash with a blank on either side."""
    return dash.text in DASHES and bool(dash.whitespace_) and dash.i > 0 and bool(dash.nbor(-1).whitespace_)


def head_noun(first: Token) -> Token | None:
    """Return the head of the noun phrase that begins with `first`, None if no noun phrase does."""
    doc, noun = first.doc, None
    for token in doc[first.i : min(first.i + FARTHEST, first.sent.end)]:
        if token.tag_ in NOUN_TAGS and token.text[0].isalnum():
            noun = token
            if not continues(token):
                break
        elif (
            token.tag_ not in BEFORE_NOUN
            or (noun is not None and token.tag_ not in ("HYPH", "POS", "CC"))
            or (token.tag_ in (",", "CC") and token.i == first.i)
            or (
                token.tag_ == "RB"
                and token.lemma_ not in MORE
                and not (token.i + 1 < len(doc) and doc[token.i + 1].tag_ in ("JJ", "VBN", "VBG"))
            )
        ):
            break
    return noun


def continues(noun: Token) -> bool:
    """True when a noun only modifies one that follows: 'party' in 'party members'."""
    if noun.dep_ in JOINED and noun.head.i > noun.i and noun.head.tag_ in NOUN_TAGS:
        return True
    nxt = noun.nbor() if noun.i + 1 < len(noun.doc) else None
    if nxt is not None and nxt.tag_ in NOUN_TAGS and noun.tag_ == "NNP" and noun.dep_ in ("conj", *JOINED):
        return True
    if nxt is not None and nxt.tag_ == "CC" and nxt.i + 1 < len(noun.doc):
        # 'Kia and Hyundai vehicles'
        other = nxt.nbor()
        return (
            other.dep_ in ("conj", "compound")
            and other.i + 1 < len(noun.doc)
            and other.nbor().tag_ in ("NNS", "NN")
            and noun.tag_ == "NNP"
        )
    return False


def noun_of(tokens: Tokens, quantity: Quantity) -> Token | None:
    """Return the noun that 'of' leads to: "two of the mayor's deputies" -> deputies; None without 'of'."""
    of = tokens.after(quantity.span.end)
    if of is None or of.lower_ not in ("of", "out") or of.i + 1 >= of.sent.end:
        return None
    heads = [child for child in of.children if child.dep_ == "pobj"]
    if heads and heads[0].tag_ in NOUN_TAGS and heads[0].i - of.i < 2 * FARTHEST:
        return heads[0]
    token = of.nbor()
    while token.i + 1 < of.sent.end and token.tag_ in ("DT", "PRP$", "CD", "PDT"):
        token = token.nbor()
    return head_noun(token)
