from django.urls import path

from benchmarks.floor import views

urlpatterns = [
    path("ok/", views.ok),
    path("page/", views.page),
    path("send/", views.send),
    path("kept/<str:name>/", views.kept),
    path("dash/", views.dash),
]
