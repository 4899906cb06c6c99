"""A publication pins the latest grade of each verified response and grades the tambons; a later one supersedes it."""

import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from surveys.models import CommunityOrganisation, Grade, PinnedGrade, Publication, TambonGrade, TambonProfile
from surveys.refusals import AlreadyPublished, NothingVerified
from tests.factories import (
    make_open_cycle,
    make_organisation,
    make_resolution,
    make_response,
    make_round,
    make_tambon,
    make_user,
    whole_answers,
)
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey_round():
    """Two organisations in one tambon, one in another."""
    here, there = make_tambon(), make_tambon("801201")
    organisations = [make_organisation(tambon=here), make_organisation(tambon=here), make_organisation(tambon=there)]
    return make_round(make_open_cycle(Stage.SURVEYS), organisations)


def enter(tambon="800104", **fields):
    items = dict.fromkeys(("plan_exists", "villages_took_part", "welfare_section", "adopted_locally", "reviewed"), 20)
    profile = TambonProfile.objects.get(tambon=tambon)
    for name, value in {"villages": 10, "evidence": "แผนชุมชน 2569", **items, **fields}.items():
        setattr(profile, name, value)
    profile.enter(by=make_user())


def published():
    """tambon -> (letter, score, reason, provisional) of the current publication."""
    rows = TambonGrade.objects.filter(publication__superseded_at=None)
    return {each.tambon_id: (each.letter, each.score, each.reason, each.is_provisional) for each in rows}


def test_nothing_is_published_before_something_is_verified(survey_round):
    make_response(survey_round.assignments.first())
    with pytest.raises(NothingVerified):
        survey_round.publish(by=make_user())


def test_the_latest_grade_of_each_verified_response_is_pinned(survey_round):
    first, second, third = survey_round.assignments.order_by("pk")
    verified = make_response(first, verified=True)
    make_response(second)
    edited = make_response(third, verified=True)
    edited.submit(whole_answers(accounts_level=4), key=uuid.uuid4())
    edited.verify(edited.latest, by=make_user())
    by, resolution = make_user(), make_resolution(survey_round.cycle)
    publication = survey_round.publish(by=by, resolution=resolution)
    assert (publication.published_by, publication.resolution) == (by, resolution)
    pinned = dict(publication.pins.values_list("response", "grade__score"))
    assert pinned == {verified.pk: Decimal("74.58"), edited.pk: Decimal("75.83")}


def test_tambons_are_graded_by_what_is_pinned_and_what_was_entered(survey_round):
    first, _second, third = survey_round.assignments.order_by("pk")
    make_response(first, verified=True)
    make_response(third, verified=True)
    enter()
    survey_round.publish(by=make_user())
    # 0.6 × 74.58 + 0.25 × 100 + 0.15 × 80 (the 8 villages of the organisation, of 10) = 81.748; one B is no proof of A.
    assert published() == {
        "800104": ("B", Decimal("81.75"), "", False),
        "801201": ("U", None, "profile_not_entered", False),
    }
    assert TambonGrade.objects.get(tambon="800104").result["caps"] == ["TCAP1"]


def test_a_tambon_without_a_graded_organisation_has_that_reason(survey_round):
    make_response(survey_round.assignments.order_by("pk").last(), verified=True, provides_welfare="no")
    enter("801201")
    survey_round.publish(by=make_user())
    assert published()["801201"] == ("U", None, "no_graded_organisation", True)


def test_publishing_again_needs_something_new_and_then_supersedes(survey_round):
    first, second, _third = survey_round.assignments.order_by("pk")
    make_response(first, verified=True)
    earlier = survey_round.publish(by=make_user("มาลี", family_name="ใจดี"))
    with pytest.raises(AlreadyPublished, match="มาลี ใจดี published these grades already"):
        survey_round.publish(by=make_user())
    make_response(second, verified=True)
    later = survey_round.publish(by=make_user())
    earlier.refresh_from_db()
    assert (earlier.superseded_at is not None, list(Publication.objects.current())) == (True, [later])
    assert (earlier.pins.count(), later.pins.count(), PinnedGrade.objects.current().count()) == (1, 2, 2)
    enter()
    assert survey_round.publish(by=make_user()) != later


