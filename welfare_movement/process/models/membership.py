from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welfare_movement.places.models import District
from welfare_movement.process.models.bound import BoundQuerySet, CycleBound
from welfare_movement.process.models.cycle import Cycle
from welfare_movement.process.roles import Role
from welfare_movement.refusals import Refused


class MembershipQuerySet(BoundQuerySet):
    def province_wide(self):
        return self.filter(district=None)

    def for_roles_page(self):
        return self.select_related("user", "district").order_by("role", "user__sort_key", "pk")


class Membership(CycleBound):
    """A person's role in a cycle, in the whole province or in one district."""

    named_through = ("user",)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="memberships", verbose_name=_("cycle"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, verbose_name=_("only in this district"), related_name="+"
    )

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta(CycleBound.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                "cycle", "user", "role", condition=Q(district=None), name="process_one_membership_in_province"
            ),
            models.UniqueConstraint("cycle", "user", "role", "district", name="process_one_membership_in_district"),
            models.CheckConstraint(
                condition=Q(district=None) | ~Q(role=Role.ADMINISTRATOR),
                name="process_administrators_are_province_wide",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}"

    @transaction.atomic
    def leave(self):
        """End it; but a cycle keeps at least one administrator."""
        Cycle.objects.select_for_update().get(pk=self.cycle_id)  # so that two who leave at once do not both go
        others = Membership.objects.filter(cycle=self.cycle, role=Role.ADMINISTRATOR).exclude(pk=self.pk)
        if self.role == Role.ADMINISTRATOR and not others.exists():
            raise Refused(_("A cycle needs an administrator; give the role to someone else first."))
        self.delete()
