"""The words of an order, in Thai official form."""

from datetime import date

import pytest

from working_groups.wording import COMMITTEE_ROLES, TEAM_ROLES, Body, Line, Seated, in_official_order, paper


def make_paper(*bodies, **fields):
    fields = {"number": "9999/2570", "about": "แต่งตั้งคณะทำงาน", "preamble": "ด้วย 3 ฝ่ายเห็นชอบ\n\n อาศัยอำนาจ ", **fields}
    return paper(province="นครศรีธรรมราช", year=2570, bodies=bodies, **fields)


def body(*roles, title="ทีมวิชาการ", mandate=""):
    return Body(title, [Seated(role, f"นาย{role}") for role in roles], TEAM_ROLES, mandate)


def test_seats_stand_in_the_official_order_of_roles_then_by_their_place():
    seats = [
        Seated("assistant_secretary", "ก"),
        Seated("member", "ข", place=2),
        Seated("secretary", "ค"),
        Seated("member", "ง", place=1),
        Seated("vice_chair", "จ"),
        Seated("member", "ฉ", place=2),
        Seated("chair", "ช"),
    ]
    assert "".join(seat.name for seat in in_official_order(seats, TEAM_ROLES)) == "ชจงขฉคก"


def test_advisers_stand_before_the_chair_of_the_committee():
    seats = [Seated("chair", "ประธาน"), Seated("adviser", "ที่ปรึกษา")]
    assert [seat.role for seat in in_official_order(seats, COMMITTEE_ROLES)] == ["adviser", "chair"]


def test_lines_are_numbered_within_their_part_and_say_the_role_in_official_words():
    seats = [Seated("secretary", "นางสาวสอง ใจดี"), Seated("chair", "ดร.หนึ่ง ใจดี", "อาจารย์ 2 คณะ")]
    (first, second) = make_paper(body("chair"), Body("ทีมประสาน", seats, TEAM_ROLES)).parts
    assert (first.number, first.title) == ("๑.", "ทีมวิชาการ")
    assert second.lines == (
        Line("๒.๑", "ดร.หนึ่ง ใจดี", "อาจารย์ ๒ คณะ", "ประธานคณะทำงาน"),
        Line("๒.๒", "นางสาวสอง ใจดี", "", "คณะทำงานและเลขานุการ"),
    )


def test_a_body_in_which_nobody_is_appointed_is_left_out_of_the_numbers():
    parts = make_paper(body(), body("member", title="ทีมประสาน")).parts
    assert [(part.number, part.title) for part in parts] == [("๑.", "ทีมประสาน")]


def test_duties_are_numbered_one_a_line():
    (part,) = make_paper(body("chair", mandate="ดูแลข้อมูล 41 ข้อ\n\n  คืนข้อมูล  ")).parts
    assert part.duties == ("๑. ดูแลข้อมูล ๔๑ ข้อ", "๒. คืนข้อมูล")


def test_the_head_and_the_end_are_in_thai_numerals():
    order = make_paper(body("chair"), signed_on=date(2027, 3, 4), signed_by="รองผู้ว่าราชการจังหวัด")
    assert order.issuer == "คำสั่งจังหวัดนครศรีธรรมราช"
    assert order.number == "ที่ ๙๙๙๙/๒๕๗๐"
    assert order.about == "เรื่อง แต่งตั้งคณะทำงาน"
    assert order.preamble == ("ด้วย ๓ ฝ่ายเห็นชอบ", "อาศัยอำนาจ")
    assert order.begins == "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป"
    assert order.signed_on == "สั่ง ณ วันที่ ๔ มีนาคม พ.ศ. ๒๕๗๐"
    assert order.signed_by == "รองผู้ว่าราชการจังหวัด"


def test_a_draft_leaves_room_for_number_day_and_signature():
    order = make_paper(body("chair"), number="")
    assert order.number == "ที่ ........../๒๕๗๐"
    assert order.signed_on == "สั่ง ณ วันที่ .......... เดือน .................... พ.ศ. .........."
    assert order.signed_by == "ผู้ว่าราชการจังหวัดนครศรีธรรมราช"


def test_an_order_is_kept_as_a_dictionary_of_plain_values():
    kept = make_paper(body("chair", mandate="ดูแล")).as_dict()
    assert kept["parts"][0]["lines"][0]["name"] == "นายchair"
    assert kept["parts"][0]["duties"] == ("๑. ดูแล",)
    assert kept["composition"] == "องค์ประกอบ"


def test_a_role_that_no_order_knows_is_an_error():
    with pytest.raises(KeyError):
        make_paper(body("painter"))
