from django.urls import path

from pilot_areas.views import areas, milestones, nominations, plans, reports, scores, selection

app_name = "pilot_areas"

AREAS = [
    path("", areas.index, name="index"),
    path("areas/", areas.areas, name="areas"),
    path("sheet/", areas.sheet, name="sheet"),
    path("reports/", reports.reports, name="reports"),
    path("<int:pk>/", areas.area, name="area"),
    path("<int:pk>/people/", areas.people, name="people"),
    path("<int:pk>/people/<int:who>/removal/", areas.remove_person, name="remove_person"),
    path("<int:pk>/plan/", plans.plan, name="plan"),
    path("<int:pk>/plan/adoption/", plans.adopt, name="adopt"),
    path("<int:pk>/budget/", plans.budget, name="budget"),
    path("<int:pk>/budget/<int:line>/securing/", plans.secure, name="secure"),
    path("<int:pk>/budget/<int:line>/removal/", plans.remove_line, name="remove_line"),
    path("<int:pk>/milestones/", milestones.add, name="add_milestones"),
    path("<int:pk>/milestones/<int:milestone>/", milestones.milestone, name="milestone"),
    path("<int:pk>/milestones/<int:milestone>/paper/", milestones.paper, name="paper"),
    path("<int:pk>/milestones/<int:milestone>/reaching/", milestones.reach, name="reach"),
    path("<int:pk>/milestones/<int:milestone>/giving-up/", milestones.drop, name="drop"),
    path("<int:pk>/milestones/<int:milestone>/move/", milestones.move, name="move"),
    path("<int:pk>/milestones/<int:milestone>/taking-back/", milestones.take_back, name="take_back"),
    path("<int:pk>/milestones/<int:milestone>/revision/", milestones.revise, name="revise"),
    path("<int:pk>/milestones/<int:milestone>/removal/", milestones.remove, name="remove_milestone"),
    path("<int:pk>/reports/<slug:month>/", reports.report, name="report"),
    path("<int:pk>/reports/<slug:month>/writing/", reports.write, name="write"),
    path("<int:pk>/reports/<slug:month>/receipt/", reports.receipt, name="receipt"),
    path("<int:pk>/reports/<slug:month>/reading/", reports.read, name="read"),
    path("<int:pk>/reports/<slug:month>/return/", reports.give_back, name="give_back"),
]

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
FOLLOW_UP = []
CELEBRATION = []

urlpatterns = [*SELECTION, *AREAS, *FOLLOW_UP, *CELEBRATION]
