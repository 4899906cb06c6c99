"""The committee is founded once, with its three teams; its people are asked, once each."""

import pytest

from tests.factories import close, make_group, make_open_cycle, make_user
from tests.factories_teams import make_asked_seat, make_committee, make_seat
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import Link
from welfare_movement.process.refusals import CycleClosed, StageLocked
from welfare_movement.process.stages import Stage
from working_groups.models import Committee, WorkingGroup
from working_groups.refusals import AlreadyFounded
from working_groups.wording import MANDATES

pytestmark = pytest.mark.django_db


def test_it_is_founded_with_three_teams_and_their_usual_mandates():
    by = make_user()
    committee = make_committee(by=by)
    assert (committee.founded_by, committee.founded_at is not None) == (by, True)
    assert str(committee) == "คณะทำงานขับเคลื่อนงานสวัสดิการและการพัฒนาภาคประชาชนอย่างบูรณาการ"
    assert dict(WorkingGroup.objects.values_list("team", "mandate")) == MANDATES


def test_who_founds_it_second_is_told_who_was_first():
    committee = make_committee(by=make_user("สุดา"))
    with pytest.raises(AlreadyFounded, match="สุดา ใจดี founded the committee"):
        Committee.found(committee.cycle, by=make_user())
    assert (Committee.objects.count(), WorkingGroup.objects.count()) == (1, 3)


def test_a_team_that_stands_already_stays_as_it_is():
    group = make_group()
    make_committee(group.cycle)
    assert WorkingGroup.objects.get(team=group.team) == group
    assert WorkingGroup.objects.get(team=group.team).mandate == ""
    assert WorkingGroup.objects.count() == 3


def test_it_is_not_founded_before_its_stage_opens_nor_in_a_closed_cycle():
    locked = make_open_cycle(Stage.SURVEYS)
    with pytest.raises(StageLocked):
        Committee.found(locked, by=make_user())
    shut = make_open_cycle(Stage.WORKING_GROUPS, year=2571)
    close(shut)
    with pytest.raises(CycleClosed):
        Committee.found(shut, by=make_user())
    assert (Committee.objects.count(), WorkingGroup.objects.count()) == (0, 0)


# ── Asking ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_everyone_who_was_not_asked_yet_is_asked_once_with_a_link_of_their_own():
    committee = make_committee()
    group = committee.cycle.working_groups.first()
    member, adviser = make_seat(group), make_seat(committee, "adviser")
    make_seat(committee, "chair", post="ผู้ว่าราชการจังหวัด")
    by = make_user()
    assert committee.ask(by=by) == 2
    assert committee.ask(by=by) == 0
    for seat in (member, adviser):
        seat.refresh_from_db()
        assert (seat.asked_by, seat.link.target()) == (by, seat)
        assert Notice.objects.get(about=seat.about).to == seat.person
    assert (Notice.objects.count(), Link.objects.count()) == (2, 2)


def test_who_left_or_declined_is_not_asked_and_neither_is_another_cycle():
    committee = make_committee()
    group = committee.cycle.working_groups.first()
    make_seat(group).leave(by=make_user())
    make_seat(group).answer(False, by=make_user())
    make_seat(make_group(make_open_cycle(Stage.WORKING_GROUPS, year=2571), roles=()))
    assert committee.ask(by=make_user()) == 0
    assert Notice.objects.count() == 0


def test_the_message_says_what_one_is_asked_and_carries_the_link():
    seat = make_asked_seat(make_group(roles=()), "chair", person=make_user("อารี"))
    notice = Notice.objects.get()
    assert notice.subject == "Will you serve in: Academic team?"
    assert notice.text == (
        "Dear อารี ใจดี,\n\nthe community-welfare movement asks you to serve in:\n\nAcademic team\nas: Chair\n\n"
        "Please say yes or no here, without signing in; the duties stand there too:\n"
        f"{seat.link.url}\n\n{notice.body.splitlines()[-1]}"
    )


def test_who_has_no_email_gets_a_text_to_pass_on():
    make_asked_seat(person=make_user(email=None))
    assert Notice.objects.to_copy().count() == 1
