"""A meeting to which thousands are invited, all of them to be reminded now."""

from datetime import timedelta

from django.utils import timezone

from tests.factories import make_meeting, make_open_cycle, make_user
from welfare_movement.meetings.models import Invitation, Meeting, Reminder, ReminderLead
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import Link, User
from welfare_movement.process.stages import Stage
from welfare_movement.thai.sorting import sort_key

YEAR = 2590
OWED = 5000


def owing_meeting(number=OWED):
    """Planned and invited to a month ago, beginning within two hours; a tenth have answered, half read English."""
    meeting = make_meeting(make_open_cycle(Stage.PARTNERS, year=YEAR), starts_at=timezone.now() + timedelta(days=30))
    names = [f"สมาชิก{each}" for each in range(number)]
    people = User.objects.bulk_create(
        User(
            email=f"owed{each}@example.org",
            given_name=name,
            family_name="ตัวอย่าง",
            language="en" if each % 2 else "th",
            sort_key=sort_key(name),
        )
        for each, name in enumerate(names)
    )
    meeting.invite(people, by=make_user())
    month_ago, now = timezone.now() - timedelta(days=30), timezone.now()
    times = {"starts_at": now + timedelta(minutes=110), "ends_at": now + timedelta(hours=4)}
    Meeting.objects.filter(pk=meeting.pk).update(**times)
    meeting.invitations.update(invited_at=month_ago)
    meeting.leads.update(set_at=month_ago)
    answered = meeting.invitations.order_by("pk")[: number // 10]
    Invitation.objects.filter(pk__in=answered.values("pk")).update(answer="accepted", answered_at=now)
    meeting.notices.update(sent_at=now)
    meeting.refresh_from_db()
    return meeting


def forget_reminders(meeting):
    """As if none had been queued yet."""
    reminders = Reminder.objects.filter(invitation__meeting=meeting)
    reminders._raw_delete(reminders.db)
    queued = meeting.notices.filter(kind="meetings_reminder")
    queued._raw_delete(queued.db)


def remove(meeting):
    """Everything that this meeting brought, and its cycle."""
    forget_reminders(meeting)
    invited = list(meeting.invitations.values_list("person_id", "link_id"))
    for rows in (
        meeting.notices,
        Invitation.objects.filter(meeting=meeting),
        ReminderLead.objects.filter(meeting=meeting),
        meeting.items.all(),
        Meeting.objects.filter(pk=meeting.pk),
        Link.objects.filter(pk__in=[link for _person, link in invited]),
        User.objects.filter(pk__in=[person for person, _link in invited]),
    ):
        rows._raw_delete(rows.db)


def due_reminders(meeting):
    return meeting.notices.filter(kind="meetings_reminder")


def make_due(notices, number):
    """So many of them waiting, as if none had been tried; the others sent."""
    some = list(notices.order_by("pk").values_list("pk", flat=True)[:number])
    notices.update(sent_at=timezone.now())
    fresh = {"sent_at": None, "claim": None, "claimed_at": None, "tries": 0, "not_before": timezone.now()}
    Notice.objects.filter(pk__in=some).update(**fresh)
