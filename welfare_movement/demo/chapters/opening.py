"""The cycle is opened: its people, their roles, the days of its stages, and what is planned ahead."""

from welfare_movement.demo.cast import meet
from welfare_movement.demo.data.calendar import CYCLE_OPENED, EVENTS, STAGES
from welfare_movement.demo.data.people import MEMBERS, ROLES
from welfare_movement.process.models import Cycle, Membership, PlannedEvent


def tell(story, cast):
    story.at(CYCLE_OPENED, "09.00", meet, cast, MEMBERS)
    story.at(CYCLE_OPENED, "09.30", open_cycle, story, cast)
    story.at(CYCLE_OPENED, "10.00", give_roles, cast)
    story.at(CYCLE_OPENED, "11.00", plan_ahead, story, cast)


def open_cycle(story, cast):
    """From the cycle before, if there is one."""
    words = {"year": story.year, "title": f"รอบ {story.year} (ข้อมูลสมมุติ)"}
    if cast.previous:
        cast.cycle = cast.previous.begin_next(by=cast.people["admin"], **words)
    else:
        cast.cycle = Cycle.objects.create(province=cast.province, **words)


def give_roles(cast):
    """In a first cycle; the next one begins with the same."""
    if cast.previous:
        return
    for key, role, district in ROLES:
        Membership.objects.create(cycle=cast.cycle, user=cast.people[key], role=role, district_id=district or None)


def plan_ahead(story, cast):
    for plan in cast.cycle.plans.all():
        first, last = STAGES[plan.stage]
        plan.starts_on, plan.ends_on = story.day(first), story.day(last)
        plan.save()
    for stage, day, title in EVENTS:
        PlannedEvent.objects.create(cycle=cast.cycle, stage=stage, title=title, on=story.day(day))
