from django.contrib import admin

from pilot_areas.models import (
    AreaEntry,
    AreaPlan,
    CriteriaSet,
    CycleReport,
    Milestone,
    Nomination,
    PanelScore,
    PilotArea,
    Thanks,
)
from welfare_movement.process.admin import StageBoundAdmin, StageBoundInline


class PanelScoreInline(StageBoundInline):
    model = PanelScore
    autocomplete_fields = ["judge"]


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
    autocomplete_fields = ["adopted_by"]


@admin.register(Nomination)
class NominationAdmin(StageBoundAdmin):
    list_display = ["tambon", "cycle"]
    search_fields = ["tambon__name_th", "tambon__name_en"]
    autocomplete_fields = ["tambon"]
    inlines = [PanelScoreInline]


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
