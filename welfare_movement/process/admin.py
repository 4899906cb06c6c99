from django.contrib import admin, messages
from django.contrib.admin import actions
from django.utils.translation import gettext_lazy as _

from welfare_movement.process.models import Cycle, GateNeed, Membership, PlannedEvent, StagePass, StagePlan
from welfare_movement.refusals import Refused


@admin.action(description=_("Delete selected %(verbose_name_plural)s"), permissions=["delete"])
def delete_selected(modeladmin, request, queryset):
    """Django's own, after asking the guard: a refusal is a message, not an error page."""
    try:
        queryset.require_open()
    except Refused as refusal:
        modeladmin.message_user(request, str(refusal), messages.ERROR)
        return None
    return actions.delete_selected(modeladmin, request, queryset)


class Guarded:
    """No change and no delete where the stage is locked or the cycle closed."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _may_write(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _may_write(obj)


class StageBoundInline(Guarded, admin.TabularInline):
    extra = 0

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and _may_write(obj)


class StageBoundAdmin(Guarded, admin.ModelAdmin):
    """For rows of a stage: what ties a row to its place can be chosen once, when it is made."""

    actions = [delete_selected]

    def save_model(self, request, obj, form, change):
        """Write what was changed here and nothing else, so that an old page takes back no verb of meanwhile."""
        columns = {field.name for field in obj._meta.concrete_fields}
        obj.save(update_fields=columns.intersection(form.changed_data) if change else None)

    def get_readonly_fields(self, request, obj=None):
        fixed = [field.name for field in self.model._root_fields()] if obj else []
        return [*super().get_readonly_fields(request, obj), *fixed]


def _may_write(obj):
    if obj is None:
        return True
    try:
        obj.require_open()
    except Refused:
        return False
    return True


class StagePlanInline(StageBoundInline):
    model = StagePlan

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class MembershipInline(StageBoundInline):
    model = Membership
    autocomplete_fields = ["user", "district"]


@admin.register(Cycle)
class CycleAdmin(admin.ModelAdmin):
    """To begin a cycle and name its first administrator; everything else has pages of its own."""

    list_display = ["__str__", "closed_at"]
    autocomplete_fields = ["province"]
    inlines = [MembershipInline, StagePlanInline]

    def get_readonly_fields(self, request, obj=None):
        return ["province", "year", "opened_at", "closed_at", "closed_by"] if obj else ["closed_at", "closed_by"]

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.closed_at is None)


class ReadOnlyAdmin(admin.ModelAdmin):
    """To look at: these rows are left by verbs."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(StagePass)
class StagePassAdmin(ReadOnlyAdmin):
    list_display = ["cycle", "stage", "passed_at", "passed_by", "revoked_at"]


@admin.register(GateNeed)
class GateNeedAdmin(ReadOnlyAdmin):
    list_display = ["cycle", "requirement", "need", "set_by"]


@admin.register(PlannedEvent)
class PlannedEventAdmin(StageBoundAdmin):
    list_display = ["cycle", "on", "title", "became_at"]
