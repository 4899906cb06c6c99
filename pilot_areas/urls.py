from django.urls import path

from pilot_areas.views import areas, milestones, plans, reports

app_name = "pilot_areas"

SELECTION = []
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
FOLLOW_UP = []
CELEBRATION = []

urlpatterns = [*SELECTION, *AREAS, *FOLLOW_UP, *CELEBRATION]
