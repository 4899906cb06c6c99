"""Who gives what, and the support that nobody gives yet."""

import pytest
from django.urls import reverse

from partners.models.participation import Stance
from partners.sheet import Kind
from surveys.questionnaire import shipped_questionnaire
from tests.factories import (
    make_cycle,
    make_linkage,
    make_member,
    make_open_cycle,
    make_organisation,
    make_participation,
    make_response,
    make_round,
)
from welfare_movement.dashboard.matrix import SERVES, WANTED, matrix
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


def make_giver(cycle, *lines, stance=Stance.JOINED, **fields):
    asked = make_participation(cycle, stance=stance, **fields)
    sheet = make_linkage(asked, gives=0)
    for kind, quantity, unit in lines:
        sheet.gives.create(kind=kind, what="x", quantity=quantity, unit=unit)
    return asked


def numbers(cells):
    return {cell.kind.value: len(cell.given) for cell in cells if cell.given}


def test_partners_stand_against_kinds_with_sums_by_unit():
    cycle = make_cycle()
    first = make_giver(cycle, ("people", 24, "คน"), ("people", 3, "วัน"), ("people", 6, "คน"), ("data", None, ""))
    second = make_giver(cycle, ("money", "1000.50", ""), ("money", 2, ""), stance=None)
    nothing = make_participation(cycle)
    make_giver(make_cycle(2569), ("place", 1, "แห่ง"))
    found = matrix(cycle)
    rows = {row.participation: row for row in found.rows}
    assert {asked: row.number for asked, row in rows.items()} == {first: 4, second: 2, nothing: 0}
    assert numbers(rows[first].cells) == {"people": 3, "data": 1}
    assert [cell.kind for cell in found.totals] == list(Kind)
    assert numbers(found.totals) == {"people": 3, "money": 2, "data": 1}
    sums = {cell.kind.value: cell.sums for cell in found.totals if cell.sums}
    assert sums == {"people": ["30 คน", "3 วัน"], "money": ["1,002.5 baht"]}


def make_wanting(cycle, *answers, verified=True):
    survey_round = make_round(cycle, [make_organisation() for _each in answers])
    for assignment, wanted in zip(survey_round.assignments.order_by("pk"), answers, strict=True):
        specified = {"support_wanted_other": "พี่เลี้ยง"} if "other" in wanted else {}
        make_response(assignment, verified=verified, support_wanted=wanted, **specified)


def needs(cycle):
    return [(need.label, need.wanted_by, [each.partner.name for each in need.givers]) for need in matrix(cycle).needs]


def test_what_nobody_serves_stands_first_and_then_what_most_want():
    cycle = make_open_cycle(Stage.SURVEYS)
    make_wanting(cycle, ["accounting", "it"], ["accounting", "matching"], ["accounting", "other", "matching"])
    make_giver(cycle, ("knowledge", None, ""), name="มหาวิทยาลัย")
    make_giver(cycle, ("money", 5, ""), name="กองทุนกลาง", level="central")  # matching is local governments' alone
    make_giver(cycle, ("goods", 5, "ชุด"), name="หอการค้า", stance=Stance.CONSIDERING)
    assert needs(cycle) == [
        ("Matching by local government", 2, []),
        ("Data system", 1, []),
        ("Other (please specify)", 1, []),
        ("Accounting", 3, ["มหาวิทยาลัย"]),
    ]
    assert [need.said for need in matrix(cycle).needs] == [[], [], ["พี่เลี้ยง"], []]
    make_giver(cycle, ("money", 5, ""), name="อบต.", level="local", stance=Stance.CONDITIONAL)
    assert len(matrix(cycle).unserved) == 2


def test_only_verified_answers_count_and_before_the_round_there_is_no_need_known():
    cycle = make_open_cycle(Stage.SURVEYS)
    assert matrix(cycle).needs is None
    make_wanting(cycle, ["it"], verified=False)
    assert (matrix(cycle).needs, matrix(cycle).unserved) == ([], [])


def test_every_answer_of_the_questionnaire_has_its_kinds_but_the_one_in_own_words():
    question = shipped_questionnaire().by_key[WANTED]
    assert {option.value for option in question.options if not option.text} == {*SERVES}


def test_the_page_is_for_members_of_the_whole_province_and_shows_it_all(client):
    cycle = make_open_cycle(Stage.SURVEYS)
    make_wanting(cycle, ["it"])
    asked = make_giver(cycle, ("people", 24, "คน"), name="สำนักงานจังหวัด")
    client.force_login(make_member(cycle))
    text = client.get(reverse("dashboard:giving", args=cycle.address)).text
    for words in (
        "24 คน",
        "nobody yet",
        "1 that nobody serves yet",
        reverse("partners:ledger", args=[*cycle.address, asked.pk]),
    ):
        assert words in text


def test_the_page_of_a_new_cycle_says_what_stands_here(client):
    cycle = make_cycle()
    client.force_login(make_member(cycle))
    text = client.get(reverse("dashboard:giving", args=cycle.address)).text
    assert ("Here stands what each partner gives" in text, "The survey has not asked yet." in text) == (True, True)
