"""Doubts: similar agencies' answers, whose answer it is, and the way to the next agenda."""

import pytest
from django.test import Client
from django.urls import reverse

from partners.models import Hesitation
from partners.refusals import AnsweredAlready, NoMeetingAhead, OnAgendaAlready
from tests import factories
from tests.access.world import passed_until
from tests.factories import (
    close,
    in_days,
    make_cycle,
    make_member,
    make_participation,
    make_province,
    make_representative,
    make_user,
)
from welfare_movement.meetings.models import AgendaItem, Meeting
from welfare_movement.process.refusals import CycleClosed
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from welfare_movement.process.todos import owed

pytestmark = pytest.mark.django_db


def make_doubt(participation=None, *, question="how", answer="", **partner):
    doubt = (participation or make_participation(**partner)).hesitations.create(question=question, text="อย่างไร")
    if answer:
        doubt.reply(answer, by=make_user())
    return doubt


def make_meeting(cycle, **given):
    """One of a kind onto which no doubt comes by itself, if none is given."""
    return factories.make_meeting(cycle, **{"kind": Meeting.Kind.OTHER, **given})


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, doubt, query=""):
    asked = doubt.participation
    return reverse(f"partners:{name}", args=[*asked.cycle.address, asked.pk, doubt.pk]) + query


# ── Onto the agenda ────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_doubt_becomes_the_last_matter_for_consideration_of_the_next_meeting():
    doubt, by = make_doubt(short_name="พช."), make_user()
    cycle = doubt.participation.cycle
    make_meeting(cycle, starts_at=in_days(-1))
    make_meeting(cycle, starts_at=in_days(20))
    meeting = make_meeting(cycle, starts_at=in_days(5))
    meeting.items.create(section=4, position=1, title="เรื่องแรก")
    item = doubt.bring(by=by)
    assert (item.meeting, item.number, item.title) == (meeting, "4.2", "พช.: อย่างไร")
    doubt.refresh_from_db()
    assert (doubt.item, doubt.brought_by, doubt.brought_at is not None) == (item, by, True)


def test_only_a_meeting_ahead_of_this_cycle_that_stands_and_is_no_teams_considers_a_doubt():
    doubt = make_doubt()
    cycle = doubt.participation.cycle
    cancelled = make_meeting(cycle, starts_at=in_days(3))
    cancelled.cancel(by=make_user(), reason="น้ำท่วม")
    make_meeting(cycle, starts_at=in_days(-1))
    make_meeting(cycle, kind=Meeting.Kind.TEAM)
    with passed_until(cycle, Stage.WORKING_GROUPS):
        make_meeting(cycle, stage=Stage.FORUMS)
    make_meeting(make_cycle(2571))
    with pytest.raises(NoMeetingAhead, match="plan one first"):
        doubt.bring(by=make_user())
    assert AgendaItem.objects.filter(position__gt=0).count() == 0


def test_a_doubt_is_brought_once_and_again_only_when_the_meeting_was_called_off():
    doubt, by = make_doubt(), make_user("สมชาย")
    first = make_meeting(doubt.participation.cycle, starts_at=in_days(3))
    doubt.bring(by=by)
    with pytest.raises(OnAgendaAlready, match="สมชาย ใจดี put this doubt on the agenda"):
        Hesitation.objects.get(pk=doubt.pk).bring(by=make_user())
    first.cancel(by=by, reason="น้ำท่วม")
    second = make_meeting(doubt.participation.cycle, starts_at=in_days(9))
    assert doubt.bring(by=by).meeting == second


def test_an_answered_doubt_is_not_brought():
    doubt = make_doubt(answer="ที่อำเภอ")
    make_meeting(doubt.participation.cycle)
    with pytest.raises(AnsweredAlready, match="answered this doubt already"):
        doubt.bring(by=make_user())


def test_nothing_is_brought_in_a_closed_cycle():
    doubt = make_doubt()
    make_meeting(doubt.participation.cycle)
    close(doubt.participation.cycle)
    with pytest.raises(CycleClosed):
        doubt.bring(by=make_user())


def test_a_long_doubt_is_cut_for_the_agenda_and_stays_whole_on_its_page():
    doubt = make_doubt()
    Hesitation.objects.filter(pk=doubt.pk).update(text="ก" * 900)
    make_meeting(doubt.participation.cycle)
    item = Hesitation.objects.get(pk=doubt.pk).bring(by=make_user())
    assert (len(item.title), item.title[-1]) == (300, "…")


def test_one_press_brings_it_and_both_sides_lead_to_each_other():
    doubt = make_doubt()
    cycle = doubt.participation.cycle
    meeting, runs = make_meeting(cycle), signed_in(make_member(cycle))
    assert at("bring", doubt) in runs.get(doubt.participation.get_absolute_url()).content.decode()
    assert runs.post(at("bring", doubt)).status_code == 302
    item = meeting.items.get(hesitation=doubt)
    partner = runs.get(doubt.participation.get_absolute_url()).content.decode()
    assert f"{meeting.get_absolute_url()}#item-{item.pk}" in partner
    assert at("bring", doubt) not in partner
    for page in (meeting.get_absolute_url(), reverse("meetings:minutes", args=[*cycle.address, meeting.pk])):
        assert f'href="{doubt.get_absolute_url()}"' in runs.get(page).content.decode()
    guest = make_user()
    meeting.invite([guest], by=make_user())
    seen = signed_in(guest).get(meeting.get_absolute_url()).content.decode()
    assert item.title in seen
    assert doubt.get_absolute_url() not in seen


