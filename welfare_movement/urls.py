"""Every address of the site; a change of state is a POST to a noun."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, register_converter

from welfare_movement.places.slugs import ProvinceSlug

register_converter(ProvinceSlug, "province")
admin.site.login = secure_admin_login(admin.site.login)

# Below the address of a cycle: /nakhon-si-thammarat/2570/…
cycle_urls = [
    path("", include("welfare_movement.process.urls")),
    path("journal/", include("welfare_movement.journal.urls")),
    path("meetings/", include("welfare_movement.meetings.urls")),
    path("messages/", include("welfare_movement.notices.urls")),
    path("partners/", include("partners.urls")),
    path("surveys/", include("surveys.urls")),
    path("working-groups/", include("working_groups.urls")),
    path("forums/", include("forums.urls")),
    path("pilot-areas/", include("pilot_areas.urls")),
]

urlpatterns = [
    path("", include("welfare_movement.dashboard.urls")),
    path("", include("welfare_movement.people.urls")),
    path("", include("welfare_movement.notices.own_urls")),
    path("accounts/", include("welfare_movement.people.account_urls")),
    path("demo/", include("welfare_movement.demo.urls")),
    path("admin/", admin.site.urls),
    path("<province:province>/<int:cycle>/", include(cycle_urls)),
]
