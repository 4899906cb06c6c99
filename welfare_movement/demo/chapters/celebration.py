"""Stage CELEBRATION of a finished cycle: told, thanked, awarded, celebrated, reported, and closed.

Its cast comes from a cycle whose earlier stages are passed, with the pilot areas of the data among its areas.
"""

from forums.models import Gathering, Invitation
from pilot_areas.models import AreaEntry, Award, CycleReport, PilotArea, Thanks
from surveys.models import Respondent
from welfare_movement.dashboard.report import as_kept, chapters
from welfare_movement.demo.cast import hour_of
from welfare_movement.demo.chapters.meetings import pass_on
from welfare_movement.demo.data import celebration as data
from welfare_movement.demo.data.tables import rows
from welfare_movement.places.models import Tambon
from welfare_movement.process.audiences import people_of
from welfare_movement.process.stages import Stage

INVITED = ["partners.joined", "surveys.network_representatives", "surveys.respondents"]
STAYS_AWAY = 9  # one in so many


def tell(story, cast):
    story.at(data.PLANNED, "09.40", plan, story, cast)
    story.at(data.INVITED, "09.10", invite, cast)
    story.at(data.REGISTERED, "10.00", register, cast)
    story.at(data.HELD, "08.00", check_in, cast)
    for index, (tambon, kind, day, who, title, text) in enumerate(rows(data.TELLINGS)):
        story.at(int(day), hour_of(index), tell_of_an_area, cast, tambon, kind, who, title, text)
    story.at(data.THANKED, "10.10", thank, cast)
    for index, row in enumerate(rows(data.AWARDS)):
        story.at(data.AWARDS_CHOSEN, hour_of(index, first=13), give_award, cast, *row)
    story.at(data.HELD, "16.20", hold, cast)
    story.at(data.REPORT_WRITTEN, "14.30", write_report, cast)
    story.at(data.REPORT_PUBLISHED, "11.00", publish_report, cast)
    story.at(data.CYCLE_CLOSED, "15.00", close, cast)


def celebration_of(cast):
    return Gathering.objects.celebration().standing().select_related("cycle__province").get(cycle=cast.cycle)


def plan(story, cast):
    planned = Gathering(
        cycle=cast.cycle,
        stage=Stage.CELEBRATION,
        title=data.TITLE,
        starts_at=story.moment(data.HELD, data.BEGINS),
        ends_at=story.moment(data.HELD, data.ENDS),
        venue=data.VENUE,
        capacity=data.SEATS,
    ).plan(by=cast.coordinator, event=cast.cycle.planned_events.filter(stage=Stage.CELEBRATION).first())
    story.remind_of_gathering(planned)


def invite(cast):
    Invitation.invite(celebration_of(cast), list(people_of(cast.cycle, INVITED)), by=cast.coordinator)
    pass_on(cast)


def register(cast):
    """Everyone invited registers by their link; who answers for an organisation comes from its tambon."""
    here = celebration_of(cast)
    answers_for = Respondent.objects.filter(user__gathering_invitations__gathering=here)
    of = {each.user_id: each.organisation for each in answers_for.select_related("organisation__tambon")}
    for invitation in here.invitations.select_related("person").order_by("pk"):
        organisation = of.get(invitation.person_id)
        where = {"tambon": organisation.tambon, "organisation": organisation.name} if organisation else {}
        here.register(invitation.person, consents=True, **where)


def check_in(cast):
    """Nearly all come."""
    for number, each in enumerate(celebration_of(cast).registrations.seated().order_by("pk"), 1):
        if number % STAYS_AWAY:
            each.check_in(by=cast.assistant)


def tell_of_an_area(cast, tambon, kind, who, title, text):
    """Written and published on the same day."""
    area = PilotArea.objects.for_stories().get(nomination__cycle=cast.cycle, nomination__tambon=tambon)
    by = cast.people[who]
    body = "\n\n".join(part.strip() for part in text.split("//"))
    AreaEntry.tell(area, kind=kind, title=title, body=body, by=by).publish(by=by)


def thank(cast):
    Thanks.give(cast.cycle, by=cast.coordinator)
    pass_on(cast)


def give_award(cast, category, to, key, reason):
    whom = {
        "organisation": lambda: {"organisation": cast.organisations[key]},
        "participation": lambda: {"participation": cast.participations[key]},
        "tambon": lambda: {"tambon": Tambon.objects.get(code=key)},
        "words": lambda: {"recipient": key},
    }[to]()
    Award(cycle=cast.cycle, category=category, reason=reason, **whom).give(by=cast.coordinator)


def hold(cast):
    celebration_of(cast).hold(by=cast.coordinator)


def write_report(cast):
    report = CycleReport.of(cast.cycle)
    report.summary = data.SUMMARY
    report.save()


def publish_report(cast):
    CycleReport.of(cast.cycle).publish(by=cast.coordinator, figures=as_kept(chapters(cast.cycle)))


def close(cast):
    cast.cycle.pass_gate(Stage.CELEBRATION, by=cast.coordinator)
    cast.cycle.refresh_from_db()
