"""Plays a story: deeds in the order of their moments, each done by the clock of its moment.

Days are counted from the first consultation of the cycle, day 0, so that a story that goes on keeps its days.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import Any

from django.conf import settings
from django.utils import timezone

from forums import reminders as forum_reminders
from welfare_movement.demo.clock import moved_clock
from welfare_movement.demo.data.calendar import CYCLE_CLOSED, NAMED_DAYS
from welfare_movement.meetings import reminders as meeting_reminders
from welfare_movement.notices.deliver import deliver
from welfare_movement.notices.models import Notice
from welfare_movement.thai.dates import show_date


class MarkingChannel:
    """Sends nothing: the demo's people have no mailbox, so a notice counts as sent when it would have been."""

    def send(self, notice):
        pass

    def hang_up(self):
        pass


@dataclass(order=True)
class Deed:
    moment: datetime
    number: int
    do: Callable[[], Any] = field(compare=False)


class Story:
    """Collects deeds with `at`, and does them with `play`; a deed may add others that come later.

    loaded_at: the moment of loading, after which nothing is played. loaded_on: which day of the story that is; a story
    whose last day is before it is told to its end. year: the Buddhist year of its cycle.
    """

    def __init__(self, loaded_at, *, loaded_on, year):
        self.loaded_at, self.year = loaded_at, year
        self.day_zero = timezone.localdate(loaded_at) - timedelta(days=loaded_on)
        self._deeds: list[Deed] = []
        self._numbers = count()

    def day(self, number):
        return self.day_zero + timedelta(days=number)

    def moment(self, number, hour):
        """The moment of a day and an hour such as "09.30", by the clock of Bangkok."""
        at = time.fromisoformat(hour.replace(".", ":"))
        return timezone.make_aware(datetime.combine(self.day(number), at), timezone.get_default_timezone())

    def words(self, text):
        """A text of the data, with the days that it names: "{homework_due}"."""
        days = {name: show_date(self.day(number), language="th") for name, number in NAMED_DAYS.items()}
        return text.format_map(days)

    @property
    def is_over(self):
        """Whether the cycle that it tells of was closed before the loading."""
        return self.loaded_at > self.moment(CYCLE_CLOSED, "23.59")

    # ── What happens ───────────────────────────────────────────────────────────────────────────────────────────────
    def at(self, number, hour, deed, *args, **named):
        self.at_moment(self.moment(number, hour), deed, *args, **named)

    def at_moment(self, moment, deed, *args, **named):
        """What lies after the loading is not played: the demo leaves the future to those who try it."""
        if moment > self.loaded_at:
            return
        heappush(self._deeds, Deed(moment, next(self._numbers), lambda: deed(*args, **named)))

    def remind_of(self, meeting):
        """Let reminders be queued when those of this meeting are owed, as beat does each minute."""
        self._remind(meeting_reminders.remind, [meeting.starts_at - lead for lead in settings.REMINDER_LEADS])

    def remind_of_gathering(self, gathering):
        """The same for a gathering."""
        leads = settings.GATHERING_REMINDER_LEADS
        self._remind(forum_reminders.remind, [gathering.starts_at - lead for lead in leads])

    def _remind(self, remind, moments):
        for moment in moments:
            if timezone.now() < moment <= self.loaded_at:
                self.at_moment(moment, remind)

    def play(self):
        """Do every deed at its moment, and let the outbox be emptied after each; at the end, as of now."""
        if not self._deeds:
            return
        with moved_clock(self._deeds[0].moment) as clock:
            while self._deeds:
                deed = heappop(self._deeds)
                clock.move_to(deed.moment)
                deed.do()
                _empty_outbox()
            if not self.is_over:
                clock.move_to(self.loaded_at)
                _empty_outbox()


def _empty_outbox():
    if Notice.objects.due(timezone.now()).exists():
        deliver(channel=MarkingChannel())
