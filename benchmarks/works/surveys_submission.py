import uuid

from django.urls import reverse

from benchmarks.floor.forms import NUMBERS, TEXTS
from benchmarks.sites import BARE, FULL, Place
from benchmarks.work import Goal, Work

FORTY = {f"number_{each}": str(each) for each in range(NUMBERS)} | {f"text_{each}": "ตำบล" for each in range(TEXTS)}


class Submission(Work):
    """Sending a survey from a browser: checks, grade, history, informant and consent; each for another organisation."""

    name = "surveys.submission"
    goal = Goal(1 / 0.6, "40 fields by a Django form, stored as one JSON row (d)", queries=10)
    ours, theirs = Place("ours", BARE), Place("floor", BARE)
    status = 302
    at_most = 60  # drafts that are sent

    def __init__(self, province):
        super().__init__(province)
        self.visits = iter(province.visits)

    def do(self, site):
        return self.send(site, next(self.visits))

    def do_theirs(self, site):
        return site.post("/send/", FORTY, session=self.province.visits[0][1])

    def send(self, site, visit):
        pk, session = visit
        address = reverse("surveys:send", args=[*self.province.address, pk])
        return site.post(address, {"key": str(uuid.uuid4()), "confirmed": "on"}, session=session)


class SubmissionAmongMany(Submission):
    """The same with 60,000 stored; beside it stands the cost with none."""

    name = "surveys.submission_stored"
    goal = Goal(1.2, "the same with none stored", queries=10)
    ours, theirs = Place("ours", FULL), Place("ours", BARE)
    at_most_theirs = 60

    def __init__(self, province):
        super().__init__(province)
        self.others = iter(reversed(province.visits))

    def do_theirs(self, site):
        return self.send(site, next(self.others))
