"""docs/codebook.md: every event type with its definition, its borders and examples, from the vocabulary.

python -m presspack.release.codebook > docs/codebook.md
"""

from presspack.tables.vocabulary import vocabulary_rows

HEAD = """\
# Codebook of event types

Written by `python -m presspack.release.codebook` from `schemas/vocabularies/event_types.csv`, which every release
carries as the table `event_types`.

An event is something that somebody did, in one place of an article: a trigger, its agents (who did it) and targets (to
whom). A plain 'said' is no event, nor are opinions, habits and conditions of the world. What is planned, denied or only
possible has its `modality_code`; a claim about a deed is the deed, with `attributed_to`. Told twice in one article it
is one row.
"""


def codebook() -> str:
    """Return the codebook as Markdown: a part a group, a section a type."""
    parts = [HEAD]
    for group in vocabulary_rows("event_groups"):
        parts.append(f"\n## {group['title']}\n\n{group['description']}\n")
        for kind in vocabulary_rows("event_types"):
            if kind["group_code"] == group["code"]:
                examples = "\n".join(f"- *{text}*" for text in str(kind["examples"]).split("|"))
                crosswalk = "; ".join(
                    f"{scheme.upper()} {kind[scheme]}" for scheme in ("cameo", "plover", "ace") if kind[scheme]
                )
                close = f"\nElsewhere: {crosswalk}.\n" if crosswalk else ""
                parts.append(
                    f"\n### {kind['title']} (`{kind['code']}`)\n\n{kind['description']}\n\n"
                    f"Borders: {kind['borders']}\n\n{examples}\n{close}"
                )
    return "".join(parts)


if __name__ == "__main__":
    print(codebook(), end="")
