from django.urls import path

from pilot_areas.views import follow_up

app_name = "pilot_areas"

SELECTION = []
AREAS = []
FOLLOW_UP = [path("follow-up/", follow_up.follow_up, name="follow_up")]
CELEBRATION = []

urlpatterns = [*SELECTION, *AREAS, *FOLLOW_UP, *CELEBRATION]
