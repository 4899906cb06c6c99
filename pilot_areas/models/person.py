from datetime import datetime, time

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pilot_areas.models.area import PilotArea
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import Link
from welfare_movement.people.records import now, when, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.models.passes import StagePass
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage


class AreaPersonQuerySet(BoundQuerySet):
    def standing(self):
        return self.filter(left_at=None)

    def leads(self):
        return self.standing().filter(role=AreaPerson.Role.LEAD)

    def for_list(self):
        """Those who lead first; then by name."""
        order = models.Case(*[models.When(role=role, then=place) for place, role in enumerate(AreaPerson.Role)])
        return self.standing().select_related("person", "link").order_by(order, "person__sort_key", "pk")

    def to_report(self, month):
        """The leads whose area owes the report of this month and has not sent it.

        The area was selected before the month began, and is still driven, in a cycle that is not closed.
        """
        sent = _rows("ProgressReport").sent().filter(area=OuterRef("area"), month=month)
        driven = StagePass.objects.standing().filter(cycle=OuterRef("area__nomination__cycle"), stage=Stage.PILOT_AREAS)
        begun = Q(area__nomination__cycle__closed_at=None, area__selected_at__lt=_begins(month))
        return self.leads().filter(begun, ~Exists(sent), ~Exists(driven))

    def owing(self, month):
        """Those of them to whom no reminder of this month was queued yet."""
        reminded = _rows("ReportReminder").filter(area=OuterRef("area"), month=month, lead=OuterRef("pk"))
        with_all = ("person", "link", "area__nomination__cycle__province", "area__nomination__tambon")
        return self.to_report(month).filter(~Exists(reminded)).select_related(*with_all)

    @retried
    @transaction.atomic
    def appoint(self, area, person, role, *, by):
        """Let this person answer for the area in this role, once, with a personal link and a notice that brings it."""
        area.require_open()
        area.held()
        known = self.standing().filter(area=area, person=person, role=role).first()
        if known is not None:
            return known
        lasts = timezone.now() + settings.SURVEY_LINK_LASTS
        link = Link.objects.issue("pilot_areas.AreaPerson", by=by, expires_at=lasts)
        named = self.create(area=area, person=person, role=role, link=link, named_by=by)
        Notice.objects.queue([named.notice()])
        return named


class AreaPerson(StageBoundChild):
    """Someone who answers for a pilot area, with the personal link by which they come in."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Leads the area")
        MENTOR = "mentor", _("Mentor")
        LAO = "lao", _("Contact of the local government")

    bound_through = "area"
    named_through = ("person",)
    area = models.ForeignKey(PilotArea, models.PROTECT, related_name="people", verbose_name=_("pilot area"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="pilot_areas", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    link = models.OneToOneField(Link, models.PROTECT, editable=False, verbose_name=_("personal link"))
    named_at = models.DateTimeField(_("named at"), default=now, editable=False)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("named by")
    )
    left_at = when(_("left at"))
    left_by = who(_("recorded by"))

    objects = AreaPersonQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("person of an area")
        verbose_name_plural = _("people of areas")
        constraints = [
            who_and_when("left"),
            models.UniqueConstraint("area", "person", "role", condition=Q(left_at=None), name="pilot_areas_named_once"),
        ]

    def __str__(self):
        return f"{self.person}"

    def get_absolute_url(self):
        return self.area.get_absolute_url()

    @property
    def about(self):
        """As the outbox knows it."""
        return f"pilot_areas.person:{self.pk}"

    def notice(self):
        """The news that this person answers for the area, with the link; not queued yet."""
        return Notice.drawn(
            "pilot_areas_person",
            key=f"{self.about}:named",
            to=self.person,
            context={"area": self.area, "role": self.get_role_display()},
            cycle=self.area.cycle,
            about=self.about,
            link=self.link,
        )

    @transaction.atomic
    def leave(self, *, by):
        """They no longer answer for the area: kept as a record; their link opens nothing from now on."""
        self.require_open()
        left = {"left_at": timezone.now(), "left_by": by}
        if AreaPerson.objects.standing().filter(pk=self.pk).update(**left):
            self.link.revoke(by=by)
            Notice.objects.filter(about=self.about).cancel(_("They no longer answer for the area."))
        self.refresh_from_db()


def _rows(model):
    return apps.get_model(f"pilot_areas.{model}").objects


def _begins(month):
    """The first moment of a month, by the clock of Bangkok."""
    return timezone.make_aware(datetime.combine(month, time()), timezone.get_default_timezone())
