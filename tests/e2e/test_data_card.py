"""The cell for pandas in the data card of a release runs as it stands, and gives every column the type of its schema."""

import json
import re

import pandas as pd

KINDS = {
    "string": pd.StringDtype(),
    "date": pd.StringDtype(),
    "integer": pd.Int64Dtype(),
    "number": pd.Float64Dtype(),
    "boolean": pd.BooleanDtype(),
}


def test_columns_without_a_value_keep_their_type_in_pandas(built, monkeypatch):
    monkeypatch.chdir(built / "data package")
    card = (built / "data package" / "README.md").read_text(encoding="utf-8")
    session: dict[str, object] = {}
    exec(re.findall(r"^```python\n(.*?)^```$", card, re.MULTILINE | re.DOTALL)[0], session)
    descriptor = json.loads((built / "data package" / "datapackage.json").read_text(encoding="utf-8"))
    without_values = 0
    for resource in descriptor["resources"]:
        frame = session["table"](resource["name"])
        assert len(frame) == resource["rows"]
        for field in resource["schema"]["fields"]:
            column = frame[field["name"]]
            assert column.dtype == KINDS[field["type"]], (resource["name"], field["name"])
            without_values += bool(len(column)) and column.isna().all()
    assert without_values  # the kind that pandas guesses wrongly is among them
