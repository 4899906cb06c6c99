"""What happens at once, and what the registry refuses."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from surveys.models import Response, Submission
from surveys.refusals import KeyReused
from tests.factories import (
    make_district,
    make_organisation,
    make_province,
    make_response,
    make_round,
    make_tambon,
    whole_answers,
)

pytestmark = pytest.mark.django_db


def test_a_key_that_another_response_takes_at_the_same_moment_is_refused_and_nothing_is_saved(monkeypatch):
    organisations = [make_organisation(), make_organisation()]
    mine, other = (
        make_response(each, sent=False) for each in make_round(organisations=organisations).assignments.all()
    )
    key, ask, meanwhile = uuid.uuid4(), Response.require_open, [other]

    def asked_while_the_other_sends(response):
        ask(response)
        if meanwhile:
            meanwhile.pop().submit(whole_answers(), key=key)

    monkeypatch.setattr(Response, "require_open", asked_while_the_other_sends)
    with pytest.raises(KeyReused):
        mine.submit(whole_answers(), key=key)
    assert not Submission.objects.filter(response=mine).exists()
    mine.refresh_from_db()
    assert (mine.state, mine.grades.count()) == ("draft", 0)


def test_an_organisation_stands_in_a_tambon_of_its_province():
    organisation = make_organisation()
    krabi = make_province("81", slug="krabi", name_th="กระบี่", name_en="Krabi")
    organisation.tambon = make_tambon("810101", make_district("8101", krabi))
    with pytest.raises(ValidationError, match="Choose a tambon of the province"):
        organisation.full_clean()
