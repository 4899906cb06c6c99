"""The actions of the meetings: written down with what was resolved, reminded of, and kept with proof."""

from django.utils import timezone

from welfare_movement.demo.cast import hour_of
from welfare_movement.demo.data.actions import ACTIONS, Action
from welfare_movement.demo.data.tables import rows
from welfare_movement.meetings.models import ActionItem, ActionReminder
from welfare_movement.notices.promises import remind
from welfare_movement.process.steps import STEPS


def follow(story, cast, meeting):
    """What this meeting asks someone to do, and what becomes of it in the days after."""
    for index, action in enumerate(rows(ACTIONS, Action)):
        if action.meeting == meeting:
            item = write_down(story, cast, action)
            story.at(int(action.kept), hour_of(index, first=10), keep, cast, action, item)
            for step in STEPS:
                if story.moment(int(action.due) + step, "07.30") > timezone.now():
                    story.at(int(action.due) + step, "07.30", remind, ActionReminder, "meetings_action")


def write_down(story, cast, action):
    return ActionItem.objects.create(
        resolution=cast.agreed(action.meeting, action.number),
        what=action.what,
        owner=cast.people[action.owner],
        due_on=story.day(int(action.due)),
        made_by=cast.assistant,
    )


def keep(cast, action, item):
    by = item.owner if item.owner.email else cast.assistant
    amount = int(action.amount) if action.amount else None
    item.keep(by=by, proof=action.proof, amount=amount, unit=action.unit)
