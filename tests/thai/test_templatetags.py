from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

DAY = date(2026, 11, 22)
MOMENT = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


def rendered(source, language="th", **context):
    with translation.override(language):
        return Template("{% load thai %}" + source).render(Context(context)).replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("source", "value", "thai", "english"),
    [
        ("{{ value|thai_date }}", DAY, "22~พ.ย.~2569", "22~Nov~2026"),
        ('{{ value|thai_date:"short" }}', DAY, "22~พ.ย.~69", "22~Nov~26"),
        ('{{ value|thai_date:"official" }}', DAY, "๒๒~พฤศจิกายน~๒๕๖๙", "22~November~2026"),
        ("{{ value|thai_datetime }}", MOMENT, "22~พ.ย.~2569 09.30~น.", "22~Nov~2026 09.30"),
        ('{{ value|thai_datetime:"short" }}', MOMENT, "22~พ.ย.~69 09.30~น.", "22~Nov~26 09.30"),
        ("{{ value|thai_time }}", MOMENT, "09.30~น.", "09.30"),
        ("{{ value|thai_time }}", time(0, 0), "00.00~น.", "00.00"),
        ("{{ value|thai_month }}", "2026-02", "ก.พ.~2569", "Feb~2026"),
        ('{{ value|thai_month:"long" }}', DAY, "พฤศจิกายน~2569", "November~2026"),
        ("{{ value|grouped }}", 1480, "1,480", "1,480"),
        ("{{ value|grouped }}", 0, "0", "0"),
        ("{{ value|phone }}", "0800000123", "080-000-0123", "080-000-0123"),
        ("{{ value|masked_phone }}", "0800000123", "080-xxx-x123", "080-xxx-x123"),
        ("{{ value|thai_digits }}", 2569, "๒๕๖๙", "๒๕๖๙"),
        ("{{ value|thai_digits }}", "ข้อ 1", "ข้อ ๑", "ข้อ ๑"),
    ],
)
def test_a_value_is_shown_in_the_language_of_the_reader(source, value, thai, english):
    assert rendered(source, "th", value=value) == thai
    assert rendered(source, "en", value=value) == english


@pytest.mark.parametrize(
    "name", ["thai_date", "thai_datetime", "thai_time", "thai_month", "grouped", "phone", "masked_phone", "thai_digits"]
)
def test_what_is_missing_shows_as_nothing(name):
    assert rendered("[{{ value|" + name + " }}]", value=None) == "[]"


@pytest.mark.parametrize("name", ["thai_month", "phone", "masked_phone", "thai_digits"])
def test_empty_text_shows_as_nothing(name):
    assert rendered("[{{ value|" + name + " }}]", value="") == "[]"


@pytest.mark.parametrize("name", ["phone", "thai_digits"])
def test_what_a_person_typed_is_escaped(name):
    assert rendered("{{ value|" + name + " }}", value="<b>") == "&lt;b&gt;"


def test_a_moment_is_shown_in_the_current_time_zone():
    with timezone.override("UTC"):
        assert rendered("{{ value|thai_time }}", value=MOMENT) == "02.30~น."


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (DAY, date(2026, 11, 24), "22 – 24~พ.ย.~2569"),
        (DAY, None, "22~พ.ย.~2569"),
        (None, DAY, "22~พ.ย.~2569"),
        (None, None, ""),
    ],
)
def test_a_period_is_shown_as_far_as_it_is_known(start, end, shown):
    assert rendered("{% period start end %}", start=start, end=end) == shown


def test_a_period_is_shown_in_any_style():
    assert rendered('{% period start end "long" %}', start=DAY, end=date(2026, 12, 1)) == "22~พฤศจิกายน – 1~ธันวาคม~2569"
