from django.contrib import admin

from welfare_movement.places.models import District, Province, Tambon


class PlaceAdmin(admin.ModelAdmin):
    """To look at: places come from `manage.py load_places`, not from hands."""

    list_display = ["code", "name_th", "name_en"]
    search_fields = ["code", "name_th", "name_en"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Province)
class ProvinceAdmin(PlaceAdmin):
    pass


@admin.register(District)
class DistrictAdmin(PlaceAdmin):
    list_filter = ["province"]


@admin.register(Tambon)
class TambonAdmin(PlaceAdmin):
    list_filter = ["district__province"]
