from django.contrib import admin

from pilot_areas.models import (
    AreaEntry,
    AreaPerson,
    AreaPlan,
    Award,
    BudgetLine,
    Conflict,
    CriteriaSet,
    CycleReport,
    Judge,
    Milestone,
    MilestoneMove,
    MilestoneUndoing,
    Nomination,
    PilotArea,
    ProgressReport,
    ReportReminder,
    ReportSpending,
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


class BudgetLineInline(StageBoundInline):
    model = BudgetLine


class MilestoneInline(StageBoundInline):
    model = Milestone
    autocomplete_fields = ["reached_by", "dropped_by"]


class MilestoneMoveInline(StageBoundInline):
    model = MilestoneMove
    autocomplete_fields = ["moved_by"]


class MilestoneUndoingInline(StageBoundInline):
    model = MilestoneUndoing
    autocomplete_fields = ["reached_by", "undone_by"]


class ReportSpendingInline(StageBoundInline):
    model = ReportSpending


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
    search_fields = ["nomination__tambon__name_th", "nomination__tambon__name_en"]
    autocomplete_fields = ["nomination", "selected_by", "published_by"]
    inlines = [AreaPlanInline, MilestoneInline, AreaEntryInline]


@admin.register(AreaPlan)
class AreaPlanAdmin(StageBoundAdmin):
    list_display = ["__str__", "adopted_at", "adopted_on"]
    autocomplete_fields = ["area", "adopted_by"]
    inlines = [BudgetLineInline]


@admin.register(Milestone)
class MilestoneAdmin(StageBoundAdmin):
    list_display = ["title", "area", "due_on", "reached_at", "dropped_at"]
    autocomplete_fields = ["area", "reached_by", "dropped_by"]
    inlines = [MilestoneMoveInline, MilestoneUndoingInline]


@admin.register(AreaPerson)
class AreaPersonAdmin(ReadOnlyAdmin):
    list_display = ["person", "area", "role", "named_at", "left_at"]


@admin.register(ProgressReport)
class ProgressReportAdmin(StageBoundAdmin):
    list_display = ["area", "month", "sent_at", "returned_at", "read_at"]
    autocomplete_fields = ["area"]
    inlines = [ReportSpendingInline]


@admin.register(ReportReminder)
class ReportReminderAdmin(ReadOnlyAdmin):
    list_display = ["area", "month", "lead"]


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
