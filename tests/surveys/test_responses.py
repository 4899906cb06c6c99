"""Answers are kept as typed, sent once for a key, graded at once, verified or returned; the history stays."""

import uuid
from decimal import Decimal
from functools import partial

import pytest
from django.db import IntegrityError, OperationalError, transaction

from surveys.models import Grade, Informant, Response, Review, Submission
from surveys.refusals import AlreadyReviewed, BadAnswers, ChecksFailed, Incomplete, KeyReused, SentAnew
from tests.factories import close, make_organisation, make_response, make_round, make_user, whole_answers
from welfare_movement.people.models import Consent
from welfare_movement.process.refusals import CycleClosed
from welfare_movement.refusals import Refused
from welfare_movement.thai.text import UnreadableText

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return make_round().assignments.get()


@pytest.fixture
def response(assignment):
    return Response.objects.create(assignment=assignment)


def submit(response, key=None, **changes):
    return response.submit(whole_answers(**changes), key=key or uuid.uuid4())


# ── Draft ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_draft_keeps_what_was_typed_section_by_section(response):
    response.keep({"members_total": "พันกว่า", "members_paid_up": ""})
    response.keep({"fund_balance": "๑,๒๖๐,๐๐๐", "members_paid_up": "1210"})
    response.refresh_from_db()
    assert response.draft == {"members_total": "พันกว่า", "members_paid_up": "1210", "fund_balance": "๑,๒๖๐,๐๐๐"}
    assert (response.state, response.answers) == ("draft", {})


def test_two_who_type_at_once_do_not_wipe_out_each_other(response):
    other = Response.objects.get(pk=response.pk)
    response.keep({"members_total": "1480"})
    other.keep({"fund_balance": "100"})
    assert Response.objects.get(pk=response.pk).draft == {"members_total": "1480", "fund_balance": "100"}


def test_a_first_draft_begins_with_what_the_registry_knows_and_no_later_one_does(response):
    response.keep({"members_total": "12"}, known={"org_name": "กองทุน", "members_total": "9"})
    assert response.draft == {"org_name": "กองทุน", "members_total": "12"}
    response.keep({"org_name": ""}, known={"org_name": "กองทุน"})
    assert response.draft == {"org_name": "", "members_total": "12"}


def test_returned_answers_keep_the_sections_that_are_not_touched(response):
    submission = submit(response)
    response.give_back(submission, by=make_user(), comment="ตรวจ")
    response.keep({"members_total": "1,470"})
    assert response.typed["members_total"] == "1,470"
    assert (response.typed["fund_balance"], response.typed["informant"]["name"]) == (1260000, "นางสาวตัวอย่าง ใจดี")


@pytest.mark.parametrize("typed", [{"members_total": "1\x002"}, {"informant": {"name": "สม\ud800"}}, {"a\x00": 1}])
def test_a_draft_refuses_what_one_of_the_databases_could_not_hold(typed, response):
    with pytest.raises(UnreadableText, match="Delete it or type the text again"):
        response.keep(typed)
    assert response.draft == {}


# ── Sending ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_is_sent_is_stored_graded_and_pending_with_a_receipt(response):
    response.keep(whole_answers())
    submission = submit(response)
    response.refresh_from_db()
    grade = Grade.objects.get()
    assert (response.state, response.draft, response.answers["members_total"]) == ("sent", {}, 1480)
    assert submission.receipt == f"2570-{submission.pk:05d}"
    assert (grade.letter, grade.score, grade.submission, grade.completeness) == ("B", Decimal("74.58"), submission, 100)
    assert grade.inputs["age_months"] == 96
    assert not grade.pins.exists()


def test_who_answered_is_kept_apart_from_the_answers_with_their_consent(response):
    submission = submit(response)
    informant = Informant.objects.get()
    assert (informant.name, informant.phone) == ("นางสาวตัวอย่าง ใจดี", "0800000123")
    assert (informant.consent.purpose, informant.consent.text_version) == ("survey_contact", "informant-1.0")
    for kept in (submission.answers, response.answers, response.draft, Grade.objects.get().inputs):
        assert "0800000123" not in str(kept)


