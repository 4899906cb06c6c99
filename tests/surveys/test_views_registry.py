"""The registry of a province: networks, organisations, and who speaks or answers for them."""

import pytest
from django.test import Client
from django.urls import reverse

from surveys.models import CommunityOrganisation, ExpectedNetwork, Network, NetworkRepresentative, Respondent
from surveys.views.registry import PAGE
from tests.factories import (
    close,
    in_days,
    make_cycle,
    make_district,
    make_meeting,
    make_member,
    make_minutes,
    make_network,
    make_open_cycle,
    make_organisation,
    make_province,
    make_tambon,
    make_user,
)
from welfare_movement.people.models import User
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db

PAGES = ("networks", "add_network", "organisations", "add_organisation")


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.SURVEYS)


@pytest.fixture
def coordinator(cycle):
    return signed_in(make_member(cycle))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, cycle, *args):
    return reverse(f"surveys:{name}", args=[*cycle.address, *args])


def make_foreign_tambon():
    surat = make_province("84", slug="surat-thani", name_th="สุราษฎร์ธานี")
    return make_tambon("840101", make_district("8401", surat))


def fields_of(form):
    return {name: form[name].value() for name in form.fields}


# ── Who may ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("role", "looks", "writes"),
    [
        (Role.COORDINATOR, 200, 200),
        (Role.ADMINISTRATOR, 200, 200),
        (Role.REVIEWER, 200, 403),
        (Role.OBSERVER, 200, 403),
    ],
)
def test_members_look_at_the_registry_and_coordinators_keep_it(role, looks, writes, cycle):
    client, network, organisation = signed_in(make_member(cycle, role)), make_network(), make_organisation()
    for name, args in (("networks", ()), ("network", (network.pk,)), ("organisations", ())):
        assert client.get(at(name, cycle, *args)).status_code == looks
    assert client.get(at("organisation", cycle, organisation.pk)).status_code == looks
    for name, args in (
        ("add_network", ()),
        ("network_representatives", (network.pk,)),
        ("add_organisation", ()),
        ("respondents", (organisation.pk,)),
    ):
        assert client.get(at(name, cycle, *args)).status_code == writes
    refused = {200: 422, 403: 403}[writes]
    assert client.post(at("organisation", cycle, organisation.pk)).status_code == refused
    assert client.post(at("expect", cycle, network.pk)).status_code == {200: 302, 403: 403}[writes]


@pytest.mark.parametrize("name", PAGES)
def test_the_registry_is_closed_to_strangers_and_to_members_of_one_district(name, cycle):
    assert Client().get(at(name, cycle)).status_code == 302
    assert signed_in(make_user()).get(at(name, cycle)).status_code == 403
    near = make_member(cycle, Role.COORDINATOR, district=make_district())
    assert signed_in(near).get(at(name, cycle)).status_code == 403
    assert signed_in(make_member(make_cycle(2569))).get(at(name, cycle)).status_code == 403


def test_the_registry_of_another_province_is_not_found_through_this_one(cycle, coordinator):
    tambon = make_foreign_tambon()
    network, organisation = make_network(tambon.district.province), make_organisation(tambon=tambon)
    for name, pk in (("network", network.pk), ("organisation", organisation.pk), ("respondents", organisation.pk)):
        assert coordinator.get(at(name, cycle, pk)).status_code == 404
    assert coordinator.post(at("expect", cycle, network.pk)).status_code == 404
    assert coordinator.get(at("networks", cycle)).context["networks"].count() == 0
    assert coordinator.get(at("organisations", cycle)).context["page"].paginator.count == 0


def test_what_changes_something_is_never_done_by_a_link_that_someone_follows(cycle, coordinator):
    network = make_network()
    spoken = network.representatives.create(user=make_user())
    assert coordinator.get(at("expect", cycle, network.pk)).status_code == 405
    assert coordinator.get(at("remove_network_representative", cycle, network.pk, spoken.pk)).status_code == 405


# ── Networks ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_list_tells_people_organisations_and_who_was_represented(cycle, coordinator):
    one, two, three = (make_network(name=f"{letter} เครือข่าย") for letter in "กขค")
    make_organisation(one, two)
    make_organisation(one)
    speaker = make_user()
    for network in (one, two):
        network.representatives.create(user=speaker)
    for network in (one, three):
        ExpectedNetwork.objects.create(cycle=cycle, network=network)
    joint = make_meeting(cycle, kind="joint", stage=Stage.SURVEYS, starts_at=in_days(-1))
    make_minutes(joint, present=speaker, adopted=True)
    page = coordinator.get(at("networks", cycle))
    rows = [(row.people, row.size, row.is_expected, row.was_represented) for row in page.context["networks"]]
    assert rows == [(1, 2, True, True), (1, 1, False, False), (0, 0, True, False)]
    assert [page.text.count(f'action="{at("expect", cycle, row.pk)}"') for row in (one, two, three)] == [0, 1, 0]


