"""Invitations to groups, to single people and to someone new; answers on behalf."""

import pytest
from django.urls import reverse

from tests.factories import in_days, make_meeting, make_member, make_user
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make_meeting(starts_at=in_days(3))


@pytest.fixture
def coordinator(client, meeting):
    user = make_member(meeting.cycle)
    client.force_login(user)
    return user


def address(name, meeting):
    return reverse(f"meetings:{name}", args=[*meeting.cycle.address, meeting.pk])


def test_looking_for_someone_keeps_the_groups_and_people_that_are_ticked(client, meeting, coordinator):
    ticked, found = [make_member(meeting.cycle, user=make_user(given_name=name)) for name in ("มาลี", "มานะ")]
    sent = {"audiences": ["process.members"], "people": [ticked.pk], "q": "มานะ", "find": ""}
    answer = client.post(address("invite", meeting), sent)
    form = answer.context["form"]
    assert (answer.status_code, meeting.invitations.count()) == (200, 0)
    assert (form["audiences"].value(), form["people"].value()) == (["process.members"], [str(ticked.pk)])
    assert set(form.fields["people"].queryset) == {ticked, found}
    assert not form.errors
    del sent["find"]
    assert client.post(address("invite", meeting), sent).status_code == 302
    assert set(meeting.invitations.values_list("person", flat=True)) == {ticked.pk, found.pk, coordinator.pk}


def test_someone_whom_nobody_knows_is_invited_with_nothing_but_a_name(client, meeting, coordinator):
    assert client.post(address("invite_newcomer", meeting), {"given_name": "มาลี"}).status_code == 302
    invitation = meeting.invitations.get()
    assert (invitation.person.given_name, invitation.person.email, invitation.invited_by) == ("มาลี", None, coordinator)
    assert Notice.objects.get(about=meeting.about).channel == Notice.Channel.COPY
    assert client.post(address("invite_newcomer", meeting), {"given_name": ""}).status_code == 422


def test_someone_new_is_not_kept_when_the_meeting_takes_no_more_invitations(client, coordinator, meeting):
    meeting.cancel(by=coordinator, reason="น้ำท่วม")
    people = User.objects.count()
    assert client.post(address("invite_newcomer", meeting), {"given_name": "มาลี"}).status_code == 409
    assert User.objects.count() == people


def test_a_coordinator_answers_on_behalf_and_it_is_on_record(client, meeting, coordinator):
    person = make_user()
    meeting.invite([person], by=coordinator)
    invitation = meeting.invitations.get()
    page = reverse("meetings:answer_for", args=[*meeting.cycle.address, invitation.pk])
    assert client.post(page, {"answer": "declined", "reason": "ติดราชการ"}).status_code == 302
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.reason) == ("declined", "ติดราชการ")
    assert (invitation.answered_by, invitation.is_answered_for) == (coordinator, True)
    assert f"recorded by {coordinator}" in client.get(meeting.get_absolute_url()).content.decode()
    client.force_login(person)
    client.post(invitation.get_absolute_url(), {"answer": "accepted"})
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.is_answered_for) == ("accepted", False)
