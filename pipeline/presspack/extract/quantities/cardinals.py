"""Cardinal numbers in digits and words, with their scale words: '1,234.5', '12 000', 'two hundred and six', '3.5bn'."""

import math
import re
from dataclasses import replace
from fractions import Fraction

from presspack.extract.quantities.number_words import BLANK, VULGAR, Number, factors, patterns, small_words, words_of

LARGEST = 1e30
JOIN = re.compile(r"(?P<dash>\s?[-–]\s?)|(?P<amp>,?\s+(?:and|&)\s+)|(?P<space>\s+)", re.IGNORECASE)
DIGITS = re.compile(rf"""
      \d+[ ]\.[ ]\d+(?=[ ]?%|[ ](?:per[ ]?cent|percent|million|billion|trillion|bn)\b)  # 6 . 2 %, in split texts
    | \d{{1,3}}(?:[ ],[ ]\d{{3}})+(?=[ ][a-z])                            # 80 , 000 people, in split texts
    |
      \d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?                            # 1,234,567.8
    | \d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?!\d)(?:\.\d+)?                    # 12,34,567.8
    | \d{{1,3}}(?:{BLANK}\d{{3}})+(?![\d%])(?:[.,]\d{{1,2}}(?![\d,]))?  # 1 234 567,8
    | \d{{1,3}}(?:\.\d{{3}}){{2,}}(?!\d)(?:,\d+)?                       # 1.234.567,8
    | \d{{1,3}}(?:\.\d{{3}})+,\d{{1,2}}(?!\d)                           # 1.234,8
    | (?<!\d,)\d{{1,3}},\d{{1,2}}(?![\d,])                              # 1,5
    | \d*\.\d+ | \d+
    """, re.VERBOSE)  # fmt: skip
POWER = re.compile(rf"[eE](?P<exponent>[+-]?\d+)\b|{BLANK}?[x×]{BLANK}?10\^?(?P<power>[-−]?\d+)")
MIXED = re.compile(r"(?:(?:-|\s{1,2})(?P<top>\d{1,2}))?(?:\s/\s|/)(?P<bottom>\d{1,3})(?![\d/]|[.,]\d)")
POINT = re.compile(r"\s+point((?:\s+(?:zero|oh|nought|naught|one|two|three|four|five|six|seven|eight|nine))+)\b", re.I)


def exact(value: float, factor: float) -> float:
    """Return the product as people would write it: exact(2.3, 1e6) -> 2300000.0, not 2299999.9999999995."""
    return float(Fraction(repr(value)) * Fraction(repr(factor))) if math.isfinite(value) else value


def worth(literal: str) -> float:
    """Return what a run of digits is worth, whatever marks its groups: "1.234,5" -> 1234.5."""
    plain = re.sub(BLANK, "", literal)
    comma, point = plain.rfind(","), plain.rfind(".")
    if comma > point and (point >= 0 or (plain.count(",") == 1 and len(plain) - comma < 4)):
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(".") > 1:
        plain = plain.replace(".", "")
    return float(plain.replace(",", ""))


def digits_at(text: str, position: int) -> Number | None:
    """Return the number that begins with a digit at `position`: ("2 1/2 miles", 0) -> 2.5."""
    match = DIGITS.match(text, position)
    if not match:
        return vulgar_at(text, position)
    value, end = worth(match.group()), match.end()
    if (mixed := MIXED.match(text, end)) and float(mixed["bottom"]):
        whole, top = (value, float(mixed["top"])) if mixed["top"] else (0.0, value)
        if not whole and top >= float(mixed["bottom"]):
            return None  # '7/7' is a date or a name
        return scaled(text, Number(position, mixed.end(), whole + top / float(mixed["bottom"]), "fraction"))
    part = vulgar_at(text, end) or (vulgar_at(text, end + 1) if text[end : end + 1] == " " else None)
    if part:
        return replace(part, start=position, value=value * part.scale + part.value, form="digits")
    if power := POWER.match(text, end):
        exponent = int((power["exponent"] or power["power"]).replace("−", "-")[:4])
        return Number(position, power.end(), value * 10.0**exponent, "digits") if abs(exponent) < 30 else None
    return words_at(text, position) or scaled(text, Number(position, end, value, "digits"))


def vulgar_at(text: str, position: int) -> Number | None:
    """Return the fraction that one character stands for: ("½", 0) -> 0.5."""
    parts = VULGAR.get(text[position : position + 1])
    return scaled(text, Number(position, position + 1, parts[0] / parts[1], "fraction")) if parts else None


def scaled(text: str, number: Number) -> Number:
    """Return `number` with the scale words that follow it; a scale letter is noted, not applied."""
    grown = number
    while match := patterns().scale.match(text, grown.end):
        factor = factors().get(match["word"]) or factors()[match["word"].lower()]
        grown = replace(
            grown, end=match.end(), value=exact(grown.value, factor), scale=grown.scale * factor, form="digits"
        )
    if grown is number and (match := patterns().letter.match(text, number.end)):
        return replace(number, letter=match["letter"], letter_end=match.end())
    return grown


def with_letter(number: Number) -> Number:
    """Return `number` with its scale letter applied: "1.2m" -> 1200000."""
    if not number.letter:
        return number
    factor = factors()[number.letter]
    value = exact(number.value, factor)
    return replace(number, value=value, scale=factor, end=number.letter_end, letter="", letter_end=0, form="digits")


def words_at(text: str, position: int) -> Number | None:
    """Return the number of words, or of digits and scale words, at `position`: "two hundred and six" -> 206."""
    reading = Reading(text, position)
    while reading.takes_next():
        pass
    return reading.number()


