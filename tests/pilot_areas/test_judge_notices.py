"""A judge is told of the seat, and reminded once of what is still to be scored when the day of the scores is near."""

from datetime import date

import pytest
from django.utils import timezone

from pilot_areas.models import Judge
from pilot_areas.reminders import remind_judges
from pilot_areas.tasks import remind as remind_task
from tests.factories import close, make_criteria, make_nomination, make_open_cycle, make_user, moment
from tests.factories_selection import make_judge, make_score, make_selection
from welfare_movement.notices.deliver import deliver
from welfare_movement.notices.models import Notice
from welfare_movement.process.refusals import CycleClosed
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db
DAY = date(2027, 6, 20)


def at(time_machine, text):
    time_machine.move_to(moment(text), tick=False)
    return remind_judges()


@pytest.fixture
def cycle(time_machine):
    time_machine.move_to(moment("2027-06-01 09:00"), tick=False)
    cycle = make_open_cycle(Stage.PILOT_AREAS)
    make_criteria(cycle)
    return cycle


@pytest.fixture
def candidate(cycle):
    return make_nomination(cycle)


@pytest.fixture
def judge(cycle, candidate):
    """Appointed on 1 June, asked to have scored by the 20th."""
    return make_judge(cycle, make_user(language="en"), capacity="Lecturer", due_on=DAY)


def reminders():
    return Notice.objects.filter(kind="pilot_areas_scores")


# ── Of the seat ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_is_appointed_is_told_what_to_do_where_and_until_when(judge, mailoutbox):
    assert deliver() == 1
    (mail,) = mailoutbox
    assert mail.to == [judge.person.email]
    for words in ("Lecturer", judge.link.url, "scored everyone by 20 Jun 2027", "good until 29 Sep 2027"):
        assert words in mail.body.replace("\N{NO-BREAK SPACE}", " ")


def test_without_a_day_it_says_that_the_coordinators_close_the_scoring(cycle, candidate, mailoutbox):
    make_judge(cycle, make_user(language="en"))
    deliver()
    assert "You can score until the coordinators close the scoring." in mailoutbox[0].body


def test_who_has_no_e_mail_gets_a_text_that_a_coordinator_passes_on(cycle):
    make_judge(cycle, make_user(email=None))
    assert Notice.objects.to_copy().get().kind == "pilot_areas_judge"


def test_who_gives_the_seat_up_is_told_nothing_and_their_link_is_dead(judge, mailoutbox):
    link, about = judge.link, judge.about
    judge.step_down(by=(by := make_user()))
    link.refresh_from_db()
    assert (link.is_usable, link.revoked_by, Notice.objects.get(about=about).state) == (False, by, "cancelled")
    assert (deliver(), mailoutbox) == (0, [])


@pytest.mark.parametrize("end", [close, make_selection])
def test_once_the_scoring_or_the_cycle_is_closed_nobody_is_told_of_a_seat(end, time_machine, mailoutbox):
    cycle = make_open_cycle(Stage.PILOT_AREAS)
    make_judge(cycle)
    end(cycle)
    assert (deliver(), mailoutbox) == (0, [])


# ── Of the scores ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_three_days_before_the_day_a_judge_who_has_not_scored_everyone_is_reminded_once(
    judge, time_machine, mailoutbox
):
    deliver()
    assert at(time_machine, "2027-06-16 23:59") == 0
    assert (at(time_machine, "2027-06-17 09:00"), remind_judges(), remind_task()) == (1, 0, None)
    assert at(time_machine, "2027-06-20 09:00") == 0
    assert deliver() == 1
    assert mailoutbox[1].subject == "Candidates wait for your points until 20 Jun 2027"
    assert judge.link.url in mailoutbox[1].body


def test_after_the_day_nobody_is_reminded_and_what_was_queued_is_worthless(judge, time_machine, mailoutbox):
    Notice.objects.update(sent_at=timezone.now())
    assert at(time_machine, "2027-06-21 00:00") == 0
    assert at(time_machine, "2027-06-20 23:00") == 1
    time_machine.move_to(moment("2027-06-21 09:00"), tick=False)
    assert (deliver(), mailoutbox) == (0, [])


def test_who_scored_everyone_or_is_tied_or_has_no_day_is_not_reminded(judge, candidate, time_machine):
    half, tied, timeless = (make_judge(judge.cycle, due_on=day) for day in (DAY, DAY, None))
    make_score(candidate, judge), make_score(candidate, half, complete=False, leaders=3), make_score(candidate)
    tied.declare_conflict(candidate, reason="ญาติ")
    assert at(time_machine, "2027-06-18 09:00") == 1
    assert list(reminders().values_list("to", flat=True)) == [half.person_id]
    assert timeless.due_on is None


def test_who_is_appointed_when_the_day_is_near_is_left_a_day_in_peace(judge, candidate, time_machine):
    judge.step_down(by=make_user())
    time_machine.move_to(moment("2027-06-18 09:00"), tick=False)
    make_judge(candidate.cycle, due_on=DAY)
    assert remind_judges() == 0
    assert at(time_machine, "2027-06-19 09:00") == 1


def test_when_the_day_is_moved_the_old_reminder_is_cancelled_and_a_new_one_owed(judge, time_machine, mailoutbox):
    Notice.objects.update(sent_at=timezone.now())
    at(time_machine, "2027-06-18 22:00")
    Judge.objects.ask_by(judge.cycle, date(2027, 6, 30))
    assert (reminders().get().state, remind_judges()) == ("cancelled", 0)
    assert at(time_machine, "2027-06-27 09:00") == 1
    assert (deliver(), [mail.subject[-11:] for mail in mailoutbox]) == (1, ["30 Jun 2027"])


def test_what_was_scored_meanwhile_is_asked_for_no_more(judge, candidate, time_machine, mailoutbox):
    Notice.objects.update(sent_at=timezone.now())
    at(time_machine, "2027-06-18 09:00")
    make_score(candidate, judge)
    assert (deliver(), mailoutbox) == (0, [])


@pytest.mark.parametrize("day", [date(2027, 5, 31), date(2020, 1, 1)])
def test_a_day_that_has_passed_is_not_named(cycle, judge, day):
    for way in (lambda: Judge.objects.ask_by(cycle, day), lambda: make_judge(cycle, due_on=day)):
        with pytest.raises(Refused, match="This day has passed"):
            way()
    assert Judge.objects.get().due_on == DAY


def test_no_day_is_named_once_the_scoring_or_the_cycle_is_closed(cycle, time_machine):
    make_selection(cycle)
    with pytest.raises(Refused, match="closed the scoring"):
        Judge.objects.ask_by(cycle, DAY)
    close(cycle)
    with pytest.raises(CycleClosed):
        Judge.objects.ask_by(cycle, DAY)
    assert set(Judge.objects.values_list("due_on", flat=True)) == {None}
