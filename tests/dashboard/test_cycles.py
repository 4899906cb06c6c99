"""Two cycles of a province side by side."""

import pytest

from partners.models import Commitment
from partners.models.participation import Stance
from tests.factories import (
    make_cycle,
    make_linkage,
    make_open_cycle,
    make_organisation,
    make_participation,
    make_response,
    make_round,
    make_tambon,
    make_user,
)
from welfare_movement.dashboard.cycles import Line, Moves, _moves, compare

pytestmark = pytest.mark.django_db


def figures(lines):
    return {str(line.label): (line.earlier, line.later) for line in lines}


def test_partners_of_two_cycles_are_counted_each_in_their_own():
    earlier, later = make_cycle(year=2569), make_cycle(year=2570)
    make_participation(earlier, stance=Stance.JOINED)
    for stance in (Stance.JOINED, Stance.CONDITIONAL, Stance.DECLINED):
        joined = make_participation(later, stance=stance)
        make_linkage(joined, gives=0 if stance == Stance.DECLINED else 1)
    kept = Commitment.objects.create(cycle=later, tambon=make_tambon(), kind="money", what="สมทบ")
    kept.keep(by=make_user(), proof="โอนแล้ว")
    Commitment.objects.create(cycle=later, participation=joined, kind="data", what="ข้อมูล")
    assert figures(compare(earlier, later).partners) == {
        "Asked in": (1, 3),
        "Joined": (1, 2),
        "Declined": (0, 1),
        "Complete linkage sheets": (0, 2),
        "Commitments": (0, 2),
        "Commitments kept": (0, 1),
    }


def survey(cycle, organisations, *, verified, published):
    survey_round = make_round(cycle, organisations)
    for assignment in list(survey_round.assignments.order_by("pk"))[:verified]:
        make_response(assignment, verified=True)
    if published:
        survey_round.publish(by=make_user())


def test_coverage_and_published_grades_stand_side_by_side():
    earlier, later = make_open_cycle(year=2569), make_open_cycle(year=2570)
    organisations = [make_organisation() for _number in range(4)]
    survey(earlier, organisations[:3], verified=2, published=True)
    survey(later, organisations, verified=3, published=False)
    compared = compare(earlier, later)
    assert figures(compared.coverage) == {
        "Organisations expected": (3, 4),
        "Organisations verified": (2, 3),
        "Verified, per cent": (66, 75),
        "Organisations graded": (2, 0),
    }
    assert sum(row[1] for row in compared.letters) == 2
    assert sum(row[2] for row in compared.letters) == 0
    assert compared.moves == Moves(0, 0, 0)
    later.rounds.get().publish(by=make_user())
    assert compare(earlier, later).moves == Moves(0, 2, 0)


def test_only_letters_of_the_scale_rise_or_fall():
    earlier = {1: "B", 2: "C", 3: "D", 4: "A", 5: "U", 6: "B"}
    later = {1: "A", 2: "C", 3: "C", 4: "B", 5: "A", 7: "D"}
    assert _moves(earlier, later) == Moves(rose=2, same=1, fell=1)
    assert _moves(later, earlier) == Moves(rose=1, same=1, fell=2)


def test_the_change_is_what_the_later_has_more():
    assert Line("x", 5, 3, "").change == -2


def test_a_comparison_takes_the_same_queries_whatever_there_is(django_assert_num_queries):
    earlier, later = make_open_cycle(year=2569), make_open_cycle(year=2570)
    with django_assert_num_queries(9):
        compare(earlier, later)
    survey(earlier, [make_organisation(), make_organisation()], verified=2, published=True)
    for cycle in (earlier, later):
        make_participation(cycle, stance=Stance.JOINED)
    with django_assert_num_queries(9):
        compare(earlier, later)
