from django.urls import reverse

from benchmarks.work import Goal, Work


class Board(Work):
    """The coordinator's board of a province with 1,500 organisations."""

    name = "dashboard.board"
    goal = Goal(1.3, "1,500 organisations counted live, in 94 rows (dash)", queries=12)

    def do(self, site):
        return site.get(reverse("dashboard:board", args=self.province.address), session=self.province.coordinator)

    def do_theirs(self, site):
        return site.get("/dash/", params={"bytes": self.bytes}, session=self.province.coordinator)