def test_a_list_of_networks_costs_the_same_whatever_its_length(cycle, coordinator, queries):
    for size in (1, 3):
        while Network.objects.count() < size:
            make_organisation(make_network())
        with queries(5):
            assert len(coordinator.get(at("networks", cycle)).context["networks"]) == size


def test_a_province_without_networks_is_told_what_to_begin_with(cycle, coordinator):
    assert "Add the first one, then its representatives." in coordinator.get(at("networks", cycle)).text


def test_a_network_is_added_once_however_its_name_is_typed(cycle, coordinator):
    answer = coordinator.post(at("add_network", cycle), {"name": "เครือข่ายสัจจะวันละบาท"})
    added = Network.objects.get()
    assert (answer.url, added.province) == (at("network", cycle, added.pk), cycle.province)
    again = coordinator.post(at("add_network", cycle), {"name": " เครือข่าย สัจจะ\u200bวันละบาท"})
    assert (again.status_code, Network.objects.count()) == (422, 1)
    assert "A network of this name is known already; open it instead." in again.text
    assert again.context["form"]["name"].value() == " เครือข่าย สัจจะ\u200bวันละบาท"
    assert coordinator.post(at("add_network", cycle), {"name": " "}).status_code == 422


def test_the_registry_is_kept_before_the_survey_opens_and_not_after_the_cycle_closed():
    early = make_cycle()
    coordinator = signed_in(make_member(early))
    assert coordinator.post(at("add_network", early), {"name": "เครือข่าย"}).status_code == 302
    network = Network.objects.get()
    close(early)
    for name, args in (("add_network", ()), ("network_representatives", (network.pk,))):
        answer = coordinator.post(at(name, early, *args), {"name": "อีกเครือข่าย", "given_name": "มานี"})
        assert (answer.status_code, "This cycle is closed" in answer.text) == (409, True)
    assert (Network.objects.count(), NetworkRepresentative.objects.count()) == (1, 0)


def test_a_network_is_expected_once_and_its_page_says_so(cycle, coordinator):
    network = make_network()
    for _press in range(2):
        assert coordinator.post(at("expect", cycle, network.pk)).url == at("networks", cycle)
    assert (ExpectedNetwork.objects.get().network, ExpectedNetwork.objects.get().cycle) == (network, cycle)
    page = coordinator.get(at("network", cycle, network.pk))
    assert (page.context["is_expected"], at("expect", cycle, network.pk) in page.text) == (True, False)
    assert ExpectedNetwork.objects.get().get_absolute_url() == at("network", cycle, network.pk)
    assert str(ExpectedNetwork.objects.get()) == network.name


def test_a_network_is_not_expected_before_the_survey_is_open():
    early, network = make_cycle(), make_network()
    answer = signed_in(make_member(early)).post(at("expect", early, network.pk))
    assert (answer.status_code, ExpectedNetwork.objects.count()) == (409, 0)
    assert "is not open yet; it opens when the gate of" in answer.text


def test_people_speak_for_a_network_with_or_without_an_e_mail_until_they_are_taken_away(cycle, coordinator):
    network = make_network()
    address = at("network_representatives", cycle, network.pk)
    for data in ({"given_name": "มานี", "email": "manee@example.org"}, {"given_name": "ชูใจ", "phone": "075 123 456"}):
        assert coordinator.post(address, data).url == at("network", cycle, network.pk)
    assert coordinator.post(address, {"given_name": "อื่น", "email": "manee@example.org"}).status_code == 302
    people = [(each.user.given_name, each.user.email) for each in network.representatives.all()]
    assert people == [("ชูใจ", None), ("มานี", "manee@example.org")]
    page = coordinator.get(at("network", cycle, network.pk)).text
    assert [words in page for words in ("มานี", "manee@example.org", "075-123-456")] == [True] * 3
    observer = signed_in(make_member(cycle, Role.OBSERVER)).get(at("network", cycle, network.pk)).text
    assert [words in observer for words in ("มานี", "manee@example.org", "075-123-456")] == [True, False, False]
    first = network.representatives.first()
    assert coordinator.post(at("remove_network_representative", cycle, network.pk, first.pk)).status_code == 302
    assert network.representatives.count() == 1
    assert User.objects.filter(given_name="ชูใจ").exists()


