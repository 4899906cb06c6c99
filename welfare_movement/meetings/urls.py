from django.urls import path

from welfare_movement.meetings.views import action, agenda, answer, attendance, meeting, minutes

app_name = "meetings"
urlpatterns = [
    path("", meeting.index, name="index"),
    path("new/", meeting.plan, name="plan"),
    path("actions/", action.actions, name="actions"),
    path("actions/<int:pk>/", action.action, name="action"),
    path("actions/<int:pk>/proof/", action.keep, name="keep_action"),
    path("actions/<int:pk>/paper/", action.paper, name="action_paper"),
    path("invitations/<int:pk>/", answer.reply, name="invitation"),
    path("<int:pk>/", meeting.meeting, name="meeting"),
    path("<int:pk>/move/", meeting.move, name="move"),
    path("<int:pk>/cancellation/", meeting.cancel, name="cancel"),
    path("<int:pk>/invitations/", answer.invite, name="invite"),
    path("<int:pk>/items/", agenda.add_item, name="add_item"),
    path("<int:pk>/items/<int:item>/", agenda.item, name="item"),
    path("<int:pk>/items/<int:item>/resolutions/", agenda.resolve, name="resolve"),
    path("<int:pk>/items/<int:item>/resolutions/<int:resolution>/actions/", action.add_action, name="add_action"),
    path("<int:pk>/agenda/open/", action.bring_open, name="bring_open"),
    path("<int:pk>/attendance/", attendance.attendance, name="attendance"),
    path("<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("<int:pk>/minutes/circulation/", minutes.circulate, name="circulate"),
    path("<int:pk>/minutes/adoption/", minutes.adopt, name="adopt"),
    path("<int:pk>/minutes/objections/", minutes.object_to_minutes, name="object"),
    path("<int:pk>/minutes/objections/<int:objection>/settlement/", minutes.settle, name="settle"),
]
