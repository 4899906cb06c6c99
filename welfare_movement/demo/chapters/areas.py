"""Stage PILOT_AREAS, after the selection: people are named, plans adopted, milestones reached, first reports sent."""

from pilot_areas.models import AreaPerson, PilotArea
from pilot_areas.months import month_of
from surveys.models import Respondent
from welfare_movement.demo.cast import hour_of, meet
from welfare_movement.demo.data.areas import LAO_CONTACTS, NAMED, REPORTED, SCRIPTS
from welfare_movement.demo.data.tables import rows


def tell(story, cast):
    """The areas themselves were selected by the chapter before; the scripts follow the codes of their tambons."""
    story.at(NAMED, "09.00", begin, story, cast)


def begin(story, cast):
    areas = PilotArea.objects.filter(nomination__cycle=cast.cycle).order_by("nomination__tambon")
    contacts = [key for key, *_rest in rows(LAO_CONTACTS)]
    if contacts[0] not in cast.people:
        meet(cast, LAO_CONTACTS)
    for index, (area, script, contact) in enumerate(zip(areas, SCRIPTS, contacts, strict=False)):
        story.at(NAMED, hour_of(index, first=10), name_people, cast, area, script, contact)
        if script.written:
            story.at(*script.written, write_plan, story, cast, area, script)
        if script.adopted:
            story.at(*script.adopted[:2], adopt, story, cast, area, script)
        if script.report:
            _tell_of_the_report(story, cast, area, script.report)


def _tell_of_the_report(story, cast, area, report):
    story.at(*report.sent, send_report, story, area, report)
    if report.read:
        story.at(*report.read, read_report, story, cast, area)
    if report.returned:
        story.at(*report.returned[:2], return_report, story, cast, area, report.returned[2])


def name_people(cast, area, script, contact):
    """Who answers the survey there leads the area: whoever can sign in, before the others."""
    people = Respondent.objects.filter(organisation__tambon=area.tambon).select_related("user")
    lead = max(people.order_by("pk"), key=lambda each: each.user.email is not None)
    for person, role in (
        (lead.user, AreaPerson.Role.LEAD),
        (cast.people[script.mentor], AreaPerson.Role.MENTOR),
        (cast.people[contact], AreaPerson.Role.LAO),
    ):
        AreaPerson.objects.appoint(area, person, role, by=cast.coordinator)


# ── The plan ───────────────────────────────────────────────────────────────────────────────────────────────────────
def write_plan(story, cast, area, script):
    plan = area.plan_sheet().write(goal=script.goal, text=script.text)
    for point in script.points:
        milestone = area.milestones.create(title=point.title, due_on=story.day(point.due))
        _tell_of_the_milestone(story, cast, milestone, point)
    for money in script.money:
        partner = cast.participations[money.partner] if money.partner else None
        line = plan.budget.create(source=money.source, amount=money.amount, note=money.note, participation=partner)
        if money.secured:
            story.at(*money.secured, line.secure, by=cast.assistant)


def _tell_of_the_milestone(story, cast, milestone, point):
    if point.reached:
        day, hour, evidence = point.reached
        story.at(day, hour, milestone.reach, by=cast.assistant, on=story.day(day), evidence=evidence)
    if point.moved:
        day, hour, to, reason = point.moved
        story.at(day, hour, milestone.move, by=cast.coordinator, due_on=story.day(to), reason=reason)
    if point.dropped:
        day, hour, reason = point.dropped
        story.at(day, hour, milestone.drop, by=cast.coordinator, reason=reason)


def adopt(story, cast, area, script):
    day, _hour, where = script.adopted
    area.plan_sheet().adopt(by=cast.coordinator, on=story.day(day), where=where)


# ── The first reports ──────────────────────────────────────────────────────────────────────────────────────────────
def _report_of(story, area):
    return area.report_of(month_of(story.day(REPORTED)))


def send_report(story, area, report):
    """By the personal link of whoever leads the area, as people without an account do."""
    lead = area.people.leads().select_related("link").first()
    lead.link.mark_opened()
    _report_of(story, area).keep(report.words, report.spent).send()


def read_report(story, cast, area):
    _report_of(story, area).read(by=cast.coordinator)


def return_report(story, cast, area, comment):
    _report_of(story, area).give_back(by=cast.coordinator, comment=comment)
