"""The meeting that is ahead when the demo is loaded: planned, invited to, and answered by most."""

from partners.models import Hesitation
from welfare_movement.demo.chapters import meetings
from welfare_movement.demo.data.areas import COMING


def tell(story, cast):
    if story.is_over:
        return
    story.at(COMING.planned, "09.00", meetings.plan, story, cast, COMING)
    story.at(COMING.invited, "10.30", meetings.invite, story, cast, COMING)
    story.at(COMING.invited, "12.30", meetings.pass_on, cast)
    story.at(COMING.invited, "13.30", bring_doubt, cast, "chamber")


def bring_doubt(cast, partner):
    """What a partner still hesitates about is put before that meeting."""
    Hesitation.objects.open().get(participation=cast.participations[partner]).bring(by=cast.coordinator)
