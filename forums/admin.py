from django.contrib import admin

from forums.models import Declaration, ExpectedDistrict, Gathering, Pledge, Registration
from welfare_movement.process.admin import StageBoundAdmin, StageBoundInline


class ExpectedDistrictInline(StageBoundInline):
    model = ExpectedDistrict
    autocomplete_fields = ["district"]


class DeclarationInline(StageBoundInline):
    model = Declaration
    autocomplete_fields = ["adopted_by"]


class PledgeInline(StageBoundInline):
    model = Pledge


@admin.register(Gathering)
class GatheringAdmin(StageBoundAdmin):
    list_display = ["title", "cycle", "stage", "starts_at", "held_at"]
    search_fields = ["title"]
    autocomplete_fields = ["held_by"]
    inlines = [ExpectedDistrictInline, DeclarationInline, PledgeInline]


@admin.register(Registration)
class RegistrationAdmin(StageBoundAdmin):
    list_display = ["person", "gathering", "tambon", "checked_in_at"]
    autocomplete_fields = ["gathering", "person", "tambon", "checked_in_by"]
