"""The pages of the follow-up: the same as those of the baseline, and never its rows."""

import uuid
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from surveys.models import Publication, Response, SurveyRound, TambonGrade, TambonProfile
from surveys.models.tambon import PLAN_ITEMS
from tests.factories import (
    make_district,
    make_member,
    make_network,
    make_open_cycle,
    make_organisation,
    make_response,
    make_round,
    make_tambon,
    make_user,
    whole_answers,
)
from tests.factories_follow_up import make_follow_up, make_surveyed, pinned
from welfare_movement.process.refusals import StageLocked
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from welfare_movement.process.todos import owed

pytestmark = pytest.mark.django_db
PAGES = ("coverage", "letters", "grades", "tambons")
BETTER = {"meetings_12m": 12, "accounts_level": 4, "disclosure_level": 4}
PROFILE = {"villages": 9, "evidence": "แผนชุมชน", **dict.fromkeys(PLAN_ITEMS, 20)}


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.PILOT_AREAS)


@pytest.fixture
def organisation():
    return make_organisation(name="กองทุนในพื้นที่")


@pytest.fixture
def other():
    return make_organisation(name="กองทุนนอกพื้นที่", tambon=make_tambon("801201"))


@pytest.fixture
def coordinator(cycle):
    return signed_in(make_member(cycle))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, cycle, *args):
    return reverse(f"surveys:{name}", args=[*cycle.address, *args])


def again(name, cycle, *args):
    return at(f"follow_up:{name}", cycle, *args)


# ── Before it is opened ────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("page", [*PAGES, "comparison"])
def test_before_the_follow_up_is_opened_each_page_says_so_and_shows_nothing_of_the_baseline(page, cycle, coordinator):
    make_surveyed(cycle, [make_organisation(name="กองทุนในพื้นที่")])
    shown = coordinator.get(at(page, cycle) if page == "comparison" else again(page, cycle))
    assert (shown.status_code, "The follow-up survey is not open yet." in shown.text) == (200, True)
    assert reverse("pilot_areas:follow_up", args=cycle.address) in shown.text
    assert ("กองทุนในพื้นที่" in shown.text, "Rounds of the survey" in shown.text) == (False, False)


def test_whoever_may_not_open_it_is_not_led_to_the_form(cycle):
    observer = signed_in(make_member(cycle, Role.OBSERVER))
    for page in ("coverage", "grades", "tambons"):
        shown = observer.get(again(page, cycle))
        assert (shown.status_code, reverse("pilot_areas:follow_up", args=cycle.address) in shown.text) == (200, False)


def test_without_a_follow_up_nothing_of_it_is_published_or_entered(cycle, coordinator):
    make_surveyed(cycle, [make_organisation()])
    assert coordinator.post(again("publish", cycle)).status_code == 404
    assert coordinator.get(again("tambon", cycle, 800104)).status_code == 404
    assert Publication.objects.count() == 1


# ── Two rounds that never mix ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("page", PAGES)
def test_each_page_leads_to_the_same_page_of_the_other_round(page, cycle, organisation, coordinator):
    make_surveyed(cycle, [organisation]), make_follow_up(cycle, [organisation])
    here, there = at(page, cycle), again(page, cycle)
    for address, of in ((here, "Baseline survey"), (there, "Follow-up survey")):
        shown = coordinator.get(address)
        assert [f'href="{each}"' in shown.text for each in (here, there)] == [True, True]
        assert f'href="{address}" aria-current="page">{of}</a>' in shown.text


def test_the_switch_is_not_shown_while_there_is_one_round(cycle, organisation, coordinator):
    make_surveyed(cycle, [organisation])
    assert [again(page, cycle) in coordinator.get(at(page, cycle)).text for page in PAGES] == [False] * 4


def test_coverage_counts_the_answers_of_its_own_round(cycle, other, coordinator):
    network = make_network()
    inside = make_organisation(network)
    make_surveyed(cycle, [inside, other])
    make_round(cycle, [inside], stage=Stage.PILOT_AREAS)
    (baseline, follow_up) = (coordinator.get(each("coverage", cycle)).context for each in (at, again))
    counts = [(page["table"][-1].expected, page["table"][-1].verified) for page in (baseline, follow_up)]
    assert counts == [(2, 2), (1, 0)]
    assert [[row.organisation for row in page["rows"]] for page in (baseline, follow_up)] == [[inside, other], [inside]]
    assert [row.state for row in follow_up["rows"]] == ["not_started"]


