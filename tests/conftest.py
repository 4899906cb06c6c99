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
def quiet_nights(settings):
    """Quiet hours as the site has them; other tests have none, since they may run at night."""
    settings.QUIET_HOURS = ["21:00", "07:00"]


@pytest.fixture
def queries():
    """`with queries(5): …`: exactly so many, not counting the marks of transactions."""

    @contextmanager
    def exactly(number):
        with CaptureQueriesContext(connection) as captured:
            yield
        asked = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(MARKS)]
        assert len(asked) == number, "\n".join(sql[:160] for sql in asked)

    return exactly


def pytest_sessionfinish(session):
    """Nothing is skipped in silence: a skipped test fails the run, and says so."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped"):
        reporter.write_line("A test was skipped; see the list with -rs, and mend what it lacks.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
