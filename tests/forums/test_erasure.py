"""Who takes the consent back is forgotten, and the count goes on."""

import pytest

from forums.models import Proposal, Registration
from tests.factories import close, make_user, moment
from tests.factories_gathering import begin, make_gathering_invitation, make_person, make_planned, make_ticket
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import User
from welfare_movement.process.audiences import people_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    return make_planned(capacity=2)


def registered(forum, **fields):
    """Someone nobody knew before, by the open page."""
    return forum.register(make_person(**fields), consents=True, organisation="กองทุนตัวอย่าง")


def traces(*words):
    """Which of these words still stand anywhere in a row about people."""
    rows = [*User.objects.values_list(), *Registration.objects.values_list(), *Notice.objects.values_list()]
    rows += Proposal.objects.values_list()
    return [word for word in words if any(word in str(cell) for row in rows for cell in row)]


def test_name_phone_and_words_are_blanked_and_the_seat_goes_to_who_is_next(forum):
    ticket = registered(forum, given_name="กาญจนา", phone="0800000777")
    make_ticket(forum)
    next_one = make_ticket(forum)
    forum.move(starts_at=forum.starts_at, ends_at=forum.ends_at, venue="หอประชุม", by=make_user())
    Proposal.objects.create(gathering=forum, text="ขอพี่เลี้ยง", said_by="กาญจนา", registration=ticket)
    assert traces("กาญจนา", "0800000777") == ["กาญจนา", "0800000777"]
    ticket.withdraw()
    next_one.refresh_from_db()
    assert traces("กาญจนา", "0800000777") == []
    assert (ticket.state, ticket.person, ticket.organisation, str(ticket)) == ("cancelled", None, "", "Name withdrawn")
    assert (next_one.state, forum.registrations.count()) == ("seated", 3)
    assert (ticket.consent.withdrawn_at is None, ticket.link.is_usable) == (False, False)
    assert Notice.objects.get(kind="forums_moved", link=ticket.link).state == "cancelled"


def test_a_second_withdrawal_changes_nothing(forum):
    ticket = registered(forum)
    ticket.withdraw()
    before = Registration.objects.values().get()
    ticket.withdraw()
    assert Registration.objects.values().get() == before


def test_who_came_counts_on_without_a_name(forum):
    ticket = registered(begin(forum))
    ticket.check_in(by=make_user())
    ticket.withdraw()
    assert (ticket.state, ticket.person) == ("here", None)
    forum.hold(by=make_user())
    assert forum.held_at


def test_after_the_end_and_in_a_closed_cycle_who_did_not_come_stays_counted_as_registered(forum, time_machine):
    ticket = registered(forum)
    close(forum.cycle)
    time_machine.move_to(moment("2099-01-01 09:00"), tick=False)
    ticket.withdraw()
    assert (ticket.state, ticket.person) == ("seated", None)


def test_at_a_cancelled_gathering_the_name_goes_too(forum):
    ticket = registered(forum)
    forum.cancel(by=make_user(), reason="น้ำท่วม")
    ticket.withdraw()
    assert (ticket.person, traces("สมหมาย")) == (None, [])


def test_the_news_of_a_gathering_does_not_go_to_who_is_forgotten(forum):
    ticket = registered(begin(forum))
    ticket.check_in(by=make_user())
    ticket.withdraw()
    forum.cancel(by=make_user(), reason="น้ำท่วม")
    assert not Notice.objects.filter(kind="forums_cancelled").exists()


def test_who_is_known_for_something_else_keeps_the_name_there_and_leaves_this_list(forum):
    person = make_gathering_invitation(forum, make_user("ดวงใจ", email=None)).person
    ticket = forum.register(person, consents=True)
    person.set_unusable_password()
    person.save()
    ticket.withdraw()
    person.refresh_from_db()
    assert (person.given_name, ticket.person) == ("ดวงใจ", None)
    assert person not in people_of(forum.cycle, ["forums.registered"])


def test_who_can_sign_in_keeps_the_account(forum):
    person = make_user("ดวงใจ")
    person.set_password("sawasdee-2570")
    person.save()
    make_ticket(forum, person=person).withdraw()
    person.refresh_from_db()
    assert (person.given_name, person.is_active) == ("ดวงใจ", True)


def test_who_was_registered_by_a_coordinator_is_forgotten_as_well(forum):
    ticket = forum.register(make_person(), by=make_user(), organisation="กองทุน")
    ticket.withdraw()
    assert (ticket.consent, ticket.person, traces("สมหมาย", "0800000123")) == (None, None, [])


def test_a_consent_that_is_taken_back_elsewhere_frees_the_seat_too(forum):
    ticket = registered(forum)
    ticket.consent.withdraw()
    ticket.refresh_from_db()
    assert (ticket.state, ticket.person) == ("cancelled", None)


def test_who_cancelled_before_can_have_the_name_deleted(forum):
    ticket = registered(forum)
    ticket.cancel()
    ticket.withdraw()
    assert (ticket.state, traces("สมหมาย")) == ("cancelled", [])
