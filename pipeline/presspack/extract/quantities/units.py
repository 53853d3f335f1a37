"""Units and currencies: which words stand beside a number, and what they mean. Pure functions on strings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from babel import Locale

from presspack.english.lexicon import rows
from presspack.extract.quantities.number_words import either, words_in
from presspack.tables.vocabulary import vocabulary_rows

AFTER_INCH = re.compile(r"\s+(?:thick|wide|long|tall|deep|high|in\s+diameter)\b|\.?\s*$|\s*[,;)]")
CAPITAL = re.compile(r"\s+[A-Z]")
SUM = re.compile(
    r"\d{1,3}(?:,\d{3})+|\d[\d,.]*\s?(?:bn|b|tn|trn|m|mn|mln|mio|k|thousand|million|billion|trillion|crore|lakh)s?\b",
    re.I,
)
LETTERS = 2
SHILLINGS = re.compile(r"\s?/[-=](?![\w-])")
NEAR = 300
AROUND = 2000


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts or measures: `name` as the table has it, its kind, and its size in `base` units if known."""

    name: str
    kind: str
    base: str = ""
    factor: float = 0.0


class Found(NamedTuple):
    """A unit and where its words stand."""

    unit: Unit
    start: int
    end: int


PERCENT = Unit("percent", "percent")
TIMES = Unit("times", "ratio")
YEARS = Unit("years", "age")


@dataclass(frozen=True, slots=True)
class CurrencyWord:
    """A word for a currency; it means `code` where one of `context` (alternatives) stands in the text, or always."""

    code: str
    kind: str
    context: re.Pattern[str] | None


@lru_cache(maxsize=1)
def currency_words() -> dict[str, list[CurrencyWord]]:
    """Return words, symbols and codes of currencies (names in lower case): CLDR's names, then our own aliases."""
    words: dict[str, list[CurrencyWord]] = {}
    for code, forms in cldr_currencies().items():
        for form in forms:
            words[form.lower()] = [CurrencyWord(code, "name", None)]
        if code not in words_in("code_word"):
            words[code] = [CurrencyWord(code, "symbol", None)]
    ours: dict[str, list[CurrencyWord]] = {}
    for row in rows("currencies"):
        if row["kind"] == "mark":
            continue
        key = row["word"] if row["kind"] in ("symbol", "ending") else row["word"].lower()
        context = re.compile(rf"\b(?:{row['context']})\b") if row["context"] else None
        ours.setdefault(key, []).append(CurrencyWord(row["code"], row["kind"], context))
    return words | ours


@lru_cache(maxsize=1)
def currency_marks() -> dict[str, list[CurrencyWord]]:
    """Return the letters that are money only before a sum ('R4bn', 'Tk 500 crore'), with what they may mean."""
    marks: dict[str, list[CurrencyWord]] = {}
    for row in rows("currencies"):
        if row["kind"] == "mark":
            context = re.compile(rf"\b(?:{row['context']})") if row["context"] else None
            marks.setdefault(row["word"], []).append(CurrencyWord(row["code"], "mark", context))
    return marks


def cldr_currencies() -> dict[str, set[str]]:
    """Return the English names, singular and plural, of every ISO 4217 code that CLDR knows."""
    locale = Locale("en")
    names = {code: {name} for code, name in locale.currencies.items() if " " in name and "(" not in name}
    for code, forms in locale._data["currency_names_plural"].items():
        names.setdefault(code, set()).update(form for form in forms.values() if " " in form and "(" not in form)
    return {code: forms | {form + "s" for form in forms if not form.endswith("s")} for code, forms in names.items()}


@lru_cache(maxsize=1)
def unit_words() -> dict[str, tuple[Unit, str]]:
    """Return the words and symbols of lexicon/units.csv with their unit and how they match (word, symbol, letter)."""
    terms = {str(row["code"]): row for row in vocabulary_rows("units")}
    words: dict[str, tuple[Unit, str]] = {}
    for row in rows("units"):
        code = row["unit_code"]
        kind, symbol = str(terms[code]["unit_kind_code"]), terms[code]["symbol"]
        name = symbol if kind == "physical" and symbol else code.replace("_", " ")
        words.setdefault(row["word"], (Unit(name, kind, row["base"], float(row["factor"] or 0)), row["match"]))
    return words


def words_matching(how: str) -> list[str]:
    """Return the unit words that match in one way: words_matching("letter") has "m"."""
    return [word for word, (_, match) in unit_words().items() if match == how]


class Patterns(NamedTuple):
    """Expressions that find a unit at a position, or a currency that ends at one."""

    money_before: re.Pattern[str]
    mark_before: re.Pattern[str]
    money_after: re.Pattern[str]
    symbol: re.Pattern[str]
    letter: re.Pattern[str]
    word: re.Pattern[str]
    rate: re.Pattern[str]


