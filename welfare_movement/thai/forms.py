"""Form fields that read what people type in Thailand and answer with a friendly sentence."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils.translation import gettext_lazy as _

from .dates import parse_date, parse_month, parse_time, show_date, show_month, show_time
from .digits import amount, grouped, plain, whole_number
from .months import ENGLISH
from .phones import parse_phone, show_phone
from .refusal import Refused

_STORED_MONTH = re.compile("(?:1[89]|2[01])[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?")


def _stored_month_shown(value: str) -> str:
    return show_month(value) if _STORED_MONTH.fullmatch(value) else value


class _AsTyped(str):
    """Came from the person, not from the database."""

    __slots__ = ()


class _TypedField(forms.Field):
    """A text input: `read` turns text into a value, `show` a value into text. What was typed is never rewritten."""

    widget: type[forms.Widget] = forms.TextInput
    empty_value: str | None = None
    shown_types: tuple[type, ...]
    read: Callable[[str], Any]
    show: Callable[[Any], str]

    def bound_data(self, data: Any, initial: Any) -> Any:
        return _AsTyped(data) if isinstance(data, str) and not self.disabled else super().bound_data(data, initial)

    def prepare_value(self, value: Any) -> Any:
        return self.show(value) if isinstance(value, self.shown_types) and not isinstance(value, _AsTyped) else value

    def to_python(self, value: Any) -> Any:
        text = "" if value is None else str(value)
        if not plain(text):
            return self.empty_value
        try:
            return self.read(text)
        except Refused as refusal:
            raise ValidationError(refusal.message, code="invalid", params=refusal.params) from refusal


class ThaiDateField(_TypedField):
    """A date, shown as "22/11/2569" (in English as "22/11/2026") and typed in either era."""

    shown_types = (date,)
    read = staticmethod(parse_date)
    show = staticmethod(partial(show_date, style="numeric"))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "off"}


class ThaiTimeField(_TypedField):
    """A time of day to the minute, shown as "09.30"."""

    shown_types = (time, datetime)
    read = staticmethod(parse_time)
    show = staticmethod(partial(show_time, language=ENGLISH))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "off"}

    def has_changed(self, initial: Any, data: Any) -> bool:
        minutes = initial.replace(second=0, microsecond=0) if isinstance(initial, time) else initial
        return super().has_changed(minutes, data)


class ThaiDateTimeWidget(forms.MultiWidget):
    """Two text inputs, named `<name>_date` and `<name>_time`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        labels = {"date": _("Date"), "time": _("Time")}
        super().__init__({name: forms.TextInput({"aria-label": label}) for name, label in labels.items()}, attrs)

    def id_for_label(self, id_: str) -> str:
        """A label leads to the date."""
        return id_ and f"{id_}_0"

    def decompress(self, value: Any) -> list[str | None]:
        if not isinstance(value, datetime):
            return [None, None]
        return [show_date(value, "numeric"), show_time(value, ENGLISH)]


class ThaiDateTimeField(forms.MultiValueField):
    """A moment, typed as date and time in the current time zone; the value is aware."""

    widget = ThaiDateTimeWidget

    def __init__(self, **kwargs: Any) -> None:
        both = {"incomplete": _("Write both the date and the time.")}
        fields = (ThaiDateField(error_messages=both), ThaiTimeField(error_messages=both))
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: Any) -> datetime | None:
        return from_current_timezone(datetime.combine(*data_list)) if data_list else None


class WholeNumberField(_TypedField):
    """A whole number, shown with separators; Thai digits and separators may be typed."""

    shown_types = (int,)
    read = staticmethod(whole_number)
    show = staticmethod(grouped)

    def __init__(self, *, min_value: int | None = None, max_value: int | None = None, **kwargs: Any) -> None:
        self.min_value, self.max_value = min_value, max_value
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            least = {"least": grouped(self.min_value)}
            raise ValidationError(_("Write a number of at least %(least)s."), code="min_value", params=least)
        if self.max_value is not None and value > self.max_value:
            most = {"most": grouped(self.max_value)}
            raise ValidationError(_("Write a number of at most %(most)s."), code="max_value", params=most)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off"}


class AmountField(_TypedField):
    """An amount of anything, with two decimals at most; the value is a Decimal above nought."""

    shown_types = (Decimal,)
    read = staticmethod(amount)
    show = staticmethod(grouped)

    def __init__(self, *, max_value: int = 999_999_999_999, **kwargs: Any) -> None:
        self.max_value = max_value
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not value:
            raise ValidationError(_("Write a number above nought, or leave it empty."), code="min_value")
        if value is not None and value > self.max_value:
            most = {"most": grouped(self.max_value)}
            raise ValidationError(_("Write a number of at most %(most)s."), code="max_value", params=most)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


class PhoneField(_TypedField, forms.CharField):
    """A Thai phone number; the value is its digits."""

    widget = forms.TelInput
    shown_types = (str,)
    read = staticmethod(parse_phone)
    show = staticmethod(show_phone)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out maxlength: it is that of the digits, and people type separators."""
        return {"autocomplete": "tel"}


class MonthField(_TypedField, forms.CharField):
    """A month or a year; the value is "YYYY-MM" or "YYYY"."""

    shown_types = (str,)
    read = staticmethod(parse_month)
    show = staticmethod(_stored_month_shown)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "off"}
