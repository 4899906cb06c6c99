"""Makers of actions and commitments."""

from datetime import timedelta

from django.utils import timezone

from partners.models import Commitment
from tests.factories import in_days, make_meeting, make_participation, make_user
from welfare_movement.meetings.models import ActionItem, Resolution


def due(days):
    return timezone.localdate() + timedelta(days=days)


def make_action(cycle=None, *, meeting=None, resolution=None, owner=None, days=14, made_days_ago=0, **fields):
    """An action due in so many days, of a resolution of a meeting that is ahead."""
    if resolution is None:
        meeting = meeting or make_meeting(cycle, starts_at=in_days(2))
        resolution = Resolution.objects.create(item=meeting.items.get(section=4, position=0), outcome="assigned")
    fields = {"what": "ส่งรายชื่อผู้แทน", "made_at": timezone.now() - timedelta(days=made_days_ago), **fields}
    return ActionItem.objects.create(resolution=resolution, owner=owner or make_user(), due_on=due(days), **fields)


def make_commitment(asked=None, *, days=14, made_days_ago=0, **fields):
    """A commitment of a partner, due in so many days."""
    asked = asked or make_participation()
    fields = {"kind": "money", "what": "สมทบ 10,000 บาท", "participation": asked, **fields}
    made = timezone.now() - timedelta(days=made_days_ago)
    return Commitment.objects.create(cycle=asked.cycle, due_on=due(days), made_at=made, **fields)
