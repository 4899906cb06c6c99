from django.contrib import admin

from welfare_movement.process.admin import ReadOnlyAdmin, StageBoundAdmin, StageBoundInline
from working_groups.models import (
    AppointmentOrder,
    Committee,
    CommitteeSeat,
    Task,
    TeamMeeting,
    TeamMember,
    WorkingGroup,
    WorkPlan,
)


class CommitteeSeatInline(StageBoundInline):
    model = CommitteeSeat
    autocomplete_fields = ["person"]


@admin.register(Committee)
class CommitteeAdmin(StageBoundAdmin):
    list_display = ["title", "cycle", "founded_at"]
    inlines = [CommitteeSeatInline]

    def has_add_permission(self, request):
        return False  # it is founded on its own page, together with its teams


class TeamMemberInline(StageBoundInline):
    model = TeamMember
    autocomplete_fields = ["person"]


class WorkPlanInline(StageBoundInline):
    model = WorkPlan


class TaskInline(StageBoundInline):
    model = Task


class TeamMeetingInline(StageBoundInline):
    model = TeamMeeting
    autocomplete_fields = ["meeting"]


@admin.register(WorkingGroup)
class WorkingGroupAdmin(StageBoundAdmin):
    list_display = ["team", "cycle"]
    inlines = [TeamMemberInline, WorkPlanInline, TaskInline, TeamMeetingInline]


@admin.register(AppointmentOrder)
class AppointmentOrderAdmin(ReadOnlyAdmin):
    """To look at: an order is drafted and signed on its own page, where its words are kept."""

    list_display = ["number", "cycle", "signed_on", "signed_by"]
