"""Texts to paste into a LINE group, each with its address, a code to photograph, and how often it was opened."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from welfare_movement.notices.models import SharedPage
from welfare_movement.notices.texts import plain_text
from welfare_movement.notices.tokens import token
from welfare_movement.people.models import Link


@dataclass(frozen=True)
class Share:
    """text: ready to paste, with the address in it. is_personal: whoever has the address comes in as one person."""

    text: str
    address: str
    openings: int
    opened_at: datetime | None
    is_personal: bool = False


def share_page(template: str, path: str, **context: object) -> Share:
    """A page of ours for a group: its text from a template, which is given the address as `address`. One query."""
    address = shared_address(path)
    counted = SharedPage.objects.filter(path=path).first() or SharedPage()
    text = plain_text(template, {**context, "address": address}).strip()
    return Share(text, address, counted.openings, counted.opened_at)


def share_link(text: str, link: Link) -> Share:
    """A personal link, for the one whose it is."""
    return Share(text, link.url, link.openings, link.opened_at, is_personal=True)


def shared_address(path: str) -> str:
    """The whole address that leads to this page of ours and counts its openings."""
    return settings.SITE_URL + reverse("own:shared", args=[token("shared", path), path.removeprefix("/")])
