from django.urls import path

from welfare_movement.dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", views.home, name="home"),
    path("me/", views.me, name="me"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("<province:province>/<int:cycle>/", views.cycle, name="cycle"),
    path("<province:province>/<int:cycle>/history/", views.history, name="history"),
    path("<province:province>/<int:cycle>/board/", views.board, name="board"),
    path("<province:province>/<int:cycle>/giving/", views.giving, name="giving"),
    path("<province:province>/<int:cycle>/next/", views.begin_next, name="next"),
    path("<province:province>/<int:cycle>/legacy/", views.legacy, name="legacy"),
    path("<province:province>/<int:cycle>/comparison/", views.comparison, name="comparison"),
    path("<province:province>/<int:cycle>/report/", views.report, name="report"),
    path("<province:province>/<int:cycle>/report/paper/", views.report_paper, name="report_paper"),
    path("<province:province>/<int:cycle>/report/words/", views.write_report, name="write_report"),
    path("<province:province>/<int:cycle>/report/publication/", views.publish_report, name="publish_report"),
]
