from django import forms
from django.utils.translation import gettext_lazy as _

from pilot_areas.models import AreaPerson
from welfare_movement.process.forms import PersonChoiceForm


class AreaPersonForm(PersonChoiceForm):
    """Someone who answers for the area, and in which role."""

    role = forms.ChoiceField(label=_("Role"), choices=AreaPerson.Role)

    class Meta(PersonChoiceForm.Meta):
        fields = ["role", *PersonChoiceForm.Meta.fields]
