"""The meeting that is ahead when the demo is loaded: planned, invited to, passed into a group, answered by most."""

from django.utils import timezone

from partners.models import Hesitation
from welfare_movement.demo.chapters import meetings
from welfare_movement.demo.data.areas import COMING, GROUP_OPENED, WANTS_NO_REMINDERS
from welfare_movement.notices.models import OptOut, SharedPage


def tell(story, cast):
    if story.is_over:
        return
    story.at(COMING.planned, "09.00", meetings.plan, story, cast, COMING)
    story.at(COMING.invited, "10.30", meetings.invite, story, cast, COMING)
    story.at(COMING.invited, "12.30", meetings.pass_on, cast)
    story.at(COMING.invited, "13.00", be_spared, cast)
    story.at(COMING.invited + 1, "08.40", pass_into_the_group, cast)
    story.at(COMING.invited, "13.30", bring_doubt, cast, "chamber")


def be_spared(cast):
    """One of those invited comes anyway and wants no reminders."""
    OptOut.objects.opt_out(cast.people[WANTS_NO_REMINDERS], "meetings_reminder")


def pass_into_the_group(cast):
    """The text of the meeting in the LINE group, from which many came to its page."""
    path, now = cast.meetings[COMING.key].get_absolute_url(), timezone.now()
    SharedPage.objects.create(path=path, openings=GROUP_OPENED, first_opened_at=now, opened_at=now)


def bring_doubt(cast, partner):
    """What a partner still hesitates about is put before that meeting."""
    Hesitation.objects.open().get(participation=cast.participations[partner]).bring(by=cast.coordinator)