def test_letters_carry_the_links_of_their_own_round(cycle, organisation, coordinator):
    (first,) = make_round(cycle, [organisation]).assignments.all()
    (second,) = make_round(cycle, [organisation], stage=Stage.PILOT_AREAS).assignments.all()
    assert first.link != second.link
    for page, shown, hidden in (("letters", first, second), ("follow_up:letters", second, first)):
        told = coordinator.get(at(page, cycle)).text
        assert (shown.link.url in told, hidden.link.url in told) == (True, False)
    assert "It is asked once more" in coordinator.get(again("letters", cycle)).text
    make_response(second)
    assert "Every organisation has answered." in coordinator.get(again("letters", cycle)).text
    assert first.link.url in coordinator.get(at("letters", cycle)).text


def test_the_queue_holds_both_rounds_and_says_which_is_which(cycle, organisation, other, coordinator):
    make_response(make_round(cycle, [other]).assignments.get())
    make_response(make_round(cycle, [organisation], stage=Stage.PILOT_AREAS).assignments.get())
    shown = coordinator.get(at("responses", cycle))
    marked = [(str(each.assignment), str(each.assignment.round)) for each in shown.context["responses"]]
    assert marked == [("กองทุนนอกพื้นที่", "Baseline survey"), ("กองทุนในพื้นที่", "Follow-up survey")]
    assert [shown.text.count(words) for words in ("Baseline survey</td>", "Follow-up survey</td>")] == [1, 1]


def test_grades_are_listed_by_round(cycle, organisation, other, coordinator):
    baseline, follow_up = make_surveyed(cycle, [organisation, other]), make_follow_up(cycle, [organisation])
    for address, survey_round, number in (
        (at("grades", cycle), baseline, 2),
        (again("grades", cycle), follow_up, 1),
    ):
        grades = coordinator.get(address).context["grades"]
        assert {each.response.assignment.round_id for each in grades} == {survey_round.pk}
        assert len(grades) == number


def test_publishing_the_follow_up_pins_its_grades_and_leaves_the_baseline_as_it_is(
    cycle, organisation, other, coordinator
):
    baseline = make_surveyed(cycle, [organisation, other])
    before = Publication.objects.get(round=baseline)
    make_follow_up(cycle, [organisation], publish=False)
    answer = coordinator.post(again("publish", cycle))
    assert (answer.status_code, answer.url) == (302, again("tambons", cycle))
    publication = Publication.objects.current().get(round__stage=Stage.PILOT_AREAS)
    assert [each.response.assignment.organisation for each in publication.pins.all()] == [organisation]
    assert [each.tambon_id for each in publication.tambon_grades.all()] == ["800104"]
    before.refresh_from_db()
    assert (before.superseded_at, before.pins.count(), before.tambon_grades.count()) == (None, 2, 2)


def test_publishing_the_baseline_anew_leaves_the_follow_up_as_it_is(cycle, organisation, coordinator):
    make_surveyed(cycle, [organisation], publish=False)
    follow_up = make_follow_up(cycle, [organisation])
    assert coordinator.post(at("publish", cycle)).url == at("tambons", cycle)
    assert Publication.objects.current().get(round=follow_up).pins.count() == 1
    assert Publication.objects.count() == 2


