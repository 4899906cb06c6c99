from django.contrib import admin

from pilot_areas.models import (
    AreaEntry,
    AreaPlan,
    Award,
    CriteriaSet,
    CycleReport,
    Milestone,
    Nomination,
    PanelScore,
    PilotArea,
    Thanks,
)
from welfare_movement.process.admin import ReadOnlyAdmin, StageBoundAdmin, StageBoundInline


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
class ThanksAdmin(ReadOnlyAdmin):
    """To look at: thanks are given on their own page, each with its link."""

    list_display = ["__str__", "cycle", "thanked_at"]


@admin.register(Award)
class AwardAdmin(StageBoundAdmin):
    list_display = ["category", "to", "cycle", "awarded_at"]
    autocomplete_fields = ["organisation", "participation", "tambon"]

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
        else:
            obj.give(by=request.user)


@admin.register(CycleReport)
class CycleReportAdmin(StageBoundAdmin):
    list_display = ["cycle", "published_at"]
