from django.contrib import admin

from pilot_areas.models import (
    AreaEntry,
    AreaPlan,
    Conflict,
    CriteriaSet,
    CycleReport,
    Judge,
    Milestone,
    Nomination,
    PilotArea,
    Selection,
    Thanks,
)
from welfare_movement.process.admin import ReadOnlyAdmin, StageBoundAdmin, StageBoundInline


class ConflictInline(StageBoundInline):
    model = Conflict
    fk_name = "judge"
    autocomplete_fields = ["nomination"]


class AreaPlanInline(StageBoundInline):
    model = AreaPlan
    autocomplete_fields = ["adopted_by"]


class MilestoneInline(StageBoundInline):
    model = Milestone
    autocomplete_fields = ["reached_by", "dropped_by"]


class AreaEntryInline(StageBoundInline):
    model = AreaEntry


@admin.register(CriteriaSet)
class CriteriaSetAdmin(StageBoundAdmin):
    list_display = ["cycle", "adopted_at"]


@admin.register(Nomination)
class NominationAdmin(StageBoundAdmin):
    list_display = ["tambon", "cycle", "matching", "withdrawn_at"]
    search_fields = ["tambon__name_th", "tambon__name_en"]
    autocomplete_fields = ["tambon"]


@admin.register(Judge)
class JudgeAdmin(StageBoundAdmin):
    """What a judge gave stands nowhere here: nobody else sees it before scoring is closed."""

    list_display = ["person", "cycle", "capacity"]
    search_fields = ["person__given_name", "person__family_name"]
    readonly_fields = ["person"]
    inlines = [ConflictInline]

    def has_add_permission(self, request):
        return False  # a seat comes with its personal link, from the page of the panel


@admin.register(Selection)
class SelectionAdmin(ReadOnlyAdmin):
    list_display = ["cycle", "closed_at", "decided_at", "published_at"]


@admin.register(PilotArea)
class PilotAreaAdmin(StageBoundAdmin):
    list_display = ["__str__", "selected_at", "published_at"]
    autocomplete_fields = ["nomination", "selected_by", "published_by"]
    inlines = [AreaPlanInline, MilestoneInline, AreaEntryInline]


@admin.register(Thanks)
class ThanksAdmin(StageBoundAdmin):
    list_display = ["organisation", "cycle", "thanked_at"]
    autocomplete_fields = ["organisation"]


@admin.register(CycleReport)
class CycleReportAdmin(StageBoundAdmin):
    list_display = ["cycle", "published_at"]
    autocomplete_fields = ["published_by"]
