"""The outbox of a cycle: a coordinator sends again what failed, and passes on by hand what has no e-mail."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_cycle, make_member, make_notice, make_user
from welfare_movement.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_cycle()


@pytest.fixture
def coordinator(cycle):
    return make_member(cycle)


@pytest.fixture
def press(client, cycle, coordinator):
    """Presses a button of a notice; returns what the coordinator is told."""
    client.force_login(coordinator)

    def pressed(name, notice):
        answer = client.post(reverse(f"notices:{name}", args=[*cycle.address, notice.pk]))
        assert answer["Location"] == reverse("notices:outbox", args=cycle.address)
        said = [str(message) for message in get_messages(answer.wsgi_request)]
        client.cookies.pop("messages", None)
        return said

    return pressed


def test_a_failed_message_is_sent_again_by_the_first_who_presses(press, cycle):
    notice = make_notice(cycle=cycle, failed_at=timezone.now(), tries=7)
    assert press("send_again", notice) == ["It will be sent again in a moment."]
    assert press("send_again", notice) == []
    notice.refresh_from_db()
    assert (notice.state, notice.tries) == ("due", 0)


def test_a_text_is_passed_on_once_and_says_by_whom(press, cycle, coordinator):
    notice = make_notice(cycle=cycle, to=make_user(email=None))
    assert press("pass_on", notice) == ["Recorded as passed on."]
    assert press("pass_on", notice) == []
    notice.refresh_from_db()
    assert (notice.state, notice.passed_on_by) == ("sent", coordinator)


def test_a_failed_message_to_an_address_of_nobody_goes_to_the_same_address_again():
    notice = make_notice(failed_at=timezone.now(), address="office@example.org")
    Notice.objects.update(to=None)
    notice = Notice.objects.get()
    assert notice.send_again()
    notice.refresh_from_db()
    assert (notice.state, notice.address, notice.channel) == ("due", "office@example.org", "email")


def test_the_administration_names_a_message_by_its_subject_and_keeps_its_words_back(client):
    notice = make_notice(subject="เชิญประชุม", body="รหัส 123456")
    client.force_login(make_user(is_staff=True, is_superuser=True))
    shown = client.get(reverse("admin:notices_notice_change", args=[notice.pk])).content.decode()
    assert ("เชิญประชุม" in shown, "123456" in shown) == (True, False)
