"""The mails of the sign-in go through the outbox: at once, by night too, forgotten once sent; and nobody signs up."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.factories import make_user, moment
from welfare_movement.notices.adapter import AccountAdapter
from welfare_movement.notices.deliver import deliver
from welfare_movement.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def adapter(rf):
    return AccountAdapter(rf.get("/"))


def test_a_code_is_queued_for_its_person_and_not_sent_by_the_request(adapter, settings, time_machine):
    time_machine.move_to(moment("2026-11-24 23:00"), tick=False)
    person = make_user(email="mali@example.org")
    adapter.send_mail("account/email/login_code", "Mali@example.org", {"code": "123456"})
    notice = Notice.objects.get()
    assert (mail.outbox, notice.to, notice.address, notice.channel) == ([], person, "Mali@example.org", "email")
    assert "123456" in notice.body
    assert notice.not_before == timezone.now()
    assert notice.not_after == timezone.now() + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)


def test_a_code_is_sent_and_then_erased(adapter):
    adapter.send_mail("account/email/login_code", "mali@example.org", {"code": "123456"})
    assert (deliver(), Notice.objects.get().body, Notice.objects.get().to) == (1, "", None)
    assert "123456" in mail.outbox[0].body


def test_each_code_is_a_message_of_its_own(adapter):
    for code in ("123456", "654321"):
        adapter.send_mail("account/email/login_code", "mali@example.org", {"code": code})
    assert Notice.objects.count() == 2


def test_nobody_signs_up(adapter, rf):
    assert adapter.is_open_for_signup(rf.get("/")) is False
