"""Saved pages, mails and mailboxes."""

from email.message import EmailMessage

import pytest

from presspack.captures.reading import records_of_file
from presspack.captures.records import RawRecord

PAGE = "<!DOCTYPE html><html><body><p>The bell of Ørland rings again = gladly.</p></body></html>"


def read(tmp_path, name: str, data: bytes) -> list[RawRecord]:
    (tmp_path / name).write_bytes(data)
    return list(records_of_file(tmp_path / name, name=name))


def mail(subject: str, words: str, page: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = '"Ann Lee" <a@x.example>', subject
    message["Date"] = "Tue, 12 Apr 2022 08:00:00 +0000"
    if words:
        message.set_content(words)
        if page:
            message.add_alternative(page, subtype="html")
    else:
        message.set_content(page, subtype="html")
    message.add_attachment(b"not read", "text", "plain", filename="a.txt")
    return message.as_bytes()


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.html", "a.txt", "a"])
def test_the_page_of_a_saved_page_is_read_and_its_frames_are_not(tmp_path, name: str) -> None:
    data = (
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://x.example/1\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b"\r\n\r\n----b\r\nContent-Type: text/html\r\n'
        b"Content-Location: https://frame.example/\r\n\r\n<p>An advertisement.</p>\r\n----b\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://x.example/1\r\n\r\n"
        + PAGE.replace("=", "=3D").replace("Ø", "=C3=98").replace("rings", "ri=\r\nngs").encode() + b"\r\n----b--\r\n"
    )  # fmt: skip
    (found,) = read(tmp_path, name, data)
    assert (found.payload.decode().strip(), found.media_type, found.declared_charset) == (PAGE, "text/html", "utf-8")
    assert (found.hints, found.text_source) == ({"url": "https://x.example/1"}, "unpacked")


def test_a_saved_page_without_a_page_says_so(tmp_path) -> None:
    assert [r.problem for r in read(tmp_path, "a.mht", b"Content-Type: image/png\r\n\r\nx")] == ["no_page_in_archive"]


def test_a_mail_is_its_plain_text_or_else_its_page(tmp_path) -> None:
    (one,) = read(tmp_path, "a.eml", mail("Bell rings", "The bell rings.\n", PAGE))
    (two,) = read(tmp_path, "b.eml", mail("Bell rings", "", PAGE))
    assert (one.payload.strip(), one.media_type) == (b"The bell rings.", "text/plain")
    assert (two.payload.decode().strip(), two.media_type) == (PAGE, "text/html")
    assert one.hints == {"title": "Bell rings", "author": "Ann Lee", "published_on": "Tue, 12 Apr 2022 08:00:00 +0000"}


@pytest.mark.parametrize(
    "between", ["From a@x.example Tue Apr 12 08:00:00 2022\n", "From a at x.example  Tue Apr 12 08:00:00 2022\n"]
)
@pytest.mark.parametrize("name", ["a.mbox", "a.txt", "a"])
def test_every_mail_of_a_mailbox_is_a_record(tmp_path, name: str, between: str) -> None:
    mails = [mail("One", "First.\n>From here on, it rains.\n"), mail("Two", "", PAGE), b"Subject: =?bad?x?=\n\n\n"]
    found = read(tmp_path, name, b"".join(between.encode() + one + b"\n" for one in mails))
    assert [record.hints.get("title") for record in found][:2] == ["One", "Two"]
    assert found[0].payload.startswith(b"First.\n")
    assert (len(found), found[2].problem) == (3, "no_text_in_mail")


@pytest.mark.parametrize(
    ("sender", "author"),
    [("ann at x.example (Ann Lee)", "Ann Lee"), ("Ann Lee <ann@x.example>", "Ann Lee"), ("ann@x.example (Ann Lee)", "Ann Lee")],
)  # fmt: skip
@pytest.mark.parametrize(
    "subject", ["Bell rings", "[port-news] Bell rings", "Re: Bell rings", "Fwd: [port-news] Bell rings"]
)
def test_a_mail_of_a_list_has_the_name_of_who_wrote_it_and_what_it_is_called(tmp_path, sender, author, subject) -> None:
    (found,) = read(tmp_path, "a.eml", f"From: {sender}\nSubject: {subject}\n\nThe bell rings.\n".encode())
    assert found.hints == {"title": "Bell rings", "author": author}
