import re
from datetime import UTC, date, datetime, time

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils import timezone, translation

from welfare_movement.thai.forms import (
    AmountField,
    MonthField,
    PhoneField,
    ThaiDateField,
    ThaiDateTimeField,
    ThaiTimeField,
    WholeNumberField,
)

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


class FundForm(forms.Form):
    founded = MonthField()
    opened_on = ThaiDateField()
    opens_at = ThaiTimeField()
    meets_at = ThaiDateTimeField()
    members = WholeNumberField(min_value=1, max_value=50000)
    phone = PhoneField(required=False)


TYPED = {
    "founded": "มี.ค. 2555",
    "opened_on": "๒๒ พ.ย. ๒๕๖๙",
    "opens_at": "9.30 น.",
    "meets_at_date": "22/11/2569",
    "meets_at_time": "12.00",
    "members": "๑,๔๘๐",
    "phone": "+66 80 000 0123",
}
VALUES = {
    "founded": "2012-03",
    "opened_on": date(2026, 11, 22),
    "opens_at": time(9, 30),
    "meets_at": NOON,
    "members": 1480,
    "phone": "0800000123",
}


def value_shown(form, name):
    return form[name].value()


def test_a_form_reads_what_people_type():
    form = FundForm(TYPED)
    assert form.errors == {}
    assert form.cleaned_data == VALUES


@pytest.mark.usefixtures("thai")
def test_stored_values_are_shown_as_people_write_them():
    form = FundForm(initial=VALUES)
    shown = {name: value_shown(form, name) for name in ("founded", "opened_on", "opens_at", "members", "phone")}
    assert shown == {
        "founded": "มี.ค.\u00a02555",
        "opened_on": "22/11/2569",
        "opens_at": "09.30",
        "members": "1,480",
        "phone": "080-000-0123",
    }
    assert 'value="22/11/2569"' in str(form["meets_at"])
    assert 'value="12.00"' in str(form["meets_at"])


@pytest.mark.usefixtures("english")
def test_english_readers_see_christian_years():
    form = FundForm(initial=VALUES)
    assert value_shown(form, "founded") == "Mar\u00a02012"
    assert value_shown(form, "opened_on") == "22/11/2026"


def test_a_moment_is_shown_and_read_in_the_current_time_zone():
    with timezone.override("Asia/Tokyo"):
        assert ThaiDateTimeField().widget.decompress(NOON)[1] == "14.00"
        assert ThaiDateTimeField().clean(["22/11/2569", "14.00"]) == NOON


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_form_sent_back_as_it_was_shown_has_not_changed(language):
    with translation.override(language):
        form = FundForm(initial=VALUES)
        sent = {name: value_shown(form, name) for name in ("founded", "opened_on", "opens_at", "members", "phone")}
        sent["meets_at_date"], sent["meets_at_time"] = ThaiDateTimeField().widget.decompress(NOON)
        assert FundForm(sent, initial=VALUES).changed_data == []


def test_a_form_that_says_the_same_otherwise_has_not_changed():
    assert FundForm(TYPED, initial=VALUES).changed_data == []


def test_a_form_with_other_values_has_changed():
    other = {
        "founded": "2555",
        "opened_on": "23/11/2569",
        "opens_at": "9.31",
        "meets_at_date": "22/11/2569",
        "meets_at_time": "12.01",
        "members": "0",
        "phone": "075 123 456",
    }
    assert FundForm(other, initial=VALUES).changed_data == list(VALUES)
    assert FundForm(other, initial={}).changed_data == list(VALUES)


def test_seconds_that_are_not_shown_are_no_change():
    assert not ThaiTimeField().has_changed(time(9, 30, 15), "09.30")
    assert not ThaiDateTimeField().has_changed(NOON.replace(second=15), ["22/11/2569", "12.00"])


def test_nought_is_another_answer_than_none():
    assert WholeNumberField().has_changed(None, "0")
    assert WholeNumberField().clean("0") == 0


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (ThaiDateField(), "29/2/2568", "February\u00a02025 has only 28 days."),
        (ThaiTimeField(), "noon", "Write hours and minutes, such as 09.30."),
        (ThaiDateTimeField(), ["29/2/2568", "9.30"], "February\u00a02025 has only 28 days."),
        (ThaiDateTimeField(), ["22/11/2569", ""], "Write both the date and the time."),
        (ThaiDateTimeField(required=False), ["", "9.30"], "Write both the date and the time."),
        (WholeNumberField(), "5 หมื่น", "Write a whole number in digits only, such as 1,480."),
        (WholeNumberField(min_value=1000), "999", "Write a number of at least 1,000."),
        (WholeNumberField(max_value=1000), "1001", "Write a number of at most 1,000."),
        (AmountField(), "1.234", "Write at most 2 digits after the point."),
        (AmountField(), "0", "Write a number above nought, or leave it empty."),
        (AmountField(max_value=1000), "1000.5", "Write a number of at most 1,000."),
        (PhoneField(), "12", "Write one Thai phone number, such as 080-000-0123 or 075-123-456."),
        (MonthField(), "เมื่อก่อน", "Write the month and the year, such as 3/2555, or the year alone."),
    ],
)
def test_an_error_is_one_friendly_sentence(field, typed, sentence):
    with pytest.raises(forms.ValidationError) as invalid:
        field.clean(typed)
    assert invalid.value.messages == [sentence]


