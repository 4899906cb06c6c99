from django import forms

from welfare_movement.people.models import User
from welfare_movement.thai.forms import PhoneField


class PersonForm(forms.ModelForm):
    """Someone the movement comes to know; the e-mail is their way to sign in, and may be missing."""

    phone = PhoneField(label=User._meta.get_field("phone").verbose_name, required=False)

    class Meta:
        model = User
        fields = ["prefix", "given_name", "family_name", "position", "phone", "email", "language"]


class ProfileForm(PersonForm):
    class Meta(PersonForm.Meta):
        fields = ["prefix", "given_name", "family_name", "position", "phone", "language"]
