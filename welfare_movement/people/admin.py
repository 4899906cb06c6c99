from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from welfare_movement.people.models import Consent, Link, User


class PersonCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "prefix", "given_name", "family_name"]


class PersonChangeForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User


@admin.register(User)
class PersonAdmin(UserAdmin):
    form = PersonChangeForm
    add_form = PersonCreationForm
    ordering = ["sort_key"]
    list_display = ["full_name", "position", "email", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["given_name", "family_name", "email", "phone"]
    filter_horizontal = []
    readonly_fields = ["joined_at", "last_login"]
    fieldsets = [
        (None, {"fields": ["prefix", "given_name", "family_name", "position", "phone", "email", "language"]}),
        (_("Sign-in"), {"fields": ["password", "is_active", "is_staff", "is_superuser", "joined_at", "last_login"]}),
    ]
    add_fieldsets = [
        (
            None,
            {"fields": ["prefix", "given_name", "family_name", "email", "usable_password", "password1", "password2"]},
        )
    ]

    def has_delete_permission(self, request, obj=None):
        """People stand in records that must stay; take away their sign-in instead."""
        return False


class HistoryAdmin(admin.ModelAdmin):
    """To look at: these rows are left by verbs."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Link)
class LinkAdmin(HistoryAdmin):
    list_display = ["opens", "created_at", "expires_at", "opened_at", "revoked_at"]
    exclude = ["key", "token_hash"]


@admin.register(Consent)
class ConsentAdmin(HistoryAdmin):
    list_display = ["purpose", "text_version", "channel", "given_at", "withdrawn_at"]


# Roles are rows of a cycle, not groups of permissions.
admin.site.unregister(Group)