def test_an_error_speaks_the_language_it_is_shown_in():
    with translation.override("en"):
        form = forms.Form({"on": "29/2/2568"})
        form.fields["on"] = ThaiDateField()
        error = form.errors.as_data()["on"][0]
    with translation.override("th"):
        assert str(error.params["month"]) == "กุมภาพันธ์\u00a02568"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("founded", "2012-13"),
        ("founded", "1880"),
        ("opened_on", "29/2/2568"),
        ("opens_at", "noon"),
        ("phone", "0123456789"),
    ],
)
def test_what_was_typed_stays_on_error(name, typed):
    assert value_shown(FundForm({**TYPED, name: typed}), name) == typed


def test_both_parts_of_a_moment_stay_on_error():
    shown = str(FundForm({**TYPED, "meets_at_date": "29/2/2568"})["meets_at"])
    assert ('value="29/2/2568"' in shown, 'value="12.00"' in shown) == (True, True)


def test_what_was_typed_well_stays_as_typed_too():
    form = FundForm(TYPED)
    assert {name: value_shown(form, name) for name in ("founded", "phone")} == {
        "founded": "มี.ค. 2555",
        "phone": "+66 80 000 0123",
    }


def test_a_disabled_field_shows_its_stored_value_whatever_is_sent():
    class Fixed(forms.Form):
        founded = MonthField(disabled=True)

    with translation.override("th"):
        form = Fixed({"founded": "2560"}, initial={"founded": "2012-03"})
        assert value_shown(form, "founded") == "มี.ค.\u00a02555"


@pytest.mark.parametrize("value", ["soon", "2555", "2012-13"])
def test_an_initial_value_that_is_no_stored_month_is_shown_as_it_is(value):
    assert value_shown(FundForm(initial={"founded": value}), "founded") == value


def test_initial_text_is_shown_as_it_is():
    form = FundForm(initial={"opened_on": "soon", "opens_at": "noon", "meets_at": "soon", "members": "many"})
    assert [value_shown(form, name) for name in ("opened_on", "opens_at", "members")] == ["soon", "noon", "many"]
    assert "value=" not in str(form["meets_at"])


@pytest.mark.parametrize(
    ("field_class", "none"),
    [
        (ThaiDateField, None),
        (ThaiTimeField, None),
        (WholeNumberField, None),
        (AmountField, None),
        (PhoneField, ""),
        (MonthField, ""),
    ],
)
@pytest.mark.parametrize("blank", ["", " \u00a0", "\u200b", None])
def test_a_blank_is_no_answer(field_class, none, blank):
    assert field_class(required=False).clean(blank) == none
    with pytest.raises(forms.ValidationError) as invalid:
        field_class().clean(blank)
    assert invalid.value.code == "required"


@pytest.mark.parametrize("blank", [["", ""], [None, None], [], None])
def test_a_moment_left_blank_is_no_answer(blank):
    assert ThaiDateTimeField(required=False).clean(blank) is None
    with pytest.raises(forms.ValidationError) as invalid:
        ThaiDateTimeField().clean(blank)
    assert invalid.value.code == "required"


def test_a_phone_without_a_number_is_stored_as_asked():
    assert PhoneField(required=False, empty_value=None).clean(" ") is None


def test_unreadable_text_is_an_error_in_every_field():
    form = FundForm(dict.fromkeys(TYPED, "\x00"))
    assert list(form.errors) == list(VALUES)


@pytest.mark.usefixtures("english")
def test_each_input_of_a_moment_has_its_own_name_and_label():
    assert str(FundForm()["meets_at"]) == (
        '<input type="text" name="meets_at_date" aria-label="Date" required id="id_meets_at_0">'
        '<input type="text" name="meets_at_time" aria-label="Time" required id="id_meets_at_1">'
    )


def test_the_keyboard_fits_what_is_asked():
    form = FundForm()
    attrs = {name: form[name].field.widget.attrs for name in ("members", "phone", "opened_on")}
    assert attrs["members"]["inputmode"] == "numeric"
    assert form["phone"].field.widget.input_type == "tel"
    assert attrs["phone"] == {"autocomplete": "tel"}
    assert attrs["opened_on"] == {"autocomplete": "off"}


def test_separators_do_not_count_against_the_length_of_a_number():
    field = PhoneField(max_length=10)
    assert field.clean("080-000-0123") == "0800000123"
    assert field.widget.attrs == {"autocomplete": "tel"}
    assert MonthField(max_length=7).widget.attrs == {"autocomplete": "off"}


def test_crispy_dresses_every_input_and_marks_those_at_fault():
    page = render_crispy_form(FundForm({**TYPED, "meets_at_time": "noon", "members": "many"}))
    inputs = re.findall("<input[^>]*>", page)
    assert [name for tag in inputs for name in re.findall('name="([a-z_]+)"', tag)] == list(TYPED)
    assert [tag for tag in inputs if "form-control" not in tag] == []
    at_fault = [tag for tag in inputs if "is-invalid" in tag]
    assert [name for tag in at_fault for name in re.findall('name="([a-z_]+)"', tag)] == [
        "meets_at_date",
        "meets_at_time",
        "members",
    ]


def test_the_label_of_a_moment_leads_to_its_date():
    assert FundForm()["meets_at"].id_for_label == "id_meets_at_0"
