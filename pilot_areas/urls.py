from django.urls import path

from pilot_areas.views import nominations, scores, selection

app_name = "pilot_areas"

SELECTION = [
    path("criteria/", selection.criteria, name="criteria"),
    path("criteria/draft/", selection.criteria_draft, name="criteria_draft"),
    path("criteria/adoption/", selection.adopt_criteria, name="adopt_criteria"),
    path("criteria/<int:pk>/paper/", selection.criteria_paper, name="criteria_paper"),
    path("nominations/", nominations.nominations, name="nominations"),
    path("nominations/new/", nominations.nominate, name="nominate"),
    path("nominations/<int:pk>/", nominations.nomination, name="nomination"),
    path("nominations/<int:pk>/matching/", nominations.matching, name="matching"),
    path("nominations/<int:pk>/letter/", nominations.letter, name="letter"),
    path("nominations/<int:pk>/withdrawal/", nominations.withdraw, name="withdraw"),
    path("panel/", scores.panel, name="panel"),
    path("panel/new/", scores.appoint, name="appoint"),
    path("panel/<int:pk>/removal/", scores.remove_judge, name="remove_judge"),
    path("panel/<int:pk>/conflicts/", scores.record_conflict, name="record_conflict"),
    path("judges/<int:pk>/", scores.scores, name="scores"),
    path("judges/<int:pk>/candidates/<int:nomination>/", scores.score, name="score"),
    path("judges/<int:pk>/candidates/<int:nomination>/conflict/", scores.declare_conflict, name="declare_conflict"),
    path("ranking/", selection.ranking, name="ranking"),
    path("ranking/closing/", selection.close_scoring, name="close_scoring"),
    path("ranking/decision/", selection.decide, name="decide"),
    path("selection/", selection.selection, name="selection"),
    path("selection/publication/", selection.publish, name="publish"),
]
AREAS = []
FOLLOW_UP = []
CELEBRATION = []

urlpatterns = [*SELECTION, *AREAS, *FOLLOW_UP, *CELEBRATION]
