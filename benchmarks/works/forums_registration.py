import uuid
from itertools import count

from benchmarks.floor.forms import NUMBERS, TEXTS
from benchmarks.sites import BARE, Place
from benchmarks.work import Goal, Work

FORTY = {f"number_{each}": str(each) for each in range(NUMBERS)} | {f"text_{each}": "ตำบล" for each in range(TEXTS)}


class Registration(Work):
    """Registering for a forum from a phone: the person, consent, a seat under the lock, the ticket with its link."""

    name = "forums.registration"
    goal = Goal(3, "40 fields by a Django form, stored as one JSON row (d)", queries=24)
    ours, theirs = Place("ours", BARE), Place("floor", BARE)
    status = 302
    at_most = 60

    def __init__(self, province):
        super().__init__(province)
        self.numbers = count()

    def do(self, site):
        number = next(self.numbers)  # each of them someone else
        asked = {
            "given_name": f"สมชาย{number}",
            "family_name": "ตัวอย่าง",
            "phone": f"080{number:07}",
            "tambon": self.province.tambon,
            "consent": "on",
            "key": str(uuid.uuid4()),
        }
        return site.post(self.province.registration, asked)

    def do_theirs(self, site):
        return site.post("/send/", FORTY, session=self.province.visits[0][1])
