from django.urls import path

from welfare_movement.process import views

app_name = "process"
urlpatterns = [
    path("stages/", views.ladder, name="ladder"),
    path("stages/<slug:stage>/", views.stage, name="stage"),
    path("stages/<slug:stage>/pass/", views.pass_gate, name="pass"),
    path("stages/<slug:stage>/waiver/", views.waive, name="waive"),
    path("stages/<slug:stage>/<slug:requirement>/", views.requirement, name="requirement"),
    path("passes/<int:pk>/revocation/", views.revoke, name="revoke"),
    path("needs/", views.needs, name="needs"),
    path("roles/", views.roles, name="roles"),
    path("roles/<int:pk>/removal/", views.remove_role, name="remove_role"),
    path("dates/", views.dates, name="dates"),
    path("dates/events/", views.add_event, name="add_event"),
    path("dates/events/<int:pk>/", views.event, name="event"),
    path("dates/events/<int:pk>/removal/", views.remove_event, name="remove_event"),
]
