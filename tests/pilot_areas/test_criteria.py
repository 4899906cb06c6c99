"""A set of criteria: one draft, adopted by a meeting, then never changed."""

import pytest
from django.db import IntegrityError, transaction

from pilot_areas.models import CriteriaSet
from pilot_areas.selection import BadCriteria, shipped_criteria
from tests.factories import (
    close,
    in_days,
    make_criteria,
    make_district,
    make_meeting,
    make_member,
    make_nomination,
    make_open_cycle,
    make_province,
    make_resolution,
    make_user,
)
from tests.factories_selection import make_selection
from welfare_movement.meetings.models import Meeting, Resolution
from welfare_movement.process.refusals import CycleClosed, Sealed, StageLocked
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.PILOT_AREAS)


def stored(criteria):
    return CriteriaSet.objects.get(pk=criteria.pk)


def test_a_meeting_adopts_the_draft_once(cycle):
    draft, first, second = make_criteria(cycle, adopted=False), make_user("หนึ่ง"), make_user("สอง")
    resolution = make_resolution(cycle)
    draft.adopt(by=first, resolution=resolution)
    assert (stored(draft).adopted_by, stored(draft).resolution) == (first, resolution)
    with pytest.raises(Refused, match="หนึ่ง ใจดี recorded the adoption of these criteria already"):
        draft.adopt(by=second, resolution=make_resolution(cycle))
    assert (stored(draft).adopted_by, stored(draft).resolution) == (first, resolution)


def not_held(cycle):
    meeting = make_meeting(cycle, starts_at=in_days(3))
    return Resolution.objects.create(item=meeting.items.get(section=4, position=0), outcome="endorsed")


def cancelled(cycle):
    resolution = make_resolution(cycle)
    by = make_user()
    Meeting.objects.filter(pk=resolution.item.meeting_id).update(
        cancelled_at=in_days(-1), cancelled_by=by, cancelled_reason="น้ำท่วม"
    )
    return Resolution.objects.get(pk=resolution.pk)


@pytest.mark.parametrize(
    ("resolution", "says"),
    [
        (lambda cycle: make_resolution(cycle, outcome="rejected"), "this one did not"),
        (lambda cycle: make_resolution(cycle, outcome="noted"), "this one did not"),
        (lambda cycle: make_resolution(make_open_cycle(Stage.PILOT_AREAS, year=2571)), "a meeting of this cycle"),
        (not_held, "that was held"),
        (cancelled, "that was held"),
    ],
)
def test_only_a_resolution_of_a_held_meeting_of_the_cycle_that_agreed_adopts(cycle, resolution, says):
    draft = make_criteria(cycle, adopted=False)
    with pytest.raises(Refused, match=says):
        draft.adopt(by=make_user(), resolution=resolution(cycle))
    assert stored(draft).adopted_at is None


def test_what_was_adopted_stays_and_the_last_adopted_counts(cycle):
    first = make_criteria(cycle)
    first.text = "แก้ทีหลัง"
    for change in (first.save, first.delete):
        with pytest.raises(Sealed, match="write the change into a new draft"):
            change()
    assert stored(first).text == "เกณฑ์"
    draft = CriteriaSet.objects.write(cycle, {**shipped_criteria(), "places": 7}, text="เพิ่มพื้นที่")
    assert CriteriaSet.objects.in_force(cycle) == first
    draft.adopt(by=make_user(), resolution=make_resolution(cycle))
    assert CriteriaSet.objects.in_force(cycle) == draft
    assert CriteriaSet.objects.in_force(make_open_cycle(Stage.PILOT_AREAS, year=2571)) is None


def test_there_is_one_draft_which_begins_with_what_holds(cycle):
    one = CriteriaSet.objects.write(cycle, shipped_criteria())
    same = CriteriaSet.objects.write(cycle, {**shipped_criteria(), "places": 6})
    assert (one.pk, stored(one).definition["places"]) == (same.pk, 6)
    with pytest.raises(IntegrityError), transaction.atomic():
        CriteriaSet.objects.create(cycle=cycle)
    one.adopt(by=make_user(), resolution=make_resolution(cycle))
    begun = CriteriaSet.objects.draft(cycle)
    assert (begun.pk, begun.definition["places"]) == (None, 6)


