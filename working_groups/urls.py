from django.urls import path

from working_groups.models import CommitteeSeat, TeamMember
from working_groups.views import orders, seats, tasks, teams

app_name = "working_groups"
OF_COMMITTEE, OF_TEAM = {"seats": CommitteeSeat}, {"seats": TeamMember}
urlpatterns = [
    path("", teams.index, name="index"),
    path("committee/", teams.found, name="found"),
    path("committee/title/", teams.title, name="title"),
    path("committee/seats/new/", seats.add_to_committee, name="add_committee_seat"),
    path("committee/seats/<int:pk>/", seats.answer, OF_COMMITTEE, name="committee_seat"),
    path("committee/seats/<int:pk>/role/", seats.change, OF_COMMITTEE, name="change_committee_seat"),
    path("committee/seats/<int:pk>/end/", seats.end, OF_COMMITTEE, name="end_committee_seat"),
    path("committee/seats/<int:pk>/consent/withdrawal/", seats.withdraw, OF_COMMITTEE, name="withdraw_committee_seat"),
    path("consents/", seats.ask, name="ask"),
    path("<int:pk>/", teams.team, name="team"),
    path("<int:pk>/mandate/", teams.mandate, name="mandate"),
    path("<int:pk>/meetings/new/", teams.plan_meeting, name="plan_meeting"),
    path("<int:pk>/members/new/", seats.add_to_team, name="add_member"),
    path("members/<int:pk>/", seats.answer, OF_TEAM, name="seat"),
    path("members/<int:pk>/role/", seats.change, OF_TEAM, name="change_member"),
    path("members/<int:pk>/end/", seats.end, OF_TEAM, name="end_member"),
    path("members/<int:pk>/consent/withdrawal/", seats.withdraw, OF_TEAM, name="withdraw_member"),
    path("<int:pk>/plan/", tasks.plan, name="plan"),
    path("<int:pk>/plan/adoption/", tasks.adopt, name="adopt_plan"),
    path("<int:pk>/tasks/", tasks.board, name="tasks"),
    path("<int:pk>/tasks/new/", tasks.add, name="add_task"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/start/", tasks.start, name="start_task"),
    path("tasks/<int:pk>/completion/", tasks.finish, name="finish_task"),
    path("tasks/<int:pk>/drop/", tasks.drop, name="drop_task"),
    path("tasks/<int:pk>/reopening/", tasks.reopen, name="reopen_task"),
    path("orders/", orders.draft, name="draft_order"),
    path("orders/<int:pk>/", orders.order, name="order"),
    path("orders/<int:pk>/text/", orders.write, name="order_text"),
    path("orders/<int:pk>/signature/", orders.sign, name="sign_order"),
    path("orders/<int:pk>/paper/", orders.paper, name="order_paper"),
    path("orders/<int:pk>/copy/", orders.copy, name="order_copy"),
]