def test_each_round_has_its_own_profile_of_a_tambon(cycle, organisation, coordinator):
    baseline, follow_up = make_surveyed(cycle, [organisation]), make_follow_up(cycle, [organisation])
    answer = coordinator.post(at("tambon", cycle, 800104), {**PROFILE, "villages": 8, "reviewed": 0})
    assert answer.url == at("tambons", cycle)
    page = coordinator.get(again("tambon", cycle, 800104))
    assert page.context["form"]["villages"].value() is None  # nothing is carried over as if someone had entered it
    assert "As it was entered in the baseline survey" in page.text
    assert page.context["earlier"] == TambonProfile.objects.get(round=baseline)
    answer = coordinator.post(again("tambon", cycle, 800104), PROFILE)
    assert answer.url == again("tambons", cycle)
    kept = TambonProfile.objects.values_list("round__stage", "villages", "reviewed").order_by("round__stage")
    assert list(kept) == [(Stage.SURVEYS, 8, 0), (Stage.PILOT_AREAS, 9, 20)]
    follow_up.publish(by=make_user())
    assert TambonGrade.objects.current().get(publication__round=follow_up).score is not None
    assert TambonGrade.objects.current().get(publication__round=baseline).score is None
    assert coordinator.get(at("tambon", cycle, 800104)).context["earlier"] is None


def test_a_wholly_municipal_tambon_shows_its_0_villages(cycle, organisation, coordinator):
    make_surveyed(cycle, [organisation]), make_follow_up(cycle, [organisation])
    coordinator.post(at("tambon", cycle, 800104), {**PROFILE, "villages": 0})
    assert "<dt>villages</dt><dd>0</dd>" in coordinator.get(again("tambon", cycle, 800104)).text


def test_the_tambons_of_the_follow_up_stand_beside_their_grades_of_before(cycle, organisation, other, coordinator):
    make_surveyed(cycle, [organisation, other]), make_follow_up(cycle, [organisation])
    for url in (at, again):
        coordinator.post(url("tambon", cycle, 800104), PROFILE)
        coordinator.post(url("publish", cycle))
    rows = coordinator.get(again("tambons", cycle)).context["rows"]
    assert [
        (each.tambon_id, after.publication.round.stage, before.publication.round.stage) for each, after, before in rows
    ] == [("800104", Stage.PILOT_AREAS, Stage.SURVEYS)]
    assert {before for _each, _grade, before in coordinator.get(at("tambons", cycle)).context["rows"]} == {None}


def test_a_profile_of_the_follow_up_is_found_in_its_district_alone(cycle, organisation, other):
    make_surveyed(cycle, [organisation, other]), make_follow_up(cycle, [organisation, other])
    reviewer = signed_in(make_member(cycle, Role.REVIEWER, district=make_district("8012")))
    statuses = [reviewer.get(again("tambon", cycle, code)).status_code for code in (801201, 800104)]
    assert (statuses, reviewer.post(again("tambon", cycle, 800104), PROFILE).status_code) == ([200, 404], 404)
    assert [each.organisation for each in reviewer.get(again("coverage", cycle)).context["rows"]] == [other]
    assert [each.tambon_id for each, _g, _b in reviewer.get(again("tambons", cycle)).context["rows"]] == ["801201"]


# ── Answering once more ────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def asked(cycle, organisation):
    """The assignments of both rounds; the first was answered and published."""
    first = make_surveyed(cycle, [organisation]).assignments.get()
    return first, make_round(cycle, [organisation], stage=Stage.PILOT_AREAS).assignments.get()


def entered(assignment):
    village = Client()
    village.post(reverse("people:link", args=[assignment.link.token]))
    return village


def test_the_link_of_one_round_opens_that_round_alone(asked):
    for mine, theirs in (asked, asked[::-1]):
        village = entered(mine)
        assert village.get(mine.get_absolute_url()).status_code == 200
        assert village.get(theirs.get_absolute_url()).status_code == 404
        assert village.get(at("answer", theirs.round.cycle, theirs.pk, "B")).status_code == 404


def test_the_form_of_the_follow_up_begins_with_the_registry_and_not_with_the_answers_of_before(asked):
    first, second = asked
    village = entered(second)
    assert "Follow-up survey" in village.get(second.get_absolute_url()).text
    form = village.get(at("answer", second.round.cycle, second.pk, "A")).context["form"]
    assert (form["org_name"].value(), form["founded_month"].value()) == ("กองทุนในพื้นที่", None)
    form = village.get(at("answer", second.round.cycle, second.pk, "B")).context["form"]
    assert {form[name].value() for name in ("members_total", "service_population", "villages_total")} == {None}
    assert first.response.answers["members_total"] == 1480


