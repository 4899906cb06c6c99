"""Looking through what was sent: the queue, one response, verified or returned with a comment."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys.access import REVIEWERS, response_for_review
from surveys.answers import in_words
from surveys.forms import ReturnForm
from surveys.models import Assignment, Response, Submission
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.access import districts_for
from welfare_movement.refusals import Refused


@require_safe
@login_required
def queue(request, province, cycle):
    """Responses sent and waiting to be looked through, the longest waiting first."""
    cycle, districts = districts_for(request.user, province, cycle, *REVIEWERS)
    near = Assignment.objects.filter(round__cycle=cycle).in_districts(districts)
    responses = Response.objects.sent().filter(assignment__in=near).for_queue()
    return render(request, "surveys/queue.html", {"cycle": cycle, "responses": responses})


@require_safe
@login_required
def response(request, province, cycle, pk):
    here = response_for_review(request.user, province, cycle, pk)
    survey_round = here.assignment.round
    questionnaire = survey_round.questionnaire.questionnaire
    context = {
        "cycle": survey_round.cycle,
        "assignment": here.assignment,
        "response": here,
        "sections": in_words(here.assignment, here.answers),
        "problems": [
            problem.message.said(get_language())
            for problem in questionnaire.check(here.answers, survey_round.reference_month)
        ],
        "informant": here.informants.first(),
        "submissions": here.submissions.select_related("sent_by"),
        "reviews": here.reviews.select_related("reviewed_by"),
        "grade": here.grades.first(),
        "latest": here.latest,
        "form": ReturnForm(initial={"submission": here.latest and here.latest.pk}),
    }
    return render(request, "surveys/response.html", context)


@require_POST
@login_required
def verify(request, province, cycle, pk):
    here = response_for_review(request.user, province, cycle, pk)
    here.verify(_read(here, request.POST.get("submission")), by=request.user)
    messages.success(request, _("Verified."))
    return redirect("surveys:responses", *here.assignment.round.cycle.address)


def _read(response, pk):
    """The submission that the reviewer had before them."""
    try:
        return response.submissions.get(pk=pk)
    except (ValueError, Submission.DoesNotExist) as error:
        raise Refused(_("This page is out of date; open it again and read the answers first.")) from error


@form_page
@login_required
def give_back(request, province, cycle, pk):
    here = response_for_review(request.user, province, cycle, pk)
    form = ReturnForm(request.POST or None, initial={"submission": here.latest and here.latest.pk})
    if request.method == "POST" and form.is_valid():
        submission = _read(here, form.cleaned_data["submission"])
        here.give_back(submission, by=request.user, comment=form.cleaned_data["comment"])
        messages.success(request, _("Returned; the organisation reads your comment."))
        return redirect("surveys:responses", *here.assignment.round.cycle.address)
    return show_form(request, "surveys/give_back.html", here.assignment.round.cycle, response=here, form=form)
