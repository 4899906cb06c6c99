from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models.agenda import ADOPTED_SAYS, Resolution
from welfare_movement.notices.models import PromiseReminder
from welfare_movement.process.models import Promise, PromiseQuerySet, StageBoundChild

MEETING = "resolution__item__meeting"


class ActionItemQuerySet(PromiseQuerySet):
    def of_cycle(self, cycle):
        return self.filter(**{f"{MEETING}__cycle": cycle})

    def of_meetings(self, meetings):
        return self.filter(**{f"{MEETING}__in": meetings})

    def remindable(self):
        """Open ones whose owner can still be reached."""
        return self.open().filter(owner__is_active=True)

    def for_reminding(self):
        return self.with_cycle().select_related("owner")

    def for_page(self):
        return self.with_cycle().select_related("resolution__item", "owner", "made_by", "kept_by")

    def for_list(self):
        """With who sees to each and the meeting that it comes from; the open ones first, the earliest due first."""
        return self.with_cycle().select_related(MEETING, "owner", "kept_by").soonest()


class ActionItem(Promise, StageBoundChild):
    """What someone does because a meeting resolved it: who, what, until when.

    Written beside its resolution and finished with it when the minutes are adopted; kept, with proof, whenever it is.
    """

    bound_through = "resolution"
    seal_says = ADOPTED_SAYS
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, related_name="actions", verbose_name=_("resolution"), editable=False
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="actions", verbose_name=_("who sees to it")
    )
    due_on = models.DateField(_("due on"))

    objects: ClassVar[Any] = ActionItemQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["due_on", "pk"]
        constraints = Promise.Meta.constraints

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse("meetings:action", args=[*self.meeting.cycle.address, self.pk])

    @property
    def meeting(self):
        return self.resolution.item.meeting

    @property
    def about(self):
        """As the outbox knows it."""
        return f"meetings.action:{self.pk}"

    @property
    def reminded(self):
        """Whom a reminder goes to."""
        return [self.owner]


class ActionReminder(PromiseReminder):
    promise = models.ForeignKey(ActionItem, models.PROTECT, related_name="reminders", verbose_name=_("action"))

    class Meta(PromiseReminder.Meta):
        verbose_name = _("reminder of an action")
        verbose_name_plural = _("reminders of actions")
