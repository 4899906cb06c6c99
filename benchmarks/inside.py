"""Works without a page: what the worker does, measured in this process by the clock, both sides by turns."""

from math import ceil
from statistics import median
from time import perf_counter

from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from benchmarks.counting import MARKS
from benchmarks.measuring import Cost, Measured
from benchmarks.work import Work

THOUSAND = 1000


class InsideWork(Work):
    """number: how many things a round does, of which a thousand are what `queries` are counted for.

    `ready` and `ready_theirs` make everything as it was before a round, off the clock.
    """

    number: int
    rounds = 5

    def measured(self, sites):
        """Milliseconds by the clock of a single thing, which stands for the processor too: both sides wait as much."""
        self.begin()
        try:
            self._timed(self.ready, self.do)
            self._timed(self.ready_theirs, self.do_theirs)
            rounds = [
                (self._timed(self.ready, self.do), self._timed(self.ready_theirs, self.do_theirs))
                for _round in range(self.rounds)
            ]
            queries = self._queries_of_a_thousand()
        finally:
            self.end()
        ours, theirs = (median(side) for side in zip(*rounds, strict=True))
        return Measured(Cost(ours, ours), Cost(theirs, theirs), queries, 0)

    def _timed(self, ready, do):
        ready()
        begun = perf_counter()
        do()
        return (perf_counter() - begun) * 1000 / self.number

    def _queries_of_a_thousand(self):
        self.ready()
        reset_queries()
        with CaptureQueriesContext(connection) as captured:
            self.do()
        asked = [each for each in captured.captured_queries if not each["sql"].startswith(MARKS)]
        return ceil(len(asked) * THOUSAND / self.number)

    def begin(self):
        """Once, before all rounds."""

    def end(self):
        """Once, whatever happened."""

    def ready(self):
        raise NotImplementedError

    def ready_theirs(self):
        raise NotImplementedError
