from django.contrib import admin

from welfare_movement.process.admin import StageBoundAdmin, StageBoundInline
from working_groups.models import AppointmentOrder, TeamMeeting, TeamMember, WorkingGroup, WorkPlan


class TeamMemberInline(StageBoundInline):
    model = TeamMember
    autocomplete_fields = ["person"]


class WorkPlanInline(StageBoundInline):
    model = WorkPlan
    autocomplete_fields = ["adopted_by"]


class TeamMeetingInline(StageBoundInline):
    model = TeamMeeting
    autocomplete_fields = ["meeting"]


@admin.register(WorkingGroup)
class WorkingGroupAdmin(StageBoundAdmin):
    list_display = ["team", "cycle"]
    inlines = [TeamMemberInline, WorkPlanInline, TeamMeetingInline]


@admin.register(AppointmentOrder)
class AppointmentOrderAdmin(StageBoundAdmin):
    list_display = ["number", "cycle", "signed_on", "signed_by"]
