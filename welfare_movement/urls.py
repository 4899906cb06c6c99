"""Every address of the site; a change of state is a POST to a noun."""

from django.contrib import admin
from django.urls import include, path, register_converter

from welfare_movement.places.slugs import ProvinceSlug

register_converter(ProvinceSlug, "province")

# Below the address of a cycle: /nakhon-si-thammarat/2570/…
cycle_urls = [
    path("meetings/", include("welfare_movement.meetings.urls")),
]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("welfare_movement.people.urls")),
    path("<province:province>/<int:cycle>/", include(cycle_urls)),
]
