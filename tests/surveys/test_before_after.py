"""The follow-up of a cycle beside its baseline: published grades only, and never those of another round."""

from decimal import Decimal

import pytest

from surveys.before_after import before_after
from surveys.cards import card
from surveys.comparison import Turn
from surveys.models import Assignment, Publication, TambonProfile
from surveys.models.tambon import PLAN_ITEMS
from tests.factories import make_open_cycle, make_organisation, make_response, make_round, make_tambon, make_user
from tests.factories_follow_up import make_follow_up, make_surveyed, pinned
from tests.surveys.test_cards import UNKNOWN
from welfare_movement.process.stages import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
BETTER = {"meetings_12m": 12, "accounts_level": 4, "disclosure_level": 4}


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.PILOT_AREAS)


def entered(survey_round, **items):
    """All profiles of this round entered, and its grades published anew."""
    for profile in TambonProfile.objects.filter(round=survey_round):
        profile.villages, profile.evidence = 9, "แผนชุมชน"
        for name in PLAN_ITEMS:
            setattr(profile, name, items.get(name, 20))
        profile.enter(by=make_user())
    survey_round.publish(by=make_user())


def test_before_the_follow_up_is_opened_there_is_nothing(cycle):
    make_surveyed(cycle, [make_organisation()])
    found = before_after(cycle)
    assert (found.follow_up, found.organisations, found.tambons, found.summary) == (None, [], [], None)
    assert (found.dimensions, found.indicators, found.compared, found.pending) == ([], [], [], 0)


def test_each_organisation_of_the_follow_up_is_compared_with_its_own_baseline(cycle):
    here, other = make_organisation(name="ก"), make_organisation(name="ข")
    baseline = make_surveyed(cycle, [here, other])
    follow_up = make_follow_up(cycle, [here], **BETTER)
    (line,) = before_after(cycle).organisations
    assert (line.organisation, line.before, line.after) == (here, pinned(baseline, here), pinned(follow_up, here))
    assert (line.comparison.score.before, line.comparison.score.after) == (Decimal("74.58"), Decimal("78.33"))
    assert {each.code: each.by for each in line.comparison.rose} == {"G1": 1, "G3": 1, "G4": 1}
    assert (line.comparison.fell, line.comparison.turn) == ((), Turn.SAME)


def test_the_medians_carry_the_names_of_the_method(cycle):
    organisation = make_organisation()
    make_surveyed(cycle, [organisation])
    make_follow_up(cycle, [organisation], **BETTER)
    found = before_after(cycle)
    governance = next(each for each in found.dimensions if each.code == "G")
    assert (governance.name, governance.before, governance.after, governance.by, governance.turn) == (
        "Management and governance",
        Decimal("81.25"),
        Decimal("100.00"),
        Decimal("18.75"),
        Turn.ROSE,
    )
    assert [each.code for each in found.dimensions] == ["M", "F", "G", "B", "P", "N"]
    assert (len(found.indicators), {each.number for each in found.indicators}) == (22, {1})


@pytest.mark.parametrize(("publish", "waits"), [(False, 1), (True, 0)])
def test_a_grade_that_is_pending_is_not_compared_and_is_counted_as_pending(publish, waits, cycle):
    organisation = make_organisation()
    make_surveyed(cycle, [organisation])
    make_follow_up(cycle, [organisation], publish=publish)
    found = before_after(cycle)
    assert (found.pending, len(found.compared), found.summary.number) == (waits, 1 - waits, 1 - waits)
    assert (found.organisations[0].after is None, found.organisations[0].comparison is None) == (not publish,) * 2
    assert found.organisations[0].assignment.state == "verified"


def test_a_superseded_grade_is_not_compared(cycle):
    organisation = make_organisation()
    baseline = make_surveyed(cycle, [organisation])
    make_follow_up(cycle, [organisation])
    first = pinned(baseline, organisation)
    response = first.response
    response.give_back(response.latest, by=make_user(), comment="ตรวจ")
    response.submit(
        {**response.answers, **BETTER, "informant": response.typed["informant"]},
        key="8c1f5a1e-6a7e-4f0f-9f3c-2f2f3a1b7c11",
    )
    assert before_after(cycle).organisations[0].before == first
    response.verify(response.latest, by=make_user())
    baseline.publish(by=make_user())
    assert before_after(cycle).organisations[0].before == pinned(baseline, organisation) != first
    Publication.objects.filter(round=baseline).update(superseded_at=baseline.opened_at)
    (line,) = before_after(cycle).organisations
    assert (line.before, line.comparison) == (None, None)


def test_another_cycle_is_never_mixed_in(cycle):
    organisation, elsewhere = make_organisation(), make_open_cycle(Stage.PILOT_AREAS, year=2571)
    make_surveyed(elsewhere, [organisation], **BETTER), make_follow_up(elsewhere, [organisation], rules_level=0)
    baseline = make_surveyed(cycle, [organisation])
    make_round(cycle, [organisation], stage=Stage.PILOT_AREAS)
    (line,) = before_after(cycle).organisations
    assert (line.before, line.after) == (pinned(baseline, organisation), None)


