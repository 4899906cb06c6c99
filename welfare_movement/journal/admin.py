from django.contrib import admin

from welfare_movement.journal.models import Entry
from welfare_movement.process.admin import StageBoundAdmin


@admin.register(Entry)
class EntryAdmin(StageBoundAdmin):
    list_display = ["title", "kind", "cycle", "stage", "published_at"]
