from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.people import erasure
from welfare_movement.people.records import now, when, who


class Consent(models.Model):
    """What a person agreed to: which text, for what, how, when; and when it was withdrawn. Never deleted."""

    class Purpose(models.TextChoices):
        SURVEY_CONTACT = "survey_contact", _("Contact about the survey")
        MEETING_RECORD = "meeting_record", _("Name in the record of a meeting")
        TEAM_MEMBERSHIP = "team_membership", _("Membership of a working group")
        GATHERING = "gathering", _("Registration for a gathering")

    class Channel(models.TextChoices):
        ONLINE = "online", _("Online")
        PAPER = "paper", _("Signed paper")
        SPOKEN = "spoken", _("Spoken, with a witness")

    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose)
    text_version = models.CharField(_("version of the text"), max_length=40)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consents",
        verbose_name=_("person"),
    )
    given_at = models.DateTimeField(_("given at"), default=now)
    recorded_by = who(_("recorded by"), blank=True, editable=True)
    # Whoever withdraws may have no account, so the time stands alone.
    withdrawn_at = when(_("withdrawn at"))

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")

    def __str__(self):
        return f"{self.get_purpose_display()} {self.text_version}"

    def withdraw(self):
        """Withdraw, as easily as it was given: what was held on it is blanked, in closed cycles too. Safe to repeat."""
        with transaction.atomic():
            if Consent.objects.filter(pk=self.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
                erasure.on_withdrawal(self)
