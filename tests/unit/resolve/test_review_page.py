"""The review page lists what a person should decide, and how to write the decision down."""

from presspack.resolve.actors import Doubt
from presspack.resolve.review_page import review_page

DOUBT = Doubt("ann-bell", "ann-ball", "Ann Bell", "Ann | Ball", "similar name", 0.92, "office in Blue Dawn")


def test_a_pair_comes_with_its_evidence_and_the_row_to_write() -> None:
    page = review_page([DOUBT], {})
    assert "| 0.92 | similar name | Ann Bell (`ann-bell`) | Ann \\| Ball (`ann-ball`) | office in Blue Dawn |" in page
    assert "`actors,ann-ball,actor_id,ann-bell,why`" in page


def test_links_below_certainty_are_counted_by_rule() -> None:
    assert "| surname | 0.80 | 2 |" in review_page([], {("surname", 0.8): 2})


def test_what_is_not_shown_is_said() -> None:
    assert "1 less likely pairs are not shown" in review_page([DOUBT, DOUBT], {}, limit=1)


def test_nothing_in_doubt() -> None:
    assert "Nothing to review" in review_page([], {})
