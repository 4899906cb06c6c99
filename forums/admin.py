from django.contrib import admin

from forums.models import (
    Declaration,
    ExpectedDistrict,
    Gathering,
    Invitation,
    NetworkSeats,
    Pledge,
    ProgrammeItem,
    Proposal,
    Registration,
)
from welfare_movement.process.admin import StageBoundAdmin, StageBoundInline


class ExpectedDistrictInline(StageBoundInline):
    model = ExpectedDistrict
    autocomplete_fields = ["district"]


class NetworkSeatsInline(StageBoundInline):
    model = NetworkSeats


class ProgrammeItemInline(StageBoundInline):
    model = ProgrammeItem


class DeclarationInline(StageBoundInline):
    model = Declaration
    autocomplete_fields = ["adopted_by"]


class ProposalInline(StageBoundInline):
    model = Proposal
    autocomplete_fields = ["district"]


@admin.register(Gathering)
class GatheringAdmin(StageBoundAdmin):
    list_display = ["title", "cycle", "stage", "starts_at", "held_at"]
    search_fields = ["title"]
    autocomplete_fields = ["held_by"]
    inlines = [ExpectedDistrictInline, NetworkSeatsInline, ProgrammeItemInline, DeclarationInline, ProposalInline]


class Made:
    """Made by their verbs only, which give the link, the code and the commitment."""

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Registration)
class RegistrationAdmin(Made, StageBoundAdmin):
    list_display = ["person", "gathering", "tambon", "seated_at", "checked_in_at", "cancelled_at"]
    autocomplete_fields = ["gathering", "person", "tambon", "checked_in_by"]


@admin.register(Pledge)
class PledgeAdmin(Made, StageBoundAdmin):
    list_display = ["text", "gathering", "participation", "tambon", "pledged_at"]
    autocomplete_fields = ["gathering", "participation", "tambon"]


@admin.register(Invitation)
class InvitationAdmin(Made, StageBoundAdmin):
    list_display = ["person", "gathering", "invited_at"]
    autocomplete_fields = ["gathering", "person"]
