"""A notice is put into words once, queued once, told in its reader's language, after the quiet hours."""

from datetime import timedelta

import pytest
from django.template import engines
from django.utils import timezone

from tests.factories import make_notice, make_user, moment
from welfare_movement.notices.deliver import deliver
from welfare_movement.notices.models import Notice
from welfare_movement.notices.quiet import next_waking

pytestmark = pytest.mark.django_db


@pytest.fixture
def words(monkeypatch):
    """The template of the kind `toys`."""
    text = "{% load i18n %}{% get_current_language as code %}Toys for {{ to.given_name }} ({{ code }})\nSee {{ link }}"
    monkeypatch.setattr(
        "welfare_movement.notices.models.notice.plain_text",
        lambda name, context: engines["django"].from_string(text).render(context),
    )


def drawn(to=None, key="toys:1", **fields):
    return Notice.drawn("toys", key=key, to=to or make_user(), context={}, **fields)


def test_a_notice_is_in_the_language_of_its_reader(words):
    assert drawn(make_user("มาลี", language="th")).subject == "Toys for มาลี (th)"
    assert drawn(make_user("Mali", language="en")).subject == "Toys for Mali (en)"
    assert drawn().body == "See [[link]]"


def test_the_same_key_is_queued_once(words):
    person = make_user()
    Notice.objects.queue([drawn(person), drawn(person, key="toys:2")])
    Notice.objects.queue([drawn(person)])
    assert sorted(Notice.objects.values_list("key", flat=True)) == ["toys:1", "toys:2"]
    assert drawn(person).pk == Notice.objects.get(key="toys:1").pk


def test_who_has_no_email_gets_a_text_for_a_coordinator_to_pass_on_once(words):
    Notice.objects.queue([drawn(make_user(email=None))])
    notice, coordinator = Notice.objects.to_copy().get(), make_user()
    assert (notice.pass_on(by=coordinator), notice.pass_on(by=make_user())) == (True, False)
    notice.refresh_from_db()
    assert (notice.state, notice.passed_on_by) == ("sent", coordinator)


def test_a_notice_by_email_is_not_passed_on_by_hand():
    assert make_notice().pass_on(by=make_user()) is False


def test_a_failed_notice_is_sent_again_once():
    notice = make_notice(failed_at=timezone.now(), tries=7, not_after=timezone.now())
    assert (notice.send_again(), notice.send_again()) == (True, False)
    notice.refresh_from_db()
    assert (notice.state, notice.tries, notice.not_after) == ("due", 0, None)


def test_cancelling_takes_only_what_waits():
    waits, sent = make_notice(), make_notice(sent_at=timezone.now())
    assert Notice.objects.cancel("Called off.") == 1
    assert [Notice.objects.get(pk=each.pk).state for each in (waits, sent)] == ["cancelled", "sent"]


def test_the_label_of_a_kind_that_is_gone_is_its_key():
    assert (make_notice().label, make_notice(kind="gone").label) == ("Toys", "gone")


@pytest.mark.usefixtures("quiet_nights")
@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("2026-11-24 06:59", "2026-11-24 07:00"),
        ("2026-11-24 07:00", "2026-11-24 07:00"),
        ("2026-11-24 20:59", "2026-11-24 20:59"),
        ("2026-11-24 21:00", "2026-11-25 07:00"),
        ("2026-11-24 23:30", "2026-11-25 07:00"),
        ("2026-11-25 00:00", "2026-11-25 07:00"),
    ],
)
@pytest.mark.parametrize("zone", ["Asia/Bangkok", "America/New_York"])
def test_quiet_hours_end_in_the_morning_of_bangkok(asked, given, zone):
    with timezone.override(zone):
        assert next_waking(moment_in_bangkok(asked)) == moment_in_bangkok(given)


def moment_in_bangkok(text):
    with timezone.override("Asia/Bangkok"):
        return moment(text)


@pytest.mark.usefixtures("quiet_nights")
def test_a_notice_waits_for_the_morning_unless_it_is_urgent_or_would_come_too_late(words, only):
    night, morning = moment("2026-11-24 22:00"), moment("2026-11-25 07:00")
    assert drawn(not_before=night).not_before == morning
    assert drawn(not_before=night, not_after=morning + timedelta(minutes=1)).not_before == morning
    assert drawn(not_before=night, not_after=morning).not_before == night
    only("urgent", "Urgent", is_urgent=True)
    assert Notice.drawn("urgent", key="u", to=make_user(), context={}, not_before=night).not_before == night


@pytest.mark.usefixtures("quiet_nights")
def test_the_morning_begins_on_the_hour():
    night = moment("2026-11-24 23:30") + timedelta(seconds=45, microseconds=7)
    assert next_waking(night) == moment("2026-11-25 07:00")
    assert next_waking(night + timedelta(hours=3)) == moment("2026-11-25 07:00")


@pytest.mark.parametrize(
    ("hours", "asked", "given"),
    [
        (["12:00", "13:00"], "2026-11-24 12:30", "2026-11-24 13:00"),
        (["12:00", "13:00"], "2026-11-24 13:00", "2026-11-24 13:00"),
        (["12:00", "13:00"], "2026-11-24 23:00", "2026-11-24 23:00"),
        (["00:00", "00:00"], "2026-11-24 00:00", "2026-11-24 00:00"),
        (["00:00", "00:00"], "2026-11-24 23:00", "2026-11-24 23:00"),
        (["22:00", "00:00"], "2026-11-24 23:00", "2026-11-25 00:00"),
        ([], "2026-11-24 23:00", "2026-11-24 23:00"),
    ],
)
def test_quiet_hours_may_lie_in_the_day_or_not_be(hours, asked, given, settings):
    settings.QUIET_HOURS = hours
    assert next_waking(moment(asked)) == moment(given)


@pytest.mark.usefixtures("quiet_nights")
def test_what_was_held_up_until_the_night_waits_for_the_morning(channel, time_machine, only):
    only("urgent", "Urgent", is_urgent=True)
    evening = moment("2026-11-24 20:59")
    for kind, ends in (("toys", None), ("urgent", None), ("toys", moment("2026-11-25 06:00"))):
        make_notice(kind=kind, not_before=evening, not_after=ends)
    time_machine.move_to(moment("2026-11-24 23:00"), tick=False)
    assert deliver(channel=channel) == 2
    time_machine.move_to(moment("2026-11-25 07:00"), tick=False)
    assert deliver(channel=channel) == 1


def test_other_eyes_see_where_the_personal_link_goes_and_never_the_link(words):
    notice = drawn()
    assert notice.text_without_link == "See (the personal link of whoever gets this)"
