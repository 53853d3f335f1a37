"""What a bare number counts: the noun that follows it, that its 'of' leads to, or that its sentence supplies."""

from presspack.documents.doc import Token
from presspack.english.labels import NOUN_TAGS, SUBJECTS, VERBS
from presspack.english.lexicon import word_class
from presspack.english.token_index import Tokens, ends_sentence, is_same_sentence
from presspack.extract.quantities.extraction import Quantity
from presspack.extract.quantities.number_words import words_in, words_of
from presspack.extract.statistics.clause_subjects import governor

BEFORE_NOUN = frozenset(
    {"JJ", "JJR", "JJS", "VBN", "VBG", "RB", "HYPH", "POS", "NN", "NNS", "NNP", "NNPS", "AFX", "CC", ",", "``", "''"}
)
BETWEEN = frozenset({",", "CD", "DT", "VBD", "VBZ", ":"})
LINKS = frozenset({"HYPH", "POS", "CC"})
JOINED = frozenset({"compound", "nmod", "amod", "poss", "nummod", "conj", "punct"})
MORE = word_class("more", "function_words")
DATING = word_class("dating_determiner", "function_words")
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
    if (
        token is None
        or token.text in DASHES
        or token.lower_ in DATING
        or not is_same_sentence(tokens.at(quantity.number.start), token)
    ):
        return None
    root = tokens.root(quantity.number)
    noun = whole_noun(root, head_noun(token)) or counted_by_parse(root)
    if noun is not None and noun.lower_ in words_of("vague"):
        return None  # 'the two pour millions into it'
    if (
        noun is not None
        and noun.lower_ in words_in("relational")
        and noun.i + 1 < len(noun.doc)
        and noun.nbor().lower_ == "to"
    ):
        return None  # '17 thousand relative to May'
    return None if noun is None or is_other(noun, root, quantity) else noun


def is_other(noun: Token, root: Token, quantity: Quantity) -> bool:
    """True when a noun after a number is not what it counts: 'and 3.4 last year', '9 km south', 'with 12 going on'."""
    if quantity.kind == "physical" and noun.lemma_.lower() in words_in("direction"):
        return True
    is_date = noun.ent_type_ == "DATE" != root.ent_type_ or is_year_on_year(noun)
    return is_date or (noun.tag_ == "NN" and quantity.value > 1 and noun.i > 0 and noun.nbor(-1).tag_ == "VBG")


def whole_noun(root: Token, noun: Token | None) -> Token | None:
    """Return the plural that a number counts where `noun` only modifies it: 'two US military bases' -> bases."""
    head = root.head
    if noun is None or root.dep_ != "nummod" or head.tag_ not in ("NNS", "NNPS") or not head.is_ancestor(noun):
        return noun
    between = head.doc[noun.i : head.i]
    return head if len(between) and all(t.tag_ not in BETWEEN for t in between) else noun


def counted_by_parse(root: Token) -> Token | None:
    """Return the plural noun that the parser says a number counts, over words that the tags do not allow."""
    noun = root.head
    if root.dep_ != "nummod" or noun.tag_ not in ("NNS", "NNPS") or not 0 < noun.i - root.i < FARTHEST:
        return None
    return noun if all(token.tag_ not in (",", "CC", "IN") for token in noun.doc[root.i : noun.i]) else None


def is_year_on_year(noun: Token) -> bool:
    """True for 'year over year' and 'month on month', which say how a change was measured."""
    words = [token.lower_ for token in noun.doc[noun.i : noun.i + 5] if token.text != "-"]
    return len(words) > 2 and words[0] == words[2] and words[1] in ("on", "over", "-on-")


def dashed_noun(tokens: Tokens, quantity: Quantity) -> Token | None:
    """Return the noun that a dash sets off from its share: "40% - women" -> women; None without a dash."""
    dash = tokens.after(quantity.span.end)
    if dash is None or dash.text not in DASHES or dash.idx == quantity.span.end or ends_sentence(dash):
        return None
    return head_noun(dash.nbor())


def words_before_dash(tokens: Tokens, quantity: Quantity) -> list[Token]:
    """Return the noun phrase that a dash stands for a verb with: "voter turnout - 63%"; nothing without such a dash."""
    dash = tokens.before(quantity.span.start)
    if dash is None or not is_set_off(dash) or dash.is_sent_start or dash.nbor(-1).tag_ not in NOUN_TAGS:
        return []
    verb = governor(tokens.root(quantity.number))
    if verb is not None and verb.i > dash.i:
        return []
    start = dash.i
    while start > 0 and not dash.doc[start].is_sent_start and dash.doc[start - 1].tag_ in (*NOUN_TAGS, "JJ", "POS"):
        start -= 1
    return list(dash.doc[start : dash.i])


