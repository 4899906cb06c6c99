"""The grade card: a stored grade with the sentences that explain it, and what would lift it."""

from decimal import Decimal

import pytest
from django.utils import translation

from surveys.cards import IndicatorLine, card, scale
from surveys.models import Grade
from tests.factories import make_response, make_round, whole_answers

pytestmark = pytest.mark.django_db

UNKNOWN = (
    "service_population",
    "members_total",
    "members_12m_ago",
    "members_paid_up",
    "fund_balance",
    "state_contrib_12m",
)
UNKNOWN += ("benefits_paid_12m", "beneficiaries_12m", "active_partners", "lao_contrib_12m")


def carded(**changes):
    """The card of the grade that these answers get."""
    make_response(make_round().assignments.get(), **changes)
    return card(Grade.objects.select_related("method").get())


def test_a_card_tells_the_letter_the_dimensions_and_the_way_up():
    shown = carded()
    assert (shown.grade.letter, shown.word, shown.reason, shown.caps) == ("B", "Strong", "", [])
    assert [(each.code, each.weight, each.earned, each.possible, each.score) for each in shown.dimensions] == [
        ("M", 20, 11, 16, "68.75"),
        ("F", 20, 13, 16, "81.25"),
        ("G", 20, 13, 16, "81.25"),
        ("B", 20, 12, 16, "75.00"),
        ("P", 10, 8, 12, "66.67"),
        ("N", 10, 8, 12, "66.67"),
    ]
    assert (shown.lifts.next_letter, shown.lifts.distance) == ("A", Decimal("5.42"))
    assert sum(step.gain for step in shown.steps) >= shown.lifts.distance
    assert [step.gain for step in shown.steps] == sorted((step.gain for step in shown.steps), reverse=True)


def test_each_dimension_holds_its_own_indicators_in_the_order_of_the_method():
    shown = carded()
    assert [[line.code for line in each.indicators] for each in shown.dimensions] == [
        ["M1", "M2", "M3", "M4"],
        ["F1", "F2", "F3", "F4"],
        ["G1", "G2", "G3", "G4"],
        ["B1", "B2", "B3", "B4"],
        ["P1", "P2", "P3"],
        ["N1", "N2", "N3"],
    ]
    earned = [sum(line.points for line in each.indicators) for each in shown.dimensions]
    assert earned == [each.earned for each in shown.dimensions]


def test_a_line_tells_why_and_what_gives_the_next_points():
    line = carded().dimensions[0].indicators[0]
    assert (line.code, line.points, line.dots) == ("M1", 2, [True, True, False, False])
    assert line.because == "1,480 members of 7,400 people: 20.00\xa0%"
    assert line.next_step == "3 of 4 points from 30\xa0% on (2,220\xa0people)"


@pytest.mark.parametrize(
    ("points", "dots"),
    [(0, [False] * 4), (3, [True] * 3 + [False]), (4, [True] * 4), ("NA", []), ("UNK", [])],
)
def test_dots_are_full_as_far_as_the_points_go_and_none_stand_where_there_are_no_points(points, dots):
    assert IndicatorLine("M1", "M", "", points, "", "").dots == dots


def test_what_does_not_apply_and_what_is_not_known_is_said():
    shown = carded(scope="village", founded_month="2026-10", members_paid_up="unknown")
    lines = {line.code: line for each in shown.dimensions for line in each.indicators}
    assert (lines["M3"].points, lines["M3"].because, lines["M3"].next_step) == (
        "NA",
        "Does not apply. The area of service is a single village.",
        "",
    )
    assert lines["M2"].because == "Does not apply. The organisation is younger than 12 months."
    assert (lines["M4"].points, lines["M4"].because) == ("UNK", "Not known: Members paid up to this month")


def test_caps_are_named_in_the_order_of_the_method():
    shown = carded(accounts_level=0, rules_level=0, disclosure_level=0)
    assert (shown.grade.letter, shown.grade.result["caps"], len(set(shown.caps))) == ("C", ["CAP1", "CAP2", "CAP3"], 3)


def test_a_card_without_a_score_has_its_reason_alone():
    shown = carded(provides_welfare="no")
    assert (shown.grade.letter, shown.word, shown.reason) == ("U", "Not yet graded", "Provides no welfare.")
    assert (shown.dimensions, shown.steps, shown.caps, shown.lifts) == ([], [], [], None)


def test_who_knows_too_little_is_told_how_much_is_to_be_found_out():
    shown = carded(**dict.fromkeys(UNKNOWN, "unknown"))
    assert (shown.grade.letter, shown.reason) == ("U", "Too little is known yet to give a grade.")
    assert (shown.grade.score is None, shown.lifts.to_know > 0, len(shown.dimensions)) == (False, True, 6)


def test_the_best_grade_has_no_steps():
    best = {"members_total": 5000, "members_12m_ago": 4000, "villages_covered": 9, "members_paid_up": 5000}
    best |= {"fund_balance": 9000000, "donation_12m": 5000, "lao_contrib_12m": 441000, "admin_cost_12m": 1000}
    best |= {"accounts_level": 4, "disclosure_level": 4, "meetings_12m": 12, "median_days": 5, "vulnerable_care": 4}
    best |= {"beneficiaries_12m": 2000, "plan_status": 4, "local_plan_items": 5, "data_use": 4}
    shown = carded(**best, active_partners=9, network_role=4)
    assert (shown.grade.letter, shown.steps, shown.lifts.next_letter) == ("A", [], None)


def test_a_card_speaks_the_readers_language():
    make_response(make_round().assignments.get())
    with translation.override("th"):
        shown = card(Grade.objects.get())
    assert shown.word == "เข้มแข็ง"
    assert shown.dimensions[0].indicators[0].because.startswith("สมาชิก 1,480")


def test_a_card_is_reckoned_from_what_the_grade_kept_and_not_from_what_was_answered_since():
    response = make_response(make_round().assignments.get())
    type(response).objects.update(answers=whole_answers(members_total=9))
    assert card(response.grades.get()).dimensions[0].earned == 11


def test_the_scale_runs_from_the_lowest_letter_to_a_hundred():
    make_response(make_round().assignments.get())
    assert scale(Grade.objects.get().method.method) == [
        ("D", 0, 50),
        ("C", 50, 15),
        ("B", 65, 15),
        ("A", 80, 20),
    ]
