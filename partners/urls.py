from django.urls import path

from partners import views

app_name = "partners"
urlpatterns = [
    path("", views.board, name="board"),
    path("pile/", views.pile, name="pile"),
    path("new/", views.add, name="add"),
    path("asked/", views.ask, name="ask"),
    path("<int:pk>/", views.participation, name="participation"),
    path("<int:pk>/stance/", views.stance, name="stance"),
    path("<int:pk>/representatives/", views.representatives, name="representatives"),
    path("<int:pk>/representatives/<int:who>/removal/", views.remove_representative, name="remove_representative"),
    path("<int:pk>/works/", views.add_work, name="add_work"),
    path("<int:pk>/works/<int:work>/", views.work, name="work"),
    path("<int:pk>/works/<int:work>/removal/", views.remove_work, name="remove_work"),
    path("<int:pk>/homework/", views.homework, name="homework"),
    path("<int:pk>/linkage/", views.linkage, name="linkage"),
    path("<int:pk>/linkage/handing-in/", views.hand_in, name="hand_in"),
    path("<int:pk>/linkage/return/", views.give_back, name="give_back"),
    path("<int:pk>/hesitations/", views.hesitate, name="hesitate"),
    path("<int:pk>/hesitations/<int:hesitation>/answer/", views.answer, name="answer"),
]
