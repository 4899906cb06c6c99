"""A round is opened by a resolution, with an assignment for each organisation expected then."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from surveys.coverage import count
from surveys.models import Assignment, GradingMethod, QuestionnaireVersion, Response, SurveyRound, TambonProfile
from surveys.refusals import AlreadyOpened
from tests.factories import (
    make_cycle,
    make_district,
    make_meeting,
    make_network,
    make_open_cycle,
    make_organisation,
    make_province,
    make_resolution,
    make_response,
    make_round,
    make_tambon,
    make_user,
    moment,
    whole_answers,
)
from welfare_movement.meetings.models import Resolution
from welfare_movement.process.refusals import StageLocked
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.SURVEYS)


def test_a_round_makes_an_assignment_with_a_link_for_each_organisation_and_a_profile_for_each_tambon(cycle):
    organisations = [make_organisation(), make_organisation(), make_organisation(tambon=make_tambon("801201"))]
    by = make_user()
    survey_round = make_round(cycle, organisations, by=by)
    assignments = Assignment.objects.filter(round=survey_round)
    assert {each.organisation for each in assignments} == set(organisations)
    assert [each.link.target() for each in assignments] == list(assignments)
    assert sorted(TambonProfile.objects.values_list("tambon", flat=True)) == ["800104", "801201"]
    assert (survey_round.opened_by, str(survey_round)) == (by, "Baseline survey")


def test_what_is_registered_later_does_not_move_the_denominator(cycle):
    make_round(cycle)
    make_organisation()
    assert Assignment.objects.count() == 1


def test_many_organisations_cost_the_same_number_of_queries(cycle, queries):
    few, many = [make_organisation() for _ in range(2)], [make_organisation() for _ in range(30)]
    resolution, by = make_resolution(cycle), make_user()
    other = make_open_cycle(Stage.SURVEYS, year=2571)
    other_resolution = make_resolution(other)
    QuestionnaireVersion.shipped(), GradingMethod.shipped()
    with queries(12):
        make_round(cycle, few, resolution=resolution, by=by)
    with queries(12):
        make_round(other, many, resolution=other_resolution, by=by)


def test_a_round_is_opened_by_a_resolution_that_agreed_at_a_meeting_of_the_cycle_that_was_held(cycle):
    def ahead():
        meeting = make_meeting(cycle, stage=Stage.SURVEYS, kind="joint")
        return Resolution.objects.create(item=meeting.items.first(), outcome="endorsed")

    def called_off():
        resolution = ahead()
        resolution.item.meeting.cancel(by=make_user(), reason="น้ำท่วม")
        return resolution

    elsewhere = make_resolution(make_open_cycle(Stage.SURVEYS, year=2571))
    for wrong in (elsewhere, ahead(), called_off()):
        with pytest.raises(Refused, match="Choose a resolution of a meeting of this cycle that was held"):
            make_round(cycle, resolution=wrong)
    for outcome in ("noted", "rejected", "assigned"):
        with pytest.raises(Refused, match="this one did not"):
            make_round(cycle, resolution=make_resolution(cycle, outcome=outcome))
    assert not SurveyRound.objects.exists()


def test_a_round_without_organisations_is_refused(cycle):
    survey_round = SurveyRound(cycle=cycle, stage=Stage.SURVEYS, resolution=make_resolution(cycle))
    with pytest.raises(Refused, match="Register the community organisations first"):
        survey_round.open([], by=make_user())


def test_a_round_asks_only_organisations_of_its_province_that_stand_each_once(cycle):
    here = make_organisation()
    elsewhere = make_organisation(
        tambon=make_tambon("810101", make_district("8101", make_province("81", slug="krabi")))
    )
    dissolved = make_organisation(dissolved_on=date(2026, 1, 1))
    for wrong in (elsewhere, dissolved):
        with pytest.raises(Refused, match="of this province that still stand"):
            make_round(cycle, [here, wrong])
    assert make_round(cycle, [here, here]).assignments.get().organisation == here


def vars_of(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_cycle_has_one_baseline_and_its_follow_up_waits_for_the_pilot_areas(cycle):
    first = make_round(cycle, by=make_user("มาลี"))
    with pytest.raises(AlreadyOpened, match="มาลี .* opened this round already"):
        make_round(cycle)
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyRound.objects.bulk_create([SurveyRound(**{**vars_of(first), "pk": None})])
    with pytest.raises(StageLocked):
        make_round(cycle, stage=Stage.PILOT_AREAS)
    locked = make_cycle(2571)
    with pytest.raises(StageLocked):
        make_round(locked, resolution=make_resolution(locked, stage=Stage.PARTNERS))


def test_a_round_closes_at_the_end_of_its_last_day_in_bangkok(cycle, time_machine):
    survey_round = make_round(cycle, due_on=date(2027, 1, 31))
    assignment = survey_round.assignments.get()
    time_machine.move_to(moment("2027-01-31 23:59"))
    assert (survey_round.closes_at, assignment.is_late) == (moment("2027-01-31 23:59:59"), False)
    time_machine.move_to(moment("2027-02-01 00:00"))
    assert assignment.is_late
    response = make_response(assignment)
    assert assignment.is_late
    time_machine.move_to(moment("2027-01-30 12:00"))
    Response.objects.filter(pk=response.pk).update(first_sent_at=moment("2027-01-30 12:00"))
    time_machine.move_to(moment("2027-02-10 12:00"))
    response.refresh_from_db()
    response.submit(whole_answers(members_total=1481), key=uuid.uuid4())
    assert not survey_round.assignments.get().is_late


def test_a_version_of_questionnaire_or_method_never_changes():
    for model in (QuestionnaireVersion, GradingMethod):
        version = model.shipped()
        assert model.shipped() == version
        with pytest.raises(Refused, match="A version never changes"):
            version.save()


def test_coverage_counts_each_state_by_network_and_all_together(cycle, queries):
    one, two = make_network(name="ก เครือข่าย"), make_network(name="ข เครือข่าย")
    organisations = [make_organisation(one), make_organisation(one, two), make_organisation(two), make_organisation()]
    organisations += [make_organisation(one)]
    survey_round = make_round(cycle, organisations)
    first, second, third, _fourth, fifth = survey_round.assignments.order_by("pk")
    make_response(first, verified=True)
    make_response(second)
    make_response(third, sent=False)
    returned = make_response(fifth)
    returned.give_back(returned.latest, by=make_user(), comment="ตรวจ")
    with queries(2):
        lines = count(survey_round.assignments.all())
    assert [
        (line.network and line.network.name, line.expected, line.not_started, line.draft, line.sent, line.returned)
        + (line.verified, line.percent)
        for line in lines
    ] == [
        ("ก เครือข่าย", 3, 0, 0, 1, 1, 1, 33),
        ("ข เครือข่าย", 2, 0, 1, 1, 0, 0, 0),
        (None, 1, 1, 0, 0, 0, 0, 0),
        (None, 5, 1, 1, 1, 1, 1, 20),
    ]
    assert [each.state for each in survey_round.assignments.order_by("pk")] == [
        "verified",
        "sent",
        "draft",
        "not_started",
        "returned",
    ]


def test_assignments_are_limited_to_districts(cycle):
    near, far = make_organisation(), make_organisation(tambon=make_tambon("801201"))
    make_round(cycle, [near, far])
    assert Assignment.objects.in_districts({"8012"}).get().organisation == far
    assert Assignment.objects.in_districts(None).count() == 2
