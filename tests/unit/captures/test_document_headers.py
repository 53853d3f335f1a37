"""Title, author and day that documents in light markup state above their text."""

import pytest

from presspack.captures.document_headers import document_hints

STATED = {"title": "Old bridge closed", "author": "Ann Lee", "published_on": "2021-05-03"}
RULE = "=" * 17


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Old bridge closed\n{RULE}\n\n:Author: Ann Lee\n:Date: 2021-05-03\n\nIt is.", ("author", "published_on")),
        (f"Old bridge closed\n{RULE}\n:date: 2021-05-03\n:authors: Ann Lee\n:modified: 2022-01-01\n\nIt is.",
         ("author", "published_on")),
        (f".. blogpost::\n   :author: Ann Lee\n\nOld bridge closed\n{RULE}\n\nIt is.", ("author",)),
        (".. title: Old bridge closed\n.. slug: old\n.. date: 2021-05-03\n.. author: Ann Lee\n\nIt is.", tuple(STATED)),
        ("= Old bridge closed\nAnn Lee <ann@port.example>\nv1.0, 2021-05-03\n:toc:\n\nIt is.", tuple(STATED)),
        ("= Old bridge closed\n:author: Ann Lee\n:revdate: 2021-05-03\n\nIt is.", tuple(STATED)),
        ("= Old bridge closed\n\nIt is.", ("title",)),
        ("% Old bridge closed\n% Ann Lee\n% 2021-05-03\n\nIt is.", tuple(STATED)),
        ("Old bridge closed\n\nThe town said: it is.\n", ()),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_what_stands_above_the_text_is_stated(text: str, expected: tuple[str, ...], ends: str) -> None:
    assert document_hints(text.replace("\n", ends)) == {name: STATED[name] for name in expected}
