from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.notices.models.notice import Notice
from welfare_movement.people.records import now
from welfare_movement.process.steps import day_of


class PromiseReminder(models.Model):
    """A fact: of this promise, for this due day, this step before or after it, a person was reminded. Never a plan.

    A model below it has `promise`, a foreign key to a model of promises with `reminders` as its way back. Its queryset
    knows `remindable()`; one of them `reminded`, its people, and `about`.
    """

    promise: Any
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    due_on = models.DateField(_("day it was for"))
    step = models.SmallIntegerField(_("days after it"))
    queued_at = models.DateTimeField(_("queued at"), default=now)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                "promise", "person", "due_on", "step", name="%(app_label)s_%(class)s_reminded_once"
            ),
        ]

    def __str__(self):
        return f"{self.due_on} {self.step:+}"

    @classmethod
    def promises(cls):
        """The open promises of cycles that are not closed, with someone to remind."""
        model = cls._meta.get_field("promise").related_model
        return model.objects.remindable().filter(**{f"{model.cycle_path()}__closed_at": None})

    @classmethod
    def owed(cls, due_on, step):
        """Those of which one is reminded for this day at this step: promised before, and not reminded of yet."""
        reminded = cls._default_manager.filter(promise=OuterRef("pk"), due_on=due_on, step__gte=step)
        promised_before = begins(day_of(due_on, step))
        return cls.promises().filter(~Exists(reminded), due_on=due_on, made_at__lt=promised_before)

    @classmethod
    def still_owed(cls, notices):
        """Of these notices, those whose promise is open still, and due on the same day."""
        standing = cls._default_manager.filter(
            notice=OuterRef("pk"), promise__in=cls.promises().values("pk"), due_on=F("promise__due_on")
        )
        return notices.filter(Exists(standing))


def begins(day):
    """The first moment of a day, by the clock of Bangkok."""
    return timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())