def test_a_doubt_that_came_onto_a_consultation_by_itself_says_so_and_waits_again_once_taken_off():
    doubt, by = make_doubt(), make_user()
    with_it = factories.make_meeting(doubt.participation.cycle, starts_at=in_days(3))
    without = factories.make_meeting(doubt.participation.cycle, starts_at=in_days(5))
    doubt.refresh_from_db()
    assert (doubt.meeting, doubt.brought_by) == (with_it, with_it.planned_by)
    assert not without.items.filter(position__gt=0).exists()
    doubt.item.remove()
    doubt.refresh_from_db()
    assert (doubt.item, doubt.brought_at, doubt.brought_by) == (None, None, None)
    assert without.bring_open(by=by) == 1
    doubt.refresh_from_db()
    assert (doubt.meeting, doubt.brought_by) == (without, by)


def test_without_a_meeting_ahead_the_press_says_what_to_do():
    doubt = make_doubt()
    answer = signed_in(make_member(doubt.participation.cycle)).post(at("bring", doubt))
    assert answer.status_code == 409
    assert "plan one first, then press again" in answer.content.decode()


def test_a_representative_sees_where_it_is_considered_and_no_way_that_is_closed_to_them():
    doubt = make_doubt()
    meeting = make_meeting(doubt.participation.cycle)
    doubt.bring(by=make_user())
    seen = signed_in(make_representative(doubt.participation)).get(doubt.participation.get_absolute_url())
    assert f"Item 4.1 of “{meeting}”" in seen.content.decode()
    assert meeting.get_absolute_url() not in seen.content.decode()


def test_an_open_doubt_is_the_coordinators_to_do_until_a_meeting_ahead_considers_it():
    doubt = make_doubt()
    cycle = doubt.participation.cycle
    coordinator = make_member(cycle)

    def to_do():
        return [each.argument for each in owed(coordinator, cycle) if each.todo.key == "partners.doubt"]

    assert to_do() == [str(doubt.participation_id)]
    meeting = make_meeting(cycle)
    doubt.bring(by=coordinator)
    assert to_do() == []
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=in_days(-1), ends_at=in_days(-1, 12))
    assert to_do() == [str(doubt.participation_id)]
    doubt.reply("ที่อำเภอ", by=coordinator)
    assert to_do() == []


# ── Similar agencies' answers ──────────────────────────────────────────────────────────────────────────────────────
def test_answers_to_the_same_question_of_agencies_alike_are_offered_the_most_alike_first():
    cycle, earlier = make_cycle(), make_cycle(2569)
    elsewhere = make_cycle(province=make_province("92", slug="trang", name_th="ตรัง", name_en="Trang"))
    doubt = make_doubt(make_participation(cycle, level="central", sector="civil"))
    alike = {"level": "central", "sector": "private"}
    same_level = make_doubt(make_participation(cycle, **alike), answer="ระดับเดียวกัน")
    both = make_doubt(make_participation(earlier, level="central", sector="civil"), answer="เหมือนกันทั้งสอง")
    make_doubt(make_participation(cycle, **alike), question="where", answer="คำถามอื่น")
    make_doubt(make_participation(cycle, level="local", sector="state"), answer="ไม่เหมือน")
    make_doubt(make_participation(elsewhere, **alike), answer="จังหวัดอื่น")
    make_doubt(make_participation(cycle, **alike))
    make_doubt(make_participation(earlier, **alike), answer="เหมือนกันทั้งสอง")
    assert doubt.similar() == [both, same_level]


def test_the_answer_may_begin_with_the_words_of_a_similar_one_and_says_whose_it_is():
    cycle = make_cycle()
    known = make_doubt(make_participation(cycle), answer="เริ่มจากสถานที่")
    doubt = make_doubt(make_participation(cycle))
    runs = signed_in(make_member(cycle))
    page = runs.get(at("answer", doubt))
    assert f"?like={known.pk}#id_answer" in page.content.decode()
    assert page.context["form"]["answer"].value() == ""
    assert runs.get(at("answer", doubt, f"?like={known.pk}")).context["form"]["answer"].value() == "เริ่มจากสถานที่"
    assert runs.get(at("answer", doubt, "?like=x")).context["form"]["answer"].value() == ""
    assert runs.post(at("answer", doubt), {"answer": "ใช้ห้องประชุม", "answer_of": "นิติกร สถจ."}).status_code == 302
    doubt.refresh_from_db()
    assert (doubt.answer, doubt.answer_of) == ("ใช้ห้องประชุม", "นิติกร สถจ.")
    assert "นิติกร สถจ." in runs.get(doubt.participation.get_absolute_url()).content.decode()


def test_all_doubts_of_a_cycle_stand_on_one_page_those_without_an_answer_first():
    cycle = make_cycle()
    answered = make_doubt(make_participation(cycle), answer="ที่อำเภอ")
    waiting = make_doubt(make_participation(cycle))
    page = reverse("partners:hesitations", args=cycle.address)
    shown = signed_in(make_member(cycle, Role.OBSERVER)).get(page)
    assert (shown.context["open"], shown.context["answered"]) == ([waiting], [answered])
    assert at("bring", waiting) not in shown.content.decode()
    assert at("bring", waiting) in signed_in(make_member(cycle)).get(page).content.decode()
