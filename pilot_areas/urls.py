app_name = "pilot_areas"

SELECTION = []
AREAS = []
FOLLOW_UP = []
CELEBRATION = []

urlpatterns = [*SELECTION, *AREAS, *FOLLOW_UP, *CELEBRATION]
