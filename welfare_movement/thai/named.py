from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import TextLine
from .names import comparison_key
from .sorting import KEY_LENGTH, sort_key


class Named(models.Model):
    """What people know by its name: in the order of a Thai dictionary, and the same however the name is typed.

    A model says by a constraint over `comparison_key` where a name stands once.
    """

    name = TextLine(_("name"), max_length=200)
    sort_key = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)
    comparison_key = models.CharField(max_length=250, editable=False)

    class Meta:
        abstract = True
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        super().clean()
        self.comparison_key = comparison_key(self.name)

    def validate_constraints(self, exclude: Any = None) -> None:
        """Ask all of them: the key, and what the name is unique within, stand on no form."""
        super().validate_constraints()

    def save(self, **kwargs: Any) -> None:
        self.sort_key, self.comparison_key = sort_key(self.name), comparison_key(self.name)
        super().save(**kwargs)
