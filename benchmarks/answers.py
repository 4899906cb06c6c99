"""Answers by the thousand, stored as the pages would have stored them."""

from itertools import cycle

from django.utils import timezone

from benchmarks.copies import copy_rows
from surveys.grading import grade
from surveys.models import Grade, Response, Submission, SurveyRound
from tests.factories import make_open_cycle, make_round, make_user, whole_answers
from welfare_movement.people.models import Link
from welfare_movement.process.models import Cycle
from welfare_movement.process.stages import Stage
from welfare_movement.thai.digits import grouped

PAST = 2600  # the first of the years whose rounds stand for those of other provinces


def drafts(survey_round):
    """A draft of each organisation that can be sent as it is."""
    Response.objects.bulk_create(
        Response(assignment=each, draft=_as_typed(_answers_of(each)))
        for each in survey_round.assignments.select_related("organisation")
    )


def answer(survey_round, number):
    """The last so many have sent their answers; every second is verified, and those grades are published."""
    by, now = make_user(), timezone.now()
    chosen = survey_round.assignments.select_related("organisation").order_by("-pk")[:number]
    answers = {each.pk: _settled(survey_round, _answers_of(each)) for each in chosen}
    responses = list(Response.objects.filter(assignment__in=answers))
    for response, is_verified in zip(responses, cycle((True, False)), strict=False):
        response.draft, response.answers = {}, answers[response.assignment_id]
        response.first_sent_at = response.sent_at = now
        response.verified_at, response.verified_by = (now, by) if is_verified else (None, None)
    fields = ["draft", "answers", "first_sent_at", "sent_at", "verified_at", "verified_by"]
    Response.objects.bulk_update(responses, fields, batch_size=500)
    submissions = Submission.objects.bulk_create(
        Submission(response=each, answers=each.answers, sent_at=now) for each in responses
    )
    Grade.objects.bulk_create(_grade(survey_round, each) for each in submissions)
    survey_round.publish(by=by)


def store_rounds(survey_round, number):
    """So many other rounds of the same organisations, all of them answered."""
    assignments = survey_round.assignments.select_related("organisation")
    past = make_round(
        make_open_cycle(Stage.SURVEYS, year=PAST), [each.organisation for each in assignments], by=make_user()
    )
    drafts(past)
    answer(past, past.assignments.count())
    responses = Response.objects.filter(assignment__round=past)
    copied = [
        Cycle.objects.filter(pk=past.cycle_id),
        SurveyRound.objects.filter(pk=past.pk),
        Link.objects.filter(assignment__round=past),
        past.assignments.all(),
        responses,
        Submission.objects.filter(response__in=responses),
        Grade.objects.filter(response__in=responses),
    ]
    copy_rows(copied, number - 1, changes={Cycle: {"year": "year + copy"}})


def _answers_of(assignment):
    members = 300 + assignment.pk % 1200
    return whole_answers(
        org_name=assignment.organisation.name,
        tambon_code=assignment.organisation.tambon_id,
        members_total=members,
        members_12m_ago=members - 20,
        members_paid_up=members - 60,
    )


def _as_typed(answers):
    """As a browser sends them: every figure is text."""
    return {key: grouped(value) if isinstance(value, int) else value for key, value in answers.items()}


def _settled(survey_round, answers):
    return survey_round.questionnaire.questionnaire.settle(answers, survey_round.reference_month).answers


def _grade(survey_round, submission):
    inputs = survey_round.questionnaire.questionnaire.grading_input(submission.answers, survey_round.reference_month)
    grading = grade(inputs, survey_round.method.method)
    return Grade(
        response=submission.response,
        submission=submission,
        method=survey_round.method,
        letter=grading.letter,
        reason=grading.reason or "",
        score=grading.score,
        completeness=grading.completeness,
        result=grading.as_dict(),
        inputs=inputs,
    )
