"""Hostile captures and texts by number: the same number gives the same bytes on every machine.

`capture(n)` is a file (name, bytes) made of sentences, tags, entities, surrogates, numbers, scripts and controls, and
then damaged; `text(n)` is a text to extract from. Tests take some hundred, `benchmarks/fuzz.py` as many as are asked.
"""

import json
from collections.abc import Callable
from random import Random

NAMES = [
    "Mara Lind", "the Harbour Party", "Tomas Vey", "Norland", "the port council", "they", "Ann O’Bell", "İlker Işık",
    "Ğani Ürün", "JOSÉ DE LA CRUZ", "Ms. K.", "the Ministry of Tides", "Dr. X. Y. Z. Queue-Long", "Ольга", "北京",
]  # fmt: skip
NUMBERS = [
    "5", "12 000", "1.5 million", "0", "-3", "half", "several hundred", "3/4", "1e9", "9" * 40, "٤٢", "two dozen", "½",
    "5%", "$5", "€1,000.50", "FİVE", "fıve mıllıon", "hundredſ", "1,2,3,4", "one-third", "²", "⅔ of", "0x10", "1–5",
    "between 5 and 5", "5-5", "+7", "No. 7", "NaN", "Infinity", "million", "a hundred and one thousand and",
]  # fmt: skip
DATES = [
    "in 1866", "on 31 February 2020", "2021-00-15", "0000-01-01", "9999-12-31", "on 31/12/9999", "year 0", "in year 1",
    "last week", "next year", "in the 1870s", "from 9 to 9 June 2021", "between 2031 and 2019", "29 Feb 2021", "Q5 2020",
    "at 25:61", "1/1/0001", "on 00 May", "the 99th of June", "20211332", "a thousand years ago", "99999 days ago",
    "in 10,000 years", "tomorrow", "on Monday, Tuesday and Wednesday", "July ſ 2020", "MAYIS", "yesterday's",
]  # fmt: skip
VERBS = [
    "expelled", "arrested", "met", "said", "will pay", "denied that it had attacked", "rose by", "was fined", "FİRED",
    "signed a deal with", "protested against", "appointed", "accused", "has been", ", according to", "killed",
]  # fmt: skip
JUNK = [
    "\x00", "\x1b[31m", "\u202e", "\u2066", "\ufeff", "\u00a0", "\u2028", "\u200b", "\U000e0041", "e\u0301\u0301\u0301",
    "\r", "\n", "\n\n", "\t", "\x85", "\x0b", "…", "“", "”", "'", '"', "(", ")", "[", "]", "–", ":", ";", "?", "!", "@#",
    "&nbsp;", "&#0;", "&#xD800;", "&#1114112;", "&lt;p&gt;", "&amp;amp;", "<b", "</", "<!--", "]]>", "<br/>", "<p>",
    "http://x.y/?a=" + "b" * 60, "ß", "ﬁ", "ﷺ", "🏳️‍🌈", "\u0130\u0131\u017f\u212a", "a" * 300, "- ", "* ", "# ", "> ", "| ",
]  # fmt: skip
TAGS = [
    "p",
    "div",
    "article",
    "h1",
    "ul",
    "li",
    "table",
    "td",
    "script",
    "style",
    "template",
    "a",
    "span",
    "time",
    "main",
]
IDS: list[object] = [
    1,
    "a",
    None,
    float("nan"),
    -0.0,
    1e400,
    "\ud800",
    "",
    [[[[]]]],
    {"a": {"b": 1}},
    True,
    10**40,
    "../x",
]


def sentence(random: Random) -> str:
    """Return a sentence that is nearly one."""
    words = [
        random.choice(NAMES), random.choice(VERBS), random.choice([*NUMBERS, *NAMES]), random.choice(NUMBERS),
        random.choice(["people", "members", "per cent", "euros", "votes", "tonnes", ""]), random.choice(DATES),
    ]  # fmt: skip
    if random.random() < 0.3:
        random.shuffle(words)
    if random.random() < 0.3:
        words.insert(random.randrange(len(words)), random.choice(JUNK))
    return " ".join(words) + random.choice([". ", ".", "! ", ", ", "; ", "\n", " and ", "” said "])


