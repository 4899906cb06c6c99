"""What the pages of the survey need to know of an assignment, and who is to do what."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from surveys.answers import choices_of, filled, in_the_way, in_words, prefilled, twelve_months
from surveys.coverage import Line, count
from surveys.models import Response
from surveys.questionnaire import shipped_questionnaire
from tests.factories import (
    make_district,
    make_member,
    make_network,
    make_open_cycle,
    make_organisation,
    make_province,
    make_response,
    make_round,
    make_tambon,
    make_user,
    moment,
    whole_answers,
)
from welfare_movement.process.audiences import people_of
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from welfare_movement.process.todos import owed

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return make_round(organisations=[make_organisation(name="กองทุนกำแพงเซา")]).assignments.get()


def typed(assignment, **answers):
    response, _made = Response.objects.get_or_create(assignment=assignment)
    response.keep(answers)
    return assignment


def words(assignment, **answers):
    """Every answer in words, by key."""
    return {line.question.key: line.words for _title, lines in in_words(assignment, answers) for line in lines}


# ── What is known, and what may be chosen ──────────────────────────────────────────────────────────────────────────
def test_a_draft_begins_with_what_the_registry_knows(assignment):
    network = make_network()
    assignment.organisation.networks.add(network)
    assert prefilled(assignment) == {
        "org_name": "กองทุนกำแพงเซา",
        "org_type": "welfare_fund",
        "tambon_code": "800104",
        "scope": "tambon",
        "networks": [str(network.pk)],
    }


def test_places_and_networks_of_the_province_may_be_chosen_in_the_order_of_a_dictionary(assignment):
    district = make_district("8012", sort_key="9")
    for code, key in (("801201", "ข"), ("801202", "ก")):
        make_tambon(code, district, sort_key=key)
    surat = make_province("84", slug="surat-thani", name_th="สุราษฎร์ธานี")
    make_tambon("840101", make_district("8401", surat))
    make_network(surat)
    one, two = make_network(name="เครือข่าย ข"), make_network(name="เครือข่าย ก")
    found = choices_of(assignment)
    assert [code for code, _words in found["place"]] == ["800104", "801202", "801201"]
    assert found["place"][0] == ("800104", "District 8001 · Tambon 800104")
    assert found["networks"] == [(str(two.pk), "เครือข่าย ก"), (str(one.pk), "เครือข่าย ข")]


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        (date(2027, 2, 1), date(2026, 2, 1), date(2027, 1, 31)),
        (date(2027, 1, 1), date(2026, 1, 1), date(2026, 12, 31)),
        (date(2028, 3, 1), date(2027, 3, 1), date(2028, 2, 29)),
    ],
)
def test_twelve_months_are_the_full_ones_before_the_survey_month(month, first, last):
    assert twelve_months(month) == (first, last)


# ── How far each section is ────────────────────────────────────────────────────────────────────────────────────────
def states(assignment):
    return "".join({"done": "+", "begun": "~", "empty": "-"}[each.state] for each in filled(assignment))


def test_before_anything_is_typed_every_section_is_empty(assignment):
    assert states(assignment) == "--------"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"members_total": "12"}, "-~------"),
        ({"members_total": ""}, "-~------"),
        ({"plan_status": "3", "local_plan_items": "2", "data_use": "2"}, "-----+--"),
        ({"plan_status": "3", "local_plan_items": "สอง", "data_use": "2"}, "-----~--"),
        ({"plan_status": "unknown", "local_plan_items": "unknown", "data_use": "unknown"}, "-----+--"),
        ({"pilot_interest": ""}, "-------+"),
        ({"provides_welfare": "no"}, "----+---"),
        ({"provides_welfare": "no", "beneficiaries_12m": "สิบ"}, "----+---"),
        ({"nonsense": "1", "confirmed": ["W1"]}, "--------"),
    ],
)
def test_a_section_is_done_when_nothing_in_it_is_missing_or_unreadable(answers, expected, assignment):
    assert states(typed(assignment, **answers)) == expected


def test_whole_answers_are_done_throughout_as_a_draft_and_as_sent(assignment):
    assert states(typed(assignment, **whole_answers())) == "+++++++-"
    sent = make_round(make_open_cycle(Stage.SURVEYS, year=2571), [make_organisation()]).assignments.get()
    make_response(sent, pilot_interest="yes")
    assert states(sent) == "++++++++"


def test_a_section_whose_text_of_an_option_is_too_long_is_not_done(assignment):
    typed(assignment, **whole_answers(org_type="other", org_type_other="ก" * 201))
    assert states(assignment)[0] == "~"


def test_a_section_stands_with_its_words_and_its_number(assignment):
    lines = filled(assignment, "C")
    assert [each.code for each in lines] == list("ABCDEFGH")
    assert (lines[2].number, lines[2].title, lines[2].is_current) == (3, "Finance (last 12 months)", True)
    assert [each.is_current for each in lines].count(True) == 1
    with translation.override("th"):
        assert filled(assignment)[0].title == "ข้อมูลทั่วไป"


# ── What stands in the way ─────────────────────────────────────────────────────────────────────────────────────────
def way(assignment, confirmed=(), **answers):
    found = in_the_way(assignment, shipped_questionnaire().parse(whole_answers(**answers)), set(confirmed))
    return {
        "bad": [(each.key, said) for each, said in found["bad"]],
        "missing": [each.key for each in found["missing"]],
        "errors": [(each.key, said) for each, said in found["errors"]],
        "warnings": [(code, is_confirmed) for code, _said, is_confirmed in found["warnings"]],
    }


def test_nothing_stands_in_the_way_of_whole_answers(assignment):
    assert way(assignment) == {"bad": [], "missing": [], "errors": [], "warnings": []}


def test_what_cannot_be_read_is_not_named_missing_as_well(assignment):
    found = way(assignment, members_total="พันกว่า", rules_level="")
    assert [key for key, _said in found["bad"]] == ["members_total"]
    assert found["missing"] == ["rules_level"]


def test_a_text_that_goes_with_an_option_is_pointed_at_by_its_question(assignment):
    assert way(assignment, benefit_types=["other"])["missing"] == ["benefit_types"]
    found = way(assignment, benefit_types=["other"], benefit_types_other="ก" * 201)
    assert found["bad"] == [("benefit_types", "Write at most 200 letters; these are 201.")]


def test_contradictions_and_unlikely_figures_are_told_apart(assignment):
    found = way(assignment, ["W1"], members_paid_up=1481, service_population=1000, members_12m_ago=700)
    assert found["errors"] == [("members_paid_up", "Members paid up cannot exceed all members.")]
    assert found["warnings"] == [("W1", True), ("W3", False)]


def test_a_pointer_carries_the_section_and_the_words_of_its_question(assignment):
    (pointed,) = in_the_way(assignment, shipped_questionnaire().parse(whole_answers(members_total="")), ())["missing"]
    assert (pointed.key, pointed.section, pointed.words) == ("members_total", "B", "Members now")


# ── In words ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_kind_of_answer_has_its_words(assignment):
    network = make_network(name="เครือข่ายสัจจะ")
    answers = {
        "org_name": "กองทุน",
        "org_type": "other",
        "org_type_other": "กลุ่มฌาปนกิจ",
        "tambon_code": "800104",
        "networks": [str(network.pk), "77777"],
        "founded_month": "2012-03",
        "legal_status": "unknown",
        "members_total": 1480,
        "members_paid_up": "unknown",
        "members_by_group": {"children": 1210, "elderly": 5},
        "fund_balance": 1260000,
        "rules_level": 0,
        "accounts_level": "unknown",
        "benefit_types": ["birth", "other"],
        "benefit_types_other": "ทุนอาชีพ",
    }
    assert words(assignment, **answers) == {
        "org_name": "กองทุน",
        "org_type": "Other (please specify): กลุ่มฌาปนกิจ",
        "tambon_code": "District 8001 · Tambon 800104",
        "networks": "เครือข่ายสัจจะ, 77777",
        "founded_month": "Mar\xa02012",
        "legal_status": "Not known",
        "members_total": "1,480 people",
        "members_paid_up": "Not known / no data",
        "members_by_group": "Children (under 18) 1,210, Elderly (60 and over) 5",
        "fund_balance": "1,260,000 baht",
        "rules_level": "None",
        "accounts_level": "Not known / no data",
        "benefit_types": "Birth, Other (please specify): ทุนอาชีพ",
    }


def test_words_follow_the_readers_language(assignment):
    with translation.override("th"):
        said = words(assignment, founded_month="2012-03", members_total=1480, rules_level=0, members_paid_up="unknown")
    assert said == {
        "founded_month": "มี.ค.\xa02555",
        "members_total": "1,480 คน",
        "members_paid_up": "ไม่ทราบ/ไม่มีข้อมูล",
        "rules_level": "ไม่มี",
    }


def test_an_option_of_an_older_questionnaire_is_said_as_it_is_stored(assignment):
    assert words(assignment, org_type="guild") == {"org_type": "guild"}


def test_a_place_that_is_none_is_said_as_it_is_stored(assignment):
    assert words(assignment, tambon_code="999999") == {"tambon_code": "999999"}


def test_what_differs_from_the_registry_is_told_beside_the_answer(assignment):
    network = make_network(name="เครือข่ายสัจจะ")
    assignment.organisation.networks.add(network)
    answers = whole_answers(org_name="กองทุนกำแพงเซา", org_type="satja_baht", scope="village", networks=[])
    del answers["informant"]
    found = {line.question.key: line.differs for _title, lines in in_words(assignment, answers) for line in lines}
    assert {key: said for key, said in found.items() if said} == {
        "org_type": "Community welfare fund",
        "scope": "The whole tambon",
        "networks": "เครือข่ายสัจจะ",
    }


def test_sections_keep_their_order_and_what_was_not_answered_has_no_line(assignment):
    sections = in_words(assignment, {"members_total": 5, "org_name": "กองทุน"})
    assert [(title, [line.question.key for line in lines]) for title, lines in sections][:3] == [
        ("General", ["org_name"]),
        ("Members and coverage", ["members_total"]),
        ("Finance (last 12 months)", []),
    ]
    assert [
        line.is_unknown for _title, lines in in_words(assignment, {"members_total": "unknown"}) for line in lines
    ] == [True]


# ── Coverage ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("verified", "expected", "percent"), [(0, 0, 0), (79, 100, 79), (799, 1000, 79), (5, 5, 100)])
def test_a_percentage_is_rounded_down_so_that_it_never_shows_a_need_that_is_not_met(verified, expected, percent):
    assert Line(None, expected, 0, 0, 0, 0, verified).percent == percent


def test_a_round_without_organisations_has_one_line_of_nothing(assignment):
    assert count(type(assignment).objects.none()) == [Line(None, 0, 0, 0, 0, 0, 0)]


# ── To do, and whom a message may address ──────────────────────────────────────────────────────────────────────────
def mine(user, cycle):
    """What this app asks of the person; the meetings have their own."""
    return [each for each in owed(user, cycle) if each.todo.key.startswith("surveys.")]


def tasks(user, cycle):
    return [(each.todo.key, each.title, each.due) for each in mine(user, cycle)]


def test_a_survey_is_to_do_until_it_is_sent_and_again_when_it_is_returned(assignment):
    user, cycle = make_user(), assignment.round.cycle
    assignment.organisation.respondents.create(user=user)
    to_do = [("surveys.answer", "กองทุนกำแพงเซา", date(2027, 1, 31))]
    assert (tasks(user, cycle), tasks(make_user(), cycle)) == (to_do, [])
    response = make_response(assignment, sent=False)
    assert tasks(user, cycle) == to_do
    response.submit(whole_answers(), key=uuid.uuid4())
    assert tasks(user, cycle) == []
    response.give_back(response.latest, by=make_user(), comment="ตรวจ")
    assert tasks(user, cycle) == to_do
    assert mine(user, cycle)[0].url == assignment.get_absolute_url()
    assert tasks(user, make_open_cycle(Stage.SURVEYS, year=2571)) == []


def test_responses_are_to_look_through_for_coordinators_and_reviewers_in_their_districts(assignment):
    cycle, response = assignment.round.cycle, make_response(assignment)
    near = make_member(cycle, Role.REVIEWER, district=make_district())
    both = make_member(cycle, Role.REVIEWER)
    make_member(cycle, Role.COORDINATOR, user=both)
    others = [make_member(cycle, Role.OBSERVER), make_member(cycle, Role.REVIEWER, district=make_district("8012"))]
    others += [make_member(make_open_cycle(Stage.SURVEYS, year=2571)), make_user()]
    for user in (near, both, make_member(cycle, Role.ADMINISTRATOR)):
        assert [(each.todo.key, each.title, each.url) for each in mine(user, cycle)] == [
            ("surveys.review", "กองทุนกำแพงเซา", response.get_absolute_url())
        ]
    assert [tasks(user, cycle) for user in others] == [[]] * 4
    response.verify(response.latest, by=near)
    assert tasks(near, cycle) == []


def test_a_response_has_waited_since_the_day_in_bangkok_on_which_it_was_sent(assignment, time_machine):
    boss = make_member(assignment.round.cycle)
    time_machine.move_to(moment("2027-01-10 06:30"), tick=False)
    make_response(assignment)
    assert [(each.due, each.days_late) for each in mine(boss, assignment.round.cycle)] == [(date(2027, 1, 10), 0)]


def test_the_audiences_are_who_speaks_for_expected_networks_and_who_answers_in_the_round(assignment):
    cycle = assignment.round.cycle
    expected, other = make_network(), make_network()
    cycle.expected_networks.create(network=expected)
    speaker, respondent = make_user(), make_user()
    expected.representatives.create(user=speaker)
    other.representatives.create(user=make_user())
    assignment.organisation.respondents.create(user=respondent)
    make_organisation().respondents.create(user=make_user())
    assert list(people_of(cycle, ["surveys.network_representatives"])) == [speaker]
    assert list(people_of(cycle, ["surveys.respondents"])) == [respondent]
    before = make_open_cycle(Stage.SURVEYS, year=2571)
    assert list(people_of(before, ["surveys.network_representatives", "surveys.respondents"])) == []


def test_who_was_asked_long_ago_is_late_by_whole_days(assignment, time_machine):
    user = make_user()
    assignment.organisation.respondents.create(user=user)
    time_machine.move_to(moment("2027-02-03 08:00"), tick=False)
    (task,) = mine(user, assignment.round.cycle)
    assert task.days_late == 3
    assert timezone.localdate() - task.due == timedelta(days=3)
