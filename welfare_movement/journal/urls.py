from django.urls import path

from welfare_movement.journal import views

app_name = "journal"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.write, name="write"),
    path("<int:pk>/", views.entry, name="entry"),
    path("<int:pk>/text/", views.revise, name="revise"),
    path("<int:pk>/publication/", views.publish, name="publish"),
    path("<int:pk>/withdrawal/", views.withdraw, name="withdraw"),
]
