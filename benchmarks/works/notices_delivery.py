import socket
import subprocess
import sys
import time
from contextlib import suppress

from django.core.mail import get_connection
from django.test import override_settings

from benchmarks.inside import InsideWork
from benchmarks.reminders import due_reminders, make_due, owing_meeting, remove
from benchmarks.work import Goal
from welfare_movement.meetings.reminders import remind
from welfare_movement.notices.deliver import deliver, mail_of

HOST, PATIENCE = "127.0.0.1", 30


class Delivery(InsideWork):
    """Reminders that are due: claimed, looked at once more, mailed to a server of its own, each marked by itself."""

    name = "notices.delivery"
    goal = Goal(1 / 0.55, "the same messages, one after the other by Django on one kept connection", queries=1_200)
    number = 1000

    def begin(self):
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port = probe.getsockname()[1]
        taking = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"{HOST}:{self.port}", "-c", "aiosmtpd.handlers.Sink"]
        self.sink = subprocess.Popen(taking, stdin=subprocess.DEVNULL, start_new_session=True)
        self._wait_for_the_sink()
        mail = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": HOST}
        self.settings = override_settings(**mail, EMAIL_PORT=self.port)
        self.settings.enable()
        self.meeting = owing_meeting()
        remind()

    def end(self):
        remove(self.meeting)
        self.settings.disable()
        self.sink.terminate()
        self.sink.wait()

    def _wait_for_the_sink(self):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(OSError), socket.create_connection((HOST, self.port), timeout=1):
                return
            time.sleep(0.05)
        raise RuntimeError("The mail server of the measure does not answer.")

    def ready(self):
        make_due(due_reminders(self.meeting), self.number)

    def do(self, site=None):
        if deliver() != self.number:
            raise RuntimeError("Not every message was sent.")

    def ready_theirs(self):
        some = due_reminders(self.meeting).select_related("link", "to").order_by("pk")[: self.number]
        self.messages = [mail_of(each) for each in some]

    def do_theirs(self, site=None):
        with get_connection() as kept:
            for message in self.messages:
                kept.send_messages([message])
