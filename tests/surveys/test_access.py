"""Goes into tests/surveys/test_access.py."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from surveys.access import assignment_for, grade_for
from surveys.models import Assignment, Grade
from tests.factories import make_response, make_round, make_user
from welfare_movement.people.access import Visitor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", [AnonymousUser, make_user])
def test_the_answers_of_an_organisation_without_respondents_are_nobodys_to_open(who):
    round_ = make_round()
    assignment = Assignment.objects.filter(round=round_).first()
    make_response(assignment)
    for fetch, row in ((assignment_for, assignment), (grade_for, Grade.objects.first())):
        with pytest.raises(Http404):
            fetch(Visitor(who()), *round_.cycle.address, row.pk)
