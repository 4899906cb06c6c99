from datetime import date

import pytest
from django import forms
from django.db import models
from django.test.utils import isolate_apps

from welfare_movement.thai.fields import TextLine
from welfare_movement.thai.forms import MonthField, PhoneField, ThaiDateField, ThaiDateTimeField, WholeNumberField

TYPED = {"phone": " ", "founded": "มี.ค. 2555", "members": "๑,๔๘๐", "opened_on": "22/11/69"}
FIELDS = {
    "phone": PhoneField,
    "founded": MonthField,
    "members": WholeNumberField,
    "opened_on": ThaiDateField,
    "meets_at": ThaiDateTimeField,
}


@pytest.fixture
def form_class():
    with isolate_apps("welfare_movement.thai"):

        class Fund(models.Model):
            phone = TextLine(max_length=10, null=True, blank=True)
            founded = TextLine(max_length=7)
            members = models.PositiveIntegerField()
            opened_on = models.DateField()
            meets_at = models.DateTimeField(null=True, blank=True)

            class Meta:
                app_label = "thai"

            def __str__(self):
                return self.founded

        yield forms.modelform_factory(Fund, fields=list(FIELDS), field_classes=FIELDS)


def test_the_fields_take_over_what_the_model_asks(form_class):
    fund = form_class(TYPED).save(commit=False)
    assert {name: getattr(fund, name) for name in FIELDS} == {
        "phone": None,
        "founded": "2012-03",
        "members": 1480,
        "opened_on": date(2026, 11, 22),
        "meets_at": None,
    }


def test_what_the_model_forbids_is_an_error_of_the_form(form_class):
    assert list(form_class({**TYPED, "members": "-1"}).errors) == ["members"]
