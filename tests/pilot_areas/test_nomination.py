"""A tambon stands for selection, with what its local government says; it may be withdrawn with a reason."""

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from partners.models import Commitment
from pilot_areas.figures import figures_of
from pilot_areas.models import Nomination
from tests.factories import (
    in_days,
    make_district,
    make_nomination,
    make_open_cycle,
    make_organisation,
    make_province,
    make_response,
    make_round,
    make_tambon,
    make_user,
)
from tests.factories_selection import make_selection
from welfare_movement.process.refusals import Sealed, StageLocked
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.PILOT_AREAS)


def stored(nomination):
    return Nomination.objects.get(pk=nomination.pk)


# ── Nominating ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_many_are_nominated_at_once_and_who_stands_stays_as_they_were(cycle):
    known, by = make_nomination(cycle, "800104"), make_user()
    tambons = [make_tambon(code) for code in ("800104", "800105", "800106")]
    assert Nomination.objects.nominate(cycle, tambons, by=by, nominated_by="เครือข่ายแผนแม่บท") == 2
    assert set(Nomination.objects.values_list("tambon", "nominated_by", "recorded_by")) == {
        ("800104", "", None),
        ("800105", "เครือข่ายแผนแม่บท", by.pk),
        ("800106", "เครือข่ายแผนแม่บท", by.pk),
    }
    assert stored(known).nominated_at == known.nominated_at


def test_nobody_is_nominated_from_elsewhere_too_early_or_after_the_scoring(cycle):
    trang = make_province("92", slug="trang", name_th="ตรัง", name_en="Trang")
    abroad = make_tambon("920101", district=make_district("9201", trang))
    with pytest.raises(Refused, match="Choose tambons of this province"):
        Nomination.objects.nominate(cycle, [make_tambon(), abroad], by=make_user())
    with pytest.raises(StageLocked):
        Nomination.objects.nominate(make_open_cycle(Stage.FORUMS, year=2571), [make_tambon()], by=make_user())
    assert Nomination.objects.count() == 0
    make_selection(cycle)
    with pytest.raises(Refused, match="The scoring is closed, so nobody can be nominated"):
        Nomination.objects.nominate(cycle, [make_tambon("800106")], by=make_user())
    assert Nomination.objects.count() == 3


# ── The letter ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_the_local_government_says_is_recorded_with_where_it_stands(cycle):
    nomination, by = make_nomination(cycle), make_user()
    paper = ContentFile(b"%PDF-1.7 letter", "letter.pdf")
    nomination.record_matching(by=by, matching="confirmed", evidence="ที่ นศ 1/2570", paper=paper)
    kept = stored(nomination)
    assert (kept.matching, kept.matching_evidence, kept.matching_by) == ("confirmed", "ที่ นศ 1/2570", by)
    assert kept.matching_paper.read() == b"%PDF-1.7 letter"
    kept.matching_paper.close()
    nomination.record_matching(by=by, matching="confirmed", evidence="ที่ นศ 2/2570")
    assert stored(nomination).matching_paper  # without a new copy the old one stays
    nomination.record_matching(by=by, matching="promised", evidence="นายกรับปากในเวที")
    assert not stored(nomination).matching_paper


def test_without_saying_where_it_stands_nothing_is_recorded(cycle):
    nomination = make_nomination(cycle)
    with pytest.raises(Refused, match="Write where it stands"):
        nomination.record_matching(by=make_user(), matching="confirmed", evidence=" ")
    assert (stored(nomination).matching, stored(nomination).matching_at) == ("none", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.update(matching="promised")


# ── Withdrawing ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_nomination_is_withdrawn_once_with_a_reason_and_the_tambon_may_stand_anew(cycle):
    nomination, first = make_nomination(cycle), make_user("หนึ่ง")
    with pytest.raises(Refused, match="Write the reason"):
        nomination.withdraw(by=first, reason=" ")
    assert list(Nomination.objects.standing()) == [nomination]
    nomination.withdraw(by=first, reason="ตำบลขอถอน")
    with pytest.raises(Refused, match="withdrawn by หนึ่ง ใจดี; nominate the tambon anew"):
        nomination.withdraw(by=make_user("สอง"), reason="อีกครั้ง")
    assert (stored(nomination).withdrawn_by, stored(nomination).withdrawn_reason) == (first, "ตำบลขอถอน")
    with pytest.raises(Refused, match="nominate the tambon anew"):
        nomination.record_matching(by=first, matching="promised", evidence="x")
    assert Nomination.objects.nominate(cycle, [nomination.tambon], by=first) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.create(cycle=cycle, tambon=nomination.tambon)


def test_once_the_areas_are_selected_nominations_stay_as_they_were(cycle):
    selection = make_selection(cycle, decided=True)
    nomination = selection.standing[0]
    for change in (
        lambda: nomination.withdraw(by=make_user(), reason="เปลี่ยนใจ"),
        lambda: nomination.record_matching(by=make_user(), matching="promised", evidence="x"),
        lambda: nomination.delete(),
        lambda: Nomination.objects.all().delete(),
        lambda: Nomination.objects.bulk_create([Nomination(cycle=cycle, tambon=make_tambon("800106"))]),
    ):
        with pytest.raises(Sealed, match="The areas of this cycle are selected"):
            change()
    assert Nomination.objects.standing().filter(matching="none").count() == 3


# ── Figures ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_beside_each_tambon_stand_its_published_grade_its_promises_and_who_is_interested(cycle, queries):
    keen, shy = make_organisation(), make_organisation()
    survey_round = make_round(cycle, [keen, shy])
    for assignment in survey_round.assignments.order_by("pk"):
        interest = {"pilot_interest": "yes"} if assignment.organisation == keen else {"pilot_interest": "no"}
        make_response(assignment, verified=True, **interest)
    profile = survey_round.tambon_profiles.get()
    assert figures_of(cycle) == {}
    for name in ("plan_exists", "villages_took_part", "welfare_section"):
        setattr(profile, name, 20)
    profile.adopted_locally, profile.reviewed, profile.villages, profile.evidence = 0, 10, 9, "แผน"
    profile.enter(by=make_user())
    survey_round.publish(by=make_user())
    elsewhere = make_tambon("801201")
    promise = Commitment.objects.create(
        cycle=cycle, tambon=elsewhere, kind="money", what="สมทบ", due_on=in_days(9).date()
    )
    with queries(3):
        known = figures_of(cycle)
    here = known["800104"]
    assert (here.letter, here.plan_index, here.interested, here.commitments) == ("B", 70, [keen], [])
    assert (known["801201"].letter, known["801201"].plan_index, known["801201"].commitments) == ("U", None, [promise])
    candidate = here.candidate("confirmed")
    assert (candidate.code, candidate.district, candidate.letter, candidate.plan_index, candidate.matching) == (
        "800104", "8001", "B", 70, "confirmed",
    )  # fmt: skip
