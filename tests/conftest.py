from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

MARKS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@pytest.fixture(autouse=True)
def _english(settings):
    """Tests read the English sentences of the source; those whose subject is Thai say so themselves."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def queries():
    """`with queries(5): …`: exactly so many, not counting the marks of transactions."""

    @contextmanager
    def exactly(number):
        with CaptureQueriesContext(connection) as captured:
            yield
        asked = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(MARKS)]
        assert len(asked) == number, "\n\n".join(asked)

    return exactly
