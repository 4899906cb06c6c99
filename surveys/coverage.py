"""How far a round has come: expected, not started, draft, sent, returned, verified, by network."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from surveys.models import Network

# What a line shows of its network, and where an assignment has it.
NETWORK = {
    "pk": "organisation__networks",
    "name": "organisation__networks__name",
    "sort_key": "organisation__networks__sort_key",
}
STARTED = Q(response__isnull=False)
SENT = Q(response__sent_at__isnull=False)
RETURNED = Q(response__returned_at__isnull=False)
VERIFIED = Q(response__verified_at__isnull=False)


@dataclass(frozen=True)
class Line:
    """One network (None: those in no network), or all."""

    network: Any
    expected: int
    not_started: int
    draft: int
    sent: int
    returned: int
    verified: int

    @property
    def percent(self):
        return self.verified * 100 // self.expected if self.expected else 0


def _counts():
    def each(condition):
        return Count("pk", distinct=True, filter=condition)

    return {
        "expected": Count("pk", distinct=True),
        "not_started": each(~STARTED),
        "draft": each(STARTED & ~SENT),
        "sent": each(SENT & ~RETURNED & ~VERIFIED),
        "returned": each(RETURNED),
        "verified": each(VERIFIED),
    }


def count(assignments):
    """A line for each network, and one for all, last. Two queries; an organisation counts in each of its networks."""
    rows = assignments.order_by().values(*NETWORK.values()).annotate(**_counts())
    lines = [Line(_network(row), **{name: row[name] for name in _counts()}) for row in rows]
    lines.sort(key=lambda line: (line.network is None, line.network.sort_key if line.network else ""))
    return [*lines, Line(None, **assignments.aggregate(**_counts()))]


def _network(row):
    fields = {name: row[path] for name, path in NETWORK.items()}
    return Network(**fields) if fields["pk"] else None
