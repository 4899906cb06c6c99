"""What a form refuses to tie together: rows of different cycles, and what lasts of different provinces."""

import pytest
from django.core.exceptions import ValidationError

from forums.models import ExpectedDistrict, Gathering, Pledge
from partners.models import Participation
from pilot_areas.models import AreaEntry, CriteriaSet, Nomination, Thanks
from surveys.models import ExpectedNetwork
from tests.factories import (
    in_days,
    make_area,
    make_district,
    make_gathering,
    make_network,
    make_open_cycle,
    make_organisation,
    make_participation,
    make_partner,
    make_province,
    make_resolution,
    make_tambon,
    make_user,
    stamped,
)
from welfare_movement.journal.models import Entry
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.CELEBRATION)


@pytest.fixture
def other():
    return make_open_cycle(Stage.CELEBRATION, year=2571)


@pytest.fixture
def krabi():
    return make_province("81", slug="krabi")


OF_ANOTHER_PROVINCE = {
    "Nomination": lambda cycle, there: Nomination(cycle=cycle, tambon=there["tambon"]),
    "ExpectedDistrict": lambda cycle, there: ExpectedDistrict(
        gathering=make_gathering(cycle), district=there["district"], seats=1
    ),
    "ExpectedNetwork": lambda cycle, there: ExpectedNetwork(cycle=cycle, network=make_network(there["province"])),
    "Participation": lambda cycle, there: Participation(cycle=cycle, partner=make_partner(there["province"])),
    "Thanks": lambda cycle, there: Thanks(cycle=cycle, organisation=make_organisation(tambon=there["tambon"])),
}


@pytest.mark.parametrize("name", OF_ANOTHER_PROVINCE)
def test_what_belongs_to_another_province_is_refused_by_a_form(name, cycle, krabi):
    district = make_district("8101", krabi)
    there = {"province": krabi, "district": district, "tambon": make_tambon("810101", district)}
    with pytest.raises(ValidationError, match="belongs to another province; choose one of this province"):
        OF_ANOTHER_PROVINCE[name](cycle, there).full_clean()


def journal_entry(cycle):
    return Entry.objects.create(cycle=cycle, stage=5, kind="story", title="x", body="x", written_by=make_user())


OF_ANOTHER_CYCLE = {
    "Pledge": lambda cycle, other: Pledge(
        gathering=make_gathering(other), participation=make_participation(cycle), text="x"
    ),
    "CriteriaSet": lambda cycle, other: CriteriaSet(cycle=cycle, text="x", resolution=make_resolution(other)),
    "AreaEntry": lambda cycle, other: AreaEntry(area=make_area(cycle), entry=journal_entry(other)),
}


@pytest.mark.parametrize("name", OF_ANOTHER_CYCLE)
def test_what_belongs_to_another_cycle_is_refused_by_a_form(name, cycle, other):
    with pytest.raises(ValidationError, match="belongs to another cycle; choose one of this cycle"):
        OF_ANOTHER_CYCLE[name](cycle, other).full_clean()


def test_what_belongs_here_is_taken(cycle):
    Nomination(cycle=cycle, tambon=make_tambon()).full_clean()
    ExpectedNetwork(cycle=cycle, network=make_network()).full_clean()
    Pledge(gathering=make_gathering(cycle), participation=make_participation(cycle), text="x").full_clean()
    AreaEntry(area=make_area(cycle), entry=journal_entry(cycle)).full_clean()


def test_what_is_not_chosen_yet_is_told_of_by_its_own_field(cycle):
    with pytest.raises(ValidationError) as told:
        ExpectedDistrict(gathering=make_gathering(cycle), seats=1).full_clean()
    assert [*told.value.message_dict] == ["district"]
    with pytest.raises(ValidationError) as told:
        Nomination().full_clean()
    assert {*told.value.message_dict} == {"cycle", "tambon"}


def test_a_forum_is_not_held_before_it_begins(cycle):
    early = Gathering(
        cycle=cycle, stage=Stage.FORUMS, title="x", venue="x", capacity=1,
        starts_at=in_days(5), ends_at=in_days(5, hour=12), **stamped("held"),
    )  # fmt: skip
    with pytest.raises(ValidationError, match="It cannot have been held before it begins"):
        early.full_clean()


def test_a_cycle_has_one_forum(cycle):
    again = Gathering(cycle=cycle, stage=make_gathering(cycle).stage, title="x", venue="x", capacity=1)
    again.starts_at, again.ends_at = in_days(5), in_days(5, hour=12)
    with pytest.raises(ValidationError, match="This cycle has one already"):
        again.full_clean()
