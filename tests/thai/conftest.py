import pytest
from django.utils import translation
from hypothesis import settings

# The first example pays for loading tables and catalogues, on a slow machine more than the usual deadline.
settings.register_profile("patient", parent=settings(), deadline=None)
settings.load_profile("patient")


@pytest.fixture
def english():
    """Sentences are compared in their source language."""
    with translation.override("en"):
        yield


@pytest.fixture
def thai():
    with translation.override("th"):
        yield