def test_a_withdrawn_consent_blanks_who_answered_even_after_the_cycle_is_closed(response):
    submit(response)
    close(response.assignment.round.cycle)
    Consent.objects.get().withdraw()
    informant = Informant.objects.get()
    assert (informant.name, informant.position, informant.phone) == ("", "", "")
    assert informant.as_typed() == {}
    assert Consent.objects.get().withdrawn_at is not None
    Consent.objects.get().withdraw()


def test_the_form_shows_what_was_sent_last_until_something_new_is_typed(response):
    submit(response)
    assert response.typed["members_total"] == 1480
    assert response.typed["informant"]["phone"] == "0800000123"
    response.keep({"members_total": "1,500"})
    assert response.typed["members_total"] == "1,500"


def test_the_same_key_and_answers_give_the_same_receipt(response):
    key = uuid.uuid4()
    first = submit(response, key)
    assert submit(response, key) == first
    assert (Submission.objects.count(), Grade.objects.count(), Informant.objects.count()) == (1, 1, 1)


def test_the_same_key_with_other_answers_is_refused_and_the_first_stay(response):
    key = uuid.uuid4()
    first = submit(response, key)
    with pytest.raises(KeyReused, match=first.receipt) as refused:
        submit(response, key, members_total=1479)
    response.refresh_from_db()
    assert (refused.value.status, response.answers["members_total"]) == (409, 1480)


def test_a_key_that_came_while_this_one_waited_is_met_as_any_other(response, monkeypatch):
    key = uuid.uuid4()
    first = submit(response, key)
    # What the database tells whoever waited for the row: how it was before.
    monkeypatch.setattr(Response, "_hold", lambda self, key: _held(self, key) and False)
    assert submit(response, key) == first
    with pytest.raises(KeyReused):
        submit(response, key, members_total=1479)
    assert Submission.objects.get() == first
    assert Response.objects.get().answers["members_total"] == 1480


_held = Response._hold


def test_what_was_sent_stands_on_the_object_as_in_the_database(response):
    submission = submit(response)
    response.verify(submission, by=make_user())
    copy = Response.objects.get(pk=response.pk)
    submit(copy, members_total=1479)
    now = Response.objects.get(pk=response.pk)
    fields = [field.attname for field in Response._meta.concrete_fields]
    assert [getattr(copy, name) for name in fields] == [getattr(now, name) for name in fields]
    assert (copy.state, copy.verified_by) == ("sent", None)


def test_a_key_of_another_response_is_refused():
    survey_round = make_round(organisations=[make_organisation(), make_organisation()])
    mine, theirs = [Response.objects.create(assignment=each) for each in survey_round.assignments.all()]
    key = uuid.uuid4()
    submit(mine, key)
    with pytest.raises(KeyReused):
        submit(theirs, key)
    assert theirs.submissions.count() == 0


def test_missing_answers_are_named_and_nothing_is_saved(response):
    answers = whole_answers()
    del answers["members_total"], answers["rules_level"]
    with pytest.raises(Incomplete) as refused:
        response.submit(answers, key=uuid.uuid4())
    assert refused.value.missing == ("members_total", "rules_level")
    assert (Submission.objects.count(), Consent.objects.count(), response.state) == (0, 0, "draft")


def test_an_error_between_answers_stops_them_and_a_warning_waits_for_its_confirmation(response):
    with pytest.raises(ChecksFailed, match="Members paid up cannot exceed all members"):
        submit(response, members_paid_up=1481)
    answers = whole_answers(members_12m_ago=700)
    with pytest.raises(ChecksFailed) as refused:
        response.submit(answers, key=uuid.uuid4())
    assert [problem.code for problem in refused.value.problems] == ["W3"]
    response.submit(answers, key=uuid.uuid4(), warnings_confirmed={"W3"})
    with pytest.raises(ChecksFailed):
        response.submit({**answers, "members_paid_up": 1481}, key=uuid.uuid4(), warnings_confirmed={"W3", "E2"})


