from django.contrib import admin

from welfare_movement.journal.models import Entry
from welfare_movement.process.admin import StageBoundAdmin


@admin.register(Entry)
class EntryAdmin(StageBoundAdmin):
    list_display = ["title", "kind", "cycle", "stage", "readership", "published_at", "withdrawn_at"]
    search_fields = ["title"]
    autocomplete_fields = ["written_by"]

    def has_change_permission(self, request, obj=None):
        # Changing one that is published is a verb on its own page, which keeps who changed it.
        return super().has_change_permission(request, obj) and (obj is None or obj.is_draft)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_draft)
