"""Filters that show stored values as Thai people read them; what is missing shows as nothing."""

from datetime import date, datetime, time
from decimal import Decimal

from django import template

from welfare_movement.thai import dates, digits, phones
from welfare_movement.thai.eras import local

register = template.Library()


@register.filter
def thai_date(value: date | None, style: str = "medium") -> str:
    return dates.show_date(value, style) if value else ""


@register.filter
def thai_datetime(value: datetime | None, style: str = "medium") -> str:
    return dates.show_datetime(value, style) if value else ""


@register.filter
def thai_time(value: time | datetime | None) -> str:
    return dates.show_time(value) if value else ""


@register.filter
def thai_month(value: str | date | None, style: str = "medium") -> str:
    return dates.show_month(value, style) if value else ""


@register.filter
def thai_weekday(value: date | None) -> str:
    """The short name of the weekday, as a calendar leaf shows it."""
    return dates.weekday_short(value) if value else ""


@register.filter
def thai_day(value: date | None) -> str:
    """The day of the month alone, as a calendar leaf shows it."""
    return str(local(value).day) if value else ""


@register.filter
def grouped(value: int | Decimal | None) -> str:
    return "" if value is None else digits.grouped(value)


@register.filter
def phone(value: str | None) -> str:
    return phones.show_phone(value) if value else ""


@register.filter
def masked_phone(value: str | None) -> str:
    return phones.mask_phone(value) if value else ""


@register.filter
def thai_digits(value: object) -> str:
    return "" if value is None else digits.to_thai(str(value))


@register.simple_tag
def period(start: date | None, end: date | None, style: str = "medium") -> str:
    """Show a period; of an open one, the end that is known."""
    if start and end:
        return dates.show_period(start, end, style)
    return thai_date(start or end, style)
