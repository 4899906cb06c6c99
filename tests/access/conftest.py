import logging

import pytest
from django.db import transaction

from tests.access.world import World


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once for a module; everything is taken back after its last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _quiet(caplog):
    """A refusal is what these tests ask for; only what broke is logged."""
    caplog.set_level(logging.ERROR, "django.request")
