"""Ours and the other side by turns, one request after the other, so that a slow minute slows both."""

from dataclasses import dataclass
from statistics import median
from time import perf_counter

from benchmarks.counting import ASKED, TOLD

ROUNDS = 7
WARM_UP = 40  # requests, so that both workers have loaded and compiled what they do once
LOOKS = 6  # requests whose queries are counted
BLOCK = 1.5  # seconds that one side has in a round
AT_LEAST = 20  # requests of a block


@dataclass(frozen=True)
class Cost:
    """Milliseconds of one request: of the processors, of workers and database sessions together, and by the clock."""

    processor: float
    clock: float


@dataclass(frozen=True)
class Measured:
    ours: Cost
    theirs: Cost
    queries: int
    bytes: int


def measure(work, sites):
    """The medians of all rounds, the queries of one request, and the bytes of its answer."""
    mine = Side(work.do, sites.at(work.ours), work.status, work.at_most)
    sample = mine.ask()
    work.learn(sample)
    other = Side(work.do_theirs, sites.at(work.theirs), work.status, work.at_most_theirs)
    for side in (mine, other):
        side.warm_up()
    rounds = [(mine.block(), other.block()) for _round in range(ROUNDS)]
    ours, theirs = ([Cost(*each) for each in side] for side in zip(*rounds, strict=True))
    return Measured(_median(ours), _median(theirs), mine.count_queries(), sample.num_bytes_downloaded)


def _median(costs):
    return Cost(median(each.processor for each in costs), median(each.clock for each in costs))


class Side:
    """One site and what is asked of it."""

    def __init__(self, do, site, status, at_most):
        self.do, self.site, self.status, self.at_most = do, site, status, at_most

    def ask(self):
        answer = self.do(self.site)
        if answer.status_code != self.status:
            raise RuntimeError(f"{answer.url} answered {answer.status_code}, not {self.status}: {answer.text[:2000]}")
        return answer

    def warm_up(self):
        """Ask until both workers are warm, and note how many requests make a block."""
        for _number in range(WARM_UP):
            self.ask()
        begun = perf_counter()
        for _number in range(5):
            self.ask()
        each = (perf_counter() - begun) / 5
        self.number = min(max(int(BLOCK / each), AT_LEAST), self.at_most)

    def block(self):
        """The cost of one request of a block: of the processors, and by the clock."""
        before, begun = self.site.seconds(), perf_counter()
        for _number in range(self.number):
            self.ask()
        clock = perf_counter() - begun
        after = self.site.seconds()
        processor = sum(spent - before.get(pid, 0) for pid, spent in after.items())
        return processor * 1000 / self.number, clock * 1000 / self.number

    def count_queries(self):
        """The most that any of a few requests cost, once all is warm."""
        self.site.client.headers[ASKED] = "1"
        counted = [int(self.ask().headers[TOLD]) for _look in range(LOOKS)]
        del self.site.client.headers[ASKED]
        return max(counted)
