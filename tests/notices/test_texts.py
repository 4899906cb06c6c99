from django.template import engines

from tests.factories import make_meeting, make_open_cycle
from welfare_movement.notices.texts import plain_text


def test_a_text_is_as_it_was_written_and_a_page_escapes_it(db):
    meeting = make_meeting(make_open_cycle(), title="<script>alert(1)</script>")
    text = plain_text("emails/share_meeting.txt", {"meeting": meeting, "site": "https://welfare.example.org"})
    assert (type(text), "<script>alert(1)</script>" in text) == (str, True)
    page = engines["django"].from_string("{{ text }}").render({"text": text})
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
