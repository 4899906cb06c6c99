from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import Attendance, Meeting
from welfare_movement.places.models import Province
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound
from welfare_movement.process.stages import Stage
from welfare_movement.thai.named import Named


class Network(Named):
    """A network of community organisations of a province; lasts from cycle to cycle."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="networks", verbose_name=_("province"))

    class Meta(Named.Meta):
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = [
            models.UniqueConstraint(
                "province",
                "comparison_key",
                name="surveys_network_name_once",
                violation_error_message=_("A network of this name is known already; open it instead."),
            )
        ]


class NetworkRepresentative(models.Model):
    """A person who speaks for a network."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="representatives", verbose_name=_("network"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="network_representations", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("network representative")
        verbose_name_plural = _("network representatives")
        ordering = ["network", "user__sort_key"]
        constraints = [models.UniqueConstraint("network", "user", name="surveys_represents_network_once")]

    def __str__(self):
        return f"{self.user}"


class ExpectedNetworkQuerySet(BoundQuerySet):
    def represented(self):
        """Whose representative was, or sent someone, at a joint meeting of the cycle with adopted minutes."""
        there = Attendance.objects.represented().filter(
            meeting__cycle=OuterRef("cycle"),
            meeting__kind=Meeting.Kind.JOINT,
            meeting__stage=Stage.SURVEYS,
            meeting__minutes__adopted_at__isnull=False,
            person__network_representations__network=OuterRef("network"),
        )
        return self.filter(Exists(there))


class ExpectedNetwork(StageBound):
    """A network that is expected at the joint meeting of a cycle: the denominator of who was represented."""

    stage = Stage.SURVEYS
    named_through = ("network",)
    within = ("network",)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="expected_networks", verbose_name=_("cycle"))
    network = models.ForeignKey(Network, models.PROTECT, related_name="expectations", verbose_name=_("network"))

    objects = ExpectedNetworkQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("expected network")
        verbose_name_plural = _("expected networks")
        ordering = ["network__sort_key", "pk"]
        constraints = [models.UniqueConstraint("cycle", "network", name="surveys_network_expected_once")]

    def __str__(self):
        return f"{self.network}"

    def get_absolute_url(self):
        return reverse("surveys:network", args=[*self.cycle.address, self.network_id])