def mutated(value: str, random: Random) -> str:
    """Return a text with some of it doubled, cut, shouted, or replaced by junk."""
    for _ in range(random.randrange(4)):
        a, b = sorted(random.randrange(len(value) + 1) for _ in range(2))
        part = value[a:b]
        changed = random.choice(
            [part * 2, part[::-1], part.upper(), part.title(), "", random.choice(JUNK) * random.randrange(1, 9)]
        )
        value = value[:a] + changed[:2000] + value[b:]
    return value


def text(number: int) -> str:
    """Return a text to extract from, of at most some thousand characters."""
    random = Random(f"text {number}")
    kind = random.random()
    if kind < 0.1:  # one piece over and over
        piece = random.choice([*NUMBERS, *DATES, *NAMES, *JUNK, *VERBS])
        return (piece + random.choice(["", " ", ", ", " and "])) * random.randrange(1, 120)
    if kind < 0.2:
        pieces = [*NUMBERS, *DATES, *NAMES, *JUNK, *VERBS]
        return " ".join(random.choice(pieces) for _ in range(random.randrange(60)))
    value = "".join(sentence(random) for _ in range(random.randrange(1, 9)))
    return mutated(value, random)


def given(number: int) -> dict[str, object]:
    """Return a row for `presspack.extract`: a text, its id, and perhaps the day on which it was published."""
    random = Random(f"row {number}")
    dated = random.choice(["2021-06-09", "0001-01-01", "9999-12-31", "0001", "2020-02", None])
    return {"id": random.choice(IDS), "text": text(number), "published_on": dated}


def page(random: Random, body: str) -> str:
    """Return an HTML page with hints that lie."""
    ld = json.dumps({
        "@type": random.choice(["NewsArticle", ["Article", 5], None, {"@id": "x"}]), "headline": random.choice(IDS),
        "author": random.choice([{"name": random.choice(IDS)}, [[{"name": "\udfff"}]], *IDS]),
        "datePublished": random.choice([*DATES, *IDS]), "articleBody": body if random.random() < 0.5 else random.choice(IDS),
        "@graph": random.choice([[], [[[{}]]], "x", None]),
    })  # fmt: skip
    tags = "".join(
        f"<{tag}>{sentence(random)}" + (f"</{random.choice(TAGS)}>" if random.random() < 0.8 else "")
        for tag in random.choices(TAGS, k=random.randrange(12))
    )
    return (
        f"<html><head><title>{random.choice(NAMES)}{random.choice(JUNK)}</title>"
        f'<meta property="article:published_time" content="{random.choice(DATES)}"><meta name="author" content="{random.choice(JUNK)}">'
        f'<script type="application/ld+json">{ld}</script></head><body><article><p>{body}</p>{tags}</article></body></html>'
    )


def json_row(random: Random, body: str) -> str:
    """Return a JSON line with fields of every type."""
    row = {
        random.choice(["text", "body", "content"]): body if random.random() < 0.8 else random.choice(IDS),
        "title": random.choice([random.choice(NAMES), *IDS]), "author": random.choice([*NAMES, *IDS]),
        "id": random.choice(IDS), "date": random.choice([*DATES, *IDS]), "url": random.choice(IDS),
        "meta": {"author": {"name": random.choice(IDS)}, "date": random.choice(DATES)},
    }  # fmt: skip
    return json.dumps(row, ensure_ascii=random.random() < 0.9 or "\\ud" in json.dumps(row))


def markdown(random: Random, body: str) -> str:
    """Return a Markdown file with front matter."""
    head = f"---\ntitle: {random.choice(JUNK)}{random.choice(NAMES)}\ndate: {random.choice(DATES)}\nauthor: [{random.choice(JUNK)}\n---\n"
    return random.choice([head, "", "# ", "---\n"]) + body + "\n\n> " + sentence(random)


