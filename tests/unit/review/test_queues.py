"""The order in which people look at rows."""

from presspack.review.queues import most_doubtful


def row(key, confidence, **more):
    return {"table": "events", "id": key, "confidence": confidence, "words": key} | more


def test_what_two_readers_disagree_on_comes_first_then_what_is_least_sure():
    rows = [row("e1", 0.2), row("e2", 0.9, reader="model"), row("e3", 0.1), row("e4", 0.5, reader="rules")]
    assert [found["id"] for found in most_doubtful(rows, size=3)] == ["e4", "e2", "e3"]
