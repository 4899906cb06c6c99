import smtplib

import pytest

from welfare_movement.notices import kinds
from welfare_movement.notices.kinds import kind


@pytest.fixture(autouse=True)
def only(monkeypatch):
    """Replaces the registered kinds of message by a plain one, `toys`, of which nobody may opt out; the test may
    register others."""
    monkeypatch.setattr(kinds, "kinds", {})
    monkeypatch.setattr("welfare_movement.notices.deliver.kinds", kinds.kinds)
    kind("toys", "Toys", is_essential=True)
    return kind


class Channel:
    """Stands for the mail server: keeps what it was given, and fails as told for an address."""

    def __init__(self):
        self.sent = []
        self.faults = {}
        self.hung_up = 0

    def send(self, notice):
        if fault := self.faults.get(notice.address):
            raise fault
        self.sent.append(notice.address)

    def hang_up(self):
        self.hung_up += 1


@pytest.fixture
def channel():
    return Channel()


@pytest.fixture
def refused():
    """The mail server refuses an address, for good or for now."""

    def refusal(code, address="a@example.org"):
        return smtplib.SMTPRecipientsRefused({address: (code, b"no")})

    return refusal
