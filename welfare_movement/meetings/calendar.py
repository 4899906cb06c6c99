"""A meeting as an entry of a calendar (RFC 5545), so that a phone keeps it, moves it and takes it out again.

One meeting has one UID for ever. SEQUENCE counts its moves, and its end is one more: a calendar takes the highest.
"""

from datetime import datetime
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vText

from welfare_movement.meetings.models import Meeting


class Method(StrEnum):
    """What the calendar is to do with it (RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


def calendar(
    meeting: Meeting, *, host: str, link: str, sender: str, now: datetime, attendee: str = "", published: bool = False
) -> bytes:
    """The meeting as the text of an .ics file.

    host: of this site, part of the UID; link: back to the page of the meeting or of the invitation; sender: the e-mail
    address that the mail comes from; attendee: that of the reader; published: to be taken by whoever reads it, as from
    a page, rather than sent as an invitation.
    """
    is_off = meeting.cancelled_at is not None
    method = Method.CANCEL if is_off else Method.PUBLISH if published else Method.REQUEST
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{host}")
    event.add("sequence", meeting.moves + is_off)
    event.add("dtstamp", now)
    event.add("dtstart", meeting.starts_at.astimezone(now.tzinfo))
    event.add("dtend", meeting.ends_at.astimezone(now.tzinfo))
    event.add("summary", str(meeting))
    event.add("location", meeting.venue)
    event.add("description", link)
    event.add("url", link)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("organizer", _address(sender, str(meeting.cycle.province)))
    if attendee:
        event.add("attendee", _address(attendee, "", rsvp=True), encode=False)
    whole = Calendar()
    whole.add("prodid", f"-//{host}//meetings//TH")
    whole.add("version", "2.0")
    whole.add("method", method)
    whole.add_component(event)
    whole.add_missing_timezones()
    text: bytes = whole.to_ical()
    return text


def _address(email: str, name: str, *, rsvp: bool = False) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    if name:
        address.params["cn"] = vText(name)
    if rsvp:
        address.params["rsvp"] = vText("TRUE")
    return address
