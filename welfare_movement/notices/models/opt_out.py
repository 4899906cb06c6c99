from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from welfare_movement.notices import kinds
from welfare_movement.people.records import now


class OptOutQuerySet(models.QuerySet):
    @transaction.atomic
    def choose(self, person, wanted):
        """Keep what this person wants to get by e-mail, of the kinds that are theirs to choose."""
        unwanted = [each.key for each in kinds.optional() if each.key not in wanted]
        self.filter(person=person).exclude(kind__in=unwanted).delete()
        for kind in unwanted:
            self.opt_out(person, kind)

    def opt_out(self, person, kind):
        """From now on none of this kind; safe to repeat, as mail providers do."""
        self.bulk_create([OptOut(person=person, kind=kind)], ignore_conflicts=True)

    def opt_in(self, person, kind):
        self.filter(person=person, kind=kind).delete()

    def unwanted(self, notices):
        """The ids of those of these notices that their readers asked not to get. One query."""
        optional = [notice for notice in notices if notice.is_optional]
        people = {notice.to_id for notice in optional}
        asked = set(self.filter(person__in=people).values_list("person", "kind")) if people else set()
        return {notice.pk for notice in optional if (notice.to_id, notice.kind) in asked}


class OptOut(models.Model):
    """This person asked not to get this kind of message by e-mail; who wants it again has no such row.

    Essential kinds, and texts that are passed on by hand, do not ask.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="opt_outs", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=60)
    since = models.DateTimeField(_("since"), default=now, editable=False)

    objects = OptOutQuerySet.as_manager()

    class Meta:
        verbose_name = _("opt-out")
        verbose_name_plural = _("opt-outs")
        constraints = [models.UniqueConstraint("person", "kind", name="notices_opted_out_once")]

    def __str__(self):
        return f"{self.person} {kinds.label_of(self.kind)}"