def test_the_twelve_months_are_those_of_its_own_round(cycle, organisation):
    make_round(cycle, [organisation])
    second = make_round(cycle, [organisation], stage=Stage.PILOT_AREAS)
    SurveyRound.objects.filter(pk=second.pk).update(reference_month="2027-08-01")
    assignment = second.assignments.get()
    told = entered(assignment).get(at("answer", cycle, assignment.pk, "C")).context
    assert [told["first_month"], told["last_month"]] == ["Aug\xa02026", "Jul\xa02027"]


def test_what_is_sent_in_the_follow_up_is_verified_and_leaves_the_answers_of_before(asked, coordinator):
    first, second = asked
    cycle, before = second.round.cycle, first.response.answers
    village = entered(second)
    Response.objects.create(assignment=second).keep(whole_answers(**BETTER))
    assert village.post(at("send", cycle, second.pk), {"key": uuid.uuid4()}).url == at("receipt", cycle, second.pk)
    response = Response.objects.get(assignment=second)
    verified = coordinator.post(at("verify", cycle, response.pk), {"submission": response.latest.pk})
    assert verified.url == at("responses", cycle)
    first.response.refresh_from_db()
    assert (first.response.state, first.response.answers) == ("verified", before)
    assert Response.objects.get(assignment=second).state == "verified"


def test_the_to_do_items_name_the_follow_up_to_answer_and_to_look_through(asked, organisation):
    second = asked[1]
    cycle, person, member = second.round.cycle, make_user(), make_member(second.round.cycle, Role.REVIEWER)
    organisation.respondents.create(user=person)
    tasks = [(each.todo.key, each.url) for each in owed(person, cycle) if each.todo.key.startswith("surveys.")]
    assert tasks == [("surveys.answer", second.get_absolute_url())]
    response = make_response(second)
    assert [each for each in owed(person, cycle) if each.todo.key.startswith("surveys.")] == []
    waiting = [(each.todo.key, each.url) for each in owed(member, cycle) if each.todo.key.startswith("surveys.")]
    assert waiting == [("surveys.review", response.get_absolute_url())]


# ── The card and the comparison ────────────────────────────────────────────────────────────────────────────────────
def test_the_card_of_the_follow_up_tells_before_and_after_to_whoever_may_see_it(cycle, organisation, coordinator):
    make_surveyed(cycle, [organisation])
    follow_up = make_follow_up(cycle, [organisation], **BETTER, rules_level=3)
    grade = pinned(follow_up, organisation)
    for client in (coordinator, entered(follow_up.assignments.get())):
        told = " ".join(client.get(grade.get_absolute_url()).text.split())
        assert 'Baseline survey <span class="g-letter g-b">B</span> 74.58' in told
        assert "rose +2.50" in told
        assert [words in told for words in ("from 3 to 4 of 4", "from 4 to 3 of 4")] == [True, True]


def test_the_card_of_the_baseline_compares_nothing(cycle, organisation, coordinator):
    baseline = make_surveyed(cycle, [organisation])
    make_follow_up(cycle, [organisation])
    told = coordinator.get(pinned(baseline, organisation).get_absolute_url()).text
    assert ("Before and after" in told, "to compare with" in told) == (False, False)


def test_the_card_says_when_there_is_no_published_grade_of_before(cycle, organisation, coordinator):
    make_surveyed(cycle, [organisation], publish=False)
    grade = pinned(make_follow_up(cycle, [organisation]), organisation)
    told = coordinator.get(grade.get_absolute_url()).text
    assert "The baseline survey has no published grade of this organisation to compare with." in told


def test_a_card_costs_one_query_more_with_something_to_compare_it_with(cycle, organisation, coordinator, queries):
    baseline, follow_up = make_surveyed(cycle, [organisation]), make_follow_up(cycle, [organisation])
    for survey_round, number in ((baseline, 7), (follow_up, 8)):
        address = pinned(survey_round, organisation).get_absolute_url()
        coordinator.get(address)
        with queries(number):
            coordinator.get(address)


