"""Try again what the database asks to try again."""

import functools
import random
import time

from django.db import OperationalError, connection

from welfare_movement.process.refusals import Busy

TRIES = 3
# PostgreSQL: deadlock found, serialisation failed. SQLite has no codes for them; its sentence is stable.
_AGAIN_CODES = {"40P01", "40001"}
_AGAIN_WORDS = "database is locked"


def retried(verb):
    """Run an atomic verb again, up to three times, when the database could not order it among others.

    Inside a transaction that is already open it runs once, since only the whole transaction can be tried again.
    Raises Busy (503) when it failed three times.
    """

    @functools.wraps(verb)
    def trying(*args, **kwargs):
        if connection.in_atomic_block:
            return verb(*args, **kwargs)
        for attempt in range(TRIES):
            try:
                return verb(*args, **kwargs)
            except OperationalError as error:
                if not _may_try_again(error):
                    raise
                time.sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311 - to part two callers, not to hide
        raise Busy

    return trying


def _may_try_again(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", None) in _AGAIN_CODES or _AGAIN_WORDS in str(error)