def test_somebody_without_a_name_does_not_speak_for_a_network(cycle, coordinator):
    answer = coordinator.post(at("network_representatives", cycle, make_network().pk), {"phone": "0800000123"})
    assert (answer.status_code, answer.context["form"]["phone"].value()) == (422, "0800000123")
    assert "Write the name, or choose someone who is known already." in answer.text


def test_a_person_of_another_network_is_not_taken_away_through_this_one(cycle, coordinator):
    spoken = make_network().representatives.create(user=make_user())
    other = make_network()
    assert coordinator.post(at("remove_network_representative", cycle, other.pk, spoken.pk)).status_code == 404
    assert NetworkRepresentative.objects.count() == 1


def test_the_page_of_a_network_lists_its_organisations(cycle, coordinator):
    network = make_network()
    organisations = [make_organisation(network, name=name) for name in ("ข กองทุน", "ก กองทุน")]
    make_organisation()
    page = coordinator.get(at("network", cycle, network.pk))
    assert list(page.context["organisations"]) == organisations[::-1]
    assert at("organisation", cycle, organisations[0].pk) in page.text


# ── Organisations ──────────────────────────────────────────────────────────────────────────────────────────────────
def form_of(tambon=None, **fields):
    tambon = tambon or make_tambon()
    return {"name": "กองทุนสวัสดิการ", "type": "welfare_fund", "tambon": tambon.pk, "scope": "tambon", **fields}


def test_an_organisation_is_added_with_its_tambon_and_networks(cycle, coordinator):
    network = make_network()
    answer = coordinator.post(at("add_organisation", cycle), form_of(networks=[network.pk]))
    added = CommunityOrganisation.objects.get()
    assert answer.url == at("organisation", cycle, added.pk)
    assert (added.province, added.tambon.code, added.networks.get()) == (cycle.province, "800104", network)


def test_a_tambon_or_network_of_another_province_is_refused_and_everything_typed_stays(cycle, coordinator):
    foreign = make_foreign_tambon()
    network = make_network(foreign.district.province)
    page = coordinator.get(at("add_organisation", cycle)).context["form"]
    assert (foreign in page.fields["tambon"].queryset, network in page.fields["networks"].queryset) == (False, False)
    answer = coordinator.post(at("add_organisation", cycle), form_of(foreign, networks=[network.pk]))
    form = answer.context["form"]
    assert (answer.status_code, sorted(form.errors)) == (422, ["networks", "tambon"])
    assert (form["name"].value(), form["scope"].value()) == ("กองทุนสวัสดิการ", "tambon")
    assert CommunityOrganisation.objects.count() == 0


@pytest.mark.parametrize("name", ["กองทุนสวัสดิการ", "กองทุน  สวัสดิ\u200bการ"])
def test_a_name_stands_once_in_a_tambon_and_again_in_another(name, cycle, coordinator):
    make_organisation(name="กองทุนสวัสดิการ")
    answer = coordinator.post(at("add_organisation", cycle), form_of(name=name))
    assert answer.status_code == 422
    assert "An organisation of this name is known in this tambon already." in answer.text
    assert coordinator.post(at("add_organisation", cycle), form_of(make_tambon("800105"), name=name)).status_code == 302


def test_an_organisation_is_corrected_and_may_keep_its_own_name(cycle, coordinator):
    here, network = make_organisation(name="กองทุนสวัสดิการ"), make_network()
    address = at("organisation", cycle, here.pk)
    assert fields_of(coordinator.get(address).context["form"]) == form_of(networks=[])
    data = form_of(make_tambon("801201"), type="satja_baht", networks=[network.pk])
    assert coordinator.post(address, data).url == address
    here.refresh_from_db()
    assert (here.type, here.tambon_id, here.networks.get()) == ("satja_baht", "801201", network)


def test_an_organisation_cannot_take_the_name_of_its_neighbour(cycle, coordinator):
    make_organisation(name="กองทุนสวัสดิการ")
    here = make_organisation(name="กลุ่มออมทรัพย์")
    answer = coordinator.post(at("organisation", cycle, here.pk), form_of())
    assert (answer.status_code, answer.context["form"]["name"].value()) == (422, "กองทุนสวัสดิการ")
    here.refresh_from_db()
    assert here.name == "กลุ่มออมทรัพย์"


def test_who_only_looks_sees_no_form_and_no_phone(cycle):
    here = make_organisation()
    here.respondents.create(user=make_user("มานี", phone="0800000123"))
    page = signed_in(make_member(cycle, Role.OBSERVER)).get(at("organisation", cycle, here.pk)).text
    assert ("มานี" in page, "080-000-0123" in page, "What the registry says" in page) == (True, False, False)


