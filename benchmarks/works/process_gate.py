from django.urls import reverse

from benchmarks.work import Goal, Work


class Gate(Work):
    """The page of a stage: what its gate asks and what there is, with the findings of all stages counted live."""

    name = "process.gate"
    goal = Goal(1.5, "a session, one query and a page (b)", queries=12)

    def do(self, site):
        address = reverse("process:stage", args=[*self.province.address, "surveys"])
        return site.get(address, session=self.province.coordinator)

    def do_theirs(self, site):
        return site.get("/page/", params={"bytes": self.bytes}, session=self.province.coordinator)
