"""The chapter of the forum, in the story told as far as the pass of its gate."""

import pytest
from django.db import transaction
from django.utils import timezone

from forums.models import Declaration, Gathering, Pledge, Proposal, Registration
from partners.models import Commitment
from tests.process.evidence import shown, unmet
from welfare_movement.demo.data.calendar import FORUM
from welfare_movement.demo.data.forum import FORUM_PASSED
from welfare_movement.demo.load import load
from welfare_movement.demo.story import Story
from welfare_movement.notices.models import Notice
from welfare_movement.process.models import StagePass
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db  # within the transaction of `told`


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The story as far as the pass of the forum, without the cycle before it."""
    with django_db_blocker.unblock(), transaction.atomic():
        loaded_at = timezone.now()
        yield (
            Story(loaded_at, loaded_on=FORUM_PASSED + 1, year=1),
            load(str, loaded_on=FORUM_PASSED + 1, with_finished=False),
        )
        transaction.set_rollback(True)


@pytest.fixture
def held(told):
    return Gathering.objects.get()


def test_the_gate_of_the_forum_is_passed_on_its_evidence(told):
    story, cast = told
    gate_pass = StagePass.objects.get(stage=Stage.FORUMS)
    assert gate_pass.passed_at == story.moment(FORUM_PASSED, "10.00")
    assert unmet(cast.cycle, Stage.FORUMS) == set()
    assert shown(cast.cycle, Stage.FORUMS)["pledges"] == (92, True)


def test_the_hall_is_nearly_full_and_some_waited(held):
    counts = Gathering.objects.with_counts().get()
    assert (counts.capacity, counts.registered) == (300, 271)
    assert 200 <= counts.came <= 245
    assert 5 <= counts.waiting <= 40
    assert counts.seated <= counts.capacity
    assert not Registration.objects.exclude(beyond_at=None).exists()


def test_of_each_district_no_more_than_its_seats_registered_and_of_twenty_someone_came(held):
    rows = list(held.districts.for_count())
    assert (len(rows), sum(row.seats for row in rows)) == (23, 300)
    nobody = [row.district_id for row in rows if not row.registered]
    absent = [row.district_id for row in rows if row.registered and not row.came]
    assert (sorted(nobody), absent) == (["8017", "8018"], ["8011"])
    by_rule = held.registrations.seated().exclude(registered_by__isnull=False)
    for row in rows:
        assert by_rule.filter(tambon__district=row.district_id).count() <= row.seats


def test_everyone_is_made_up_and_no_two_are_mixed_up(held):
    crowd = [each.person for each in held.registrations.select_related("person").filter(person__email=None)]
    assert len({person.full_name for person in crowd}) == len(crowd)
    assert all(person.family_name.endswith("ตัวอย่าง") for person in crowd if person.phone >= "0800001000")
    assert {person.phone[:6] for person in crowd if person.phone} == {"080000"}


def test_the_programme_has_its_four_rooms_and_each_proposed_something(held):
    zones = {*held.items.filter(kind="breakout").values_list("zone", flat=True)}
    assert (held.items.count(), len(zones)) == (11, 4)
    assert {*Proposal.objects.values_list("zone", flat=True)} == zones
    assert Proposal.objects.filter(answered_at=None).count() == 2


def test_the_declaration_was_adopted_on_the_day(told, held):
    story, _cast = told
    assert Declaration.objects.get().adopted_at == story.moment(FORUM, "15.20")
    assert held.held_at == story.moment(FORUM, "16.30")


def test_each_pledge_is_a_commitment_of_twelve_partners_or_ten_tambons(told):
    pledges = Pledge.objects.select_related("commitment")
    assert (pledges.exclude(participation=None).count(), pledges.exclude(tambon=None).count()) == (12, 10)
    assert {pledge.commitment.what for pledge in pledges} == {*Commitment.objects.values_list("what", flat=True)}
    assert pledges.exclude(participation=None).filter(registration=None).count() == 0


def test_the_invited_were_told_and_nothing_waits(told):
    assert Notice.objects.filter(kind="forums_invitation").exists()
    assert not Notice.objects.filter(kind__startswith="forums_").by_email().waiting().exists()
