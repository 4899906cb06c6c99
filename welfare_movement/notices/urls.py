from django.urls import path

from welfare_movement.notices.views import outbox as views

app_name = "notices"
urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("<uuid:pk>/", views.notice, name="notice"),
    path("<uuid:pk>/resending/", views.send_again, name="send_again"),
    path("<uuid:pk>/passing-on/", views.pass_on, name="pass_on"),
]
