from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from welfare_movement.meetings import forms
from welfare_movement.meetings.access import meeting_for, meeting_run_by, minutes_seen_by
from welfare_movement.meetings.calendar import calendar
from welfare_movement.meetings.printing import KINDS, drafted_letter, paper
from welfare_movement.notices.models import Job
from welfare_movement.pages import form_page, show_form
from welfare_movement.papers.pdf import printer
from welfare_movement.papers.uploads import handed_out
from welfare_movement.people.access import visitor
from welfare_movement.process.access import has_role
from welfare_movement.process.roles import Role

ANEW_AFTER = timedelta(minutes=2)  # a second press within it asks for no second print


@require_safe
def agenda_paper(request, province, cycle, pk):
    return _shown(request, "agenda", meeting_for(visitor(request), province, cycle, pk))


@require_safe
def minutes_paper(request, province, cycle, pk):
    return _shown(request, "minutes", minutes_seen_by(visitor(request), province, cycle, pk))


@require_safe
@login_required
def attendance_paper(request, province, cycle, pk):
    return _shown(request, "attendance", meeting_run_by(request.user, province, cycle, pk, Role.COORDINATOR))


@require_safe
@login_required
def letter_paper(request, province, cycle, pk):
    return _shown(request, "letter", meeting_run_by(request.user, province, cycle, pk, Role.COORDINATOR))


@form_page
@login_required
def letter(request, province, cycle, pk):
    """What the invitation letter says beside what the meeting says."""
    here = meeting_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    form = forms.LetterForm(request.POST or None, instance=drafted_letter(here))
    if request.method == "POST" and form.is_valid():
        form.instance.written_by = request.user
        form.save()
        return redirect("meetings:letter_paper", province, cycle, pk)
    return show_form(request, "meetings/letter.html", here.cycle, meeting=here, form=form)


@require_POST
@login_required
def print_pdf(request, province, cycle, pk, kind):
    """Ask a worker to print this paper."""
    here = meeting_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    if kind not in KINDS:
        raise Http404
    asks = {"meeting": here.pk, "paper": kind}
    lately = timezone.now() - ANEW_AFTER
    if not Job.objects.waiting().filter(kind="meetings.pdf", asks=asks, created_at__gt=lately).exists():
        Job.objects.create(kind="meetings.pdf", cycle=here.cycle, asks=asks, created_by=request.user)
    messages.success(request, _("It is being printed; in a moment the PDF can be taken from this page."))
    return redirect(f"meetings:{kind}_paper", province, cycle, pk)


@require_safe
@login_required
def pdf(request, province, cycle, pk, kind):
    here = meeting_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    return handed_out(get_object_or_404(here.printed, kind=kind).file, f"{kind}-{here.number}-{here.cycle.year}")


@require_safe
def entry(request, province, cycle, pk):
    """The meeting as an entry for the calendar of a phone."""
    here = meeting_for(visitor(request), province, cycle, pk)
    link = settings.SITE_URL + reverse("meetings:meeting", args=[*here.cycle.address, here.pk])
    host = settings.SITE_URL.partition("://")[2].partition(":")[0]
    text = calendar(
        here, host=host, link=link, sender=settings.DEFAULT_FROM_EMAIL, now=timezone.localtime(), published=True
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="meeting-{here.pk}.ics"'
    return response


def _shown(request, kind, here):
    runs = has_role(request.user, here.cycle, Role.COORDINATOR)
    context = {
        "cycle": here.cycle,
        "meeting": here,
        "kind": kind,
        "name": KINDS[kind],
        "paper": paper(kind, here),
        "body": f"meetings/papers/_{kind}.html",
        "runs": runs,
        "has_printer": runs and printer(),
        "printed": runs and here.printed.filter(kind=kind).first(),
    }
    return render(request, "meetings/paper.html", context)
