"""Homework: how it is reminded of, by which link it is filled in, and that all of it is owed and not planned."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partners.models import HomeworkRecipient, HomeworkReminder, Linkage
from partners.models.participation import Stance
from partners.reminders import remind
from partners.tasks import remind_of_homework as remind_task
from tests.factories import (
    close,
    make_cycle,
    make_linkage,
    make_member,
    make_participation,
    make_representative,
    make_user,
    moment,
)
from welfare_movement.notices.deliver import deliver
from welfare_movement.notices.models import Notice

pytestmark = pytest.mark.django_db
DUE = date(2027, 3, 15)


# ── Reminders ──────────────────────────────────────────────────────────────────────────────────────────────────────
def at(time_machine, text):
    time_machine.move_to(moment(text), tick=False)
    return remind()


@pytest.fixture
def given_on(time_machine):
    """Homework given on 1 March, due on 15 March, to one person; the message that brings it is sent."""
    time_machine.move_to(moment("2027-03-01 09:00"), tick=False)
    asked = make_participation(make_cycle())
    make_representative(asked, make_user(language="en"))
    make_linkage(asked)
    asked.give_homework(due_on=DUE, by=make_user())
    deliver()
    return asked


def steps():
    return list(HomeworkReminder.objects.order_by("pk").values_list("step", flat=True))


def test_it_is_reminded_of_a_week_and_a_day_before_and_weekly_when_late(given_on, time_machine, mailoutbox):
    mailoutbox.clear()
    assert at(time_machine, "2027-03-07 23:59") == 0
    assert (at(time_machine, "2027-03-08 08:00"), remind(), remind_task()) == (1, 0, None)
    assert at(time_machine, "2027-03-13 23:59") == 0
    for day in ("2027-03-14", "2027-03-16", "2027-03-23", "2027-03-30"):
        assert at(time_machine, f"{day} 08:00") == 1
        assert deliver() == 1
    assert steps() == [-7, -1, 1, 8, 15]
    link = HomeworkRecipient.objects.get().link.url
    subjects = [mail.subject for mail in mailoutbox]
    assert (len(subjects), " is due " in subjects[0], " was due " in subjects[1]) == (4, True, True)
    assert all(link in mail.body for mail in mailoutbox)


def test_an_outage_sends_only_the_last(given_on, time_machine):
    assert at(time_machine, "2027-04-20 08:00") == 1
    assert steps() == [36]


def test_what_was_given_late_is_not_reminded_of_at_once(time_machine):
    time_machine.move_to(moment("2027-03-10 09:00"), tick=False)
    asked = make_participation(make_cycle())
    make_representative(asked)
    asked.give_homework(due_on=DUE, by=make_user())
    assert (remind(), at(time_machine, "2027-03-14 08:00")) == (0, 1)


def test_what_is_handed_in_is_not_reminded_of_until_it_was_returned_and_time_has_passed(given_on, time_machine):
    at(time_machine, "2027-03-14 08:00")
    sheet = Linkage.objects.get()
    sheet.hand_in(by=make_user())
    assert Notice.objects.get(kind="partners_homework_reminder").state == "cancelled"
    assert at(time_machine, "2027-03-16 08:00") == 0
    sheet.give_back(by=make_user(), comment="เติมตัวเลข")
    assert (remind(), at(time_machine, "2027-03-22 08:00")) == (0, 0)
    assert at(time_machine, "2027-03-23 08:00") == 1


def test_another_day_owes_its_own_reminders(given_on, time_machine):
    assert at(time_machine, "2027-03-14 08:00") == 1
    given_on.give_homework(due_on=DUE + timedelta(days=20), by=make_user())
    assert Notice.objects.get(kind="partners_homework_reminder").state == "cancelled"
    assert Notice.objects.filter(kind="partners_homework").count() == 2
    assert (remind(), at(time_machine, "2027-03-28 08:00")) == (0, 1)
    assert steps() == [-1, -7]


@pytest.mark.parametrize(
    "end",
    [
        lambda asked: close(asked.cycle),
        lambda asked: asked.take_stance(Stance.DECLINED, by=make_user(), reason="ไม่มีคน"),
        lambda asked: asked.partner.representatives.all().delete(),
    ],
)
def test_nothing_is_owed_once_the_cause_is_gone_and_what_waits_is_not_sent(given_on, time_machine, mailoutbox, end):
    assert at(time_machine, "2027-03-08 08:00") == 1
    mailoutbox.clear()
    end(given_on)
    assert (deliver(), mailoutbox, at(time_machine, "2027-03-14 08:00")) == (0, [], 0)


def test_everyone_who_answers_is_told_and_who_has_no_e_mail_by_a_text_to_pass_on(time_machine):
    asked = make_participation(make_cycle())
    for email in ("a@demo.example", None):
        make_representative(asked, make_user(email=email))
    asked.give_homework(due_on=DUE, by=make_user())
    asked.give_homework(due_on=DUE, by=make_user())  # once more, by mistake
    channels = Notice.objects.filter(kind="partners_homework").order_by("channel").values_list("channel", flat=True)
    assert (list(channels), HomeworkRecipient.objects.count()) == (["copy", "email"], 2)


def test_reminding_costs_as_much_for_many_as_for_one(time_machine, django_assert_num_queries):
    time_machine.move_to(moment("2027-03-01 09:00"), tick=False)
    cycle = make_cycle()

    def give(number):
        for _each in range(number):
            asked = make_participation(cycle)
            make_representative(asked)
            asked.give_homework(due_on=DUE, by=make_user())

    give(1)
    time_machine.move_to(moment("2027-03-08 08:00"), tick=False)
    with django_assert_num_queries(7):
        assert remind() == 1
    time_machine.move_to(moment("2027-03-02 09:00"), tick=False)
    give(3)
    time_machine.move_to(moment("2027-03-08 09:00"), tick=False)
    with django_assert_num_queries(7):
        assert remind() == 3


# ── By personal link ───────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def asked():
    asked = make_participation(make_cycle())
    make_linkage(asked)
    make_representative(asked, make_user("มานี", language="en"))
    asked.give_homework(due_on=DUE, by=make_user())
    return asked


def came_by(recipient):
    browser = Client()
    browser.post(reverse("people:link", args=[recipient.link.token]))
    return browser


def page(name, asked, *args):
    return reverse(f"partners:{name}", args=[*asked.cycle.address, asked.pk, *args])


def test_the_link_opens_the_ledger_and_its_sheet_and_nothing_else(asked):
    recipient = HomeworkRecipient.objects.get()
    assert Client().get(reverse("people:link", args=[recipient.link.token])).status_code == 200
    assert recipient.link.opened_at is None
    browser = came_by(recipient)
    assert recipient.link.target() == recipient
    other = make_participation(asked.cycle)
    for name in ("ledger", "linkage", "ledger_paper", "examples"):
        assert (name, browser.get(page(name, asked)).status_code) == (name, 200)
        assert (name, browser.get(page(name, other)).status_code) == (name, 404)
    for name in ("participation", "stance", "homework", "give_back"):
        assert browser.get(page(name, asked)).url.startswith(reverse("account_login"))


def test_a_page_opened_by_link_offers_nothing_that_a_link_may_not(asked):
    text = came_by(HomeworkRecipient.objects.get()).get(page("ledger", asked)).text
    assert page("linkage", asked) in text
    for name in ("participation", "homework", "give_back", "accept"):
        assert f'"{page(name, asked)}"' not in text


def test_a_sheet_is_written_and_handed_in_by_link_and_the_version_says_so(asked):
    recipient = HomeworkRecipient.objects.get()
    browser = came_by(recipient)
    sent = {"own_function": "ภารกิจ", "by_content": "เนื้อหา", "action": "อบรม", "aspects": ["mind"], "hand_in": "yes"}
    for prefix, model in (("gives", asked.linkage.gives), ("gains", asked.linkage.gains)):
        line = model.get()
        sent |= {f"{prefix}-TOTAL_FORMS": 1, f"{prefix}-INITIAL_FORMS": 1, f"{prefix}-0-id": line.pk}
        sent |= {f"{prefix}-0-what": line.what, f"{prefix}-0-kind": "people"}
    assert browser.post(page("linkage", asked), sent).url == page("ledger", asked)
    version = asked.linkage.versions.get()
    assert (version.handed_in_by, version.through, version.sheet.action) == (None, recipient, "อบรม")
    assert (version.sheet.aspects, Linkage.objects.get().state) == (("mind",), "handed_in")
    assert "by the personal link of มานี" in browser.get(page("ledger", asked)).text


def test_a_signed_in_representative_hands_in_as_themselves_even_with_a_link_in_the_browser(asked):
    browser, person = came_by(HomeworkRecipient.objects.get()), HomeworkRecipient.objects.get().person
    browser.force_login(person)
    browser.post(page("hand_in", asked))
    version = asked.linkage.versions.get()
    assert (version.handed_in_by, version.through) == (person, None)


def test_who_no_longer_answers_for_the_partner_is_let_in_no_more_and_gets_a_new_link_when_they_come_back(asked):
    recipient, boss = HomeworkRecipient.objects.get(), Client()
    boss.force_login(make_member(asked.cycle))
    browser, who = came_by(recipient), asked.partner.representatives.get()
    boss.post(page("remove_representative", asked, who.pk))
    assert browser.get(page("ledger", asked)).status_code == 404
    assert Client().get(reverse("people:link", args=[recipient.link.token])).status_code == 410
    make_representative(asked, recipient.person)
    asked.linkage.hand_out(by=make_user())
    again = HomeworkRecipient.objects.get()
    assert (again.link != recipient.link, came_by(again).get(page("ledger", asked)).status_code) == (True, 200)


def test_whoever_comes_to_answer_while_the_homework_is_to_do_is_told_too(asked):
    boss, new = Client(), make_user()
    boss.force_login(make_member(asked.cycle))
    boss.post(page("representatives", asked), {"email": new.email})
    assert set(HomeworkRecipient.objects.values_list("person", flat=True)) == {
        each.user_id for each in asked.partner.representatives.all()
    }
    asked.linkage.hand_in(by=make_user())
    boss.post(page("representatives", asked), {"email": make_user().email})
    assert HomeworkRecipient.objects.count() == 2


def test_a_coordinator_sees_to_whom_it_was_given_and_the_text_to_pass_on(asked):
    boss = Client()
    boss.force_login(make_member(asked.cycle))
    recipient = HomeworkRecipient.objects.get()
    text = boss.get(page("homework", asked)).text
    assert recipient.link.url in text
    assert "Not reminded yet" in text
    notice = Notice.objects.get(kind="partners_homework")
    recipient.reminders.create(due_on=DUE, step=-7, notice=notice, queued_at=timezone.now())
    assert "Reminded 1 time" in boss.get(page("homework", asked)).text
