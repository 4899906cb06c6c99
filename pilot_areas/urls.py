from django.urls import path

from pilot_areas.views import celebration, stories, thanks

app_name = "pilot_areas"

SELECTION = []
AREAS = []
FOLLOW_UP = []
CELEBRATION = [
    path("celebration/", celebration.celebration, name="celebration"),
    path("celebration/stories/", stories.stories, name="stories"),
    path("celebration/areas/<int:pk>/telling/", stories.tell, name="tell"),
    path("celebration/stories/<int:pk>/", stories.story, name="story"),
    path("celebration/stories/<int:pk>/words/", stories.rewrite, name="rewrite"),
    path("celebration/stories/<int:pk>/publication/", stories.publish_story, name="publish_story"),
    path("celebration/thanks/", thanks.thanks, name="thanks"),
    path("celebration/thanks/all/", thanks.give_thanks, name="give_thanks"),
    path("celebration/thanks/<int:pk>/", thanks.certificate, name="certificate"),
    path("celebration/certificates/", thanks.certificates, name="certificates"),
    path("celebration/awards/", celebration.awards, name="awards"),
    path("celebration/awards/new/", celebration.add_award, name="add_award"),
    path("celebration/awards/<int:pk>/", thanks.award, name="award"),
    path("celebration/awards/<int:pk>/removal/", celebration.remove_award, name="remove_award"),
]

urlpatterns = [*SELECTION, *AREAS, *FOLLOW_UP, *CELEBRATION]
