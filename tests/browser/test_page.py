"""The page of a release in a real browser, opened from disk without a network."""

import re

import pytest

ROW = ".ev-row"


def texts(page, selector):
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


def test_it_opens_from_disk_and_says_nothing_on_the_console(opened):
    page = opened()
    assert page.said == []
    assert page.locator(ROW).count() > 3
    assert "version" in page.locator(".eyebrow").inner_text()


def test_a_row_unfolds_its_sentence_with_its_marks(opened):
    page = opened("#type=REMOVE")
    page.locator(f"{ROW} .tw").first.click()
    sentence = page.locator(".unf .sent")
    assert "expel" in sentence.locator(".did").inner_text()
    assert "Harbour Party" in sentence.locator(".who").first.inner_text()
    assert "Friday" in sentence.locator(".when").inner_text()
    assert "Ilse Varga" in sentence.locator(".by").inner_text()
    assert sentence.locator(".when").bounding_box()["height"] < 60
    assert "#type=REMOVE&row=" in page.url
    assert page.locator('.unf a[href^="https://sundgazette.example"]').get_attribute("rel") == "noopener noreferrer"


def test_a_filter_changes_the_count_the_address_and_back_leads_back(opened):
    page = opened()
    whole = page.locator(ROW).count()
    page.get_by_role("button", name="Type", exact=True).click()
    page.get_by_label("Removal").check()
    assert page.locator(ROW).count() < whole
    assert page.url.endswith("#type=REMOVE")
    assert re.search(r"\d+ of \d+ events", page.locator(".count").inner_text())
    page.go_back()
    page.locator(ROW).nth(whole - 1).wait_for()
    assert page.locator(ROW).count() == whole


def test_search_narrows_and_says_what_remains_without_a_filter(opened):
    page = opened("#type=REMOVE")
    page.keyboard.press("/")
    page.keyboard.type("nobody-of-that-name")
    page.locator(".nothing").wait_for()
    assert "No event matches all 2 filters" in page.locator(".nothing").inner_text()
    page.locator(".nothing li button").last.click()
    assert page.locator(ROW).count() >= 1


def test_rows_are_sorted_by_a_column(opened):
    page = opened()
    page.get_by_role("button", name="What", exact=True).click()
    kinds = texts(page, f"{ROW} .type")
    assert kinds == sorted(kinds)
    assert page.locator("th[aria-sort=ascending]").count() == 1


def test_keys_move_unfold_and_close(opened):
    page = opened()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator(".unf").wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".unf").count() == 0
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()


def test_a_name_leads_to_its_actor(opened):
    page = opened()
    page.locator(f"{ROW} button.name", has_text="Harbour Party").first.click()
    panel = page.locator("aside.actor")
    assert "Harbour Party" in panel.locator("h2").inner_text()
    assert page.url.split("#")[1].startswith("actor=")


def test_a_filter_that_no_list_has_can_be_seen_and_taken_away(opened):
    page = opened()
    page.locator(".mx button").first.click()
    chip = page.locator(".choices .sel.on")
    assert "→" in chip.inner_text()
    chip.get_by_role("button", name="Clear Pair").click()
    assert page.locator(".choices .sel.on").count() == 0


def test_unfolding_leaves_the_list_as_it_is(opened):
    page = opened()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.locator(".ev-row.cur").get_attribute("data-row") == "2"


def test_a_phone_has_its_filters_in_a_sheet(opened):
    page = opened(width=390)
    assert not page.locator(".bar").is_visible()
    page.get_by_role("button", name="Filters", exact=True).click()
    page.locator(".bar .open", has_text="Type").click()
    page.get_by_label("Removal").check()
    page.keyboard.press("Escape")
    assert not page.locator(".bar").is_visible()
    assert page.locator(".phonebar").get_by_role("button", name="Filters (1)").is_visible()
    assert page.locator(".phonebar .pri").inner_text() == "1 event"


def test_a_print_is_white_says_its_filter_and_keeps_open_rows(opened):
    page = opened("#type=REMOVE", scheme="dark")
    page.locator(f"{ROW} .tw").first.click()
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert "type Removal" in page.locator(".told").inner_text()
    assert page.locator(".unf .sent").is_visible()
    assert not page.locator(".bar").is_visible()


def test_single_letters_can_be_switched_off(opened):
    page = opened()
    page.keyboard.press("?")
    page.get_by_label("Single letters are keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.get_by_role("dialog").count() == 0


def test_hostile_text_stays_text_and_links_are_http_only(opened):
    page = opened()
    assert page.evaluate("window.harmed") is None
    assert page.locator("#app script, a[href^='javascript:']").count() == 0
    assert "Quay & Field <i>" in page.content().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_a_sentence_that_the_licence_keeps_is_withheld_with_its_place(opened):
    page = opened("#q=accusation")
    page.locator(f"{ROW} .tw").first.click()
    assert "No licence is known that lets us print" in page.locator(".unf .hid").inner_text()
    assert page.locator(".unf .sent").count() == 0


def test_what_is_shown_can_be_saved_as_csv(opened):
    page = opened("#type=REMOVE")
    with page.expect_download() as download:
        page.locator(".bar").get_by_role("button", name="CSV").click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        lines = file.read().splitlines()
    assert lines[0].startswith("event_id,date,")
    assert len(lines) == 1 + page.locator(ROW).count()


def test_a_large_page_is_packed_and_loads_sentences_when_a_row_is_unfolded(opened, large, built):
    assert "Rivermouth" not in (built / large / "index.html").read_text(encoding="utf-8")
    page = opened("#type=REMOVE", folder=large)
    page.locator(f"{ROW} .tw").first.click()
    sentence = page.locator(".unf .sent")
    sentence.wait_for()
    assert "Friday" in sentence.locator(".when").inner_text()
    assert page.said == []


def test_without_scripts_title_counts_and_rows_stand_there(opened):
    page = opened(scripts=False)
    assert page.locator("table.ev tbody tr").count() > 3
    assert page.locator(".keys b").count() >= 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_bars_anyone_and_nothing_scrolls_sideways(opened, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = opened("#type=REMOVE", width=width, scheme=scheme)
    page.locator(f"{ROW} .tw").first.click()
    page.locator(".unf").wait_for()
    found = axe.run(page)
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_whole_first_view_bars_nobody(opened, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = opened(width=width)
    found = axe.run(page)
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_nothing_scrolls_sideways_at_any_width_in_any_font(opened):
    page = opened()
    page.locator(f"{ROW} .tw").first.click()
    for font in ("sans-serif", "monospace"):
        page.add_style_tag(content=f"* {{ font-family: {font} !important }}")
        for width in (320, 390, 768, 1001, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (font, width)
