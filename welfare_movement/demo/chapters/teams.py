"""Stage WORKING_GROUPS: the committee is founded, its seats are filled and asked, the order signed, the teams work.

Told whole or not at all, by whether its last day has gone by when the demo is loaded.
"""

from django.utils import timezone

from welfare_movement.demo.cast import hour_of
from welfare_movement.demo.chapters import meetings
from welfare_movement.demo.data import teams
from welfare_movement.demo.data.calendar import (
    COMMITTEE_FOUNDED,
    ORDER_DRAFTED,
    ORDER_SIGNED,
    SEATS_ASKED,
    SURVEYS_PASSED,
    TEAMS_MEETING,
    TEAMS_PASSED,
)
from welfare_movement.demo.data.meetings import DATA_RETURN
from welfare_movement.demo.data.tables import rows
from welfare_movement.demo.data.team_meetings import FOLLOW_UP_HELD, SCRIPTS
from welfare_movement.process.stages import Stage
from working_groups.models import AppointmentOrder, Committee, CommitteeSeat, Task, TeamMember, WorkPlan


def tell(story, cast):
    if story.loaded_at < story.moment(TEAMS_PASSED, "23.59"):
        return
    story.at(SURVEYS_PASSED, "16.00", cast_on, cast)
    story.at(SURVEYS_PASSED, "16.00", pass_gate, cast, Stage.SURVEYS)
    meetings.tell_of_the_day(story, cast, FOLLOW_UP_HELD)
    story.at(COMMITTEE_FOUNDED, "09.00", found, cast)
    story.at(COMMITTEE_FOUNDED, "10.30", fill, cast)
    story.at(SEATS_ASKED, "08.30", ask, story, cast)
    story.at(SEATS_ASKED, "12.30", meetings.pass_on, cast)
    for team, script in SCRIPTS:
        meetings.tell_of(story, cast, script, team=team or None)
    story.at(TEAMS_MEETING, "14.00", fill_the_gaps, story, cast)
    story.at(ORDER_DRAFTED, "13.30", draft_order, cast)
    story.at(ORDER_SIGNED, "14.00", sign_order, story, cast)
    for team, written, adopted in rows(teams.WRITTEN):
        story.at(int(written), "17.00", write_plan, cast, team)
        story.at(int(adopted), "17.15", adopt_plan, cast, team)
    for index, row in enumerate(rows(teams.TASKS)):
        _tell_of_a_task(story, cast, index, *row)
    story.at(TEAMS_PASSED, "15.00", pass_gate, cast, Stage.WORKING_GROUPS)


def _tell_of_a_task(story, cast, index, team, title, owner, due, begun, ended, how):
    written = {key: int(day) for key, day, _adopted in rows(teams.WRITTEN)}
    story.at(written[team], "17.30", add_task, story, cast, team, title, owner, due)
    if begun != "-":
        story.at(int(begun), hour_of(index, first=10), begin, cast, title, owner)
    if ended != "-":
        story.at(int(ended), hour_of(index, first=13), end, cast, title, owner, how)


def cast_on(cast):
    """The story of two earlier meetings goes on: the follow-up adopts the minutes of the return of the results."""
    for script in (DATA_RETURN._replace(adopted="follow_up"), FOLLOW_UP_HELD):
        cast.scripts[script.key] = script


def pass_gate(cast, stage):
    cast.cycle.pass_gate(stage, by=cast.coordinator)


# ── Committee and seats ────────────────────────────────────────────────────────────────────────────────────────────
def found(cast):
    cast.committee = Committee.found(cast.cycle, by=cast.coordinator)
    cast.groups = {group.team: group for group in cast.cycle.working_groups.all()}


def fill(cast):
    for place, (role, person, post) in enumerate(rows(teams.COMMITTEE), 1):
        _seat(cast, CommitteeSeat(committee=cast.committee), role, person, post, place)
    for place, (team, role, person, post) in enumerate(rows(teams.MEMBERS), 1):
        _seat(cast, TeamMember(group=cast.groups[team]), role, person, post, place)


def fill_the_gaps(story, cast):
    """Others are seated in place of those who said no, and asked at once."""
    for place, (team, role, person) in enumerate(rows(teams.IN_THEIR_PLACE), 50):
        _seat(cast, TeamMember(group=cast.groups[team]), role, person, "-", place)
    ask(story, cast)


def _seat(cast, seat, role, person, post, place):
    seat.role, seat.place = role, place
    seat.person = None if person == "-" else cast.people[person]
    seat.post = "" if post == "-" else post
    seat.take()


def ask(story, cast):
    """Ask, and let each answer by link in the days after, as the data say."""
    asked = [seat for rows in cast.committee.seats_to_ask() for seat in rows.order_by("pk")]
    cast.committee.ask(by=cast.coordinator)
    today = (timezone.localdate() - story.day_zero).days
    for index, seat in enumerate(asked):
        said = teams.ANSWERS.get(cast.key_of(seat.person))
        if said != "":
            story.at(today + 1 + index % 3, hour_of(index, first=8, last=19), answer, seat, said)


def answer(seat, said):
    seat.refresh_from_db()
    seat.link.mark_opened()
    seat.answer(said is None, reason=said or "")


# ── The order ──────────────────────────────────────────────────────────────────────────────────────────────────────
def draft_order(cast):
    AppointmentOrder.draft(cast.cycle, by=cast.coordinator)


def sign_order(story, cast):
    order = cast.cycle.appointment_orders.get()
    order.sign(
        by=cast.coordinator,
        number=f"9999/{cast.cycle.year}",
        signed_on=story.day(ORDER_SIGNED),
        signed_by=f"ผู้ว่าราชการจังหวัด{cast.province.name_th}",
    )


# ── Plans and tasks ────────────────────────────────────────────────────────────────────────────────────────────────
def write_plan(cast, team):
    WorkPlan(group=cast.groups[team]).write(teams.PLANS[team])


def adopt_plan(cast, team):
    plan = WorkPlan.objects.get(group=cast.groups[team])
    plan.adopt(by=cast.coordinator)


def add_task(story, cast, team, title, owner, due):
    group = cast.groups[team]
    seat = None if owner == "-" else group.members.standing().get(person=cast.people[owner])
    group.tasks.create(title=title, owner=seat, due_on=story.day(int(due)))


def begin(cast, title, owner):
    Task.objects.get(group__cycle=cast.cycle, title=title).start(by=_doer(cast, owner))


def end(cast, title, owner, how):
    task = Task.objects.get(group__cycle=cast.cycle, title=title)
    if how == "done":
        task.finish(by=_doer(cast, owner))
    else:
        task.drop(by=cast.coordinator, reason=how)


def _doer(cast, owner):
    return cast.coordinator if owner == "-" else cast.speaker(owner)
