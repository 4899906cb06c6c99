"""Makers of journal entries and planned events, beside tests/factories.py."""

from datetime import timedelta

from django.utils import timezone

from tests.factories import make_cycle, make_user, stamped
from welfare_movement.journal.models import Entry
from welfare_movement.process.models import PlannedEvent
from welfare_movement.process.stages import Stage


def make_entry(cycle=None, *, published=True, public=True, withdrawn=False, **fields):
    """An entry of the journal, as far along as is asked."""
    fields = {"stage": Stage.PARTNERS, "kind": Entry.Kind.NOTE, "title": "บันทึก", "body": "เนื้อความ", **fields}
    fields = {"readership": "everyone" if public else "members", "written_by": make_user(), **fields}
    fields |= stamped("published") if published or withdrawn else {}
    fields |= {**stamped("withdrawn"), "withdrawn_reason": "เหตุผล"} if withdrawn else {}
    return Entry.objects.create(cycle=cycle or make_cycle(), **fields)


def make_event(cycle=None, stage=Stage.PARTNERS, *, days=7, became=False, **fields):
    """Something planned for a day so many days ahead."""
    fields = {"title": "เวทีใหญ่", "on": timezone.localdate() + timedelta(days=days), **fields}
    fields |= stamped("became") if became else {}
    return PlannedEvent.objects.create(cycle=cycle or make_cycle(), stage=stage, **fields)
