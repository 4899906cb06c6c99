from django.urls import path

from partners.views import commitment, hesitation, participation, pile, stance

app_name = "partners"
urlpatterns = [
    path("", stance.board, name="board"),
    path("pile/", pile.pile, name="pile"),
    path("new/", participation.add, name="add"),
    path("asked/", participation.ask, name="ask"),
    path("hesitations/", hesitation.hesitations, name="hesitations"),
    path("commitments/", commitment.commitments, name="commitments"),
    path("commitments/new/", commitment.add_commitment, name="add_commitment"),
    path("commitments/<int:pk>/", commitment.commitment, name="commitment"),
    path("commitments/<int:pk>/proof/", commitment.keep, name="keep"),
    path("<int:pk>/", participation.participation, name="participation"),
    path("<int:pk>/stance/", stance.stance, name="stance"),
    path("<int:pk>/representatives/", participation.representatives, name="representatives"),
    path(
        "<int:pk>/representatives/<int:who>/removal/", participation.remove_representative, name="remove_representative"
    ),
    path("<int:pk>/works/", participation.add_work, name="add_work"),
    path("<int:pk>/works/<int:work>/", participation.work, name="work"),
    path("<int:pk>/works/<int:work>/removal/", participation.remove_work, name="remove_work"),
    path("<int:pk>/homework/", participation.homework, name="homework"),
    path("<int:pk>/linkage/", participation.linkage, name="linkage"),
    path("<int:pk>/linkage/handing-in/", participation.hand_in, name="hand_in"),
    path("<int:pk>/linkage/return/", participation.give_back, name="give_back"),
    path("<int:pk>/hesitations/", hesitation.hesitate, name="hesitate"),
    path("<int:pk>/hesitations/<int:hesitation>/answer/", hesitation.answer, name="answer"),
    path("<int:pk>/hesitations/<int:hesitation>/agenda/", hesitation.bring, name="bring"),
]
