"""What is measured: a work is what people do often, beside what bare Django does of the like."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from benchmarks.measuring import measure
from benchmarks.sites import FULL, Place


@dataclass(frozen=True)
class Goal:
    """At most so many times the cost of the other side, and at most so many queries."""

    times: float
    of: str
    queries: int

    def __str__(self):
        return f"at most {self.times:.3g} × {self.of}; at most {self.queries} queries"

    def is_met(self, ratio, queries):
        return ratio <= self.times and queries <= self.queries


class Work:
    """One work. A new one is a file in `works/` with a class of its own; nothing else needs to know it.

    name: "<app>.<work>". ours, theirs: where the two sides run. `do` and `do_theirs` make one request and return its
    answer, which must have this status. at_most, at_most_theirs: how many requests a block may have; a work that uses
    something up at each request says fewer.
    """

    name: str
    goal: Goal
    ours = Place("ours", FULL)
    theirs = Place("floor", FULL)
    status = 200
    at_most = at_most_theirs = 400

    def __init__(self, province):
        """province: what the databases hold; see `Province`."""
        self.province = province

    def learn(self, sample):
        """Take note of our answer, so that the floor can do the like: as many bytes, or the same page."""
        self.bytes = len(sample.content)

    def measured(self, sites):
        """What it costs: here, requests to both sides by turns."""
        return measure(self, sites)

    def do(self, site):
        raise NotImplementedError

    def do_theirs(self, site):
        raise NotImplementedError


def works(only=""):
    """The works of this app, or of this name; all of them without."""
    for path in sorted((Path(__file__).parent / "works").glob("[a-z]*.py")):
        import_module(f"benchmarks.works.{path.stem}")
    known = sorted((each for each in _below(Work) if hasattr(each, "name")), key=lambda each: each.name)
    return [each for each in known if only in ("", each.name, each.name.partition(".")[0])]


def _below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)