def test_criteria_do_not_change_under_the_judges(cycle):
    make_criteria(cycle)
    draft = make_criteria(cycle, adopted=False)
    make_nomination(cycle, judges=1)
    for change in (
        lambda: draft.adopt(by=make_user(), resolution=make_resolution(cycle)),
        lambda: CriteriaSet.objects.write(cycle, {**shipped_criteria(), "places": 9}),
        draft.save,
        draft.delete,
    ):
        with pytest.raises(Refused, match="Judges have scored by these criteria"):
            change()
    assert (stored(draft).adopted_at, stored(draft).definition["places"]) == (None, 5)


def test_the_draft_by_which_the_judges_scored_can_still_be_adopted_as_it_is(cycle):
    draft = make_criteria(cycle, adopted=False)
    make_nomination(cycle, judges=1)
    with pytest.raises(Refused, match="Judges have scored by these criteria"):
        CriteriaSet.objects.write(cycle, {**shipped_criteria(), "places": 9})
    draft.adopt(by=make_user(), resolution=make_resolution(cycle))
    assert (CriteriaSet.objects.in_force(cycle), stored(draft).definition["places"]) == (draft, 5)


def test_a_draft_with_a_district_in_no_zone_is_neither_written_nor_adopted(cycle):
    draft = make_criteria(cycle, adopted=False)
    make_district("8099")
    with pytest.raises(Refused, match="These districts lie in no zone: 8099"):
        draft.adopt(by=make_user(), resolution=make_resolution(cycle))
    with pytest.raises(BadCriteria, match="8099"):
        CriteriaSet.objects.write(cycle, {**shipped_criteria(), "places": 9})
    assert (stored(draft).adopted_at, stored(draft).definition["places"]) == (None, 5)


def test_another_province_begins_with_one_zone_for_the_whole_of_it():
    trang = make_province("92", slug="trang", name_th="ตรัง", name_en="Trang")
    make_district("9201", trang), make_district("9202", trang)
    begun = CriteriaSet.objects.draft(make_open_cycle(Stage.PILOT_AREAS, province=trang))
    assert [(each["en"], each["districts"]) for each in begun.definition["zones"]] == [("Trang", ["9201", "9202"])]


def test_in_words_they_name_points_rules_and_districts(cycle):
    make_district("8014", name_en="Sichon")
    words = make_criteria(cycle).in_words()
    assert [(each["name"], each["points"]) for each in words["lines"]][:2] == [
        ("Grade of the tambon, its readiness", "25"),
        ("Community plan", "20"),
    ]
    assert words["lines"][0]["how"] == "By the published grade of the tambon: A 25 · B 25 · C 18 · D 10 · U 0"
    assert words["lines"][3]["how"] == "By the local government's letter: confirmed 15 · promised 8 · none 0"
    assert [str(each) for each in words["rules"][:3]] == [
        "5 areas are selected, the best first.",
        "At least 1 of each zone.",
        "At least 1 of grade C.",
    ]
    assert words["zones"][0] == ("North", ["Sichon"])


def test_they_wait_for_their_stage_and_are_sealed_by_the_decision(cycle):
    locked = make_open_cycle(Stage.FORUMS, year=2571)
    with pytest.raises(StageLocked):
        CriteriaSet.objects.write(locked, shipped_criteria())
    make_selection(cycle, decided=True)
    with pytest.raises(Sealed, match="The areas of this cycle are selected"):
        CriteriaSet.objects.write(cycle, shipped_criteria())
    assert CriteriaSet.objects.filter(adopted_at=None).count() == 0
    close(cycle)
    with pytest.raises(CycleClosed):
        CriteriaSet(cycle=cycle).save()


def test_a_paper_has_thai_digits_in_thai_and_others_in_english(client, cycle):
    criteria = make_criteria(cycle)
    client.force_login(make_member(cycle))
    for language, points in (("th", "<td>๒๕</td>"), ("en", "<td>25</td>")):
        client.cookies["django_language"] = language
        page = client.get(criteria.get_absolute_url()).content.decode()
        assert (points in page, "<td>๒๕</td>" in page) == (True, language == "th")
