"""Long work: its kinds, registered in each app's `job.py`, and the runner."""

import logging
import traceback

from django.utils import timezone

from welfare_movement.notices.models.job import Job, Lost

log = logging.getLogger(__name__)
jobs = {}


def job(kind):
    """Register `work(job)`: a generator that yields (done, cursor) after each step that is kept, and begins at
    `job.cursor`."""

    def register(work):
        if kind in jobs:
            raise ValueError(f"The long work {kind} is registered twice.")
        jobs[kind] = work
        return work

    return register


def work_one() -> bool:
    """Claim one job and work on it to its end. Returns False when there was none."""
    taken = Job.objects.claim(timezone.now(), kinds=list(jobs))
    if taken is None:
        return False
    try:
        for done, cursor in jobs[taken.kind](taken):
            taken.keep(done, cursor)
        taken.finish()
    except Lost:
        log.info("job %s is in other hands", taken.pk)
    except Exception as error:
        # Where, never what: the words of an error may carry a name or a phone.
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("job %s failed: %s\n%s", taken.pk, type(error).__name__, where)  # noqa: TRY400
        taken.fail(type(error).__name__)
    return True
