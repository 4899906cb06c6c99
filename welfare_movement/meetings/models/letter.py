from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models.meeting import Meeting
from welfare_movement.papers.uploads import PaperField
from welfare_movement.people.records import now
from welfare_movement.process.models import StageBoundChild
from welfare_movement.thai.fields import TextBody, TextLine


class Letter(StageBoundChild):
    """The invitation letter (หนังสือเวียน) of a meeting: what its printed form says beside what the meeting says."""

    bound_through = "meeting"
    meeting = models.OneToOneField(Meeting, models.PROTECT, verbose_name=_("meeting"))
    number = TextLine(_("number of the letter"), max_length=60, blank=True, help_text=_("Such as: นศ 0017/ว 123"))
    dated_on = models.DateField(_("date of the letter"), null=True, blank=True)
    addressed_to = TextLine(_("addressed to"), max_length=200, help_text=_("Such as: heads of agencies, as listed"))
    reason = TextBody(_("why it is written"))
    request = TextBody(_("what it asks"))
    support = models.DecimalField(
        _("support for the way, baht each"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    signer = TextLine(_("signed by"), max_length=200, blank=True)
    signer_post = TextLine(_("post of the signer"), max_length=200, blank=True)
    office = TextLine(_("office in charge"), max_length=200, blank=True)
    contact = TextLine(_("phone and e-mail of the office"), max_length=200, blank=True)
    written_at = models.DateTimeField(_("written at"), default=now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("written by")
    )

    class Meta(StageBoundChild.Meta):
        verbose_name = _("invitation letter")
        verbose_name_plural = _("invitation letters")

    def __str__(self):
        return f"{self.number or self.meeting}"


class Printed(models.Model):
    """A paper of a meeting as PDF; the latest of each kind."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="printed", verbose_name=_("meeting"))
    kind = models.CharField(_("paper"), max_length=20)
    file = PaperField(_("file"))
    made_at = models.DateTimeField(_("made at"), default=now)

    class Meta:
        verbose_name = _("printed paper")
        verbose_name_plural = _("printed papers")
        constraints = [models.UniqueConstraint("meeting", "kind", name="meetings_printed_once")]

    def __str__(self):
        return f"{self.meeting} {self.kind}"
