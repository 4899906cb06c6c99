"""A linkage sheet is complete with own function, a link, something given, something gained and an action."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partners.models import Linkage, Participation
from tests.factories import make_linkage, make_participation, make_user
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "is_complete"),
    [
        ({}, True),
        ({"by_content": "", "by_method": "วิธีการ"}, True),
        ({"own_function": ""}, False),
        ({"by_content": ""}, False),
        ({"action": ""}, False),
        ({"gives": 0}, False),
        ({"gains": 0}, False),
    ],
)
def test_a_sheet_is_complete_with_all_its_parts(fields, is_complete):
    sheet = make_linkage(make_participation(), **fields)
    assert Linkage.objects.complete().exists() == is_complete
    assert (sheet.missing() == []) == is_complete
    assert Participation.objects.linked().exists() == is_complete


def test_a_sheet_is_handed_in_only_when_it_lacks_nothing():
    sheet = make_linkage(make_participation(), gains=0, action="")
    with pytest.raises(Refused, match="The sheet still lacks: something that you gain, what you will do in 90 days."):
        sheet.hand_in(by=make_user())
    sheet.gains.create(what="ตัวชี้วัด")
    sheet.action = "ทำคู่มือ"
    sheet.save()
    by = make_user()
    sheet.hand_in(by=by)
    sheet.refresh_from_db()
    assert (sheet.handed_in_by, sheet.is_returned) == (by, False)


def test_a_returned_sheet_is_not_complete_until_it_is_handed_in_again(time_machine):
    sheet = make_linkage(make_participation())
    with pytest.raises(Refused, match="was not handed in yet"):
        sheet.give_back(by=make_user(), comment="เพิ่มรายละเอียด")
    sheet.hand_in(by=make_user())
    with pytest.raises(Refused, match="Write what is to be changed"):
        sheet.give_back(by=make_user(), comment="")
    time_machine.move_to(timezone.now() + timedelta(hours=1), tick=False)
    sheet.give_back(by=make_user(), comment="เพิ่มรายละเอียด")
    assert (sheet.is_returned, Linkage.objects.complete().exists()) == (True, False)
    time_machine.shift(60)
    sheet.hand_in(by=make_user())
    assert (sheet.is_returned, Linkage.objects.complete().exists()) == (False, True)


def test_homework_is_late_from_the_day_after_it_was_due(time_machine):
    sheet = make_linkage(make_participation(), due_on=timezone.localdate())
    assert (sheet.is_late, Linkage.objects.late().exists()) == (False, False)
    time_machine.move_to(timezone.now() + timedelta(days=1))
    assert (sheet.is_late, Linkage.objects.late().exists()) == (True, True)
    sheet.hand_in(by=make_user())
    assert (sheet.is_late, Linkage.objects.late().exists()) == (False, False)


def test_what_needs_the_centre_is_flagged_by_its_words():
    sheet = make_linkage(make_participation(), central_support="แก้ระเบียบการเบิกจ่าย")
    assert (sheet.needs_central_support, str(sheet)) == (True, str(sheet.participation))
