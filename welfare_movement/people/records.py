"""State is a record: who and when, never a bare flag."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils import timezone


def now():
    """For defaults: asked through the module, so that whoever moves its clock moves them too."""
    return timezone.now()


def when(words, **options):
    """The moment at which something was done; NULL until it is."""
    return models.DateTimeField(words, **{"null": True, "editable": False, **options})


def who(words, **options):
    """The person who did it; NULL until it is done."""
    options = {"null": True, "editable": False, "related_name": "+", **options}
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=words, **options)


def who_and_when(verb: str) -> CheckConstraint:
    """`<verb>_at` and `<verb>_by` are both there or both missing."""
    neither = Q(**{f"{verb}_at": None, f"{verb}_by": None})
    both = Q(**{f"{verb}_at__isnull": False, f"{verb}_by__isnull": False})
    return CheckConstraint(condition=neither | both, name=f"%(app_label)s_%(class)s_{verb}_who_and_when")
