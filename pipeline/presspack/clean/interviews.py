"""Interviews: who speaks in each paragraph, by the labels before the turns or by the turn of question and answer."""

import re
from collections import Counter
from dataclasses import dataclass

LABEL = re.compile(
    r"(?P<label>[^\W\d_](?:[\w.’'\-]|[ \u00a0](?=[\w(])){0,58}[\w.)]?)(?P<colon>[ \u00a0]?:)(?=[ \u00a0\t]+\S)"
)
INITIALS = re.compile(r"(?:[A-Z]\.?){1,4}$")
QUESTION_LABELS = frozenset({"q", "question", "interviewer", "host", "moderator", "reporter", "journalist", "anchor"})
ANSWER_LABELS = frozenset({"a", "answer"})
PERSON = re.compile(r"[A-Z][a-z’'\-]+(?: [A-Z]\.)?(?: (?:al|el|bin|de|van|von))?(?: [A-Z][a-z’'\-]+){1,2}")
INTRODUCED = re.compile(
    r"\b(?:talk(?:s|ed)?|sp(?:eak|eaks|oke|oken)|interview(?:s|ed)?|asked|met|conversation|discuss(?:es|ed)?|tells?|told)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a paragraph is in an interview: its kind, who speaks, and how many characters its label takes (0: none)."""

    kind: str
    speaker: str | None
    label_chars: int = 0


def turns(paragraphs: list[str]) -> list[Turn | None]:
    """Return for each paragraph its turn in an interview, or None where the text is no interview there.

    turns(["Q: Why?", "A: Because."]) -> [Turn("question", "Q", 2), Turn("answer", "A", 2)]
    """
    labels = [label_of(paragraph) for paragraph in paragraphs]
    counted = Counter(label for label in labels if label)
    if is_labelled(paragraphs, labels, counted):
        return labelled_turns(paragraphs, labels, counted)
    return unlabelled_turns(paragraphs)


def label_of(paragraph: str) -> str | None:
    """Return the words before the first colon if they can be a speaker: label_of("Ann Lee: Yes.") -> "Ann Lee"."""
    match = LABEL.match(paragraph)
    if match is None:
        return None
    words = match["label"].split()
    return match["label"] if len(words) <= 6 and all(w[0].isupper() or w[0] == "(" for w in words) else None


def is_labelled(paragraphs: list[str], labels: list[str | None], counted: Counter[str]) -> bool:
    """True when labels open turns: at least two speakers, and one asks or a label recurs."""
    speakers = {initials(label) for label in counted}
    if len(speakers) < 2 or (sum(counted.values()) < 3 and not any(is_asking(label) for label in counted)):
        return False
    asked = any(
        label and paragraph.rstrip("\"'”’ »").endswith("?") for paragraph, label in zip(paragraphs, labels, strict=True)
    )
    return asked or len(counted) < sum(counted.values())


def initials(label: str) -> str:
    """Return the first letters of a label, by which its short form is known: "Ann Lee" -> "AL", "AL" -> "AL"."""
    words = label.replace("-", " ").split()
    if len(words) == 1 and INITIALS.match(label):
        return label.replace(".", "")
    return "".join(word[0] for word in words) if len(words) > 1 else label


def is_asking(label: str) -> bool:
    """True for labels that stand for whoever asks."""
    return label.lower().rstrip(".") in QUESTION_LABELS


def labelled_turns(paragraphs: list[str], labels: list[str | None], counted: Counter[str]) -> list[Turn | None]:
    """Return the turns of an interview with labels; a paragraph without one goes on with the turn before it."""
    asking = {
        initials(label) for paragraph, label in zip(paragraphs, labels, strict=True) if label and asks(paragraph, label)
    }
    found: list[Turn | None] = []
    current: Turn | None = None
    for paragraph, label in zip(paragraphs, labels, strict=True):
        if label:
            kind = "question" if initials(label) in asking else "answer"
            match = LABEL.match(paragraph)
            assert match is not None
            current = Turn(kind, label, match.end())
            found.append(current)
        else:
            found.append(Turn(current.kind, current.speaker) if current else None)
    return found


def asks(paragraph: str, label: str) -> bool:
    """True when this turn is a question: it ends in one, or its label says so."""
    return is_asking(label) or (label.lower() not in ANSWER_LABELS and paragraph.rstrip("\"'”’ »").endswith("?"))


def unlabelled_turns(paragraphs: list[str]) -> list[Turn | None]:
    """Return the turns where short questions alternate with longer answers, else None for every paragraph."""
    questions = [i for i, paragraph in enumerate(paragraphs) if is_question(paragraph)]
    nothing: list[Turn | None] = [None] * len(paragraphs)
    if len(questions) < 3:
        return nothing
    after = [*questions[1:], len(paragraphs)]
    answers = [sum(map(len, paragraphs[i + 1 : j])) for i, j in zip(questions, after, strict=True)]
    answered = sum(answer > len(paragraphs[i]) for i, answer in zip(questions, answers, strict=True))
    share = sum(answers) / max(1, sum(map(len, paragraphs)))
    if answered < len(questions) - 1 or share < 0.5:
        return nothing
    speaker = introduced(paragraphs[: questions[0]])
    asked = set(questions)
    return [
        None if i < questions[0] else Turn("question", None) if i in asked else Turn("answer", speaker)
        for i in range(len(paragraphs))
    ]


def is_question(paragraph: str) -> bool:
    """True for a short paragraph that ends in a question mark."""
    return len(paragraph) <= 400 and paragraph.rstrip("\"'”’ »*").endswith("?")


def introduced(paragraphs: list[str]) -> str | None:
    """Return the person whom the paragraphs before the first question introduce as the one to be asked."""
    for paragraph in reversed(paragraphs):
        for sentence in reversed(re.split(r"(?<=[.!?])\s+", paragraph)):
            if INTRODUCED.search(sentence):
                names = PERSON.findall(sentence)
                if names:
                    return str(names[-1])
    return None
