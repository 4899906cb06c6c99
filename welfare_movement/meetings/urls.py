from django.urls import path

from welfare_movement.meetings.views import agenda, answer, attendance, door, meeting, minutes

app_name = "meetings"
urlpatterns = [
    path("", meeting.index, name="index"),
    path("new/", meeting.plan, name="plan"),
    path("invitations/<int:pk>/", answer.reply, name="invitation"),
    path("invitations/<int:pk>/answer/", answer.answer_for, name="answer_for"),
    path("invitations/<int:pk>/arrival/", door.arrival, name="arrival"),
    path("<int:pk>/", meeting.meeting, name="meeting"),
    path("<int:pk>/particulars/", meeting.particulars, name="particulars"),
    path("<int:pk>/move/", meeting.move, name="move"),
    path("<int:pk>/cancellation/", meeting.cancel, name="cancel"),
    path("<int:pk>/invitations/", answer.invite, name="invite"),
    path("<int:pk>/invitations/new/", answer.invite_newcomer, name="invite_newcomer"),
    path("<int:pk>/items/", agenda.add_item, name="add_item"),
    path("<int:pk>/items/<int:item>/", agenda.item, name="item"),
    path("<int:pk>/items/<int:item>/place/", agenda.move_item, name="move_item"),
    path("<int:pk>/items/<int:item>/removal/", agenda.remove_item, name="remove_item"),
    path("<int:pk>/items/<int:item>/resolutions/", agenda.resolve, name="resolve"),
    path("<int:pk>/items/<int:item>/papers/", agenda.add_paper, name="add_paper"),
    path("<int:pk>/papers/<int:paper>/", agenda.paper, name="paper"),
    path("<int:pk>/papers/<int:paper>/removal/", agenda.remove_paper, name="remove_paper"),
    path("<int:pk>/attendance/", attendance.attendance, name="attendance"),
    path("<int:pk>/attendance/accepted/", attendance.accepted, name="accepted"),
    path("<int:pk>/walk-ins/", attendance.walk_in, name="walk_in"),
    path("<int:pk>/door/", door.door, name="door"),
    path("<int:pk>/door/code/", door.arrive_by_code, name="arrive_by_code"),
    path("<int:pk>/presence/<slug:key>/", door.presence, name="presence"),
    path("<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("<int:pk>/minutes/texts/<slug:key>/", minutes.text, name="text"),
    path("<int:pk>/minutes/circulation/", minutes.circulate, name="circulate"),
    path("<int:pk>/minutes/adoption/", minutes.adopt, name="adopt"),
    path("<int:pk>/minutes/addenda/", minutes.add_addendum, name="add_addendum"),
    path("<int:pk>/minutes/objections/", minutes.object_to_minutes, name="object"),
    path("<int:pk>/minutes/objections/<int:objection>/settlement/", minutes.settle, name="settle"),
]
