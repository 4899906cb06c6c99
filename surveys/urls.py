from django.urls import path

from surveys.views import answer, grades, registry, review, rounds

app_name = "surveys"
urlpatterns = [
    path("", rounds.coverage, name="coverage"),
    path("round/", rounds.open_round, name="open_round"),
    path("letters/", rounds.letters, name="letters"),
    path("networks/", registry.networks, name="networks"),
    path("networks/new/", registry.add_network, name="add_network"),
    path("networks/expectation/", registry.expect_all, name="expect_all"),
    path("networks/<int:pk>/", registry.network, name="network"),
    path("networks/<int:pk>/expectation/", registry.expect, name="expect"),
    path("networks/<int:pk>/representatives/", registry.network_representatives, name="network_representatives"),
    path(
        "networks/<int:pk>/representatives/<int:who>/removal/",
        registry.remove_network_representative,
        name="remove_network_representative",
    ),
    path("organisations/", registry.organisations, name="organisations"),
    path("organisations/new/", registry.add_organisation, name="add_organisation"),
    path("organisations/<int:pk>/", registry.organisation, name="organisation"),
    path("organisations/<int:pk>/respondents/", registry.respondents, name="respondents"),
    path("organisations/<int:pk>/respondents/<int:who>/removal/", registry.remove_respondent, name="remove_respondent"),
    path("assignments/<int:pk>/", answer.assignment, name="assignment"),
    path("assignments/<int:pk>/send/", answer.send, name="send"),
    path("assignments/<int:pk>/receipt/", answer.receipt, name="receipt"),
    path("assignments/<int:pk>/consent/withdrawal/", answer.withdraw_consent, name="withdraw_consent"),
    path("assignments/<int:pk>/sections/<slug:section>/", answer.section, name="answer"),
    path("assignments/<int:pk>/expected/", rounds.expected, name="expected"),
    path("responses/", review.queue, name="responses"),
    path("responses/<int:pk>/", review.response, name="response"),
    path("responses/<int:pk>/verification/", review.verify, name="verify"),
    path("responses/<int:pk>/return/", review.give_back, name="give_back"),
    path("grades/", grades.grades, name="grades"),
    path("grades/publication/", grades.publish, name="publish"),
    path("grades/<int:pk>/", grades.grade, name="grade"),
    path("tambons/", grades.tambons, name="tambons"),
    path("tambons/<int:code>/", grades.tambon, name="tambon"),
]
