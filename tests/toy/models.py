"""A toy stage: rows of one stage, rows of any stage, children, grandchildren, groups."""

from django.db import models
from django.db.models import Q

from welfare_movement.process.models import BoundQuerySet, StageBound, StageBoundChild
from welfare_movement.process.stages import Stage


class Shelf(models.Model):
    name = models.CharField(max_length=20)

    def __str__(self):
        return self.name


class Box(models.Model):
    """A lasting row, which may stand on several shelves or on none."""

    shelves = models.ManyToManyField(Shelf, related_name="boxes")

    def __str__(self):
        return f"box {self.pk}"


class ToyQuerySet(BoundQuerySet):
    def painted(self):
        return self.exclude(colour="")


class Toy(StageBound):
    stage = Stage.SURVEYS
    name = models.CharField(max_length=20)
    colour = models.CharField(max_length=20, blank=True)
    box = models.ForeignKey(Box, models.PROTECT, null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ToyQuerySet.as_manager()

    class Meta(StageBound.Meta):
        ordering = ["name"]

    def __str__(self):
        return self.name


class Part(StageBoundChild):
    bound_through = "toy"
    sealed_when = Q(finished_at__isnull=False)
    seal_says = "The toy is finished; make a new one."
    toy = models.ForeignKey(Toy, models.PROTECT, null=True)
    name = models.CharField(max_length=20)

    def __str__(self):
        return self.name


class Screw(StageBoundChild):
    bound_through = "part"
    part = models.ForeignKey(Part, models.PROTECT, related_name="screws")
    size = models.PositiveSmallIntegerField(default=1)

    def __str__(self):
        return f"{self.size}"


class Letter(StageBound):
    """A row that names its stage in a field."""

    stage = models.PositiveSmallIntegerField(choices=Stage)
    text = models.CharField(max_length=20, blank=True)

    def __str__(self):
        return self.text
