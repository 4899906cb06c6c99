from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from partners.models import Commitment
from tests.factories import make_cycle, make_participation, make_tambon, make_user
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


def promise(**fields):
    cycle = fields.pop("cycle", None) or make_cycle()
    fields = {"participation": make_participation(cycle), **fields}
    return Commitment.objects.create(cycle=cycle, kind="money", what="สมทบ 10,000 บาท", **fields)


def test_a_promise_is_kept_once_with_its_proof():
    commitment, first, second = promise(), make_user("หนึ่ง"), make_user("สอง")
    same = Commitment.objects.get()
    commitment.keep(by=first, proof="โอนแล้ว 1 ธ.ค.")
    with pytest.raises(Refused, match="หนึ่ง ใจดี recorded already"):
        same.keep(by=second, proof="อีกครั้ง")
    commitment.refresh_from_db()
    assert (commitment.kept_by, commitment.proof) == (first, "โอนแล้ว 1 ธ.ค.")


def test_a_promise_without_proof_stays_open():
    commitment = promise()
    with pytest.raises(Refused, match="Write what proves it"):
        commitment.keep(by=make_user("หนึ่ง"), proof="  ")
    assert list(Commitment.objects.open()) == [commitment]
    assert not Commitment.objects.kept().exists()


def test_it_is_late_from_the_day_after_it_was_due_until_it_is_kept():
    today = timezone.localdate()
    commitment = promise(due_on=today)
    assert not commitment.is_late
    Commitment.objects.update(due_on=today - timedelta(days=1))
    commitment.refresh_from_db()
    assert commitment.is_late
    assert list(Commitment.objects.late()) == [commitment]
    commitment.keep(by=make_user("หนึ่ง"), proof="ส่งมอบแล้ว")
    assert not commitment.is_late
    assert not Commitment.objects.late().exists()


def test_either_a_partner_promises_or_a_tambon():
    cycle = make_cycle()
    for both in ({"tambon": make_tambon()}, {"participation": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            promise(cycle=cycle, **both)
        Commitment.objects.all().delete()
    commitment = promise(cycle=cycle, participation=None, tambon=make_tambon())
    assert commitment.promiser == commitment.tambon


def test_a_partner_of_another_cycle_cannot_promise_in_this_one():
    foreign = make_participation(make_cycle(year=2571))
    commitment = Commitment(cycle=make_cycle(), participation=foreign, kind="money", what="สมทบ")
    with pytest.raises(ValidationError, match="belongs to another cycle"):
        commitment.clean()
