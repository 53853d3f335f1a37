"""Spans are half-open and count code points."""

import pytest

from presspack.base.spans import Span, covering, trimmed


@pytest.mark.parametrize(
    ("a", "b", "overlap", "contain"),
    [
        ((0, 4), (4, 8), False, False),
        ((0, 5), (4, 8), True, False),
        ((0, 8), (4, 8), True, True),
        ((4, 8), (0, 9), True, False),
    ],
)
def test_overlap_and_containment(a, b, overlap, contain):
    assert Span(*a).overlaps(Span(*b)) is overlap
    assert Span(*a).contains(Span(*b)) is contain


def test_offsets_are_code_points():
    assert Span(1, 3).of("a\U0001f600b") == "\U0001f600b"


@pytest.mark.parametrize(
    ("text", "span", "expected"), [("  ab ", (0, 5), (2, 4)), ("   ", (0, 3), (3, 3)), ("\u00a0x", (0, 2), (1, 2))]
)
def test_trimmed_drops_white_space_at_both_ends(text, span, expected):
    assert trimmed(text, Span(*span)) == Span(*expected)


def test_covering_holds_all():
    assert covering([Span(5, 9), Span(1, 2)]) == Span(1, 9)