def flexible(words: Iterable[str]) -> str:
    """Return an expression for any of `words` in which every blank may be any white space."""
    return either(words).replace(r"\ ", r"\s+")


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """Return the expressions made from the lexicons."""
    money = currency_words()
    symbols = [w for w, c in money.items() if c[0].kind == "symbol"]
    endings = [w for w, c in money.items() if c[0].kind in ("symbol", "ending") and w[-1].isalpha()]
    endings += [w for w in currency_marks() if w.isupper() and len(w) > LETTERS]
    signs = [w for w in symbols if not w[-1].isalpha()]
    names = [w for w, c in money.items() if c[0].kind not in ("symbol", "ending")]
    bases = either(words_in("rate_base"))
    pair = r"(?:US|U\.S\.|AU|NZ|HK|CA|NT|A|C|S)\s\$"
    return Patterns(
        money_before=re.compile(rf"(?<![A-Za-z])(?P<word>{pair}|{flexible(symbols)})\s?$"),
        mark_before=re.compile(
            rf"(?<![\w.-])(?P<word>{flexible(w for w in currency_marks() if len(w) > 1)})\s?$"
            rf"|(?<![\w.-])(?P<letter>{either(w for w in currency_marks() if len(w) == 1)})$"
        ),
        money_after=re.compile(
            rf"(?:\s?(?P<sign>{flexible(signs)})(?!\s?\d)|\s?(?P<code>{flexible(endings)})(?![\w-])(?!\s?\d)"
            rf"|(?:\s+|\s?-\s?)(?P<name>(?i:{flexible(names)}))\b)"
        ),
        symbol=re.compile(rf"\s?-?(?P<word>{flexible(words_matching('symbol'))})(?![\w²³])"),
        letter=re.compile(rf"(?P<gap>\s?)(?P<word>{flexible(words_matching('letter'))})(?![\w²³'’-])"),
        word=re.compile(
            rf"(?:\s+|\s?-\s?)(?P<word>{either(words_matching('word'))})\b".replace(r"\ ", r"[\s-]+"), re.IGNORECASE
        ),
        rate=re.compile(
            rf"(?:\s+|-)(?:per\s+(?P<per>(?:(?:[\d,.]*\d|hundred|thousand|million)\s+)?(?:(?:square|cubic|sq\.?)[\s-])?[A-Za-z]+(?:[\s-]hours?\b)?)"
            rf"|an?[\s-](?P<each>{bases})\b(?!\s+(?:ago|earlier|later|before|after|old|from|on)\b))|\s?/\s?(?P<slash>[A-Za-z]+[²³23]?)\b",
            re.IGNORECASE,
        ),
    )


@lru_cache(maxsize=1)
def _units_by_lower_case() -> dict[str, Unit]:
    return {plain(w): unit for w, (unit, match) in unit_words().items() if match == "word"}


def plain(words: str) -> str:
    """Return unit words in lower case, one blank for any blanks or hyphen: "Square-Mile" -> "square mile"."""
    return " ".join(words.lower().replace("-", " ").split())


def currency(word: str, text: str, position: int, *, dollar: str) -> Unit | None:
    """Return the currency that `word` at `position` of `text` stands for; a bare '$' or 'dollar' is `dollar`.

    ("rupees", "rupees in Pakistan", 0) -> Unit("PKR", "money"). None where the text tells of no country that uses it.
    """
    word = " ".join(word.split())
    meanings = currency_words().get(word.replace(" $", "$")) or currency_words()[word.lower()]
    fitting = [
        m for m in meanings if m.context is None or m.context.search(text, max(0, position - AROUND), position + AROUND)
    ]
    if not fitting:
        return None
    chosen = next((m for m in fitting if m.context is not None), fitting[0])
    if word.lower() in words_in("dollar"):
        return Unit(dollar, "money", "cent", 100)
    size = ("cent", 1.0) if chosen.code in words_in("minor_coin") else ("cent", 100.0)
    return Unit(chosen.code, "money", *size)


def currency_before(text: str, position: int, *, dollar: str) -> Found | None:
    """Return the currency whose symbol or code ends at `position`: ("US$ 5", 4) -> USD."""
    window = max(0, position - 10)
    match = patterns().money_before.search(text[window:position])
    if match is None:
        return mark_of_money(text, position)
    unit = currency(match["word"], text, position, dollar=dollar)
    return Found(unit, window + match.start(), position) if unit else None