def test_organisations_are_found_by_name_and_by_tambon(cycle, coordinator):
    savings = make_organisation(name="กลุ่มออมทรัพย์บ้านคีรีวง")
    fund = make_organisation(name="กองทุนท่าดี", tambon=make_tambon("800105", name_th="ท่าดี"))
    elders = make_organisation(name="ชมรมผู้สูงอายุ", tambon=make_tambon("800105"))

    def found(words):
        return set(coordinator.get(at("organisations", cycle), {"q": words}).context["page"].object_list)

    assert (found("คีรีวง"), found(" ท่าดี "), found("")) == ({savings}, {fund, elders}, {savings, fund, elders})
    page = coordinator.get(at("organisations", cycle), {"q": "ไม่มี"})
    assert ("None found." in page.text, 'value="ไม่มี"' in page.text) == (True, True)


def test_a_list_of_organisations_costs_the_same_whatever_its_length(cycle, coordinator, queries):
    for size in (1, 3):
        while CommunityOrganisation.objects.count() < size:
            make_organisation(make_network(), make_network(), tambon=make_tambon(f"80010{size}"))
        with queries(7):
            assert len(coordinator.get(at("organisations", cycle)).context["page"].object_list) == size


def test_many_organisations_stand_on_pages_and_a_page_that_is_none_is_the_nearest(cycle, coordinator):
    kept = {"province": cycle.province, "tambon": make_tambon(), "type": "other"}
    names = [f"{number:03}" for number in range(PAGE + 1)]
    CommunityOrganisation.objects.bulk_create(
        [CommunityOrganisation(name=f"กลุ่ม {name}", sort_key=name, comparison_key=name, **kept) for name in names]
    )
    sizes = {}
    for asked in ("", "2", "9", "x"):
        page = coordinator.get(at("organisations", cycle), {"page": asked, "q": "กลุ่ม"})
        sizes[asked] = len(page.context["page"].object_list)
    assert sizes == {"": PAGE, "2": 1, "9": 1, "x": PAGE}
    assert f"{PAGE + 1} organisations" in page.text
    assert "?page=2&amp;q=%E0%B8%81%E0%B8%A5%E0%B8%B8%E0%B9%88%E0%B8%A1" in page.text


def test_people_answer_for_an_organisation_until_they_are_taken_away(cycle, coordinator):
    here = make_organisation()
    address = at("respondents", cycle, here.pk)
    for data in ({"given_name": "มานี"}, {"given_name": "ชูใจ", "email": "chujai@example.org"}):
        assert coordinator.post(address, data).url == at("organisation", cycle, here.pk)
    assert coordinator.post(address, {"phone": "12"}).status_code == 422
    assert [each.user.given_name for each in here.respondents.all()] == ["ชูใจ", "มานี"]
    first = here.respondents.first()
    assert str(first) == str(first.user)
    other = make_organisation()
    assert coordinator.post(at("remove_respondent", cycle, other.pk, first.pk)).status_code == 404
    assert coordinator.post(at("remove_respondent", cycle, here.pk, first.pk)).status_code == 302
    assert [each.user.given_name for each in Respondent.objects.all()] == ["มานี"]


def test_someone_of_the_cycle_is_found_by_name_and_chosen_to_answer(cycle, coordinator):
    here, known = make_organisation(), make_member(cycle, Role.OBSERVER, user=make_user("วีระ"))
    page = coordinator.get(at("respondents", cycle, here.pk), {"q": "วีระ"})
    assert list(page.context["form"].fields["known"].queryset) == [known]
    coordinator.post(at("respondents", cycle, here.pk), {"known": known.pk})
    assert here.respondents.get().user == known


def test_the_organisations_of_a_closed_cycle_stay_as_they_are(cycle, coordinator):
    here = make_organisation(name="กลุ่มออมทรัพย์")
    answers = here.respondents.create(user=make_user())
    close(cycle)
    for name, args, data in (
        ("add_organisation", (), form_of()),
        ("organisation", (here.pk,), form_of()),
        ("respondents", (here.pk,), {"given_name": "มานี"}),
        ("remove_respondent", (here.pk, answers.pk), {}),
    ):
        assert coordinator.post(at(name, cycle, *args), data).status_code == 409
    here.refresh_from_db()
    assert (here.name, list(here.respondents.all()), CommunityOrganisation.objects.count()) == (
        "กลุ่มออมทรัพย์",
        [answers],
        1,
    )