@pytest.mark.parametrize(
    "changes",
    [
        {"committee_size": -5},
        {"meetings_12m": 61},
        {"legal_status": "nonsense"},
        {"org_name": ["a"]},
        {"informant": {"name": "สมชาย", "position": "ประธาน", "phone": "0800000123", "consent": False}},
        {"informant": {"name": "\u200b", "position": "ประธาน", "phone": "0800000123", "consent": True}},
        {"informant": {"name": "สมชาย"}},
    ],
)
def test_answers_out_of_range_are_refused_by_the_verb_too(changes, response):
    with pytest.raises(BadAnswers) as refused:
        submit(response, **changes)
    assert (list(refused.value.bad), refused.value.status) == (list(changes), 422)
    assert (Submission.objects.count(), Consent.objects.count()) == (0, 0)


def test_pressed_again_without_news_the_answers_stay_and_the_draft_is_emptied(response):
    first = submit(response)
    response.keep({"members_total": "1480"})
    assert submit(response) == first
    assert (response.draft, Submission.objects.count(), Informant.objects.count()) == ({}, 1, 1)


def test_another_informant_with_the_same_answers_is_kept(response):
    submit(response)
    informant = {"name": "นายตัวอย่าง สุขใจ", "position": "เลขานุการ", "phone": "0800000124", "consent": True}
    submit(response, informant=informant)
    assert [each.phone for each in response.informants.all()] == ["0800000124", "0800000123"]
    assert Submission.objects.count() == 1


def test_the_same_person_sent_again_has_one_consent_so_that_one_withdrawal_forgets_them(response):
    for members in (1480, 1481, 1482):
        submit(response, members_total=members)
    assert Consent.objects.count() == 1
    Consent.objects.get().withdraw()
    submit(response, members_total=1483)
    assert [each.name for each in response.informants.all()] == ["นางสาวตัวอย่าง ใจดี", ""]


def test_a_withdrawal_reaches_the_draft_and_leaves_the_answers(response):
    response.keep({**whole_answers(), "members_total": "1,500"})
    response.forget_informants()
    response.refresh_from_db()
    assert ("informant" in response.draft, response.draft["members_total"]) == (False, "1,500")
    submit(response)
    response.keep(whole_answers())
    Consent.objects.get().withdraw()
    response.refresh_from_db()
    assert ("informant" in response.draft, response.draft["fund_balance"]) == (False, 1260000)


def test_a_submission_never_changes(response):
    submission = submit(response)
    with pytest.raises(Refused, match="What was sent never changes"):
        submission.save()


def test_what_is_hidden_is_not_stored(response):
    submit(response, provides_welfare="no")
    assert "benefits_paid_12m" not in response.answers
    grade = Grade.objects.get()
    assert (grade.letter, grade.reason, grade.score) == ("U", "provides_no_welfare", None)


def test_the_organisations_own_word_is_a_column(response):
    submit(response)
    assert response.confirmed_at is None
    response.submit(whole_answers(members_total=1481), key=uuid.uuid4(), confirmed=True)
    assert response.confirmed_at == response.sent_at
    given = response.confirmed_at
    submit(response, members_total=1481)
    assert response.confirmed_at == given


def test_the_organisations_own_word_may_come_after_the_answers(response):
    submission = submit(response)
    assert response.submit(whole_answers(), key=uuid.uuid4(), confirmed=True) == submission
    assert response.confirmed_at is not None


