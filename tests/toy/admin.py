from django.contrib import admin

from tests.toy.models import Part, Toy
from welfare_movement.process.admin import StageBoundAdmin, StageBoundInline


class PartInline(StageBoundInline):
    model = Part


@admin.register(Toy)
class ToyAdmin(StageBoundAdmin):
    inlines = [PartInline]
