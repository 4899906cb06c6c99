"""Makers of rows of the committee and its teams, beside those of factories.py."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from tests.factories import make_group, make_open_cycle, make_user
from welfare_movement.process.stages import Stage
from working_groups.models import AppointmentOrder, Committee

PDF = b"%PDF-1.7\n" + b"x" * 30


def make_committee(cycle=None, *, by=None):
    """A founded committee with its three empty teams."""
    return Committee.found(cycle or make_open_cycle(Stage.WORKING_GROUPS), by=by or make_user())


def make_seat(body=None, role="member", *, person=None, **fields):
    """A seat in a team or committee: for a person unless a post is given."""
    body = body or make_group(roles=())
    if person or "post" not in fields:
        fields["person"] = person or make_user()
    seats = body.seats if isinstance(body, Committee) else body.members
    return seats.create(role=role, **fields)


def make_asked_seat(body=None, role="member", **fields):
    """A seat whose person was asked, by a personal link."""
    seat = make_seat(body, role, **fields)
    type(seat).objects.filter(pk=seat.pk).ask(by=make_user())
    seat.refresh_from_db()
    return seat


def make_task(group=None, *, days=30, **fields):
    """A task of a team, due so many days from today."""
    fields = {"title": "ลงตำบล", "due_on": timezone.localdate() + timedelta(days=days), **fields}
    return (group or make_group()).tasks.create(**fields)


def make_draft(cycle=None, *, by=None):
    """A draft order of a cycle whose academic team has its five members."""
    cycle = cycle or make_open_cycle(Stage.WORKING_GROUPS)
    make_group(cycle)
    make_committee(cycle)
    return AppointmentOrder.draft(cycle, by=by or make_user())


def sign(order, *, by=None, number="9/2570", copy=None):
    order.sign(
        by=by or make_user(),
        number=number,
        signed_on=timezone.localdate(),
        signed_by="ผู้ว่าราชการจังหวัดนครศรีธรรมราช",
        copy=copy and ContentFile(copy, name="scan"),
    )
    return order