@pytest.mark.parametrize("ungraded", [{"provides_welfare": "no"}, dict.fromkeys(UNKNOWN, "unknown")])
def test_an_organisation_without_a_letter_is_shown_so_and_never_as_0(ungraded, cycle):
    one, two = make_organisation(), make_organisation()
    make_surveyed(cycle, [one, two])
    follow_up = make_round(cycle, [one, two], stage=Stage.PILOT_AREAS)
    first, second = follow_up.assignments.order_by("pk")
    make_response(first, verified=True, **ungraded)
    make_response(second, verified=True, **BETTER)
    follow_up.publish(by=make_user())
    found = before_after(cycle)
    lines = {line.organisation: line for line in found.organisations}
    assert (lines[one].after.letter, lines[one].comparison.turn, lines[one].comparison.score.by) == (
        "U",
        Turn.APART,
        None,
    )
    assert {letter: after for letter, _before, after in found.summary.letters}["U"] == 1
    assert (found.summary.apart, found.summary.score.number, found.summary.score.after) == (1, 1, Decimal("78.33"))


def test_tambons_stand_side_by_side_with_their_own_profiles(cycle):
    here, there = make_organisation(), make_organisation(tambon=make_tambon("800105"))
    make_surveyed(cycle, [here, there])
    entered(cycle.rounds.baseline().get(), **dict.fromkeys(PLAN_ITEMS[1:], 0))
    follow_up = make_follow_up(cycle, [here], **BETTER)
    (line,) = before_after(cycle).tambons
    # 0.6 · 74.58 + 0.25 · 20 + 0.15 · 8/9: the profile of the follow-up is not entered yet
    assert (line.tambon.code, line.before.score, line.after.letter, line.turn) == (
        "800104",
        Decimal("63.08"),
        "U",
        Turn.APART,
    )
    assert (line.score.before, line.score.by, line.score.turn) == (None, None, Turn.APART)
    entered(follow_up)
    (line,) = before_after(cycle).tambons
    # 0.6 · 78.33 + 0.25 · 100 + 0.15 · 8/9, and no organisation of letter A
    assert (line.before.score, line.after.score, line.score.by) == (
        Decimal("63.08"),
        Decimal("85.33"),
        Decimal("22.25"),
    )
    assert (line.before.letter, line.after.letter, line.turn) == ("C", "B", Turn.ROSE)


def test_it_is_narrowed_to_some_tambons(cycle):
    organisations = [make_organisation(tambon=make_tambon(code)) for code in ("800104", "800105", "800106")]
    make_surveyed(cycle, organisations)
    make_follow_up(cycle, organisations)
    found = before_after(cycle, ["800105"])
    assert [line.organisation for line in found.organisations] == [organisations[1]]
    assert [line.tambon.code for line in found.tambons] == ["800105"]
    assert found.summary.number == 1
    assert len(before_after(cycle).organisations) == 3


def test_it_costs_the_same_whatever_the_number_of_organisations(cycle, queries):
    organisations = [make_organisation(tambon=make_tambon(f"80010{each}")) for each in range(4, 8)]
    make_surveyed(cycle, organisations)
    make_follow_up(cycle, organisations)
    for size in (1, 4):
        codes = [each.tambon_id for each in organisations[:size]]
        with queries(4):
            found = before_after(cycle, codes)
            assert {line.before.get_absolute_url() == line.after.get_absolute_url() for line in found.compared} == {
                False
            }
        assert len(found.compared) == size


# ── Another version of the method ──────────────────────────────────────────────────────────────────────────────────
def test_rounds_of_two_versions_are_compared_by_letters_and_scores(cycle):
    organisation = make_organisation()
    baseline = make_surveyed(cycle, [organisation])
    newer = type(baseline.method).objects.create(
        version="nst-sg-1.1", definition={**baseline.method.definition, "version": "nst-sg-1.1"}
    )
    follow_up = make_round(cycle, [organisation], stage=Stage.PILOT_AREAS)
    type(follow_up).objects.filter(pk=follow_up.pk).update(method=newer)
    make_response(Assignment.objects.get(round=follow_up), verified=True, **BETTER)
    follow_up.publish(by=make_user())
    found = before_after(cycle)
    assert (found.same_method, found.compared[0].comparison.score.by) == (False, Decimal("3.75"))
    assert {each.number for each in (*found.dimensions, *found.indicators)} == {0}


# ── The grade card ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_card_of_the_follow_up_tells_before_and_after_beside_each_indicator(cycle):
    organisation = make_organisation()
    baseline = make_surveyed(cycle, [organisation])
    follow_up = make_follow_up(cycle, [organisation], **BETTER, rules_level=3)
    after = pinned(follow_up, organisation)
    shown = card(after, after.earlier())
    assert (shown.earlier, shown.comparison.score.by) == (pinned(baseline, organisation), Decimal("2.50"))
    assert [(line.code, line.change.before, line.change.after) for line in shown.rose] == [
        ("G1", 3, 4),
        ("G3", 3, 4),
        ("G4", 3, 4),
    ]
    assert [(line.code, line.change.by) for line in shown.fell] == [("G2", -1)]
    assert {each.code: each.change.by for each in shown.dimensions}["G"] == Decimal("12.50")


def test_a_card_of_the_baseline_and_one_without_a_published_baseline_compare_nothing(cycle):
    organisation = make_organisation()
    baseline = make_surveyed(cycle, [organisation], publish=False)
    after = pinned(make_follow_up(cycle, [organisation]), organisation)
    assert after.earlier() is None
    shown = card(after, after.earlier())
    assert (shown.comparison, shown.rose, shown.fell) == (None, [], [])
    baseline.publish(by=make_user())
    assert after.earlier() == pinned(baseline, organisation)
    assert pinned(baseline, organisation).earlier() is None
