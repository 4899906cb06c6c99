"""The six gates of one cycle, each with just enough evidence; without any one requirement it stays shut."""

from html import unescape

import pytest
from django.contrib.admin import site
from django.urls import reverse

from forums.models import Declaration, Gathering, Pledge, Registration
from partners.models import Gains, Participation, Partner
from partners.models.participation import Stance
from pilot_areas.models import AreaPlan, CriteriaSet, CycleReport, Milestone, PanelScore, PilotArea, Thanks
from surveys.models import Assignment, Publication, Response
from surveys.models.grade import Objection
from tests.factories import (
    in_days,
    make_area_entry,
    make_area_plan,
    make_criteria,
    make_cycle,
    make_expected_district,
    make_expected_network,
    make_gathering,
    make_group,
    make_linkage,
    make_meeting,
    make_milestone,
    make_minutes,
    make_network_representative,
    make_nomination,
    make_order,
    make_organisation,
    make_participation,
    make_registration,
    make_response,
    make_round,
    make_team_meeting,
    make_user,
    make_work_plan,
    stamped,
    unstamped,
)
from tests.factories_celebration import make_thanks
from tests.process.evidence import unmet
from welfare_movement.journal.models import Entry
from welfare_movement.meetings.models import Attendance, Minutes
from welfare_movement.process import gates
from welfare_movement.process.refusals import GateClosed
from welfare_movement.process.stages import Stage
from working_groups.models import AppointmentOrder, TeamMember, WorkingGroup, WorkPlan

pytestmark = pytest.mark.django_db


# ── Just enough for each gate ──────────────────────────────────────────────────────────────────────────────────────
def partners(cycle):
    make_minutes(make_meeting(cycle, starts_at=in_days(-1)), adopted=True)
    for level in ["provincial"] * 5 + ["central"]:
        make_linkage(make_participation(cycle, stance=Stance.JOINED, level=level))


def surveys(cycle):
    meeting = make_meeting(cycle, stage=Stage.SURVEYS, kind="joint", starts_at=in_days(-1))
    network = make_expected_network(cycle).network
    make_minutes(meeting, present=make_network_representative(network), adopted=True)
    _verified_and_published(cycle, make_organisation(network), Stage.SURVEYS)


def working_groups(cycle):
    make_order(cycle)
    for team in WorkingGroup.Team.values:
        group = make_group(cycle, team)
        make_work_plan(group), make_team_meeting(group)


def forums(cycle):
    forum = make_gathering(cycle, held=True)
    make_expected_district(forum), make_registration(forum)
    Declaration.objects.create(gathering=forum, text="คำประกาศ", **stamped("adopted"))
    for participation in Participation.objects.joined().filter(cycle=cycle):
        forum.pledges.create(participation=participation, text="คำมั่น")


def pilot_areas(cycle):
    make_criteria(cycle)
    fields = {"reasons": "เหตุผล", "selected_by": make_user(), **stamped("published")}
    area = PilotArea.objects.create(nomination=make_nomination(cycle, judges=3), **fields)
    make_area_plan(area), make_milestone(area, **stamped("reached"))
    _verified_and_published(cycle, Assignment.objects.get(round__cycle=cycle).organisation, Stage.PILOT_AREAS)


def celebration(cycle):
    make_gathering(cycle, Stage.CELEBRATION, held=True)
    for kind in ("story", "lesson"):
        make_area_entry(PilotArea.objects.get(nomination__cycle=cycle), kind)
    make_thanks(cycle, Assignment.objects.baseline().get(round__cycle=cycle).organisation)
    CycleReport.objects.create(cycle=cycle, summary="สรุป", **stamped("published"))


def _verified_and_published(cycle, organisation, stage):
    survey_round = make_round(cycle, [organisation], stage=stage)
    make_response(survey_round.assignments.get(), verified=True)
    survey_round.publish(by=make_user())


GATES = [partners, surveys, working_groups, forums, pilot_areas, celebration]


def climbed(stage):
    """A cycle that has passed every gate before this one, with just enough evidence for this one too."""
    cycle = make_cycle()
    for each, gather in zip(Stage, GATES, strict=True):
        gather(cycle)
        if each == stage:
            return cycle
        cycle.pass_gate(each, by=make_user())


# ── And what takes one requirement away ────────────────────────────────────────────────────────────────────────────
def ask_for_more(name):
    """For what a later requirement implies: only a higher need can miss it alone."""
    return lambda cycle: cycle.needs.create(requirement=name, need=2, set_by=make_user())


def without(rows, **columns):
    """Change one row of this queryset, or delete it when no columns are given."""

    def take(cycle):
        one = rows.filter(pk=rows.first().pk)
        return one.update(**columns) if columns else one.delete()

    return take