def mark_of_money(text: str, position: int) -> Found | None:
    """Return the currency of letters before a sum: ("R4bn", 1) -> ZAR; None before what is no sum, as in 'N95'.

    A sum has a scale word or groups of thousands, or its currency is told of in the text.
    """
    window = max(0, position - 8)
    match = patterns().mark_before.search(text[window:position])
    if match is None:
        return None
    meanings = currency_marks()[" ".join((match["word"] or match["letter"]).split())]
    around = max(0, position - AROUND), position + AROUND
    fitting = [one for one in meanings if one.context is not None and one.context.search(text, *around)]
    chosen = next(iter(fitting), next((one for one in meanings if one.context is None), None))
    if chosen is None or not (SUM.match(text, position) or (fitting and match["word"])):
        return None
    return Found(Unit(chosen.code, "money", "cent", 100.0), window + match.start(), position)


def currency_after(text: str, position: int, *, dollar: str, scaled: bool) -> Found | None:
    """Return the currency named right after a number that ends at `position`: ("5 tenge", 1) -> KZT.

    The dash of '4m/-' stands for no cents, in shillings.
    'won' and 'real' are currencies only after a scale word (`scaled`); 'pounds' are money if they are many or the
    text has other sterling, else a weight.
    """
    if dash := SHILLINGS.match(text, position):
        return mark_after(text, position, "Sh", dash)
    match = patterns().money_after.match(text, position)
    if match is None:
        return None
    word = match["sign"] or match["code"] or match["name"]
    if word in currency_marks() and word not in currency_words():
        return mark_after(text, position, word, match)
    kind = (currency_words().get(word.replace(" $", "$")) or currency_words()[" ".join(word.lower().split())])[0].kind
    if kind == "scaled" and not scaled:
        return None
    if kind == "pound" and not (scaled or is_sterling(text, match.end())):
        return None
    unit = currency(word, text, position, dollar=dollar)
    return Found(unit, match.start(), match.end()) if unit else None


def mark_after(text: str, position: int, word: str, match: re.Match[str]) -> Found:
    """Return the currency of letters after a sum: '500 million FCFA'."""
    meanings = currency_marks()[word]
    around = max(0, position - AROUND), position + AROUND
    fitting = [one for one in meanings if one.context is not None and one.context.search(text, *around)]
    return Found(Unit((fitting or meanings)[0].code, "money", "cent", 100.0), match.start(), match.end())


def is_sterling(text: str, position: int) -> bool:
    """True when 'pounds' are money: pence, '£' or words of paying stand near, and no weight follows."""
    weighed, paid = weight_and_pay()
    return not weighed.match(text, position) and bool(paid.search(text, max(0, position - NEAR), position + NEAR))


@lru_cache(maxsize=1)
def weight_and_pay() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what shows that pounds are a weight, right after them, and what shows that they are money, near them."""
    weighed, paid = either(words_in("carried")), either(words_in("paying"))
    return re.compile(rf"\s+(?:{weighed}\b|of\s)", re.IGNORECASE), re.compile(rf"£|\b{paid}\b", re.IGNORECASE)


def unit_after(text: str, position: int) -> Found | None:
    """Return the unit right after a number that ends at `position`: ("30 km", 2) -> Unit("km", "physical")."""
    found = patterns()
    if (match := found.symbol.match(text, position)) and not is_weak(text, match):
        return Found(unit_words()[" ".join(match["word"].split())][0], match.start(), match.end())
    if (match := found.letter.match(text, position)) and is_symbol(text, match):
        return Found(unit_words()[match["word"]][0], match.start(), match.end())
    if match := found.word.match(text, position):
        unit = _units_by_lower_case()[plain(match["word"])]
        return Found(unit, match.start(), match.end())
    return None


def is_weak(text: str, match: re.Match[str]) -> bool:
    """True when a symbol is likely a word: 'in', 'st', 'mb' with a blank before and an ordinary word after."""
    return match["word"] in ("mt", "gm", "deg", "bar", "x") and text[match.start()].isspace() and match["word"] != "deg"


def is_symbol(text: str, match: re.Match[str]) -> bool:
    """True when a letter beside a number is a unit: '5m', '500 m east', '9.58s', but not '5 A grades', '30s'."""
    word, end = match["word"], match.end()
    if word == "s" and "." not in text[max(0, match.start() - 4) : match.start()]:
        return False
    if not match["gap"]:
        return True
    if word == "in":
        return bool(AFTER_INCH.match(text, end))
    if word in ("m", "g", "l", "L", "t", "W", "V"):
        return True
    if text[end : end + 1] == "/":
        return True
    return word in ("C", "F") and not CAPITAL.match(text, end)


def rate_after(text: str, position: int) -> tuple[str, int] | None:
    """Return the base of a rate and its end: (" per square foot", 0) -> ("square foot", 16)."""
    match = patterns().rate.match(text, position)
    if match is None:
        return None
    base = match["per"] or match["each"] or match["slash"]
    if base.lower() in ("cent", "se", "capita") and base.lower() != "capita":
        return None
    return " ".join(base.lower().split()), match.end()