def is_set_off(dash: Token) -> bool:
    """True for a dash with a blank on either side."""
    return dash.text in DASHES and bool(dash.whitespace_) and dash.i > 0 and bool(dash.nbor(-1).whitespace_)


def head_noun(first: Token) -> Token | None:
    """Return the head of the noun phrase that begins with `first`, None if no noun phrase does."""
    doc, noun = first.doc, None
    for token in doc[first.i : first.i + FARTHEST]:
        if token.is_sent_start and token.i > first.i:
            break
        if token.tag_ in NOUN_TAGS and token.text[0].isalnum():
            noun = token
            if not continues(token):
                break
        elif noun is not None and token.text == "-" and not token.whitespace_:
            continue  # 'non-members', whatever the hyphen was taken for
        elif (noun is not None and token.tag_ not in LINKS) or not may_precede_noun(token, first):
            break
    return noun


def may_precede_noun(token: Token, first: Token) -> bool:
    """True when `token` may stand between a number and its noun: an adjective, a modifying participle, a hyphen."""
    if token.tag_ not in BEFORE_NOUN or (token.i == first.i and token.tag_ in (",", "CC")):
        return False
    if token.tag_ in ("VBG", "VBN"):
        return token.dep_ != "acl" and token.head.i > token.i
    following = token.nbor().tag_ if token.i + 1 < len(token.doc) else ""
    return token.tag_ != "RB" or token.lemma_ in MORE or following in ("JJ", "VBN", "VBG", "HYPH")


def continues(noun: Token) -> bool:
    """True when a noun only modifies one that follows: 'party' in 'party members'."""
    nxt = noun.nbor() if noun.i + 1 < len(noun.doc) else None
    # '40 cases year to date'; 'one in five adults smokes', of which the parser made a noun phrase
    if noun.tag_ == "NNS" and (is_verbless(noun) or (nxt is not None and nxt.lemma_.lower() in words_in("time"))):
        return False
    if (noun.dep_ in JOINED and noun.head.i > noun.i and noun.head.tag_ in NOUN_TAGS) or is_hyphened(noun):
        return True
    if nxt is not None and nxt.tag_ in NOUN_TAGS and noun.tag_ == "NNP" and noun.dep_ in ("conj", *JOINED):
        return True
    if nxt is not None and nxt.tag_ == "CC" and nxt.i + 1 < len(noun.doc):
        # 'Honda and Volvo cars'
        other = nxt.nbor()
        return (
            other.dep_ in ("conj", "compound")
            and other.i + 1 < len(noun.doc)
            and other.nbor().tag_ in ("NNS", "NN")
            and noun.tag_ == "NNP"
        )
    return False


def is_hyphened(noun: Token) -> bool:
    """True for the first part of 'non-members' and 'surface-to-air missiles'."""
    nxt = noun.nbor() if noun.i + 2 < len(noun.doc) else None
    return nxt is not None and nxt.text == "-" and not noun.whitespace_ and not nxt.whitespace_


def numbered(root: Token) -> Token | None:
    """Return what a number is said to be the number of: 'The number of voters was 5 million' -> voters."""
    verb = governor(root)
    subject = next((t for t in verb.children if t.dep_ in SUBJECTS), None) if verb is not None else None
    if subject is None or subject.lemma_.lower() not in words_in("counting_noun") or subject.i > root.i:
        return None
    for of in subject.children:
        if of.lower_ == "of" and (noun := next((t for t in of.children if t.dep_ == "pobj"), None)) is not None:
            return noun if noun.tag_ in NOUN_TAGS else None
    return None


def is_verbless(noun: Token) -> bool:
    """True in a sentence in which the parser found no verb though it ends like one."""
    sentence = noun.sent
    return sentence[len(sentence) - 1].text in (".", "!", "?") and all(t.pos_ not in VERBS for t in sentence)


def noun_of(tokens: Tokens, quantity: Quantity) -> Token | None:
    """Return the noun that 'of' leads to: "two of the mayor's deputies" -> deputies; None without 'of'."""
    of = tokens.after(quantity.span.end)
    if of is None or of.lower_ not in ("of", "out") or ends_sentence(of):
        return None
    if of.lower_ == "out" and not ends_sentence(of) and of.nbor().lower_ == "of" and not ends_sentence(of.nbor()):
        of = of.nbor()
    heads = [child for child in of.children if child.dep_ == "pobj"] if not is_verbless(of) else []
    if heads and heads[0].tag_ in NOUN_TAGS and heads[0].i - of.i < 2 * FARTHEST:
        return heads[0]
    token = of.nbor()
    while not ends_sentence(token) and token.tag_ in ("DT", "PRP$", "CD", "PDT"):
        token = token.nbor()
    return head_noun(token)