MISSING = {
    "partners.consultation": without(Minutes.objects.all(), **unstamped("adopted")),
    "partners.provincial": without(Partner.objects.filter(level="provincial"), level="local"),
    "partners.central": without(Partner.objects.filter(level="central"), level="provincial"),
    "partners.linkages": without(Gains.objects.all()),
    "partners.decided": lambda cycle: [make_participation(cycle, stance=Stance.CONSIDERING) for _ in range(2)],
    "surveys.joint": ask_for_more("surveys.joint"),
    "surveys.networks": without(Attendance.objects.filter(meeting__kind="joint"), status="absent"),
    "surveys.round": ask_for_more("surveys.round"),
    "surveys.coverage": without(Response.objects.all(), **unstamped("verified")),
    "surveys.grades": without(Publication.objects.all(), superseded_at=in_days(0)),
    "working_groups.teams": without(TeamMember.objects.filter(role="chair"), role="vice_chair"),
    "working_groups.order": without(AppointmentOrder.objects.all(), signed_on=None, signed_by=""),
    "working_groups.plans": without(WorkPlan.objects.all(), **unstamped("adopted")),
    "working_groups.met": without(Minutes.objects.filter(meeting__kind="team"), **unstamped("adopted")),
    "forums.held": ask_for_more("forums.held"),
    "forums.districts": without(Registration.objects.all(), **unstamped("checked_in")),
    "forums.declaration": without(Declaration.objects.all(), **unstamped("adopted")),
    "forums.pledges": lambda cycle: [without(Pledge.objects.all())(cycle) for _ in range(2)],
    "pilot_areas.criteria": without(CriteriaSet.objects.all(), **unstamped("adopted")),
    "pilot_areas.scored": without(PanelScore.objects.all()),
    "pilot_areas.selected": without(PilotArea.objects.all(), **unstamped("published")),
    "pilot_areas.plans": without(AreaPlan.objects.all(), **unstamped("adopted")),
    "pilot_areas.milestones": without(Milestone.objects.all(), **unstamped("reached")),
    "pilot_areas.regraded": without(
        Publication.objects.filter(round__stage=Stage.PILOT_AREAS), superseded_at=in_days(0)
    ),
    "celebration.held": without(Gathering.objects.filter(stage=Stage.CELEBRATION), **unstamped("held")),
    "celebration.stories": without(Entry.objects.filter(kind="lesson"), **unstamped("published")),
    "celebration.thanked": without(Thanks.objects.all()),
    "celebration.report": without(CycleReport.objects.all(), **unstamped("published")),
    "celebration.objections": lambda cycle: Objection.objects.create(
        grade=Response.objects.first().grades.get(), text="ไม่ตรง"
    ),
}


def test_every_requirement_has_its_trial():
    assert set(MISSING) == set(gates.requirements)


def test_with_all_the_evidence_a_cycle_passes_its_six_gates_and_is_closed():
    cycle = climbed(Stage.CELEBRATION)
    cycle.pass_gate(Stage.CELEBRATION, by=make_user())
    cycle.refresh_from_db()
    assert cycle.closed_at is not None
    assert [gate_pass.is_waiver for gate_pass in cycle.passes.order_by("stage")] == [False] * 6


@pytest.mark.parametrize("name", MISSING)
def test_a_gate_is_not_passed_with_all_but_this_requirement(name):
    stage = gates.requirements[name].stage
    cycle = climbed(stage)
    assert unmet(cycle, stage) == set()
    MISSING[name](cycle)
    assert unmet(cycle, stage) == {gates.requirements[name].key}
    with pytest.raises(GateClosed):
        cycle.pass_gate(stage, by=make_user())
    assert not cycle.passes.filter(stage=stage).exists()


# ── What all six have in common ────────────────────────────────────────────────────────────────────────────────────
def test_the_needs_are_those_agreed():
    assert {each.name: (each.default, each.is_share, each.per) for each in gates.requirements.values()} == {
        "partners.consultation": (1, False, None),
        "partners.provincial": (5, False, None),
        "partners.central": (1, False, None),
        "partners.linkages": (100, True, None),
        "partners.decided": (80, True, None),
        "surveys.joint": (1, False, None),
        "surveys.networks": (100, True, None),
        "surveys.round": (1, False, None),
        "surveys.coverage": (80, True, "organisation__networks"),
        "surveys.grades": (1, False, None),
        "working_groups.teams": (3, False, None),
        "working_groups.order": (1, False, None),
        "working_groups.plans": (3, False, None),
        "working_groups.met": (3, False, None),
        "forums.held": (1, False, None),
        "forums.districts": (80, True, None),
        "forums.declaration": (1, False, None),
        "forums.pledges": (80, True, None),
        "pilot_areas.criteria": (1, False, None),
        "pilot_areas.scored": (100, True, None),
        "pilot_areas.selected": (1, False, None),
        "pilot_areas.plans": (100, True, None),
        "pilot_areas.milestones": (100, True, None),
        "pilot_areas.regraded": (80, True, None),
        "celebration.held": (1, False, None),
        "celebration.stories": (100, True, None),
        "celebration.thanked": (100, True, None),
        "celebration.report": (1, False, None),
        "celebration.objections": (100, True, None),
    }


def test_every_page_of_the_administration_names_the_rows_of_a_whole_cycle(client):
    cycle = climbed(Stage.CELEBRATION)
    for more in ("celebration.objections", "surveys.joint"):
        MISSING[more](cycle)
    client.force_login(make_user(is_staff=True, is_superuser=True))
    for model in site._registry:
        page = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{page}_changelist")).status_code == 200
        for row in model.objects.all()[:1]:
            answer = client.get(reverse(f"{page}_change", args=[row.pk]))
            assert f"{row}" in unescape(answer.content.decode())
