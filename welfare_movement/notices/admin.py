from django.contrib import admin

from welfare_movement.notices.models import Job, Notice
from welfare_movement.process.admin import ReadOnlyAdmin


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ["kind", "created_at", "not_before", "sent_at", "failed_at", "cancelled_at", "tries"]
    exclude = ["body"]


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ["kind", "created_at", "done", "total", "finished_at", "failed_at"]