def test_an_edit_after_publication_leaves_the_pinned_grade_until_it_is_published_anew(survey_round):
    response = make_response(survey_round.assignments.order_by("pk").first(), verified=True)
    survey_round.publish(by=make_user())
    response.submit(whole_answers(accounts_level=4), key=uuid.uuid4())
    assert PinnedGrade.objects.current().get().grade.score == Decimal("74.58")
    listed = list(Grade.objects.last_of_each().for_list())
    assert [(grade.score, grade.is_pinned) for grade in listed] == [(Decimal("75.83"), False)]


def test_what_is_being_corrected_keeps_its_grade_in_a_new_publication(survey_round):
    first, second, _third = survey_round.assignments.order_by("pk")
    response = make_response(first, verified=True)
    survey_round.publish(by=make_user())
    response.give_back(response.latest, by=make_user(), comment="ตรวจยอดเงิน")
    with pytest.raises(NothingVerified):
        survey_round.publish(by=make_user())
    make_response(second, verified=True)
    publication = survey_round.publish(by=make_user())
    assert set(publication.pins.values_list("response__assignment", flat=True)) == {first.pk, second.pk}
    assert survey_round.assignments.graded().count() == 2
    response.submit(whole_answers(accounts_level=4), key=uuid.uuid4())
    response.verify(response.latest, by=make_user())
    pins = survey_round.publish(by=make_user()).pins
    assert pins.get(response=response).grade.score == Decimal("75.83")


def test_a_publication_names_a_resolution_of_its_cycle_or_none(survey_round):
    make_response(survey_round.assignments.first(), verified=True)
    elsewhere = make_resolution(make_open_cycle(Stage.SURVEYS, year=2571))
    with pytest.raises(Refused, match="Choose a resolution of a meeting of this cycle that was held"):
        survey_round.publish(by=make_user(), resolution=elsewhere)
    assert not Publication.objects.exists()


def test_an_organisation_that_moved_is_graded_where_it_is_now(survey_round):
    assignment = survey_round.assignments.order_by("pk").last()
    make_response(assignment, verified=True)
    CommunityOrganisation.objects.filter(pk=assignment.organisation_id).update(tambon=make_tambon("801301"))
    survey_round.publish(by=make_user())
    assert {code: letter for code, (letter, *_) in published().items()} == {"800104": "U", "801301": "U"}
    assert published()["801301"][2] == "profile_not_entered"


def test_a_grade_never_changes(survey_round):
    make_response(survey_round.assignments.first())
    grade = Grade.objects.get()
    grade.letter = "A"
    with pytest.raises(Refused, match="A grade never changes"):
        grade.save()


# ── What is entered of a tambon ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "figures",
    [
        {"villages": 10},
        {"plan_exists": 20, "evidence": "แผนชุมชน"},
        {"plan_exists": 15, "evidence": "แผนชุมชน", "entered": True},
        {"villages": 4, "entered": True},
        {"villages": 4, "villages_covered": 5, "evidence": "แผนชุมชน", "entered": True},
    ],
)
def test_figures_of_a_tambon_have_someone_who_entered_them_evidence_and_a_meaning(survey_round, figures):
    stamp = {"entered_at": timezone.now(), "entered_by": make_user()} if figures.pop("entered", False) else {}
    with pytest.raises(IntegrityError), transaction.atomic():
        TambonProfile.objects.filter(tambon="800104").update(**figures, **stamp)


def test_a_round_has_one_current_publication(survey_round):
    make_response(survey_round.assignments.first(), verified=True)
    survey_round.publish(by=make_user())
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(round=survey_round, published_by=make_user())


@pytest.mark.django_db(transaction=True)
def test_a_publication_is_tried_again_when_the_database_could_not_order_it(survey_round, monkeypatch):
    class Serialisation(Exception):
        sqlstate = "40001"

    make_response(survey_round.assignments.first(), verified=True)
    verified, failures = Publication._verified, iter([True, False])

    def failing(survey_round):
        if next(failures):
            raise OperationalError("injected") from Serialisation()
        return verified(survey_round)

    monkeypatch.setattr(Publication, "_verified", staticmethod(failing))
    survey_round.publish(by=make_user())
    assert Publication.objects.count() == 1


def test_publishing_many_costs_the_same_number_of_queries(queries):
    def verified_round(year, number):
        cycle = make_open_cycle(Stage.SURVEYS, year=year)
        survey_round = make_round(cycle, [make_organisation() for _ in range(number)])
        for assignment in survey_round.assignments.all():
            make_response(assignment, verified=True)
        return survey_round

    few, many, by = verified_round(2571, 1), verified_round(2572, 12), make_user()
    for survey_round in (few, many):
        with queries(14):
            survey_round.publish(by=by)
