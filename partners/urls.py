from django.urls import path

from partners.views import commitment, directory, hesitation, homework, ledger, participation, pile, stance

app_name = "partners"
urlpatterns = [
    path("", stance.board, name="board"),
    path("pile/", pile.pile, name="pile"),
    path("new/", participation.add, name="add"),
    path("asked/", participation.ask, name="ask"),
    path("directory/", directory.directory, name="directory"),
    path("directory/export/", directory.export, name="export"),
    path("directory/import/", directory.upload, name="upload"),
    path("directory/import/confirmation/", directory.take_in, name="take_in"),
    path("directory/import/sheet/", directory.empty_sheet, name="empty_sheet"),
    path("directory/<int:pk>/", directory.edit, name="edit"),
    path("hesitations/", hesitation.hesitations, name="hesitations"),
    path("commitments/", commitment.commitments, name="commitments"),
    path("commitments/new/", commitment.add_commitment, name="add_commitment"),
    path("commitments/<int:pk>/", commitment.commitment, name="commitment"),
    path("commitments/<int:pk>/proof/", commitment.keep, name="keep"),
    path("commitments/<int:pk>/paper/", commitment.paper, name="commitment_paper"),
    path("<int:pk>/", participation.participation, name="participation"),
    path("<int:pk>/stance/", stance.stance, name="stance"),
    path("<int:pk>/representatives/", participation.representatives, name="representatives"),
    path(
        "<int:pk>/representatives/<int:who>/removal/", participation.remove_representative, name="remove_representative"
    ),
    path("<int:pk>/works/", participation.work, name="add_work"),
    path("<int:pk>/works/<int:work>/", participation.work, name="work"),
    path("<int:pk>/works/<int:work>/removal/", participation.remove_work, name="remove_work"),
    path("<int:pk>/ledger/", ledger.ledger, name="ledger"),
    path("<int:pk>/ledger/paper/", ledger.paper, name="ledger_paper"),
    path("<int:pk>/ledger/<int:number>/", ledger.version, name="version"),
    path("<int:pk>/homework/", homework.homework, name="homework"),
    path("<int:pk>/linkage/", ledger.linkage, name="linkage"),
    path("<int:pk>/linkage/examples/", ledger.examples, name="examples"),
    path("<int:pk>/linkage/handing-in/", ledger.hand_in, name="hand_in"),
    path("<int:pk>/linkage/return/", homework.give_back, name="give_back"),
    path("<int:pk>/linkage/acceptance/", homework.accept, name="accept"),
    path("<int:pk>/hesitations/", hesitation.hesitate, name="hesitate"),
    path("<int:pk>/hesitations/<int:hesitation>/answer/", hesitation.answer, name="answer"),
    path("<int:pk>/hesitations/<int:hesitation>/agenda/", hesitation.bring, name="bring"),
]
