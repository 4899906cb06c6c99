"""What a person is told about an answer that cannot be used: one sentence for each code, which names the remedy."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from surveys.grading import BadAnswer
from surveys.method.source import Text
from welfare_movement.thai.digits import grouped
from welfare_movement.thai.refusal import Refused

SENTENCES = {
    "required": _("This must be answered; it cannot be left blank or unknown."),
    "not_a_number": _("Write a whole number in digits only, such as 1,480."),
    "too_small": _("Write a number of %(least)s or more."),
    "too_large": _("Write a number of %(most)s or less."),
    "not_an_option": _("Choose from the answers offered."),
    "exclusive": _("Choose either “%(option)s” alone, or the others without it."),
    "not_a_text": _("Write this in words."),
    "too_long": _("Write at most %(most)s letters; these are %(length)s."),
    "unreadable_text": _("Delete what cannot be read, or type the text again."),
    "not_a_place": _("Choose a tambon of the province from the list."),
    "not_a_network": _("Choose networks from the list."),
    "not_a_month": _("Write the month and the year, such as 3/2555, or the year alone."),
    "too_early": _("Write a year from B.E. %(buddhist)s (%(christian)s) on."),
    "not_a_phone": _("Write one Thai phone number, such as 080-000-0123 or 075-123-456."),
    "parts_missing": _("Fill in these too: %(parts)s."),
    "parts_all_or_none": _("Fill in these too, or leave all of it empty: %(parts)s."),
    "consent_needed": _("Tick the consent, or name another informant who agrees."),
}
OR_UNKNOWN = _("If nobody knows, choose “Not known”.")


def sentence(bad: BadAnswer) -> str:
    """What to tell the person, in the language that is active; a refusal of `thai` says more than its code."""
    because = bad.__cause__
    said = str(because) if isinstance(because, Refused) else _in_words(bad)
    return f"{said} {OR_UNKNOWN}" if bad.params.get("unknown") else said


def _in_words(bad: BadAnswer) -> str:
    return str(SENTENCES[bad.code]) % {name: _shown(value) for name, value in bad.params.items()}


def _shown(value: Any) -> str:
    language = get_language()
    if isinstance(value, Text):
        return value.said(language)
    if isinstance(value, tuple):
        return gettext(", ").join(each.said(language) for each in value)
    return grouped(value) if isinstance(value, int) else str(value)
