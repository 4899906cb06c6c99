"""Stage SURVEYS: networks and organisations are registered, the round opened, tambons entered, grades published."""

from datetime import date

from django.utils import timezone

from surveys.models import (
    CommunityOrganisation,
    ExpectedNetwork,
    GradingMethod,
    Network,
    NetworkRepresentative,
    QuestionnaireVersion,
    Respondent,
    SurveyRound,
)
from surveys.models.tambon import PLAN_ITEMS
from welfare_movement.demo.cast import hour_of, meet
from welfare_movement.demo.data.calendar import ANSWERS_UNTIL, DATA_RETURN, NETWORKS_EXPECTED, ROUND_OPENED
from welfare_movement.demo.data.organisations import NETWORKS, ORGANISATIONS
from welfare_movement.demo.data.people import RESPONDENTS
from welfare_movement.demo.data.tables import rows
from welfare_movement.demo.data.tambons import PROFILES
from welfare_movement.process.stages import Stage

PER_DAY = 8  # organisations that the assistant registers in a day


def tell(story, cast):
    story.at(NETWORKS_EXPECTED, "08.30", expect_networks, cast)
    story.at(NETWORKS_EXPECTED, "08.45", meet, cast, RESPONDENTS)
    for index, row in enumerate(rows(ORGANISATIONS)):
        story.at(NETWORKS_EXPECTED + 1 + index // PER_DAY, hour_of(index), register, cast, *row)
    story.at(ROUND_OPENED, "09.00", open_round, story, cast)
    for index, (code, villages, covered, items, entered, evidence) in enumerate(rows(PROFILES)):
        day, person = entered.split()
        story.at(int(day), hour_of(index), enter_profile, cast, code, person, villages, covered, items, evidence)
    story.at(DATA_RETURN, "16.30", publish, cast)


def expect_networks(cast):
    for key, name, people in rows(NETWORKS):
        if key not in cast.networks:
            cast.networks[key] = Network.objects.create(province=cast.province, name=name)
            for person in people.split():
                NetworkRepresentative.objects.create(network=cast.networks[key], user=cast.people[person])
        ExpectedNetwork.objects.create(cycle=cast.cycle, network=cast.networks[key])


def register(cast, key, kind, scope, tambon, networks, name, respondent):
    if key in cast.organisations:
        return
    organisation = CommunityOrganisation.objects.create(
        province=cast.province, tambon_id=tambon, name=name, type=kind, scope=scope
    )
    organisation.networks.set([cast.networks[network] for network in networks.split()])
    Respondent.objects.create(organisation=organisation, user=cast.people[respondent or key])
    cast.organisations[key] = organisation


def open_round(story, cast):
    """By the resolution of the joint meeting, for all that are registered; the survey month is that of the opening."""
    opened_on = story.day(ROUND_OPENED)
    cast.round = SurveyRound(
        cycle=cast.cycle,
        stage=Stage.SURVEYS,
        reference_month=date(opened_on.year, opened_on.month, 1),
        due_on=story.day(ANSWERS_UNTIL),
        questionnaire=QuestionnaireVersion.shipped(),
        method=GradingMethod.shipped(),
        resolution=cast.agreed("joint", "4.3"),
    )
    cast.round.open(cast.organisations.values(), by=cast.coordinator)


def enter_profile(cast, code, person, villages, covered, items, evidence):
    """Entered as the page does it, by whoever looked at the papers."""
    profile = cast.round.tambon_profiles.get(tambon=code)
    profile.villages = int(villages)
    profile.villages_covered = None if covered == "-" else int(covered)
    for name, points in zip(PLAN_ITEMS, items.split(), strict=True):
        setattr(profile, name, int(points))
    profile.evidence = evidence
    profile.entered_at, profile.entered_by = timezone.now(), cast.people[person]
    profile.full_clean()
    profile.save()


def publish(cast):
    cast.round.publish(by=cast.coordinator, resolution=cast.agreed("data_return", "4.1"))