def export(random: Random, body: str) -> str:
    """Return a text with several articles, as a news database writes it or nearly so."""
    made = []
    for number in range(1, random.randrange(2, 5)):
        head = [f"{number} of 3 DOCUMENTS", f"Record: {number}", random.choice(NAMES), random.choice(DATES), "News", "---", "",
                f"Title: {random.choice(JUNK)}{random.choice(NAMES)}", f"Date: {random.choice(DATES)}", f"Source: {random.choice(NAMES)}. 3/14/2023, p4",
                f"BYLINE: {random.choice(NAMES)}", "LENGTH: 60 words", "Body", "Full Text:", f"### {random.choice(NAMES)}", "HD", "LP", "TD"]  # fmt: skip
        tail = [
            "End of Document",
            f"Document ABCD00002023031{number}ej3e0000{number}",
            "____",
            "LOAD-DATE: soon",
            "AN",
            "Subject: X (90%)",
        ]
        made += [
            *random.choices(head, k=random.randrange(1, 9)),
            "",
            body,
            "",
            *random.choices(tail, k=random.randrange(3)),
            "",
        ]
    return "\n".join(made)


def mailbox(random: Random, body: str) -> str:
    """Return a mailbox, some of whose mails are none."""
    mail = "From {0} at x.example  Tue Mar 14 09:15:00 2023\nFrom: {0} (at) x.example ({0}\nSubject: [{1}] {0}\nDate: {2}\n\n{3}\n\n"
    fields = (random.choice(NAMES), random.choice(JUNK), random.choice(DATES), body)
    return mail.format(*fields) * random.randrange(1, 4)


def archive(random: Random, body: str) -> str:
    """Return a web archive whose lengths may lie."""
    answer = f"HTTP/1.1 {random.choice(['200 OK', '404', 'x'])}\r\nContent-Type: text/html\r\n\r\n{page(random, body)}"
    made = ""
    for kind in random.choices(["response", "warcinfo", "request", "resource", "conversion", "revisit", "x"], k=3):
        length = len(answer.encode(errors="replace")) + random.choice([0, 0, 0, 7, -9, 10**12])
        made += f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://x.example/{random.choice(NAMES)}\r\nContent-Type: application/http"
        made += f"\r\nContent-Length: {length}\r\n\r\n{answer}\r\n\r\n"
    return made


FORMS: list[tuple[str, Callable[[Random, str], str]]] = [
    ("html", page), ("jsonl", json_row), ("md", markdown), ("txt", lambda random, body: body),
    ("json", lambda random, body: "[" + ",".join(json_row(random, body) for _ in range(random.randrange(3))) + "]"),
    ("csv", lambda random, body: "title,text,date\n" + ",".join(json.dumps(cell) for cell in (random.choice(NAMES), body, random.choice(DATES)))),
    ("xml", lambda random, body: f"<rss><channel><item><title>{random.choice(JUNK)}</title><description>{body}</description></item></channel></rss>"),
    ("txt", export), ("mbox", mailbox), ("warc", archive), ("rtf", lambda random, body: r"{\rtf1\ansi " + body + r"\par \u-9999?}"),
    ("eml", lambda random, body: f"From: {random.choice(NAMES)}\nDate: {random.choice(DATES)}\nSubject: {random.choice(JUNK)}\n\n{body}"),
]  # fmt: skip


def damaged(content: bytes, random: Random) -> bytes:
    """Return bytes of which some were flipped, cut, doubled or moved."""
    for _ in range(random.choice([0, 0, 1, 3, 20])):
        if not content:
            break
        at, more = random.randrange(len(content)), random.randrange(1, 40)
        kind = random.randrange(5)
        if kind == 0:
            content = content[:at] + bytes([random.randrange(256)]) + content[at + 1 :]
        elif kind == 1:
            content = content[:at] + content[at + more :]
        elif kind == 2:
            content = content[:at] + content[at : at + more] * 3 + content[at + more :]
        elif kind == 3:
            content = (
                content[:at]
                + random.choice([b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"<", b"\x1b[2J", b'"', b"&#55296;"])
                + content[at:]
            )
        elif random.random() < 0.2:
            content = content[:at]
    return content


def capture(number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of a captured file."""
    random = Random(f"capture {number}")
    suffix, made = random.choice(FORMS)
    body = mutated("".join(sentence(random) for _ in range(random.randrange(1, 14))), random)
    encoding = random.choice(["utf-8"] * 6 + ["utf-16", "cp1252", "utf-16-le"])
    return f"{number}.{suffix}", damaged(
        made(random, body).encode(encoding, errors="replace" if encoding != "utf-8" else "surrogatepass"), random
    )
