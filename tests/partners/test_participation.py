"""A partner's stance is a record each time; a refusal and a condition have their reason."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from partners.models import Participation, Partner, Work
from partners.models.participation import Stance
from tests.factories import close, make_cycle, make_district, make_participation, make_partner, make_user, make_work
from welfare_movement.process.refusals import CycleClosed
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


def test_a_new_partner_is_not_contacted_and_each_stance_is_kept_with_who_and_why():
    asked, by = make_participation(), make_user()
    assert (asked.stance, asked.has_joined) == (Stance.NOT_CONTACTED, False)
    asked.take_stance(Stance.CONSIDERING, by=by, reason="รอระเบียบ", next_touch="เข้าพบ")
    asked.take_stance(Stance.JOINED, by=by)
    asked.refresh_from_db()
    assert (asked.stance, asked.reason, asked.next_touch, asked.has_joined) == (Stance.JOINED, "", "", True)
    assert [(each.stance, each.reason, each.taken_by) for each in asked.changes.all()] == [
        ("joined", "", by),
        ("considering", "รอระเบียบ", by),
    ]


@pytest.mark.parametrize("stance", [Stance.DECLINED, Stance.CONDITIONAL])
def test_a_refusal_and_a_condition_need_their_reason(stance):
    asked = make_participation()
    with pytest.raises(Refused, match="Write the reason"):
        asked.take_stance(stance, by=make_user(), reason=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.filter(pk=asked.pk).update(stance=stance)
    assert asked.changes.count() == 0


def test_how_long_a_partner_has_stood_still_counts_from_the_change_of_stance(time_machine):
    asked, by = make_participation(), make_user()
    asked.take_stance(Stance.CONSIDERING, by=by)
    time_machine.move_to(timezone.now() + timedelta(days=9))
    asked.take_stance(Stance.CONSIDERING, by=by, reason="รอมติ")
    assert asked.days_standing == 9
    asked.take_stance(Stance.JOINED, by=by)
    assert asked.days_standing == 0


def test_adjectives_tell_joined_decided_central_and_provincial_apart():
    cycle = make_cycle()
    for stance in Stance:
        make_participation(cycle, stance=stance, short_name=stance.value, level="central")
    make_participation(cycle, stance=Stance.JOINED, short_name="near", level="provincial")
    found = Participation.objects.filter(cycle=cycle)

    def names(rows):
        return sorted(rows.values_list("partner__short_name", flat=True))

    assert names(found.joined()) == ["joined", "joined_with_conditions", "near"]
    assert names(found.decided()) == ["declined", "joined", "joined_with_conditions", "near"]
    assert names(found.joined().provincial()) == ["near"]
    assert names(found.joined().central()) == ["joined", "joined_with_conditions"]
    assert dict(found.by_stance())["joined"] == 2


def test_a_partner_is_asked_once_a_cycle_and_named_once_a_province():
    cycle, partner = make_cycle(), make_partner(name="สำนักงานพัฒนาชุมชน")
    make_participation(cycle, partner=partner)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_participation(cycle, partner=partner)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_partner(name="สำนักงาน  พัฒนาชุมชน\u200b")
    assert Partner.objects.count() == 1


def test_a_doubt_is_answered_in_words():
    doubt = make_participation().hesitations.create(question="whether", text="อยู่นอกภารกิจ")
    by = make_user()
    with pytest.raises(Refused, match="Write the answer first"):
        doubt.reply(" ", by=by)
    doubt.reply("ตั้งเป็นโครงการร่วมได้", by=by)
    doubt.refresh_from_db()
    assert (doubt.answer, doubt.answered_by, doubt.answered_at is not None) == ("ตั้งเป็นโครงการร่วมได้", by, True)


def test_nothing_of_a_partner_changes_once_the_cycle_is_closed():
    asked = make_participation()
    work = asked.works.create(what="ออมทรัพย์", for_whom="กลุ่ม", how="อบรม")
    close(asked.cycle)
    for write in (
        lambda: asked.take_stance(Stance.JOINED, by=make_user()),
        work.save,
        work.delete,
        lambda: Work.objects.create(participation=asked, what="x", for_whom="x", how="x"),
        lambda: asked.hesitations.create(question="how", text="x"),
    ):
        with pytest.raises(CycleClosed):
            write()


def test_the_board_and_the_pile_cost_the_same_whatever_their_size(queries):
    cycle = make_cycle()

    def read():
        board = [(each.partner.name, each.gives, each.gains, getattr(each, "linkage", None)) for each in board_rows()]
        pile = [[str(each) for each in (*work.places.all(), *work.targets.all())] for work in pile_rows()]
        return len(board), len(pile)

    def board_rows():
        return Participation.objects.filter(cycle=cycle).for_board()

    def pile_rows():
        return Work.objects.filter(participation__cycle=cycle).for_pile()

    for number in (1, 3):
        while Participation.objects.count() < number:
            make_work(make_participation(cycle), districts=[make_district()])
        with queries(5):
            assert read() == (number, number)
