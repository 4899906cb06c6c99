"""Answers are kept as typed, sent once for a key, graded at once, verified or returned; the history stays."""

import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError, transaction

from surveys.models import Grade, Informant, Response, Review, Submission
from surveys.refusals import ChecksFailed, Incomplete, KeyReused, NotSent
from tests.factories import close, make_organisation, make_response, make_round, make_user, whole_answers
from welfare_movement.people.models import Consent
from welfare_movement.process.refusals import CycleClosed
from welfare_movement.refusals import Refused

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


def test_nothing_is_sent_kept_or_reviewed_once_the_cycle_is_closed(response):
    submit(response)
    close(response.assignment.round.cycle)
    for verb in (
        lambda: submit(response),
        lambda: response.keep({"members_total": "1"}),
        lambda: response.verify(by=make_user()),
        lambda: response.give_back(by=make_user(), comment="ตรวจ"),
    ):
        with pytest.raises(CycleClosed):
            verb()


# ── Review ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_response_is_verified_by_someone(response):
    by = make_user()
    with pytest.raises(NotSent):
        response.verify(by=by)
    submission = submit(response)
    response.verify(by=by)
    assert (response.state, response.verified_by) == ("verified", by)
    review = Review.objects.get()
    assert (review.outcome, review.submission, review.reviewed_by) == ("verified", submission, by)


def test_a_response_is_returned_with_a_comment_and_sent_again(response):
    first = submit(response)
    with pytest.raises(Refused, match="Write what is to be corrected"):
        response.give_back(by=make_user(), comment=" ")
    response.give_back(by=make_user(), comment="ข้อ QB2 ไม่ตรงทะเบียน")
    assert (response.state, response.comment) == ("returned", "ข้อ QB2 ไม่ตรงทะเบียน")
    with pytest.raises(NotSent):
        response.verify(by=make_user())
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
