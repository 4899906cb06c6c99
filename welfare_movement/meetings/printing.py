"""What the papers of a meeting are made of, from its records; and the papers as pages that stand alone."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings import official
from welfare_movement.meetings.models import Attendance, Invitation, Letter, Printed
from welfare_movement.papers.pdf import pdf_of
from welfare_movement.thai.digits import to_thai
from welfare_movement.thai.phones import show_phone
from welfare_movement.thai.shown import show_date

KINDS = {
    "letter": _("Invitation letter"),
    "agenda": _("Agenda"),
    "attendance": _("Attendance sheet"),
    "minutes": _("Minutes"),
}
EMPTY_ROWS = 10  # whoever comes unasked signs there
_STYLES = ("css/tokens.css", "css/app.css", "css/pdf.css")


def paper(kind, meeting):
    """The values of a paper; its template is meetings/papers/_<kind>.html."""
    begins = official.When(timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at))
    head = {
        "title": to_thai(official.titled(meeting.title)),
        "number": to_thai(meeting.full_number),
        "province": meeting.cycle.province.name_th,
        "when": begins,
        "venue": to_thai(meeting.venue),
        "is_demo": settings.DEMO,
    }
    return {**head, **_BODIES[kind](meeting, begins)}


def drafted_letter(meeting):
    """The stored letter; or a new one in the usual words, with the signer and office of the latest of the cycle."""
    stored = Letter.objects.filter(meeting=meeting).first()
    if stored:
        return stored
    begins = official.When(timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at))
    latest = Letter.objects.filter(meeting__cycle=meeting.cycle).order_by("-written_at").first()
    kept = ("addressed_to", "signer", "signer_post", "office", "contact")
    return Letter(
        meeting=meeting,
        reason=official.reason(
            province=meeting.cycle.province.name_th, title=official.titled(meeting.title), number=meeting.full_number
        ),
        request=official.request(begins, meeting.venue),
        **{name: getattr(latest, name) for name in kept if latest},
    )


def pdf(kind, meeting):
    """The paper as PDF, in Thai whatever the language of who asks. Raises papers.pdf.NotPrinted."""
    styles = {Path(name).name: Path(finders.find(name)).read_bytes() for name in _STYLES}
    with translation.override("th"):
        context = {"paper": paper(kind, meeting), "styles": styles, "body": f"meetings/papers/_{kind}.html"}
        return pdf_of(render_to_string("meetings/papers/alone.html", context), styles)


def print_pdf(kind, meeting):
    """Make the PDF anew in place of the one before, and return it. Raises papers.pdf.NotPrinted."""
    file = ContentFile(pdf(kind, meeting), name=f"{kind}.pdf")
    with transaction.atomic():
        made, _new = Printed.objects.select_for_update().get_or_create(meeting=meeting, kind=kind)
        before = made.file.name
        made.file, made.made_at = file, timezone.now()
        made.save()
        if before:
            transaction.on_commit(lambda: made.file.storage.delete(before))
    return made


def _letter(meeting, begins):
    letter = drafted_letter(meeting)
    return {
        "letter_number": to_thai(letter.number) or "." * 20,
        "dated": show_date(letter.dated_on, "long", "th", thai_digits=True) if letter.dated_on else "." * 30,
        "to": to_thai(letter.addressed_to) or "." * 40,
        "body": [to_thai(line) for text in (letter.reason, letter.request) for line in text.splitlines() if line],
        "support": official.support(letter.support) if letter.support else "",
        "closing": official.CLOSING,
        "signer": letter.signer or "." * 40,
        "signer_post": to_thai(letter.signer_post),
        "office": to_thai(letter.office),
        "contact": to_thai(letter.contact),
    }


def _agenda(meeting, begins):
    return {"items": _items(meeting)}


def _attendance(meeting, begins):
    invited = meeting.invitations.exclude(answer=Invitation.Answer.DECLINED).for_list()
    people = [
        official.Person(
            each.substitute or each.person.full_name,
            f"แทน {each.person.full_name}" if each.substitute else each.person.position,
            "" if each.substitute else to_thai(show_phone(each.person.phone)),
        )
        for each in invited
    ]
    return {"people": official.numbered([*people, *[official.Person("")] * EMPTY_ROWS])}


def _minutes(meeting, begins):
    attended = list(meeting.attendances.for_list())
    invited = {each.person_id: each for each in meeting.invitations.all()}
    of = Attendance.Status
    came = [each for each in attended if each.status in (of.PRESENT, of.REPRESENTED)]
    written = getattr(meeting, "minutes", None)
    return {
        "present": official.numbered(_came(each) for each in came if each.person_id in invited),
        "joined": official.numbered(_came(each) for each in came if each.person_id not in invited),
        "missing": official.numbered(
            official.Person(
                each.person.full_name,
                to_thai(invited[each.person_id].reason if each.person_id in invited else "") or each.person.position,
            )
            for each in attended
            if each.status in (of.EXCUSED, of.ABSENT)
        ),
        "items": _items(meeting),
        "taken_by": written.taken_by if written else "",
        "chair": meeting.chair,
        "is_draft": written is None or written.adopted_at is None,
        "addenda": list(written.addenda.for_list()) if written and written.adopted_at else [],
    }


def _came(attendance):
    person = attendance.person
    if attendance.status == Attendance.Status.REPRESENTED:
        return official.Person(
            attendance.substitute or "ผู้แทน", f"แทน {person.full_name} {person.position}".strip(), remark="แทน"
        )
    return official.Person(person.full_name, to_thai(person.position))


def _items(meeting):
    return [
        official.Item(
            item.section,
            item.position,
            item.title,
            item.discussion,
            tuple((each.outcome, each.text) for each in item.resolutions.all()),
            len(item.papers.all()),
        )
        for item in meeting.items.for_agenda()
    ]


_BODIES = {"letter": _letter, "agenda": _agenda, "attendance": _attendance, "minutes": _minutes}