def share_of(part: re.Match[str]) -> float | None:
    """Return what a match of the fraction expression is worth: "three quarters" -> 0.75; None for 'two third'."""
    words = {"a": 1.0, "an": 1.0, **small_words()}
    top = words[part["top"].lower()] if part["top"] else 1.0
    if top > 1 and not (part["plural"] or "-" in part["joint"] or part["bottom"].lower() == "halves"):
        return None
    return top / words_of("denominator")[part["bottom"].lower()]


class Reading:
    """A cardinal as far as it has been read. A group is what stands before a scale word: 'two hundred and six'."""

    def __init__(self, text: str, position: int) -> None:
        """Nothing is read yet of `text` from `position` on."""
        self.text, self.start, self.end = text, position, position
        self.total, self.limit, self.scale = 0.0, LARGEST, 1.0
        self.group: float | None = None
        self.last = 0.0
        self.before_group = (position, 0.0)
        self.before_word: tuple[int, float | None] = (position, None)
        self.has_words = False

    def takes_next(self) -> bool:
        """Read one more word; False when the number ends here."""
        joint = JOIN.match(self.text, self.end) if self.end > self.start else None
        if self.end > self.start and joint is None:
            return False
        how, at = (joint.lastgroup or "", joint.end()) if joint else ("", self.start)
        if how == "amp" and "," not in self.text[self.end : at] and self.takes_part(at):
            return True
        word = patterns().word.match(self.text, at)
        if word is None:
            return self.takes_digits(at, how)
        if word["small"]:
            return self.adds(small_words()[word["small"].lower()], word.end(), how)
        if word["article"]:
            return how == "" and self.adds(1.0, word.end("article"), how)
        return how != "amp" and self.multiplies(
            factors().get(word["scale"]) or factors()[word["scale"].lower()], word.end()
        )

    def takes_digits(self, at: int, how: str) -> bool:
        """Read digits: at the start, or after a scale word where another one follows ('4 thousand 3 hundred')."""
        match = DIGITS.match(self.text, at)
        if match is None or how == "dash":
            return False
        value = worth(match.group())
        if how == "amp":
            return (
                self.has_words
                and bool(self.group)
                and (self.group or 1) % 100 == 0
                and value < 100
                and self.adds(value, match.end(), how)
            )
        follows = bool(patterns().scale.match(self.text, match.end()))
        if how and not (self.has_words and self.group is None and (follows or self.completes(match))):
            return False
        return self.adds(value, match.end(), how, spelt=False)

    def completes(self, digits: re.Match[str]) -> bool:
        """True for the three digits below a thousand in '2 thousand 300 people'."""
        return self.limit == 1000 and len(digits.group()) == 3 and not self.text.startswith("-", digits.end())

    def takes_part(self, at: int) -> bool:
        """Read '… and a half': of the scale word just read ('a million and a half'), else of one."""
        part = patterns().fraction.match(self.text, at)
        share = share_of(part) if part and part["top"] else None
        if part is None or share is None or share >= 1:
            return False
        if self.group is None:
            self.total, self.limit = self.total + exact(share, self.limit if self.limit < LARGEST else 1.0), 1.0
        else:
            self.group += share
        self.end, self.has_words = part.end(), True
        return True

    def adds(self, value: float, end: int, how: str, *, spelt: bool = True) -> bool:
        """Add a number below one hundred, or open a group with it, where English allows that."""
        group, before = self.group, (self.end, self.group)
        if group is None:
            if value >= self.limit or how == "dash":
                return False
            self.before_group, self.group = (self.end, self.total), value
        elif self.has_words and self.fits(group, value, how):
            self.group = group + value
        else:
            return False
        self.before_word = before
        self.end, self.has_words = end, self.has_words or spelt
        return True

    @staticmethod
    def fits(group: float, value: float, how: str) -> bool:
        """True for a unit after a ten ('twenty-one'), and for less than a hundred after hundreds."""
        if how == "amp" or value >= 10:
            return how != "dash" and group >= 100 and group % 100 == 0 and value < 100
        after_ten = group % 100 >= 20 and group % 10 == 0 and value > 0
        return after_ten or (how != "dash" and group >= 100 and group % 100 == 0)

    def multiplies(self, factor: float, end: int) -> bool:
        """Apply 'hundred' to the group, or end the group with a scale word; two scale words in a row multiply."""
        if factor == 100 and self.group is not None and (self.group < 100 or not self.has_words):
            self.group = exact(self.group, 100.0)
        elif factor == 100:
            self.end, self.group = self.before_word
            return False
        elif self.group is None and not self.last:
            return False
        elif self.group is None:
            self.total, self.last = self.total - self.last + exact(self.last, factor), exact(self.last, factor)
            self.scale *= factor
        elif factor >= self.limit:
            return self.gives_back()
        else:
            self.last = exact(self.group, factor)
            self.total, self.group, self.limit = self.total + self.last, None, factor
            self.scale = max(self.scale, factor)
        self.end, self.has_words = end, True
        return True

    def gives_back(self) -> bool:
        """Undo the group read last: it belongs to another number ('five thousand and six million')."""
        self.end, self.total = self.before_group
        self.group = None
        return False

    def number(self) -> Number | None:
        """Return what has been read, None if it is no number of words."""
        if not self.has_words or self.end <= self.start:
            return None
        value = self.total + (self.group or 0.0)
        if point := POINT.match(self.text, self.end):
            spelt = "".join(str(int(small_words().get(w.lower(), 0))) for w in point[1].split())
            return scaled(self.text, Number(self.start, point.end(), float(f"{int(value)}.{spelt}"), "words"))
        form = "digits" if self.text[self.start].isdigit() else "words"
        return Number(self.start, self.end, value, form, self.scale)
