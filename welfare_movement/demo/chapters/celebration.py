"""Stage CELEBRATION of a finished cycle: told, thanked, awarded, celebrated, reported, and closed.

Its cast comes from a cycle whose earlier stages are passed, with the pilot areas of the data among its areas.
"""

from django.utils import timezone

from forums.models import Gathering
from pilot_areas.models import AreaEntry, Award, CycleReport, PilotArea, Thanks
from welfare_movement.dashboard.report import as_kept, chapters
from welfare_movement.demo.cast import hour_of
from welfare_movement.demo.chapters.meetings import pass_on
from welfare_movement.demo.data import celebration as data
from welfare_movement.demo.data.tables import rows
from welfare_movement.places.models import Tambon
from welfare_movement.process.stages import Stage


def tell(story, cast):
    story.at(data.PLANNED, "09.40", plan, story, cast)
    for index, (tambon, kind, day, who, title, text) in enumerate(rows(data.TELLINGS)):
        story.at(int(day), hour_of(index), tell_of_an_area, cast, tambon, kind, who, title, text)
    story.at(data.THANKED, "10.10", thank, cast)
    for index, row in enumerate(rows(data.AWARDS)):
        story.at(data.AWARDS_CHOSEN, hour_of(index, first=13), give_award, cast, *row)
    story.at(data.HELD, "16.20", hold, cast)
    story.at(data.REPORT_WRITTEN, "14.30", write_report, cast)
    story.at(data.REPORT_PUBLISHED, "11.00", publish_report, cast)
    story.at(data.CYCLE_CLOSED, "15.00", close, cast)


def plan(story, cast):
    Gathering.objects.create(
        cycle=cast.cycle,
        stage=Stage.CELEBRATION,
        title=data.TITLE,
        starts_at=story.moment(data.HELD, data.BEGINS),
        ends_at=story.moment(data.HELD, data.ENDS),
        venue=data.VENUE,
        capacity=data.SEATS,
    )


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
    gathering = Gathering.objects.celebration().get(cycle=cast.cycle)
    gathering.held_at, gathering.held_by = timezone.now(), cast.coordinator
    gathering.save()


def write_report(cast):
    report = CycleReport.of(cast.cycle)
    report.summary = data.SUMMARY
    report.save()


def publish_report(cast):
    CycleReport.of(cast.cycle).publish(by=cast.coordinator, figures=as_kept(chapters(cast.cycle)))


def close(cast):
    cast.cycle.pass_gate(Stage.CELEBRATION, by=cast.coordinator)
    cast.cycle.refresh_from_db()
