"""What was sent is looked through, verified or returned; grades and tambons are published."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.models import Grade, Publication, Response, Review, TambonGrade, TambonProfile
from tests.factories import (
    close,
    make_district,
    make_member,
    make_network,
    make_open_cycle,
    make_organisation,
    make_resolution,
    make_response,
    make_round,
    make_tambon,
    make_user,
    whole_answers,
)
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db

PLAN = dict.fromkeys(("plan_exists", "villages_took_part", "welfare_section", "adopted_locally", "reviewed"), "20")
PROFILE = {"villages": "10", "villages_covered": "8", **PLAN, "evidence": "แผนชุมชน 2569"}


@pytest.fixture
def survey_round():
    """An organisation in district 8001 and one in 8012."""
    near = make_organisation(name="กองทุนกำแพงเซา")
    far = make_organisation(name="กองทุนปากพนัง", tambon=make_tambon("801201"))
    return make_round(make_open_cycle(Stage.SURVEYS), [near, far])


@pytest.fixture
def cycle(survey_round):
    return survey_round.cycle


@pytest.fixture
def response(survey_round):
    return make_response(survey_round.assignments.get(organisation__name="กองทุนกำแพงเซา"))


@pytest.fixture
def far(survey_round):
    return make_response(survey_round.assignments.get(organisation__name="กองทุนปากพนัง"))


@pytest.fixture
def reviewer(cycle):
    """Of the district 8001 alone."""
    return signed_in(make_member(cycle, Role.REVIEWER, district=make_district(), user=make_user("มาลี")))


@pytest.fixture
def coordinator(cycle):
    return signed_in(make_member(cycle, user=make_user("สมศรี")))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def entered(assignment):
    phone = Client()
    phone.post(reverse("people:link", args=[assignment.link.token]))
    return phone


def at(name, cycle, *args):
    return reverse(f"surveys:{name}", args=[*cycle.address, *args])


def accept(client, response, submission=None, **fields):
    data = {"submission": (submission or response.latest).pk, **fields}
    return client.post(at("verify", response.assignment.round.cycle, response.pk), data)


def send_back(client, response, submission=None, comment="ข้อ QB2 ไม่ตรงทะเบียน"):
    data = {"submission": (submission or response.latest).pk, "comment": comment}
    return client.post(at("give_back", response.assignment.round.cycle, response.pk), data)


# ── The queue ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_queue_holds_what_was_sent_and_not_looked_through_the_longest_waiting_first(
    cycle, coordinator, time_machine
):
    organisations = [make_organisation() for _ in range(5)]
    survey_round = make_round(make_open_cycle(Stage.SURVEYS, year=2571), organisations)
    boss = signed_in(make_member(survey_round.cycle))
    first, second, verified, back, draft = survey_round.assignments.all()
    later = make_response(second)
    time_machine.move_to(timezone.now() - timedelta(days=1), tick=False)
    earlier = make_response(first)
    make_response(verified, verified=True)
    returned = make_response(back)
    returned.give_back(returned.latest, by=make_user(), comment="ตรวจ")
    make_response(draft, sent=False)
    time_machine.shift(timedelta(days=2))
    page = boss.get(at("responses", survey_round.cycle))
    assert list(page.context["responses"]) == [earlier, later]
    assert "Nothing waits." in coordinator.get(at("responses", cycle)).text


def test_a_reviewer_of_one_district_has_that_district_alone(cycle, response, far, reviewer, coordinator):
    assert list(reviewer.get(at("responses", cycle)).context["responses"]) == [response]
    assert set(coordinator.get(at("responses", cycle)).context["responses"]) == {response, far}
    assert reviewer.get(far.get_absolute_url()).status_code == 404
    for answer in (accept(reviewer, far), send_back(reviewer, far)):
        assert answer.status_code == 404
    assert Review.objects.count() == 0


def test_a_member_of_several_districts_has_them_all(cycle, response, far):
    user = make_member(cycle, Role.REVIEWER, district=make_district())
    make_member(cycle, Role.REVIEWER, district=make_district("8012"), user=user)
    assert set(signed_in(user).get(at("responses", cycle)).context["responses"]) == {response, far}


@pytest.mark.parametrize("who", ["nobody", "stranger", "observer", "respondent"])
def test_nobody_else_looks_through_or_decides(who, cycle, response):
    user = make_member(cycle, Role.OBSERVER) if who == "observer" else make_user()
    client = Client() if who == "nobody" else signed_in(user)
    if who == "respondent":
        response.assignment.organisation.respondents.create(user=user)
    expected = 302 if who == "nobody" else 403
    assert client.get(at("responses", cycle)).status_code == expected
    assert client.get(response.get_absolute_url()).status_code == expected
    assert accept(client, response).status_code == expected
    assert send_back(client, response).status_code == expected
    assert Review.objects.count() == 0


def test_a_response_of_another_cycle_or_still_a_draft_is_not_found(cycle, coordinator):
    elsewhere = make_round(make_open_cycle(Stage.SURVEYS, year=2571), [make_organisation()])
    sent = make_response(elsewhere.assignments.get())
    draft = make_response(cycle.rounds.get().assignments.first(), sent=False)
    for pk in (sent.pk, draft.pk):
        assert coordinator.get(at("response", cycle, pk)).status_code == 404


def test_a_queue_costs_the_same_whatever_its_length(queries):
    survey_round = make_round(make_open_cycle(Stage.SURVEYS), [make_organisation() for _ in range(3)])
    boss = signed_in(make_member(survey_round.cycle))
    first, *others = survey_round.assignments.all()
    for size, assignments in ((1, [first]), (3, others)):
        for assignment in assignments:
            make_response(assignment)
        with queries(5):
            assert len(boss.get(at("responses", survey_round.cycle)).context["responses"]) == size


# ── One response ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_page_shows_every_answer_in_words_and_what_the_registry_says_otherwise(survey_round, coordinator):
    network = make_network(name="เครือข่ายสัจจะ")
    assignment = survey_round.assignments.first()
    assignment.organisation.networks.add(network)
    changes = {"org_type": "other", "org_type_other": "กลุ่มฌาปนกิจ", "members_paid_up": "unknown"}
    changes["benefit_types"] = ["death", "birth"]
    response = make_response(assignment, founded_month="2012-03", **changes)
    page = coordinator.get(response.get_absolute_url())
    lines = {line.question.key: line for _title, lines in page.context["sections"] for line in lines}
    told = ("founded_month", "org_type", "members_total", "members_paid_up", "accounts_level", "benefit_types")
    assert [lines[key].words for key in told] == [
        "Mar\xa02012",
        "Other (please specify): กลุ่มฌาปนกิจ",
        "1,480 people",
        "Not known / no data",
        "Up to date, with receipts",
        "Birth, Death, funeral",
    ]
    assert {key: line.differs for key, line in lines.items() if line.differs} == {
        "org_name": "กองทุนกำแพงเซา",
        "org_type": "Community welfare fund",
        "networks": "เครือข่ายสัจจะ",
    }
    assert page.text.count("the registry says:") == 3
    assert [words in page.text for words in ("นางสาวตัวอย่าง ใจดี", "080-000-0123", response.latest.receipt)] == [True] * 3


def test_what_does_not_fit_together_is_said_above_the_answers(survey_round, coordinator):
    response = Response.objects.create(assignment=survey_round.assignments.first())
    response.submit(whole_answers(members_12m_ago=700), key=uuid.uuid4(), warnings_confirmed={"W3"})
    assert "Members grew or fell by more than half" in coordinator.get(response.get_absolute_url()).text


def test_who_took_the_consent_back_is_named_no_more(response, coordinator):
    response.forget_informants()
    page = coordinator.get(response.get_absolute_url()).text
    assert ("deleted on their wish" in page, "นางสาวตัวอย่าง" in page) == (True, False)


def test_the_history_is_told_with_who_and_when(response, coordinator):
    response.give_back(response.latest, by=make_user("มาลี"), comment="ตรวจอีกครั้ง")
    page = coordinator.get(response.get_absolute_url()).text
    assert [words in page for words in ("<b>Returned:</b> ตรวจอีกครั้ง", "มาลี ใจดี", "Accept it")] == [True, True, False]
    response.submit(whole_answers(members_total=1490), key=uuid.uuid4(), confirmed=True)
    page = coordinator.get(response.get_absolute_url()).text
    assert ("confirmed by the committee" in page, page.count("2570-")) == (True, 2)


def test_the_page_of_a_response_costs_the_same_whatever_its_history(response, coordinator, queries):
    address = response.get_absolute_url()
    for sent in range(2):
        with queries(16):
            assert len(coordinator.get(address).context["submissions"]) == 1 + sent
        response.give_back(response.latest, by=make_user(), comment="ตรวจ")
        response.submit(whole_answers(members_total=1481 + sent), key=uuid.uuid4(), by=make_user())


def test_what_was_read_is_verified_by_name(cycle, response, reviewer):
    page = reviewer.get(response.get_absolute_url())
    assert f'name="submission" value="{response.latest.pk}"' in page.text
    answer = accept(reviewer, response)
    assert answer.url == at("responses", cycle)
    response.refresh_from_db()
    assert (response.state, str(response.verified_by)) == ("verified", "มาลี ใจดี")
    assert "Accept it" not in reviewer.get(response.get_absolute_url()).text


def test_answers_that_came_in_since_are_neither_verified_nor_returned_unread(response, reviewer):
    read = response.latest
    response.submit(whole_answers(members_total=1490), key=uuid.uuid4())
    for answer in (accept(reviewer, response, read), send_back(reviewer, response, read)):
        assert (answer.status_code, "Newer answers came in since you opened this page" in answer.text) == (409, True)
    response.refresh_from_db()
    assert (response.state, Review.objects.count()) == ("sent", 0)


def test_a_second_reviewer_is_told_who_was_first(response, reviewer, coordinator):
    accept(reviewer, response)
    answer = accept(coordinator, response)
    assert (answer.status_code, "มาลี ใจดี looked through these answers already" in answer.text) == (409, True)
    assert Review.objects.count() == 1


@pytest.mark.parametrize("pk", ["", "x", "0", "999999999999999999999999"])
def test_a_page_that_does_not_say_what_was_read_is_told_to_open_again(pk, cycle, response, reviewer):
    answer = reviewer.post(at("verify", cycle, response.pk), {"submission": pk})
    assert (answer.status_code, "open it again and read the answers first" in answer.text) == (409, True)
    assert Review.objects.count() == 0


def test_a_submission_of_another_response_is_not_what_was_read(response, far, coordinator):
    for answer in (accept(coordinator, response, far.latest), send_back(coordinator, response, far.latest)):
        assert answer.status_code == 409
    assert Review.objects.count() == 0


def test_a_response_is_returned_with_the_comment_that_the_organisation_reads(cycle, response, reviewer):
    form = reviewer.get(at("give_back", cycle, response.pk)).context["form"]
    assert form["submission"].value() == response.latest.pk
    assert send_back(reviewer, response).url == at("responses", cycle)
    response.refresh_from_db()
    assert (response.state, response.comment) == ("returned", "ข้อ QB2 ไม่ตรงทะเบียน")
    assert "ข้อ QB2 ไม่ตรงทะเบียน" in entered(response.assignment).get(response.assignment.get_absolute_url()).text


def test_a_return_without_a_comment_is_told_at_its_field(response, reviewer):
    answer = send_back(reviewer, response, comment="  ")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["comment"])
    assert answer.context["form"]["submission"].value() == str(response.latest.pk)
    assert Review.objects.count() == 0


def test_verified_answers_may_still_be_returned(response, coordinator):
    accept(coordinator, response)
    assert "Return it with a comment" in coordinator.get(response.get_absolute_url()).text
    assert send_back(coordinator, response).status_code == 302
    response.refresh_from_db()
    assert (response.state, [each.outcome for each in response.reviews.all()]) == ("returned", ["returned", "verified"])


def test_nothing_is_decided_once_the_cycle_is_closed(response, coordinator):
    close(response.assignment.round.cycle)
    for answer in (accept(coordinator, response), send_back(coordinator, response)):
        assert (answer.status_code, "This cycle is closed" in answer.text) == (409, True)
    assert coordinator.get(response.get_absolute_url()).status_code == 200


def test_a_response_is_decided_by_a_press_alone(cycle, response, coordinator):
    assert coordinator.get(at("verify", cycle, response.pk)).status_code == 405
    assert coordinator.get(at("publish", cycle)).status_code == 405


# ── Grades ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_last_grade_of_each_response_is_listed_pending_or_published(cycle, response, far, coordinator):
    accept(coordinator, response)
    coordinator.post(at("publish", cycle))
    response.submit(whole_answers(accounts_level=4), key=uuid.uuid4())
    far.submit(whole_answers(accounts_level=0), key=uuid.uuid4())
    page = coordinator.get(at("grades", cycle))
    rows = [(str(each.response), each.letter, each.is_pinned) for each in page.context["grades"]]
    assert rows == [("กองทุนกำแพงเซา", "B", False), ("กองทุนปากพนัง", "C", False)]
    assert ("by สมศรี ใจดี." in page.text, "Publish anew" in page.text) == (True, True)


def test_before_anything_was_sent_the_list_says_so(cycle, coordinator):
    page = coordinator.get(at("grades", cycle)).text
    assert ("Nothing was sent yet." in page, "Publish the grades" in page) == (True, True)


@pytest.mark.parametrize("name", ["grades", "tambons"])
def test_before_a_round_is_opened_the_page_says_what_comes_first(name):
    early = make_open_cycle(Stage.SURVEYS)
    coordinator = signed_in(make_member(early))
    page = coordinator.get(at(name, early))
    assert (page.status_code, "The survey round is not open yet." in page.text) == (200, True)
    assert at("open_round", early) in page.text
    assert at("open_round", early) not in signed_in(make_member(early, Role.OBSERVER)).get(at(name, early)).text
    assert coordinator.post(at("publish", early)).status_code == 404


def test_a_district_sees_its_own_grades_and_publishes_nothing(cycle, response, far, reviewer):
    page = reviewer.get(at("grades", cycle))
    assert [each.response for each in page.context["grades"]] == [response]
    assert at("publish", cycle) not in page.text
    assert reviewer.post(at("publish", cycle)).status_code == 403
    assert [profile.tambon_id for profile, _grade in reviewer.get(at("tambons", cycle)).context["rows"]] == ["800104"]
    assert signed_in(make_user()).get(at("grades", cycle)).status_code == 403
    assert Client().get(at("grades", cycle)).status_code == 302


def test_a_list_of_grades_costs_the_same_whatever_its_length(queries):
    survey_round = make_round(make_open_cycle(Stage.SURVEYS), [make_organisation() for _ in range(3)])
    boss = signed_in(make_member(survey_round.cycle))
    first, *others = survey_round.assignments.all()
    for size, assignments in ((1, [first]), (3, others)):
        for assignment in assignments:
            make_response(assignment)
        with queries(8):
            assert len(boss.get(at("grades", survey_round.cycle)).context["grades"]) == size


def test_a_grade_card_tells_the_letter_and_why(cycle, response, coordinator):
    grade = Grade.objects.get()
    page = coordinator.get(grade.get_absolute_url())
    told = (
        'aria-label="Grade B"',
        "74.58",
        "5.42 more to grade A",
        "pending, not published yet",
        "100.00 % known",
        "no cap holds it down",
        "nst-sg-1.0",
        "11 of 16 points",
        "1,480 members of 7,400 people: 20",
    )
    assert [words in page.text for words in told] == [True] * len(told)
    assert [each.code for each in page.context["card"].dimensions] == ["M", "F", "G", "B", "P", "N"]
    assert page.text.count('<tr id="') == 22
    accept(coordinator, response)
    coordinator.post(at("publish", cycle))
    page = coordinator.get(grade.get_absolute_url())
    assert (page.context["is_pinned"], "pending, not published yet" in page.text) == (True, False)


def test_a_grade_with_a_cap_and_one_without_a_score_are_told(survey_round, coordinator):
    first, second = survey_round.assignments.all()
    make_response(first, accounts_level=0, rules_level=0, disclosure_level=0)
    make_response(second, provides_welfare="no")
    capped, none = Grade.objects.order_by("pk")
    page = coordinator.get(capped.get_absolute_url())
    assert (capped.letter, len(page.context["card"].caps)) == ("C", 3)
    assert [cap in page.text for cap in page.context["card"].caps] == [True] * 3
    page = coordinator.get(none.get_absolute_url()).text
    assert ("Provides no welfare." in page, "of 100 points" in page, "Six dimensions" in page) == (True, False, False)


def test_a_grade_is_read_by_those_whom_it_concerns(cycle, response, far, reviewer):
    grade = response.grades.get()
    respondent = make_user()
    response.assignment.organisation.respondents.create(user=respondent)
    observer = signed_in(make_member(cycle, Role.OBSERVER))
    for client in (reviewer, signed_in(respondent), entered(response.assignment)):
        assert client.get(grade.get_absolute_url()).status_code == 200
    for client in (Client(), observer, signed_in(make_user()), entered(far.assignment)):
        assert client.get(grade.get_absolute_url()).status_code == 404
    assert reviewer.get(far.grades.get().get_absolute_url()).status_code == 404
    elsewhere = make_open_cycle(Stage.SURVEYS, year=2571)
    assert signed_in(make_member(elsewhere)).get(at("grade", elsewhere, grade.pk)).status_code == 404


# ── Publication ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_grades_are_published_by_a_resolution(cycle, response, coordinator):
    resolution = make_resolution(cycle)
    accept(coordinator, response)
    answer = coordinator.post(at("publish", cycle), {"resolution": resolution.pk}, follow=True)
    assert answer.redirect_chain == [(at("tambons", cycle), 302)]
    assert "The grades are published." in answer.text
    publication = Publication.objects.get()
    assert (publication.resolution, str(publication.published_by)) == (resolution, "สมศรี ใจดี")
    assert [pin.grade for pin in publication.pins.all()] == [response.grades.get()]
    names = [str(each) for each in (publication, publication.pins.get(), TambonGrade.objects.first())]
    assert names == ["Baseline survey", "B", "U"]


def test_grades_may_be_published_without_a_resolution(cycle, response, coordinator):
    accept(coordinator, response)
    assert coordinator.post(at("publish", cycle), {"resolution": ""}).status_code == 302
    assert Publication.objects.get().resolution is None


def test_only_a_resolution_that_agreed_can_be_chosen(cycle, response, coordinator):
    accept(coordinator, response)
    noted = make_resolution(cycle, outcome="noted")
    foreign = make_resolution(make_open_cycle(Stage.SURVEYS, year=2571))
    assert list(coordinator.get(at("grades", cycle)).context["form"].fields["resolution"].queryset) == [
        cycle.rounds.get().resolution
    ]
    for resolution in (noted, foreign):
        answer = coordinator.post(at("publish", cycle), {"resolution": resolution.pk})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["resolution"])
    assert Publication.objects.count() == 0


def test_before_anything_is_verified_nothing_is_published(cycle, response, coordinator):
    answer = coordinator.post(at("publish", cycle))
    assert (answer.status_code, "Verify at least one response first" in answer.text) == (409, True)


def test_who_publishes_again_without_news_is_told_who_was_first(cycle, response, coordinator):
    accept(coordinator, response)
    coordinator.post(at("publish", cycle))
    answer = signed_in(make_member(cycle)).post(at("publish", cycle))
    assert answer.status_code == 409
    assert "สมศรี ใจดี published these grades already, and nothing has changed since." in answer.text
    assert Publication.objects.count() == 1


def test_nothing_is_published_once_the_cycle_is_closed(cycle, response, coordinator):
    accept(coordinator, response)
    close(cycle)
    answer = coordinator.post(at("publish", cycle))
    assert (answer.status_code, "This cycle is closed" in answer.text) == (409, True)


# ── Tambons ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_tambons_of_the_round_are_listed_with_what_is_missing_and_then_their_grades(cycle, response, coordinator):
    page = coordinator.get(at("tambons", cycle))
    assert [(profile.tambon_id, grade) for profile, grade in page.context["rows"]] == [
        ("800104", None),
        ("801201", None),
    ]
    assert (page.text.count("not entered yet"), page.text.count("not published yet")) == (2, 2)
    coordinator.post(at("tambon", cycle, 800104), {**PROFILE, "plan_exists": "0"})
    accept(coordinator, response)
    coordinator.post(at("publish", cycle))
    page = coordinator.get(at("tambons", cycle))
    shown = [
        (grade.letter, grade.score, grade.is_provisional, grade.reason) for _profile, grade in page.context["rows"]
    ]
    assert shown == [("C", Decimal("76.75"), False, ""), ("U", None, True, "no_graded_organisation")]
    told = ("no community plan yet", "76.75", "provisional", "No organisation of the tambon is graded yet.")
    assert [words in page.text for words in told] == [True] * 4


def test_a_list_of_tambons_costs_the_same_whatever_its_length(queries):
    for size, year in ((1, 2571), (3, 2572)):
        tambons = [make_tambon(f"80010{number}") for number in range(size)]
        survey_round = make_round(
            make_open_cycle(Stage.SURVEYS, year=year), [make_organisation(tambon=each) for each in tambons]
        )
        boss = signed_in(make_member(survey_round.cycle))
        make_response(survey_round.assignments.first(), verified=True)
        survey_round.publish(by=make_user())
        with queries(7):
            assert len(boss.get(at("tambons", survey_round.cycle)).context["rows"]) == size


def test_a_profile_is_entered_with_its_evidence_by_name(cycle, reviewer):
    assert reviewer.get(at("tambon", cycle, 800104)).status_code == 200
    answer = reviewer.post(at("tambon", cycle, 800104), PROFILE)
    assert answer.url == at("tambons", cycle)
    profile = TambonProfile.objects.get(tambon="800104")
    assert (profile.villages, profile.villages_covered, profile.plan_items) == (10, 8, [20] * 5)
    assert (profile.evidence, str(profile.entered_by)) == ("แผนชุมชน 2569", "มาลี ใจดี")
    assert "มาลี ใจดี" in reviewer.get(profile.get_absolute_url()).text
    assert str(profile) == "Tambon 800104"


def test_whoever_corrects_a_profile_is_named_then(cycle, reviewer, coordinator):
    reviewer.post(at("tambon", cycle, 800104), PROFILE)
    coordinator.post(at("tambon", cycle, 800104), {**PROFILE, "reviewed": "10"})
    profile = TambonProfile.objects.get(tambon="800104")
    assert (profile.reviewed, str(profile.entered_by)) == (10, "สมศรี ใจดี")


def test_figures_without_their_evidence_are_refused_and_kept_on_the_page(cycle, coordinator):
    answer = coordinator.post(at("tambon", cycle, 800104), {**PROFILE, "evidence": " "})
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors), form["villages"].value()) == (422, ["evidence"], "10")
    assert "Write which papers or people these answers come from." in answer.text
    assert TambonProfile.objects.get(tambon="800104").entered_at is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"villages_covered": "11"}, "__all__"),
        ({"villages": "-1"}, "villages"),
        ({"villages": "สิบ"}, "villages"),
        ({"plan_exists": "15"}, "plan_exists"),
    ],
)
def test_figures_that_cannot_be_are_told(typed, field, cycle, coordinator):
    answer = coordinator.post(at("tambon", cycle, 800104), {**PROFILE, **typed})
    form = answer.context["form"]
    assert (answer.status_code, field in form.errors) == (422, True)
    assert {name: form[name].value() for name in typed} == typed
    assert TambonProfile.objects.get(tambon="800104").villages is None


def test_a_profile_may_stay_half_entered_and_then_counts_as_not_entered(cycle, coordinator):
    coordinator.post(at("tambon", cycle, 800104), {"villages": "10", "evidence": "ทะเบียนหมู่บ้าน"})
    profile = TambonProfile.objects.get(tambon="800104")
    assert (profile.villages, profile.profile) == (10, None)
    assert coordinator.get(at("tambons", cycle)).text.count("not entered yet") == 2


def test_thai_digits_are_read_in_a_profile_too(cycle, coordinator):
    assert coordinator.post(at("tambon", cycle, 800104), {**PROFILE, "villages": "๑๐"}).status_code == 302
    assert TambonProfile.objects.get(tambon="800104").villages == 10


def test_a_profile_is_read_by_observers_and_entered_by_reviewers_in_their_districts(cycle, reviewer):
    observer = signed_in(make_member(cycle, Role.OBSERVER))
    address = at("tambon", cycle, 800104)
    assert (observer.get(address).status_code, observer.post(address, PROFILE).status_code) == (200, 403)
    for client, expected in ((reviewer, 404), (signed_in(make_user()), 403), (Client(), 302)):
        assert client.post(at("tambon", cycle, 801201), PROFILE).status_code == expected
    assert reviewer.get(at("tambon", cycle, 800199)).status_code == 404
    assert TambonProfile.objects.filter(entered_at=None).count() == 2


def test_a_profile_is_not_changed_once_the_cycle_is_closed(cycle, coordinator):
    close(cycle)
    answer = coordinator.post(at("tambon", cycle, 800104), PROFILE)
    assert (answer.status_code, "This cycle is closed" in answer.text) == (422, True)


def test_in_the_administration_a_profile_names_who_entered_it_and_history_is_only_read(cycle, response):
    user = make_user(is_staff=True, is_superuser=True)
    client, profile = signed_in(user), TambonProfile.objects.get(tambon="800104")
    data = {"round": profile.round_id, "tambon": profile.tambon_id, **PROFILE}
    address = reverse("admin:surveys_tambonprofile_change", args=[profile.pk])
    assert client.post(address, data).status_code == 302
    profile.refresh_from_db()
    assert (profile.villages, profile.entered_by) == (10, user)
    for name, pk in (("response", response.pk), ("grade", response.grades.get().pk)):
        assert client.get(reverse(f"admin:surveys_{name}_change", args=[pk])).context["has_change_permission"] is False


def test_a_profile_that_is_blank_was_entered_by_nobody(cycle, reviewer):
    answer = reviewer.post(at("tambon", cycle, 800104), {"villages": "", "evidence": ""})
    profile = TambonProfile.objects.get(tambon="800104")
    assert (answer.status_code, profile.entered_at, profile.entered_by) == (302, None, None)


def test_villages_may_be_written_in_thai_digits(cycle, reviewer):
    reviewer.post(at("tambon", cycle, 800104), {"villages": "๙", "evidence": "อบต."})
    assert TambonProfile.objects.get(tambon="800104").villages == 9
