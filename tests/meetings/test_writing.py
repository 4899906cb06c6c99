"""Minutes that several people write at once: a text is stored only upon the text that its writer began from."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories import in_days, make_meeting, make_member, make_minutes, make_user
from welfare_movement.meetings.models import Minutes, writing
from welfare_movement.meetings.models.writing import TextConflict, mark, texts_of
from welfare_movement.process.refusals import Sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    """A meeting that was held yesterday."""
    return make_meeting(starts_at=in_days(-1))


def text_of(meeting, section=4):
    item = meeting.items.get(section=section)
    return texts_of(meeting, [item])[f"item-{item.pk}"]


def stored(meeting, section=4):
    return meeting.items.get(section=section).discussion


def test_the_first_text_begins_the_minutes(meeting):
    by = make_user()
    text_of(meeting).write("ที่ประชุมหารือ", base=mark(""), by=by)
    assert stored(meeting) == "ที่ประชุมหารือ"
    assert Minutes.objects.get(meeting=meeting).drafted_by == by


def test_the_second_of_two_writers_is_told_and_shown_both_texts(meeting):
    mine, theirs = text_of(meeting), text_of(meeting)
    theirs.write("ข้อเสนอของพมจ.", base=mark(""), by=make_user())
    with pytest.raises(TextConflict) as conflict:
        mine.write("ข้อเสนอของ อบจ.", base=mark(""), by=make_user())
    assert (conflict.value.stored, conflict.value.sent) == ("ข้อเสนอของพมจ.", "ข้อเสนอของ อบจ.")
    assert stored(meeting) == "ข้อเสนอของพมจ."


def test_without_the_mark_the_first_text_would_be_lost(meeting, monkeypatch):
    """The negative control of the test above: the loss is there to be seen when nobody looks at the mark."""
    text_of(meeting).write("ข้อเสนอของพมจ.", base=mark(""), by=make_user())
    monkeypatch.setattr(writing, "mark", lambda text: "same" if text != "ข้อเสนอของ อบจ." else "other")
    text_of(meeting).write("ข้อเสนอของ อบจ.", base="same", by=make_user())
    assert stored(meeting) == "ข้อเสนอของ อบจ."


def test_what_a_writer_did_not_change_does_not_undo_what_another_wrote(meeting):
    began = mark("")
    text_of(meeting).write("ข้อเสนอ", base=began, by=make_user())
    assert text_of(meeting).write("", base=began, by=make_user()) == "ข้อเสนอ"
    assert stored(meeting) == "ข้อเสนอ"


def test_the_same_text_sent_again_is_no_conflict(meeting):
    for _time in range(2):
        assert text_of(meeting).write("ข้อเสนอ", base=mark(""), by=make_user()) == "ข้อเสนอ"


def test_the_other_texts_of_the_minutes_follow_the_same_rule(meeting):
    minutes = make_minutes(meeting)
    texts = texts_of(meeting, [])
    texts["summary"].write("สรุป", base=mark(""), by=make_user())
    with pytest.raises(TextConflict):
        texts["summary"].write("อีกสรุป", base=mark(""), by=make_user())
    texts["taken_by"].write("นางมาลี", base=mark(""), by=make_user())
    minutes.refresh_from_db()
    assert (minutes.summary, minutes.taken_by) == ("สรุป", "นางมาลี")


def test_a_line_that_is_too_long_and_a_text_that_cannot_be_read_are_not_stored(meeting):
    with pytest.raises(ValidationError):
        texts_of(meeting, [])["taken_by"].write("ก" * 201, base=mark(""), by=make_user())
    with pytest.raises(ValidationError):
        text_of(meeting).write("\x00", base=mark(""), by=make_user())
    assert not Minutes.objects.exists()


def test_adopted_minutes_take_no_text(meeting):
    text = text_of(meeting)
    make_minutes(meeting, circulated=True, adopted=True)
    with pytest.raises(Sealed):
        text.write("แก้", base=mark(""), by=make_user())
    assert stored(meeting) == ""


# ── The page ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def desk(client, meeting):
    """Sends texts: to the page, or one alone."""
    client.force_login(make_member(meeting.cycle))

    class Desk:
        key = f"item-{meeting.items.get(section=4).pk}"

        def send(self, text, base="", **more):
            sent = {self.key: text, f"{self.key}-mark": mark(base), **more}
            return client.post(reverse("meetings:minutes", args=[*meeting.cycle.address, meeting.pk]), sent)

        def send_alone(self, text, base="", **more):
            address = reverse("meetings:text", args=[*meeting.cycle.address, meeting.pk, self.key])
            return client.post(address, {self.key: text, f"{self.key}-mark": mark(base), **more})

    return Desk()


def test_the_page_stores_what_it_can_and_shows_both_texts_of_the_rest(desk, meeting):
    text_of(meeting).write("<b>ของเขา</b>", base=mark(""), by=make_user())
    answer = desk.send("ของฉัน", summary="สรุป", **{"summary-mark": mark("")})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "&lt;b&gt;ของเขา&lt;/b&gt;" in page
    assert "ของฉัน</textarea>" in page
    assert (stored(meeting), Minutes.objects.get().summary) == ("<b>ของเขา</b>", "สรุป")


@pytest.mark.parametrize(
    ("choice", "becomes"), [("theirs", "ของเขา"), ("mine", "ของฉัน"), ("both", "ของเขา\n\nของฉัน"), ("", "ของฉัน")]
)
def test_of_two_texts_the_writer_chooses(desk, meeting, choice, becomes):
    text_of(meeting).write("ของเขา", base=mark(""), by=make_user())
    assert desk.send("ของฉัน", base="ของเขา", choice=f"{desk.key}:{choice}").status_code == 302
    assert stored(meeting) == becomes


@pytest.mark.parametrize("choice", ["theirs", "mine", "both"])
def test_a_third_text_that_came_before_the_choice_is_shown_too(desk, meeting, choice):
    text_of(meeting).write("ของคนที่สาม", base=mark(""), by=make_user())
    answer = desk.send("ของฉัน", base="ของเขา", choice=f"{desk.key}:{choice}")
    assert (answer.status_code, stored(meeting)) == (409, "ของคนที่สาม")
    assert "ของฉัน</textarea>" in answer.content.decode()


def test_a_text_saved_alone_answers_with_the_mark_of_what_is_stored(desk, meeting):
    answer = desk.send_alone(" ที่ประชุมหารือ\r\nต่อ ")
    assert (answer.status_code, answer.json()["mark"]) == (200, mark("ที่ประชุมหารือ\nต่อ"))
    assert stored(meeting) == "ที่ประชุมหารือ\nต่อ"
    conflict = desk.send_alone("อื่น")
    assert (conflict.status_code, conflict.json()["theirs"]) == (409, "ที่ประชุมหารือ\nต่อ")
    assert conflict.json()["mark"] == mark("ที่ประชุมหารือ\nต่อ")
    assert "อื่น" in conflict.json()["conflict"]


def test_a_text_saved_alone_that_cannot_be_stored_says_why(desk, meeting, client):
    assert desk.send_alone("\ufdd0").status_code in {400, 422}
    address = reverse("meetings:text", args=[*meeting.cycle.address, meeting.pk, "item-0"])
    assert client.post(address, {"item-0": "x"}).status_code == 404
    make_minutes(meeting, circulated=True, adopted=True)
    refused = desk.send_alone("แก้")
    assert (refused.status_code, "adopted and locked" in refused.json()["says"]) == (409, True)


def test_a_page_sent_after_the_adoption_keeps_what_was_typed(desk, meeting):
    make_minutes(meeting, circulated=True, adopted=True)
    answer = desk.send("แก้ทีหลัง")
    assert (answer.status_code, "แก้ทีหลัง</textarea>" in answer.content.decode()) == (409, True)
