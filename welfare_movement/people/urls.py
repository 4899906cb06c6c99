from django.urls import path

from welfare_movement.people import views

app_name = "people"
urlpatterns = [
    path("l/<str:token>/", views.link, name="link"),
    path("leave/", views.leave, name="leave"),
    path("language/", views.language, name="language"),
    path("appearance/", views.appearance, name="appearance"),
    path("privacy/", views.privacy, name="privacy"),
    path("profile/", views.profile, name="profile"),
]
