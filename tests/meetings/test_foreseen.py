"""The page of a meeting's reminders: set, foreseen, and what was sent with what failed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import in_days, make_cycle, make_meeting, make_member, make_notice, make_user, moment
from welfare_movement.meetings.models import Invitation, Meeting
from welfare_movement.meetings.reminders import foresee, remind
from welfare_movement.notices.models import Notice, OptOut

pytestmark = pytest.mark.django_db
START = moment("2026-12-15 08:30")
WEEK, DAY, HOURS = timedelta(days=7), timedelta(days=1), timedelta(hours=2)


@pytest.fixture
def cycle():
    return make_cycle()


@pytest.fixture
def meeting(cycle, time_machine):
    time_machine.move_to(START - timedelta(days=30), tick=False)
    return make_meeting(cycle, starts_at=START)


@pytest.fixture
def page(client, cycle, meeting):
    client.force_login(make_member(cycle))
    return reverse("meetings:reminders", args=[*cycle.address, meeting.pk])


def sent(**changed):
    return {"leads": ["604800", "86400"], "unit": "days", "reminds": "all", "text": "", **changed}


@pytest.mark.usefixtures("quiet_nights")
def test_it_is_foreseen_when_each_reminder_leaves(meeting, time_machine):
    time_machine.move_to(START - timedelta(days=3), tick=False)
    meeting.remind_by([WEEK, DAY, HOURS], reminds="all", text="", by=make_user())
    assert [(each.lead.lead, each.leaves_at) for each in foresee(meeting).coming] == [
        (WEEK, None),
        (DAY, START - DAY),
        (HOURS, moment("2026-12-15 07:00")),
    ]


def test_it_is_foreseen_who_gets_it_and_how(meeting):
    mailed, by_hand, spared, declined = make_user(), make_user(email=None), make_user(), make_user()
    meeting.invite([mailed, by_hand, spared, declined], by=make_user())
    meeting.invitations.get(person=declined).reply(Invitation.Answer.DECLINED)
    OptOut.objects.opt_out(spared, "meetings_reminder")
    OptOut.objects.opt_out(mailed, "meetings_minutes")
    seen = foresee(meeting)
    assert [[each.person for each in some] for some in (seen.by_email, seen.by_hand, seen.spared)] == [
        [mailed],
        [by_hand],
        [spared],
    ]


def test_what_is_foreseen_is_what_is_sent(meeting, time_machine):
    meeting.invite([make_user(language="th"), make_user(language="en"), make_user(language="en")], by=make_user())
    meeting.remind_by([WEEK], reminds="all", text="นำสมุดมา", by=make_user())
    seen = foresee(Meeting.objects.get(pk=meeting.pk))
    time_machine.move_to(START - WEEK, tick=False)
    assert (remind(), len(seen.by_email)) == (3, 3)
    for text in seen.texts:
        queued = Notice.objects.get(pk=text.pk)
        subject = text.subject.replace("\xa0", " ")  # one line is stored without spaces that do not break
        assert (queued.subject, queued.body, queued.to) == (subject, text.body, text.to)
    assert sorted(text.to.language for text in seen.texts) == ["en", "th"]


def test_leads_audience_and_words_are_set_on_the_page(client, meeting, page):
    assert client.post(page, sent(number="๓", reminds="unanswered", text="นำสมุดมา")).status_code == 302
    meeting.refresh_from_db()
    assert [each.lead for each in meeting.leads.all()] == [WEEK, timedelta(days=3), DAY]
    assert (meeting.reminds, meeting.reminder_text) == ("unanswered", "นำสมุดมา")
    shown = client.get(page).content.decode()
    assert ('value="259200" ' in shown or 'value="259200"\n' in shown, "3 days before" in shown) == (True, True)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"number": "91"}, "A reminder leaves at most 90 days before; choose a shorter time."),
        ({"number": "2161", "unit": "hours"}, "A reminder leaves at most 90 days before; choose a shorter time."),
        ({"leads": ["5"]}, "Select a valid choice. 5 is not one of the available choices."),
        ({"reminds": "nobody"}, "Select a valid choice. nobody is not one of the available choices."),
        ({"text": "ก" * 1001}, "Ensure this value has at most 1000 characters (it has 1001)."),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_typed_is_lost(client, meeting, page, typed, says):
    answer = client.post(page, {**sent(text="นำสมุดมา"), **typed})
    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert ("นำสมุดมา" in answer.content.decode()) == ("text" not in typed)
    assert meeting.leads.count() == 3


def test_ninety_days_are_the_longest(client, meeting, page):
    assert client.post(page, sent(leads=[], number="90")).status_code == 302
    assert meeting.leads.get().lead == timedelta(days=90)


def test_a_meeting_has_at_most_ten_leads(client, meeting, page):
    many = [timedelta(days=days) for days in range(1, 11)]
    meeting.remind_by(many, reminds="all", text="", by=make_user())
    values = [str(int(lead.total_seconds())) for lead in many]
    assert client.post(page, sent(leads=values)).status_code == 302
    answer = client.post(page, sent(leads=values, number="11"))
    assert "At most ten reminders for one meeting; untick some." in answer.content.decode()


@pytest.mark.parametrize("end", ["begun", "cancelled"])
def test_of_a_meeting_that_is_over_nothing_is_set_but_what_was_sent_is_read(client, meeting, page, end, time_machine):
    meeting.invite([make_user("Mali")], by=make_user())
    if end == "begun":
        time_machine.move_to(START, tick=False)
        client.force_login(make_member(meeting.cycle))  # the session of a month ago has ended
    else:
        meeting.cancel(by=make_user(), reason="น้ำท่วม")
    assert client.post(page, sent()).status_code == 409
    shown = client.get(page).content.decode()
    assert ("When, to whom, and what" in shown, "Mali" in shown) == (False, True)


def test_what_failed_is_sent_again_from_the_page_and_leads_back_to_it(client, cycle, meeting, page):
    notice = make_notice(cycle=cycle, about=meeting.about, failed_at=timezone.now(), reason="The address is wrong.")
    assert "The address is wrong." in client.get(page).content.decode()
    again = reverse("notices:send_again", args=[*cycle.address, notice.pk])
    assert client.post(again, {"next": page})["Location"] == page
    assert Notice.objects.get(pk=notice.pk).state == "due"
    assert client.post(again, {"next": "https://evil.example/"})["Location"] == reverse(
        "notices:outbox", args=cycle.address
    )


def test_the_page_says_since_when_a_link_was_opened_after_the_message(client, meeting, page, time_machine):
    meeting.invite([make_user("Mali")], by=make_user())
    link = meeting.invitations.get().link
    link.mark_opened()
    time_machine.shift(60)
    Notice.objects.update(sent_at=timezone.now())
    assert client.get(page).context["page"][0].opened_at is None
    time_machine.shift(60)
    link.mark_opened()
    assert client.get(page).context["page"][0].opened_at == timezone.now()


def test_the_page_costs_the_same_with_one_and_with_many(client, meeting, page, queries, time_machine):
    time_machine.move_to(in_days(0), tick=True)
    meeting.invite([make_user()], by=make_user())
    client.get(page)
    with queries(12):
        client.get(page)
    meeting.invite([make_user(language="th" if number % 2 else "en") for number in range(9)], by=make_user())
    with queries(12):
        client.get(page)
