from django.contrib import admin

from surveys.models import (
    Assignment,
    CommunityOrganisation,
    ExpectedNetwork,
    Grade,
    GradingMethod,
    Network,
    NetworkRepresentative,
    Objection,
    Publication,
    QuestionnaireVersion,
    Respondent,
    Response,
    SurveyRound,
    TambonProfile,
)
from welfare_movement.process.admin import ReadOnlyAdmin, StageBoundAdmin


class NetworkRepresentativeInline(admin.TabularInline):
    model = NetworkRepresentative
    autocomplete_fields = ["user"]
    extra = 0


class RespondentInline(admin.TabularInline):
    model = Respondent
    autocomplete_fields = ["user"]
    extra = 0


@admin.register(Network)
class NetworkAdmin(admin.ModelAdmin):
    list_display = ["name", "province"]
    search_fields = ["name"]
    inlines = [NetworkRepresentativeInline]


@admin.register(CommunityOrganisation)
class CommunityOrganisationAdmin(admin.ModelAdmin):
    list_display = ["name", "tambon", "type"]
    search_fields = ["name"]
    autocomplete_fields = ["province", "tambon", "networks"]
    inlines = [RespondentInline]


@admin.register(ExpectedNetwork)
class ExpectedNetworkAdmin(StageBoundAdmin):
    list_display = ["network", "cycle"]


@admin.register(TambonProfile)
class TambonProfileAdmin(StageBoundAdmin):
    def save_model(self, request, obj, form, change):
        obj.enter(by=request.user)

    list_display = ["tambon", "round", "villages"]


@admin.register(Objection)
class ObjectionAdmin(StageBoundAdmin):
    list_display = ["grade", "raised_at", "resolved_at"]


@admin.register(SurveyRound, Assignment, Response, Grade, Publication, QuestionnaireVersion, GradingMethod)
class HistoryAdmin(ReadOnlyAdmin):
    """To look at: rounds are opened, answers sent, grades given and published by their own pages."""
