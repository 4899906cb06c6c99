"""What partners promised and how it was kept, and the actions that meetings gave to their people."""

from partners.models import Commitment, Participation
from welfare_movement.meetings.models import ActionItem
from welfare_movement.process.keeping import Keeping


def actions_of(participation):
    """The actions of this cycle to which someone sees who answers for the partner."""
    people = participation.partner.representatives.values("user")
    return ActionItem.objects.of_cycle(participation.cycle_id).filter(owner__in=people)


def promisable(linkage):
    """[(what is given, its row while it may still be promised)] of the lines of this sheet. One query."""
    if linkage.pk is None:
        return []
    rows = linkage.gives.select_related("commitment")
    return [(row.as_given(), None if hasattr(row, "commitment") else row) for row in rows]


def keepings(cycle):
    """[(participation, how its promises were kept)] of the partners of a cycle that promised anything. Two queries."""
    kept = Commitment.objects.filter(cycle=cycle, participation__isnull=False).keeping_by("participation")
    promised = Participation.objects.filter(pk__in=kept).for_links().order_by("partner__sort_key", "pk")
    return [(each, kept[each.pk]) for each in promised]


def with_keeping(thanked, cycle):
    """These rows, each with the `keeping` of the participation that it has; nothing promised is nothing kept."""
    kept = {each.pk: keeping for each, keeping in keepings(cycle)}
    rows = list(thanked)
    for row in rows:
        row.keeping = kept.get(row.participation_id, Keeping())
    return rows
