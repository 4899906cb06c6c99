"""Filling in: one section a page, saved at each step, sent once; by the respondent's account or by personal link."""

import uuid
from contextlib import suppress

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from surveys.access import assignment_for, is_looker
from surveys.answers import choices_of, filled, in_the_way, in_words, prefilled, twelve_months
from surveys.forms import SectionForm
from surveys.forms.section import CONFIRMED
from surveys.grading import UNKNOWN
from surveys.models import Response
from surveys.refusals import ChecksFailed, Incomplete
from welfare_movement.pages import form_page
from welfare_movement.people.access import visitor
from welfare_movement.refusals import Refused
from welfare_movement.thai.dates import show_month


@never_cache
@require_safe
def assignment(request, province, cycle, pk):
    """Where the respondent begins, goes on, or sees what became of it; members are shown their own page of it."""
    try:
        here = assignment_for(visitor(request), province, cycle, pk)
    except Http404:
        if not is_looker(request.user, province, cycle):
            raise
        return redirect("surveys:expected", province, cycle, pk)
    response = getattr(here, "response", None)
    context = {
        "cycle": here.round.cycle,
        "assignment": here,
        "response": response,
        "sections": filled(here),
        "next_section": next((each.code for each in filled(here) if each.state != "done"), "A"),
        "grade": response.grades.first() if response else None,
        "informant": response.informants.select_related("consent").first() if response else None,
    }
    return render(request, "surveys/assignment.html", context)


@never_cache
@form_page
def section(request, province, cycle, pk, section):
    """One section. What was typed is kept whatever it is; only what can be read goes on to the next."""
    here = assignment_for(visitor(request), province, cycle, pk)
    form = _section_form(here, section, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        is_right = form.is_valid()
        response, _made = Response.objects.get_or_create(assignment=here)
        response.keep(form.typed, known=prefilled(here))
        here.response = response  # as it is now, for the page
        if is_right:
            return _onwards(here, section)
    return render(
        request, "surveys/section.html", _section_page(here, section, form), status=422 if form.errors else 200
    )


def _section_page(assignment, code, form):
    sections = filled(assignment, code)
    here = next(each for each in sections if each.is_current)
    first, last = twelve_months(assignment.round.reference_month)
    around = {each.number: each for each in sections}
    return {
        "cycle": assignment.round.cycle,
        "assignment": assignment,
        "form": form,
        "told": [(question.key, question.text.said(get_language()), words) for question, words in form.told],
        "sections": sections,
        "here": here,
        "before": around.get(here.number - 1),
        "after": around.get(here.number + 1),
        "intro": here.intro,
        "first_month": show_month(first),
        "last_month": show_month(last),
        "saved_at": assignment.response.saved_at if hasattr(assignment, "response") else None,
    }


def _section_form(assignment, code, data):
    questionnaire = assignment.round.questionnaire.questionnaire
    if code not in [each.code for each in questionnaire.sections]:
        raise Http404
    response = getattr(assignment, "response", None)
    return SectionForm(
        data,
        questionnaire=questionnaire,
        section=code,
        typed=(response.typed if response else {}) or prefilled(assignment),
        reference_month=assignment.round.reference_month,
        choices=choices_of(assignment),
    )


def _onwards(assignment, code):
    codes = [each.code for each in assignment.round.questionnaire.questionnaire.sections]
    after = codes[codes.index(code) + 1 :]
    here = [*assignment.round.cycle.address, assignment.pk]
    return redirect("surveys:answer", *here, after[0]) if after else redirect("surveys:send", *here)


@never_cache
@form_page
def send(request, province, cycle, pk):
    """Look it over once more, and send it."""
    here = assignment_for(visitor(request), province, cycle, pk)
    response = getattr(here, "response", None)
    if response is None:
        return redirect(here)
    answers = response.read(response.typed)
    if request.method == "POST" and not answers.bad:
        with suppress(Incomplete, ChecksFailed):
            _submit(request, here, response, answers.answers)
            return redirect("surveys:receipt", *here.round.cycle.address, pk)
    context = {
        "cycle": here.round.cycle,
        "assignment": here,
        "sections": filled(here),
        "answers": in_words(
            here, here.round.questionnaire.questionnaire.settle(answers.answers, here.round.reference_month).answers
        ),
        "key": request.POST.get("key") or uuid.uuid4(),
        **in_the_way(here, answers, _confirmed(request, response)),
    }
    return render(request, "surveys/send.html", context, status=422 if request.method == "POST" else 200)


def _confirmed(request, response):
    """The codes of the warnings that were confirmed, here or on their sections."""
    ticked = {name.removeprefix("confirm_") for name in request.POST if name.startswith("confirm_")}
    return ticked | set(response.typed.get(CONFIRMED, ()))


def _submit(request, assignment, response, answers):
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError as error:
        raise Refused(_("This page is out of date; open it again and send once more.")) from error
    response.submit(
        answers,
        key=key,
        by=request.user if request.user.is_authenticated else None,
        confirmed="confirmed" in request.POST,
        warnings_confirmed=_confirmed(request, response),
    )


@never_cache
@require_safe
def receipt(request, province, cycle, pk):
    here = assignment_for(visitor(request), province, cycle, pk)
    response = getattr(here, "response", None)
    submission = response.latest if response else None
    if submission is None:
        return redirect(here)
    questions = here.round.questionnaire.questionnaire.questions
    unknown = list(submission.answers.values()).count(UNKNOWN)
    context = {
        "cycle": here.round.cycle,
        "assignment": here,
        "submission": submission,
        # What is personal is kept apart from the answers, and was asked for.
        "answered": len([each for each in questions if each.personal or each.key in submission.answers]) - unknown,
        "unknown": unknown,
        "grade": response.grades.first(),
    }
    return render(request, "surveys/receipt.html", context)


@require_POST
def withdraw_consent(request, province, cycle, pk):
    """Whoever answered takes their consent back, as easily as it was given: name, position and phone are blanked."""
    here = assignment_for(visitor(request), province, cycle, pk)
    response = getattr(here, "response", None)
    if response:
        response.forget_informants()
    messages.success(request, _("Done: the name, position and phone were deleted. The answers name nobody."))
    return redirect(here)
