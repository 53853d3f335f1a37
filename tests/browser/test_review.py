"""The review page in a real browser, and what its server refuses."""

import csv
import json
import urllib.error
import urllib.request

import pytest


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def page(chromium, review):
    port, _ = review
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.said = []
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(f"http://127.0.0.1:{port}/#a-token")
    page.wait_for_selector("html[data-ready=yes]")
    yield page
    context.close()


def settled(page, text):
    page.locator(".rv-foot", has_text=text).wait_for()


def test_every_row_of_the_queue_has_its_words_those_of_withheld_sentences_too(page):
    assert all(page.locator(".rv-list bdi").all_inner_texts())


def test_right_is_a_verdict_and_no_correction(page, review):
    page.keyboard.press("a")
    settled(page, "1 of 20")
    assert [row["verdict"] for row in rows(review[1] / "reviews.csv")] == ["right"]
    assert not (review[1] / "corrections.csv").exists()
    assert page.said == []


def test_wrong_rejects_the_row_with_its_reason_and_undo_takes_it_back(page, review):
    page.keyboard.press("r")
    page.keyboard.press("2")
    settled(page, "1 of 20")
    [line] = rows(review[1] / "corrections.csv")
    assert (line["value"], line["reason"]) == ("", "wrong words")
    page.keyboard.press("u")
    settled(page, "0 of 20")
    page.locator(".rv-right", has_text="0 lines").wait_for()
    assert rows(review[1] / "corrections.csv") == []


def test_an_edit_is_shown_before_it_is_written_and_lands_in_the_right_line(page, review):
    page.locator(".rv-list button").nth(3).click()
    page.keyboard.press("e")
    field = page.locator(".rv-row form input").first
    name = field.get_attribute("aria-label")
    field.fill("Sund")
    shown = page.locator(".rv-line").first.inner_text()
    page.locator(".rv-row form button", has_text="Save edit").click()
    settled(page, "1 of 20")
    [line] = rows(review[1] / "corrections.csv")
    assert (line["column"], line["value"]) == (name, "Sund")
    assert shown.replace("\n", "").startswith(f"{line['table']},{line['row_id']},{name},Sund")


def test_the_machine_says_why_and_hides_its_score_until_the_decision(page):
    page.locator(".rv-list button", has_text="Removal").first.click()
    page.locator(".rv-because li.taken", has_text="expelled").first.wait_for()
    assert page.locator(".rv-row dt", has_text="confidence").count() == 0
    assert "Score hidden" in page.locator(".rv-row .note").first.inner_text()


def test_the_words_of_a_row_are_marked_by_their_part(page):
    page.locator(".rv-list button", has_text="Removal").first.click()
    page.locator(".rv-here .did", has_text="expelled").wait_for()
    text = page.locator(".rv-text")
    assert "Harbour Party" in text.locator(".mk.who").first.inner_text()
    assert "31 councillors" in text.locator(".mk.whom .mk.num").first.inner_text()
    assert "Friday" in text.locator(".mk.when").inner_text()
    assert "Ilse Varga" in text.locator(".mk.by").inner_text()


def test_a_row_of_the_article_that_is_not_in_the_queue_can_be_looked_at_and_judged(page, review):
    page.locator(".rv-list button", has_text="Removal").first.click()
    page.locator(".rv-mark[title^='Arrest'], .rv-mark[title^='Coercion']").first.click()
    page.locator(".rv-here .did", has_text="arrested").wait_for()
    page.keyboard.press("n")
    page.locator(".rv-here", has_text="two protesters").wait_for()
    page.keyboard.press("p")
    page.locator(".rv-here .did", has_text="arrested").wait_for()
    assert "confidence" not in page.locator(".rv-mark").first.get_attribute("title")
    row = page.locator(".rv-row .head code").inner_text()
    page.keyboard.press("a")
    page.locator(".rv-row .head code", has_text=row).wait_for(state="detached")
    assert [(line["row_id"], line["verdict"]) for line in rows(review[1] / "reviews.csv")] == [(row, "right")]


def asked(port, path, *, said=None, **headers):
    given = {"X-Presspack-Token": "a-token", "Content-Type": "application/json"} | {
        k.replace("_", "-"): v for k, v in headers.items()
    }
    body = None if said is None else json.dumps(said).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=body, headers=given)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


GOOD = {"table": "events", "row_id": "e1", "verdict": "right"}


@pytest.mark.parametrize(
    ("path", "said", "headers", "status"),
    [
        ("/queues", None, {"X_Presspack_Token": "other"}, 403),
        ("/queues", None, {"Host": "evil.example"}, 403),
        ("/queues", None, {"Origin": "https://evil.example"}, 403),
        ("/verdict", GOOD, {"Origin": "https://evil.example"}, 403),
        ("/verdict", GOOD, {"Content_Type": "text/plain"}, 415),
        ("/verdict", {**GOOD, "verdict": "perhaps"}, {}, 400),
        ("/verdict", {**GOOD, "row_id": ["e1"]}, {}, 400),
        ("/verdict", ["no object"], {}, 400),
        ("/correct", {"table": "events", "row_id": "e1", "column": "place", "value": "x", "reason": " "}, {}, 400),
        ("/correct", {"table": "secrets", "row_id": "e1", "column": "place", "value": "x", "reason": "y"}, {}, 400),
        ("/../../etc/passwd", None, {}, 404),
        ("/queues", None, {}, 200),
    ],
)
def test_only_the_page_of_the_review_is_answered(review, path, said, headers, status):
    assert asked(review[0], path, said=said, **headers)[0] == status
    assert not (review[1] / "reviews.csv").exists()
    assert not (review[1] / "corrections.csv").exists()


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(review):
    port, folder = review
    (folder / "reviews.csv").write_text(
        "table,row_id,verdict,reason,queue,value\nevents,e9,right,,,\n", encoding="utf-8"
    )
    status, body = asked(port, "/verdict", said=GOOD)
    assert status == 409
    assert b"changed since it was read" in body
    assert "e9" in (folder / "reviews.csv").read_text(encoding="utf-8")


def test_a_cell_that_a_spreadsheet_would_run_is_guarded(review):
    port, folder = review
    assert asked(port, "/verdict", said={**GOOD, "reason": "=1+1"})[0] == 200
    assert "'=1+1" in (folder / "reviews.csv").read_text(encoding="utf-8")


def test_complete_articles_become_gold_once_their_corrections_are_built(built, review):
    from presspack.base.errors import RawInputError
    from presspack.cli.annotations import annotations, gold

    port, folder = review
    every = annotations(built / "build")
    article = rows(built / "package" / "data" / "articles.csv")[-1]
    said = {"table": "articles", "row_id": article["article_id"], "verdict": "complete"}
    assert asked(port, "/verdict", said=said)[0] == 200
    assert list(gold(built / "build", folder / "reviews.csv").values()) == [every["plain.json"]]
    correction = {"table": "events", "row_id": "e1", "column": "place", "value": "Sund", "reason": "seen"}
    assert asked(port, "/correct", said=correction)[0] == 200
    with pytest.raises(RawInputError, match="1 corrections are not in"):
        gold(built / "build", folder / "reviews.csv")
