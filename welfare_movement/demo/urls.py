from django.urls import path

from welfare_movement.demo import views

app_name = "demo"
urlpatterns = [path("mail/", views.mail, name="mail")]
