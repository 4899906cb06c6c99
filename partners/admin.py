from django.contrib import admin

from partners.models import (
    Commitment,
    Hesitation,
    HomeworkRecipient,
    Linkage,
    LinkageVersion,
    Participation,
    Partner,
    Representative,
    StanceChange,
    Work,
)
from welfare_movement.people.admin import HistoryAdmin
from welfare_movement.process.admin import StageBoundAdmin, StageBoundInline


class RepresentativeInline(admin.TabularInline):
    model = Representative
    autocomplete_fields = ["user"]
    extra = 0


@admin.register(Partner)
class PartnerAdmin(admin.ModelAdmin):
    list_display = ["name", "level", "sector", "province"]
    list_filter = ["level", "sector"]
    search_fields = ["name", "short_name"]
    autocomplete_fields = ["province"]
    inlines = [RepresentativeInline]


class WorkInline(StageBoundInline):
    model = Work


class HesitationInline(StageBoundInline):
    model = Hesitation


class StanceChangeInline(StageBoundInline):
    model = StanceChange

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Participation)
class ParticipationAdmin(StageBoundAdmin):
    list_display = ["partner", "cycle", "stance"]
    search_fields = ["partner__name"]
    autocomplete_fields = ["partner"]
    readonly_fields = ["stance", "reason"]
    inlines = [WorkInline, HesitationInline, StanceChangeInline]


@admin.register(Linkage)
class LinkageAdmin(StageBoundAdmin):
    list_display = ["participation", "due_on", "handed_in_at", "returned_at", "accepted_at"]


@admin.register(LinkageVersion)
class LinkageVersionAdmin(HistoryAdmin):
    list_display = ["linkage", "number", "handed_in_at", "returned_at", "accepted_at"]


@admin.register(HomeworkRecipient)
class HomeworkRecipientAdmin(HistoryAdmin):
    list_display = ["linkage", "person", "given_at"]


@admin.register(Commitment)
class CommitmentAdmin(StageBoundAdmin):
    list_display = ["what", "cycle", "participation", "tambon", "due_on", "kept_at"]
    autocomplete_fields = ["tambon", "owner"]
    raw_id_fields = ["resolution"]
