"""What is open comes onto an agenda by itself, once, and shows what became of it."""

import pytest

from partners.models import Hesitation
from tests.factories import (
    make_cycle,
    make_gathering,
    make_meeting,
    make_minutes,
    make_open_cycle,
    make_participation,
    make_user,
)
from welfare_movement.meetings.models import AgendaItem, Meeting
from welfare_movement.meetings.refusals import MeetingCancelled
from welfare_movement.meetings.sources import with_origins
from welfare_movement.process.refusals import Sealed

pytestmark = pytest.mark.django_db


def make_doubt(cycle, text="จะร่วมอย่างไร", name="หน่วยงานลังเล"):
    asked = make_participation(cycle, name=name)
    return Hesitation.objects.create(participation=asked, question="how", text=text)


def below(meeting, section=4):
    return [(item.number, item.title) for item in meeting.items.filter(section=section, position__gt=0)]


def test_open_doubts_come_onto_a_new_consultation_and_answered_ones_do_not():
    cycle = make_cycle()
    make_doubt(cycle)
    make_doubt(make_cycle(2571), name="หน่วยงานของรอบอื่น")
    make_doubt(cycle, name="หน่วยงานที่ได้คำตอบ").reply("ที่นี่", by=make_user())
    assert below(make_meeting(cycle)) == [("4.1", "หน่วยงานลังเล: จะร่วมอย่างไร")]
    assert below(make_meeting(cycle, kind=Meeting.Kind.OTHER)) == []


def test_what_is_open_is_brought_once_however_often_one_asks():
    cycle = make_cycle()
    meeting = make_meeting(cycle)
    doubt = make_doubt(cycle)
    by = make_user()
    assert (meeting.bring_open(by=by), meeting.bring_open(by=by)) == (1, 0)
    item = AgendaItem.objects.bring(meeting, f"partners.hesitation:{doubt.pk}", "อื่น", by=by)
    assert (item.number, item.title) == ("4.1", "หน่วยงานลังเล: จะร่วมอย่างไร")


def test_what_is_brought_goes_below_what_stands_there():
    meeting = make_meeting()
    meeting.items.create(section=4, position=1, title="เรื่องเดิม")
    item = AgendaItem.objects.bring(
        meeting, f"partners.hesitation:{make_doubt(meeting.cycle).pk}", "ก" * 400, by=make_user()
    )
    assert (item.number, item.title) == ("4.2", "ก" * 300)


def test_an_item_shows_what_became_of_what_it_came_from(django_assert_num_queries):
    cycle = make_cycle()
    doubts = [make_doubt(cycle, name=f"หน่วยงาน {number}") for number in range(3)]
    meeting = make_meeting(cycle)
    doubts[0].reply("ที่อำเภอ", by=make_user())
    items = list(meeting.items.all())
    with django_assert_num_queries(1):
        origins = [item.origin for item in with_origins(items)]
    assert origins[:4] == [None] * 4
    assert origins[-1] is None
    assert [(each.url, each.state) for each in origins[4:-1]] == [
        (doubts[0].get_absolute_url(), "answered"),
        (doubts[1].get_absolute_url(), "not answered yet"),
        (doubts[2].get_absolute_url(), "not answered yet"),
    ]


def test_proposals_of_the_forum_come_onto_every_meeting_but_those_of_teams():
    cycle = make_open_cycle()
    forum = make_gathering(cycle)
    forum.proposals.create(text="ขอพี่เลี้ยงรายอำเภอ")
    forum.proposals.create(text="ตอบแล้ว").take_up("รับไว้", by=make_user())
    assert below(make_meeting(cycle, kind=Meeting.Kind.OTHER)) == [("4.1", "ขอพี่เลี้ยงรายอำเภอ")]
    assert below(make_meeting(cycle, kind=Meeting.Kind.TEAM)) == []


def test_nothing_is_brought_onto_adopted_minutes_or_a_meeting_that_was_cancelled():
    cycle = make_cycle()
    held, cancelled = make_meeting(cycle, starts_at=None), make_meeting(cycle)
    cancelled.cancel(by=make_user(), reason="น้ำท่วม")
    Meeting.objects.filter(pk=held.pk).update(starts_at=held.starts_at.replace(year=2020))
    held.refresh_from_db()
    make_minutes(held, adopted=True)
    doubt = make_doubt(cycle)
    for meeting, refusal in ((held, Sealed), (cancelled, MeetingCancelled)):
        with pytest.raises(refusal):
            AgendaItem.objects.bring(meeting, f"partners.hesitation:{doubt.pk}", "ข้อกังวล", by=make_user())
