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
]
