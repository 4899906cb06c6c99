from django.urls import path

from welfare_movement.meetings import views, views_reminders

app_name = "meetings"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.plan, name="plan"),
    path("invitations/<int:pk>/", views.reply, name="invitation"),
    path("<int:pk>/", views.meeting, name="meeting"),
    path("<int:pk>/move/", views.move, name="move"),
    path("<int:pk>/cancellation/", views.cancel, name="cancel"),
    path("<int:pk>/invitations/", views.invite, name="invite"),
    path("<int:pk>/reminders/", views_reminders.reminders, name="reminders"),
    path("<int:pk>/items/", views.add_item, name="add_item"),
    path("<int:pk>/items/<int:item>/", views.item, name="item"),
    path("<int:pk>/items/<int:item>/resolutions/", views.resolve, name="resolve"),
    path("<int:pk>/attendance/", views.attendance, name="attendance"),
    path("<int:pk>/minutes/", views.minutes, name="minutes"),
    path("<int:pk>/minutes/circulation/", views.circulate, name="circulate"),
    path("<int:pk>/minutes/adoption/", views.adopt, name="adopt"),
    path("<int:pk>/minutes/objections/", views.object_to_minutes, name="object"),
    path("<int:pk>/minutes/objections/<int:objection>/settlement/", views.settle, name="settle"),
]