def test_members_read_the_comparison_of_what_is_published(cycle, organisation, other, coordinator):
    make_surveyed(cycle, [organisation, other])
    follow_up = make_round(cycle, [organisation, other], stage=Stage.PILOT_AREAS)
    first = follow_up.assignments.get(organisation=organisation)
    make_response(first, verified=True, **BETTER)
    follow_up.publish(by=make_user())
    make_response(follow_up.assignments.get(organisation=other), verified=True)
    page = coordinator.get(at("comparison", cycle))
    shown = page.context["shown"]
    assert {line.organisation: line.comparison and line.comparison.score.by for line in shown.organisations} == {
        organisation: Decimal("3.75"),
        other: None,
    }
    assert "1 organisation has no published grade of the follow-up yet" in page.text
    assert page.text.count("pending, not published yet") == 1
    assert "rose +3.75" in page.text


def test_what_has_no_letter_any_more_cannot_be_compared_and_is_not_said_to_be_as_before(
    cycle, organisation, coordinator
):
    make_surveyed(cycle, [organisation])
    follow_up = make_follow_up(cycle, [organisation], provides_welfare="no")
    told = coordinator.get(at("comparison", cycle)).text
    assert [told.count(words) for words in ("cannot be compared", "Provides no welfare.")] == [2, 1]  # its tambon too
    assert "without a grade on one side" in told
    card = coordinator.get(pinned(follow_up, organisation).get_absolute_url()).text
    assert ("Before and after" in card, "What rose" in card, "as before" in card) == (True, False, False)


def test_a_member_of_one_district_reads_the_comparison_of_that_district(cycle, organisation, other):
    make_surveyed(cycle, [organisation, other]), make_follow_up(cycle, [organisation, other])
    reviewer = signed_in(make_member(cycle, Role.REVIEWER, district=make_district("8012")))
    shown = reviewer.get(at("comparison", cycle)).context["shown"]
    assert [line.organisation for line in shown.organisations] == [other]
    assert ([line.tambon.code for line in shown.tambons], shown.summary.number) == (["801201"], 1)


def test_the_comparison_is_for_members(cycle, organisation):
    follow_up = make_follow_up(cycle, [organisation])
    assert signed_in(make_user()).get(at("comparison", cycle)).status_code == 403
    assert Client().get(at("comparison", cycle)).status_code == 302
    assert entered(follow_up.assignments.get()).get(at("comparison", cycle)).status_code == 302


def test_the_comparison_says_when_the_versions_differ(cycle, organisation, coordinator):
    baseline = make_surveyed(cycle, [organisation])
    newer = type(baseline.method).objects.create(
        version="nst-sg-1.1", definition={**baseline.method.definition, "version": "nst-sg-1.1"}
    )
    follow_up = make_round(cycle, [organisation], stage=Stage.PILOT_AREAS)
    SurveyRound.objects.filter(pk=follow_up.pk).update(method=newer)
    make_response(SurveyRound.objects.get(pk=follow_up.pk).assignments.get(), verified=True, **BETTER)
    follow_up.publish(by=make_user())
    says = "graded by different versions of the method"
    assert says in coordinator.get(at("comparison", cycle)).text
    card = coordinator.get(pinned(follow_up, organisation).get_absolute_url()).text
    assert (says in card, "nst-sg-1.0 and nst-sg-1.1" in card, "What rose" in card) == (True, True, False)


# ── Locked and closed ──────────────────────────────────────────────────────────────────────────────────────────────
def test_when_the_pilot_areas_are_locked_again_nothing_of_the_follow_up_is_written(cycle, organisation, coordinator):
    make_surveyed(cycle, [organisation])
    follow_up = make_follow_up(cycle, [organisation], publish=False)
    administrator = make_member(cycle, Role.ADMINISTRATOR)
    latest = cycle.passes.standing().order_by("-stage").first()
    cycle.revoke_pass(latest, by=administrator, reason="นับผิด")
    says = str(StageLocked(Stage.PILOT_AREAS))
    answer = coordinator.post(again("publish", cycle))
    assert (answer.status_code, says in answer.text) == (409, True)
    answer = coordinator.post(again("tambon", cycle, 800104), PROFILE)
    assert (answer.status_code, says in answer.text) == (422, True)
    assert Publication.objects.filter(round=follow_up).count() == 0
    assert TambonProfile.objects.get(round=follow_up).villages is None
    assert coordinator.get(again("coverage", cycle)).status_code == 200