def test_nothing_is_sent_kept_or_reviewed_once_the_cycle_is_closed(response):
    submission = submit(response)
    close(response.assignment.round.cycle)
    for verb in (
        lambda: submit(response, members_total=1481),
        lambda: response.keep({"members_total": "1"}),
        lambda: response.verify(submission, by=make_user()),
        lambda: response.give_back(submission, by=make_user(), comment="ตรวจ"),
    ):
        with pytest.raises(CycleClosed):
            verb()


def test_a_phone_that_asks_whether_it_arrived_gets_its_receipt_after_the_closing_too(response):
    key = uuid.uuid4()
    submission = response.submit(whole_answers(), key=key)
    close(response.assignment.round.cycle)
    assert response.submit(whole_answers(), key=key) == submission


# ── Review ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_response_is_verified_by_someone(response):
    by = make_user()
    submission = submit(response)
    response.verify(submission, by=by)
    assert (response.state, response.verified_by) == ("verified", by)
    review = Review.objects.get()
    assert (review.outcome, review.submission, review.reviewed_by) == ("verified", submission, by)


def test_answers_that_the_reviewer_did_not_read_are_neither_verified_nor_returned(response):
    read = submit(response)
    submit(response, members_total=1481)
    for verb in (response.verify, partial(response.give_back, comment="ตรวจ")):
        with pytest.raises(SentAnew, match="Newer answers came in"):
            verb(read, by=make_user())
    assert (response.state, Review.objects.count()) == ("sent", 0)


def test_verified_answers_may_still_be_returned(response):
    submission = submit(response)
    response.verify(submission, by=make_user())
    response.give_back(submission, by=make_user(), comment="ยอดเงินผิด")
    assert (response.state, response.verified_at, response.verified_by) == ("returned", None, None)


def test_a_response_is_returned_with_a_comment_and_sent_again(response):
    first = submit(response)
    with pytest.raises(Refused, match="Write what is to be corrected"):
        response.give_back(first, by=make_user(), comment=" ")
    response.give_back(first, by=make_user("มาลี"), comment="ข้อ QB2 ไม่ตรงทะเบียน")
    assert (response.state, response.comment) == ("returned", "ข้อ QB2 ไม่ตรงทะเบียน")
    for again in (response.verify, partial(response.give_back, comment="อีกครั้ง")):
        with pytest.raises(AlreadyReviewed, match="มาลี .* looked through these answers already"):
            again(first, by=make_user())
    assert response.comment == "ข้อ QB2 ไม่ตรงทะเบียน"
    submit(response, members_total=1470)
    assert (response.state, response.comment, response.returned_by) == ("sent", "", None)
    assert list(response.submissions.values_list("answers__members_total", flat=True)) == [1470, 1480]
    assert first in response.submissions.all()
    assert [review.comment for review in response.reviews.all()] == ["ข้อ QB2 ไม่ตรงทะเบียน"]


def test_a_later_edit_of_a_verified_response_makes_it_sent_again_and_adds_a_grade(assignment):
    response = make_response(assignment, verified=True)
    submit(response, accounts_level=4)
    assert (response.state, response.verified_by) == ("sent", None)
    assert [grade.score for grade in response.grades.all()] == [Decimal("75.83"), Decimal("74.58")]


def test_the_database_holds_a_response_to_one_state(response):
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.filter(pk=response.pk).update(verified_at="2027-01-01T00:00Z", verified_by=make_user())


@pytest.mark.django_db(transaction=True)
def test_a_submission_is_tried_again_when_the_database_could_not_order_it(response, monkeypatch):
    class Deadlock(Exception):
        sqlstate = "40P01"

    grade, failures = Response._grade, iter([True, False])

    def grading(self, submission):
        grade(self, submission)
        if next(failures):
            raise OperationalError("injected") from Deadlock()

    monkeypatch.setattr(Response, "_grade", grading)
    submit(response)
    assert (Submission.objects.count(), Grade.objects.count(), Consent.objects.count()) == (1, 1, 1)
