"""Judges score blindly, each for themselves; who is tied to a candidate does not score it."""

import pytest
from django.core.exceptions import ValidationError

from pilot_areas.models import Conflict, Judge, Nomination, PanelScore
from tests.factories import make_criteria, make_nomination, make_open_cycle, make_user
from tests.factories_selection import WHOLE, make_judge, make_score, make_selection
from welfare_movement.people.models import Link
from welfare_movement.process.audiences import people_of
from welfare_movement.process.refusals import Sealed, StageLocked
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    cycle = make_open_cycle(Stage.PILOT_AREAS)
    make_criteria(cycle)
    return cycle


@pytest.fixture
def judge(cycle):
    return make_judge(cycle)


@pytest.fixture
def candidate(cycle):
    return make_nomination(cycle)


# ── Seats ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_seat_comes_with_a_personal_link_and_is_given_once(cycle, judge):
    assert (judge.link.target(), judge.link.is_usable) == (judge, True)
    with pytest.raises(Refused, match="sits on the panel already"):
        Judge.objects.appoint(cycle, judge.person, by=make_user())
    assert (Judge.objects.count(), Link.objects.count()) == (1, 1)
    with pytest.raises(StageLocked):
        make_judge(make_open_cycle(Stage.FORUMS, year=2571))
    assert Link.objects.count() == 1


def test_the_judges_are_an_audience(cycle, judge):
    make_judge(make_open_cycle(Stage.PILOT_AREAS, year=2571))
    assert list(people_of(cycle, ["pilot_areas.judges"])) == [judge.person]


def test_a_seat_is_given_up_with_its_link_until_something_was_scored(judge, candidate):
    other = make_judge(judge.cycle)
    other.declare_conflict(candidate, reason="ญาติ")
    other.step_down(by=make_user())
    assert (list(Judge.objects.all()), Conflict.objects.count()) == ([judge], 0)
    assert list(Link.objects.usable()) == [judge.link]
    judge.score(candidate, points={"leaders": 3})
    with pytest.raises(Refused, match="has scored already, so the seat stays"):
        judge.step_down(by=make_user())
    assert list(Judge.objects.all()) == [judge]


# ── Points ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_points_are_given_bit_by_bit_and_the_whole_counts(judge, candidate):
    score = judge.score(candidate, points={"leaders": 18}, note="เวทีคึกคัก")
    assert (score.points, score.completed_at) == ({"leaders": 18}, None)
    score = judge.score(candidate, points={"need": 0, "spread": 10})
    assert (score.points, score.note) == ({"leaders": 18, "need": 0, "spread": 10}, "เวทีคึกคัก")
    assert score.completed_at == score.scored_at
    score = judge.score(candidate, points={"leaders": 2}, note="")
    assert (PanelScore.objects.get().points["leaders"], PanelScore.objects.get().note) == (2, "")
    assert list(PanelScore.objects.counting()) == [score]


@pytest.mark.parametrize("points", [{"leaders": 21}, {"leaders": -1}, {"need": 11}, {"plan": 5}, {"beauty": 1}])
def test_points_outside_their_range_or_of_no_judged_criterion_are_refused(judge, candidate, points):
    with pytest.raises(Refused, match="from 0 to the most of each criterion"):
        judge.score(candidate, points={"spread": 5, **points})
    assert PanelScore.objects.count() == 0


def test_nobody_scores_without_criteria_nor_one_who_withdrew(judge, candidate):
    lawless = make_open_cycle(Stage.PILOT_AREAS, year=2571)
    with pytest.raises(Refused, match="Write the criteria first"):
        make_judge(lawless).score(make_nomination(lawless), points=WHOLE)
    candidate.withdraw(by=make_user(), reason="ถอน")
    with pytest.raises(Refused, match="was withdrawn"):
        judge.score(candidate, points=WHOLE)
    assert PanelScore.objects.count() == 0


def test_a_score_never_names_its_points():
    assert str(PanelScore(nomination=make_nomination(), points=WHOLE)) == "Tambon 800104"


# ── Conflicts of interest ──────────────────────────────────────────────────────────────────────────────────────────
def test_who_is_tied_to_a_candidate_does_not_score_it_by_verb_nor_by_form(judge, candidate):
    judge.declare_conflict(candidate, reason="เป็นคนตำบลนี้")
    with pytest.raises(Refused, match="A judge with a conflict of interest does not score"):
        judge.score(candidate, points=WHOLE)
    with pytest.raises(ValidationError, match="A judge with a conflict of interest does not score"):
        PanelScore(judge=judge, nomination=candidate).clean()
    assert PanelScore.objects.count() == 0
    PanelScore(judge=make_judge(judge.cycle), nomination=candidate).clean()


def test_a_conflict_found_later_takes_the_score_out_of_the_count(judge, candidate):
    for _number in range(2):
        make_score(candidate)
    make_score(candidate, judge)
    assert list(Nomination.objects.scored()) == [candidate]
    judge.declare_conflict(candidate, reason="เพิ่งทราบ", by=make_user())
    assert (list(Nomination.objects.scored()), PanelScore.objects.counting().count()) == ([], 2)


def test_a_conflict_needs_a_reason_and_is_recorded_once(judge, candidate):
    with pytest.raises(Refused, match="Write what ties"):
        judge.declare_conflict(candidate, reason=" ")
    judge.declare_conflict(candidate, reason="ญาติ")
    with pytest.raises(Refused, match="recorded already"):
        judge.declare_conflict(candidate, reason="ญาติอีก")
    assert list(Conflict.objects.values_list("reason", "declared_by")) == [("ญาติ", None)]


def test_a_judge_of_another_cycle_has_nothing_to_do_with_a_candidate(candidate):
    other = make_judge(make_open_cycle(Stage.PILOT_AREAS, year=2571))
    for row in (Conflict(judge=other, nomination=candidate, reason="x"), PanelScore(judge=other, nomination=candidate)):
        with pytest.raises(ValidationError, match="belongs to another cycle"):
            row.clean()


# ── After the scoring ──────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("decided", [False, True])
def test_after_the_scoring_nothing_is_scored_nor_declared(cycle, decided):
    selection = make_selection(cycle, decided=decided)
    judge, candidate = Judge.objects.first(), selection.standing[0]
    before = list(PanelScore.objects.order_by("pk").values_list("points", flat=True))
    for late in (
        lambda: judge.score(candidate, points={"leaders": 0}),
        lambda: judge.declare_conflict(candidate, reason="ช้าไป"),
        lambda: PanelScore.objects.first().delete(),
        lambda: PanelScore.objects.all().delete(),
    ):
        with pytest.raises(Sealed, match="The scoring is closed"):
            late()
    assert list(PanelScore.objects.order_by("pk").values_list("points", flat=True)) == before
    assert Conflict.objects.count() == 0
