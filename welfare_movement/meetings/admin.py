from django.contrib import admin

from welfare_movement.meetings.models import ActionItem, AgendaItem, Attendance, Meeting, Minutes
from welfare_movement.process.admin import ReadOnlyAdmin, StageBoundAdmin, StageBoundInline


class AgendaItemInline(StageBoundInline):
    model = AgendaItem


class AttendanceInline(StageBoundInline):
    model = Attendance
    autocomplete_fields = ["person"]

    def has_add_permission(self, request, obj=None):
        return False  # who records it is part of the record, and the page of the meeting knows


@admin.register(Meeting)
class MeetingAdmin(StageBoundAdmin):
    list_display = ["title", "full_number", "cycle", "stage", "starts_at", "cancelled_at"]
    search_fields = ["title"]
    inlines = [AgendaItemInline, AttendanceInline]
    # Moving it is a verb on its own page, which tells everyone invited.
    readonly_fields = ["kind", "number", "starts_at", "ends_at", "venue"]

    def has_add_permission(self, request):
        return False  # a meeting is planned on its own page, with its agenda and number


@admin.register(Minutes)
class MinutesAdmin(ReadOnlyAdmin):
    list_display = ["meeting", "circulated_at", "adopted_at"]


@admin.register(ActionItem)
class ActionItemAdmin(ReadOnlyAdmin):
    list_display = ["what", "owner", "due_on", "kept_at"]
