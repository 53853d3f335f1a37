"""The payload of a page: small ones are plain JSON, large ones packed; nothing in them ends a script element."""

import base64
import gzip
import json

import pytest

from presspack.release.page_payload import embedded, payload, short


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ([1, 2, None, 1], [1, 2, None, 1]),
        (["a", "b", "c", "d"], ["a", "b", "c", "d"]),
        (["b", "a", None, "b", "b", "a", "a", "a"], {"of": ["b", "a"], "at": [0, 1, -1, 0, 0, 1, 1, 1]}),
        ([None, None], {"of": [], "at": [-1, -1]}),
        ([[1, "a"], [2, "b"]], [[1, "a"], [2, "b"]]),
        ([], {"of": [], "at": []}),
    ],
)
def test_a_column_of_few_texts_refers_to_a_list_of_them(column, expected):
    assert short(column) == expected


def test_nothing_in_json_ends_its_element():
    text = embedded({"a": "</script><!--&\u2028\u2029"})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {"a": "</script><!--&\u2028\u2029"}


def test_a_large_payload_is_packed_and_says_the_same():
    data = {"about": {"title": "Reefs"}, "events": {"id": [f"e{n}" for n in range(40)], "type": ["AID"] * 40}}
    plain = payload(data)
    assert json.loads(plain)["events"]["type"] == {"of": ["AID"], "at": [0] * 40}
    packed = payload(data, most=100)
    assert not packed.startswith("{")
    assert gzip.decompress(base64.b64decode(packed)).decode() == plain
