"""The pages of a gathering: registration without an account, the ticket, the door, and what is said there."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from forums.models import Gathering, Invitation, Pledge, Proposal, Registration, share_seats
from partners.models import Commitment
from tests.factories import (
    make_member,
    make_network,
    make_open_cycle,
    make_participation,
    make_representative,
    make_tambon,
    make_user,
)
from tests.factories_gathering import (
    begin,
    make_declaration,
    make_gathering_invitation,
    make_person,
    make_planned,
    make_pledge,
    make_ticket,
)
from welfare_movement.people.models import User
from welfare_movement.process.models import PlannedEvent
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    for code in ("800104", "800105", "800201"):
        make_tambon(code)
    return make_open_cycle(Stage.FORUMS)


@pytest.fixture
def forum(cycle):
    return make_planned(cycle, capacity=3)


def browser(person=None):
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def holding(link):
    """A browser that came in by this personal link."""
    client = Client()
    client.post(reverse("people:link", args=[link.token]))
    return client


def at(name, gathering, pk=None, **more):
    words = {"province": gathering.cycle.province.slug, "cycle": gathering.cycle.year, "pk": pk or gathering.pk}
    return reverse(f"forums:{name}", kwargs={**words, **more})


def words(answer):
    return unescape(answer.content.decode())


def registered(client, gathering, **changed):
    """Fill in the open page as a browser does, with the key that stands in its form."""
    key = client.get(gathering.register_path).context["form"].initial["key"]
    sent = {"given_name": "สมหมาย", "family_name": "ใจดี", "phone": "080-000-0123", "tambon": "800104", "consent": "on"}
    return client.post(gathering.register_path, {**sent, "key": key, **changed}, follow=True)


def times(day, name="starts_at", clock="09.00"):
    return {f"{name}_date": day, f"{name}_time": clock}


# ── Planning ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_coordinator_plans_the_forum_from_a_planned_event(cycle):
    event = PlannedEvent.objects.create(cycle=cycle, stage=Stage.FORUMS, title="เวทีใหญ่", on="2027-04-07")
    client, new = browser(make_member(cycle)), reverse("forums:plan", args=cycle.address)
    page = client.get(f"{new}?event={event.pk}")
    assert {page.context["form"].initial[each] for each in ("title", "stage")} == {"เวทีใหญ่", Stage.FORUMS}
    assert 'value="7/4/2027"' in words(page)
    for wrong in ("x", "9" * 30, "²", "0"):
        assert client.get(f"{new}?event={wrong}").status_code == 404
    sent = {"stage": 4, "title": "เวทีใหญ่", "venue": "ศาลากลาง", "capacity": "๓๐๐"}
    sent |= {**times("7/4/2570"), **times("7/4/2570", "ends_at", "16.00")}
    assert client.post(f"{new}?event={event.pk}", sent).status_code == 302
    event.refresh_from_db()
    assert event.became_by is not None
    assert client.get(f"{new}?event={event.pk}").status_code == 409
    forum = Gathering.objects.get()
    assert (forum.capacity, sum(forum.districts.values_list("seats", flat=True))) == (300, 300)
    assert client.post(new, sent).status_code in {409, 422}
    assert Gathering.objects.count() == 1


def test_the_programme_is_written_changed_and_deleted_after_a_question(forum):
    client = browser(make_member(forum.cycle))
    breakout = {"kind": "breakout", "title": "ห้องย่อย", "room": "ห้อง 2", **times("7/4/2570", clock="13.00")}
    answer = client.post(at("add_item", forum), breakout)
    assert (answer.status_code, "Write the zone whose people meet there." in words(answer)) == (422, True)
    client.post(at("add_item", forum), {**breakout, "zone": "โซนเหนือ"})
    item = forum.items.get()
    client.post(at("item", forum, item=item.pk), {**breakout, "kind": "plenary", "zone": "โซนเหนือ", "title": "รวม"})
    item.refresh_from_db()
    assert (item.title, item.zone) == ("รวม", "")
    assert "รวม" in words(browser().get(forum.get_absolute_url()))
    client.get(at("remove_item", forum, item=item.pk))
    assert forum.items.count() == 1
    client.post(at("remove_item", forum, item=item.pk))
    assert forum.items.count() == 0


def test_seats_are_shared_out_on_one_page(forum):
    network, client = make_network(), browser(make_member(forum.cycle))
    make_ticket(forum, "800201"), make_ticket(forum, "800201")
    sent = {"capacity": 4, "d8001": 2, "d8002": 2, f"n{network.pk}": ""}
    answer = client.post(at("seats", forum), sent, follow=True)
    assert "1 person moved up to a seat." in words(answer)
    client.post(at("seats", forum), {**sent, f"n{network.pk}": 5})
    assert forum.network_seats.get().seats == 5
    assert client.post(at("seats", forum), {**sent, "d8002": 1}).status_code == 409
    assert client.post(at("seats", forum), {**sent, "d8002": ""}).status_code == 422


def test_everyone_reads_the_programme_and_nobody_is_named(forum):
    ticket = make_ticket(forum)
    page = words(browser().get(forum.get_absolute_url()))
    assert "1 of 3 seats are taken." in page
    assert ticket.person.given_name not in page
    make_declaration(begin(forum))
    assert browser().get(at("declaration", forum)).status_code == 404
    forum.declaration.adopt(by=make_user())
    for name in ("declaration", "declaration_paper"):
        assert forum.declaration.text in words(browser().get(at(name, forum)))
    assert forum.declaration.text in words(browser().get(forum.get_absolute_url()))


# ── Registering ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_anyone_registers_from_the_phone_and_sees_the_ticket(forum):
    phone = browser()
    answer = registered(phone, forum)
    ticket = Registration.objects.get()
    assert answer.request["PATH_INFO"] == ticket.get_absolute_url()
    assert (ticket.person.full_name, ticket.person.phone, ticket.tambon_id) == ("สมหมาย ใจดี", "0800000123", "800104")
    for shown in (ticket.code, "สมหมาย ใจดี", ticket.link.url):
        assert shown in words(answer)
    assert (answer["Cache-Control"], ticket.consent.text_version) == (
        "max-age=0, no-cache, no-store, must-revalidate, private",
        "forums-1",
    )
    assert browser().get(ticket.get_absolute_url()).status_code == 404
    assert holding(ticket.link).get(ticket.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("missing", ["consent", "phone", "given_name", "key", "tambon"])
def test_nobody_is_registered_without_what_the_page_asks(forum, missing):
    assert registered(browser(), forum, **{missing: ""}).status_code == 422
    assert (Registration.objects.count(), User.objects.filter(given_name="สมหมาย").count()) == (0, 0)


def test_the_same_form_sent_twice_leads_to_one_ticket(forum):
    key = "6f1e2c3a-0000-4000-8000-000000000001"
    first, again = (registered(browser(), forum, key=key) for _ in range(2))
    assert first.request["PATH_INFO"] == again.request["PATH_INFO"]
    assert Registration.objects.count() == 1


def test_a_signed_in_person_registers_themselves(forum):
    person = make_user()
    client = browser(person)
    answer = client.post(
        forum.register_path,
        {"outside": "on", "consent": "on", "key": "6f1e2c3a-0000-4000-8000-000000000002"},
        follow=True,
    )
    ticket = Registration.objects.get()
    assert (ticket.person, ticket.tambon, answer.request["PATH_INFO"]) == (person, None, ticket.get_absolute_url())


def test_very_many_registrations_from_one_address_are_told_to_wait(forum, settings):
    settings.REGISTRATIONS_FROM_ONE_ADDRESS = 2
    answers = [registered(browser(), forum, phone=f"080-000-020{number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert Registration.objects.count() == 2
    assert "wait ten minutes" in words(answers[-1])


def test_a_shut_registration_says_so_and_takes_nobody(forum):
    key = registered(browser(), forum, given_name="").context["form"]["key"].value()
    Gathering.objects.update(closes_at=forum.planned_at)
    assert "Registration is not open now." in words(browser().get(forum.register_path))
    sent = {"given_name": "สมหมาย", "phone": "0800000123", "consent": "on", "outside": "on", "key": key}
    assert browser().post(forum.register_path, sent).status_code == 409
    assert Registration.objects.count() == 0


def test_who_is_invited_registers_by_their_link_without_typing_their_name(forum):
    invitation = make_gathering_invitation(forum)
    client = holding(invitation.link)
    page = client.get(invitation.get_absolute_url())
    assert invitation.person.full_name in words(page)
    sent = {"tambon": "800201", "consent": "on", "key": page.context["form"].initial["key"]}
    answer = client.post(invitation.get_absolute_url(), sent, follow=True)
    ticket = Registration.objects.get()
    assert (ticket.person, answer.request["PATH_INFO"]) == (invitation.person, ticket.get_absolute_url())
    assert client.get(invitation.get_absolute_url()).url == ticket.get_absolute_url()
    assert browser().get(invitation.get_absolute_url()).status_code == 404


def test_coordinators_invite_audiences_and_each_person_once(forum):
    coordinator = make_member(forum.cycle)
    client, sent = browser(coordinator), {"audiences": ["process.members"]}
    assert "1 person is invited." in words(client.post(at("invite", forum), sent, follow=True))
    assert "0 people are invited." in words(client.post(at("invite", forum), sent, follow=True))
    assert Invitation.objects.get().person == coordinator
    assert client.post(at("invite", begin(forum)), sent).status_code == 409


def test_the_seat_is_given_back_after_a_question(forum):
    ticket = make_ticket(forum)
    client, cancel = holding(ticket.link), at("cancel_registration", forum, ticket.pk)
    assert client.get(cancel).status_code == 200
    ticket.refresh_from_db()
    assert ticket.state == "seated"
    assert "The registration is cancelled" in words(client.post(cancel, follow=True))
    ticket.refresh_from_db()
    assert (ticket.state, ticket.cancelled_by) == ("cancelled", None)
    other = make_ticket(forum)
    assert client.post(at("cancel_registration", forum, other.pk)).status_code == 404
    coordinator = make_member(forum.cycle)
    browser(coordinator).post(at("cancel_registration", forum, other.pk))
    other.refresh_from_db()
    assert other.cancelled_by == coordinator


def test_a_coordinator_registers_someone_who_called(forum):
    sent = {
        "given_name": "สมใจ",
        "family_name": "ดี",
        "phone": "080-000-0555",
        "tambon": "800104",
        "organisation": "อบต.",
    }
    coordinator = make_member(forum.cycle)
    assert browser(coordinator).post(at("enrol", forum), sent).status_code == 302
    ticket = Registration.objects.get()
    assert (ticket.person.given_name, ticket.registered_by, ticket.consent) == ("สมใจ", coordinator, None)


# ── The door ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def keeper(forum):
    return browser(make_member(forum.cycle, Role.REVIEWER, district=make_tambon("800201").district))


def test_the_door_finds_people_by_name_and_district(forum, keeper):
    here = make_ticket(forum, person=make_user("สมปอง"))
    make_ticket(forum, "800201", person=make_user("สมนึก"))
    for asked in ({"q": "สมปอง"}, {"district": "8001"}, {"q": here.code}, {"q": "สม", "district": "8001"}):
        assert list(keeper.get(at("door", forum), asked).context["page"]) == [here]
    assert list(keeper.get(at("door", forum), {"q": "นึก", "district": "8001"}).context["page"]) == []


def test_six_digits_check_a_ticket_in(forum, keeper):
    ticket = make_ticket(forum)
    begin(forum)
    code = f"{ticket.code[:3]} {ticket.code[3:]}".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    answer = keeper.post(at("check_in_by_code", forum), {"code": code}, follow=True)
    assert f"{ticket.person} is checked in." in words(answer)
    again = keeper.post(at("check_in_by_code", forum), {"code": ticket.code})
    assert (again.status_code, "was checked in already" in words(again)) == (409, True)
    assert answer.request["PATH_INFO"] == at("door", forum)  # where the next one stands
    wrong = keeper.post(at("check_in_by_code", forum), {"code": "12"}, follow=True)
    assert "No ticket has this code" in words(wrong)


def test_who_waits_is_looked_at_before_being_let_in_and_the_list_leads_back_to_the_door(forum, keeper):
    seated = make_ticket(forum)
    share_seats(forum, 1, districts=dict.fromkeys(forum.districts.values_list("district", flat=True), 1))
    waits = make_ticket(forum)
    begin(forum)
    answer = keeper.post(at("check_in_by_code", forum), {"code": waits.code}, follow=True)
    assert (answer.request["PATH_INFO"], "beyond the seats" in words(answer)) == (waits.get_absolute_url(), True)
    assert keeper.post(at("check_in", forum, seated.pk), {"door": "1"})["Location"] == at("door", forum)
    assert Registration.objects.checked_in().get() == seated


def test_whoever_plans_is_told_first_when_nothing_is_left_to_plan(cycle):
    client, new = browser(make_member(cycle)), reverse("forums:plan", args=cycle.address)
    says = "is planned already; change or move that one."
    assert says not in words(client.get(new))
    make_planned(cycle)
    assert says in words(client.get(new))


def test_the_page_of_a_withdrawal_asks_once_more_then_the_link_opens_nothing(forum):
    ticket = forum.register(make_person(), consents=True)
    phone, theirs = holding(ticket.link), at("withdraw", forum, ticket.pk)
    assert theirs in words(phone.get(ticket.get_absolute_url()))
    assert "Take the consent back?" in words(phone.get(theirs))
    ticket.refresh_from_db()
    assert ticket.person is not None
    answer = phone.post(theirs, follow=True)
    assert (answer.request["PATH_INFO"], "were deleted" in words(answer)) == (forum.get_absolute_url(), True)
    assert phone.get(ticket.get_absolute_url()).status_code == 404
    assert Client().get(f"/l/{ticket.link.token}/").status_code == 410


def test_who_cancelled_still_finds_where_the_name_is_deleted_and_a_reviewer_does_not(forum, keeper):
    ticket = forum.register(make_person(), consents=True)
    ticket.cancel()
    theirs = at("withdraw", forum, ticket.pk)
    assert theirs in words(holding(ticket.link).get(ticket.get_absolute_url()))
    assert theirs not in words(browser(make_member(forum.cycle, Role.REVIEWER)).get(ticket.get_absolute_url()))


def test_the_picture_on_a_ticket_leads_a_keeper_to_the_button_and_nobody_else(forum, keeper):
    ticket = make_ticket(forum)
    begin(forum)
    assert ticket.url.endswith(ticket.get_absolute_url())
    assert at("check_in", forum, ticket.pk) in words(keeper.get(ticket.get_absolute_url()))
    assert at("check_in", forum, ticket.pk) not in words(holding(ticket.link).get(ticket.get_absolute_url()))
    ticket.refresh_from_db()
    assert ticket.state == "seated"
    assert holding(ticket.link).post(at("check_in", forum, ticket.pk)).status_code == 302
    ticket.refresh_from_db()
    assert ticket.state == "seated"
    keeper.post(at("check_in", forum, ticket.pk))
    ticket.refresh_from_db()
    assert ticket.state == "here"
    assert at("undo_check_in", forum, ticket.pk) in words(keeper.get(ticket.get_absolute_url()))
    keeper.post(at("undo_check_in", forum, ticket.pk))
    ticket.refresh_from_db()
    assert (ticket.state, "taken back" in words(keeper.get(ticket.get_absolute_url()))) == ("seated", True)


def test_a_walk_in_needs_the_tick_once_every_seat_is_taken(forum, keeper):
    for code in ("800104", "800105", "800201"):
        make_ticket(forum, code)
    begin(forum)
    sent = {"given_name": "จร", "tambon": "800104"}
    answer = keeper.post(at("walk_in", forum), sent)
    assert (answer.status_code, "Every seat is taken" in words(answer)) == (409, True)
    assert not User.objects.filter(given_name="จร").exists()
    keeper.post(at("walk_in", forum), {**sent, "beyond": "on"})
    assert Registration.objects.get(person__given_name="จร").beyond_at is not None


def test_the_count_by_district_is_never_kept_by_a_browser(forum, keeper):
    make_ticket(forum), make_ticket(forum, "800201"), make_ticket(forum, "800201"), make_ticket(forum, None)
    begin(forum)
    Registration.objects.filter(tambon="800104").get().check_in(by=make_user())
    page = keeper.get(at("count", forum))
    rows = {row.district_id: (row.seats, row.registered, row.waiting, row.came) for row in page.context["districts"]}
    assert rows == {"8001": (2, 1, 0, 1), "8002": (1, 2, 1, 0)}
    assert page.context["outside"] == {"registered": 1, "seated": 1, "waiting": 0, "came": 0}
    assert "no-store" in page["Cache-Control"]


def test_the_list_to_sign_has_everyone_and_ten_empty_rows(forum, keeper):
    ticket = make_ticket(forum, person=make_user(phone="0800000123"))
    page = words(keeper.get(at("sheet", forum)))
    assert (page.count("empty-row"), ticket.person.full_name in page, "๐๘๐-๐๐๐-๐๑๒๓" in page) == (10, True, True)


def test_it_is_recorded_as_held_on_its_page(forum):
    client = browser(make_member(forum.cycle))
    make_ticket(forum)
    begin(forum)
    assert client.post(at("hold", forum)).status_code == 409
    Registration.objects.get().check_in(by=make_user())
    client.post(at("hold", forum))
    forum.refresh_from_db()
    assert forum.held_at is not None


# ── What is said there ─────────────────────────────────────────────────────────────────────────────────────────────
PLEDGED = {"text": "สมทบ 10,000 บาท", "kind": "money", "due_on": "30/6/2570"}


def test_a_tambon_pledges_from_the_phone_and_the_wall_shows_it(forum):
    ticket = make_ticket(forum)
    phone = holding(ticket.link)
    answer = phone.post(at("pledge", forum), {**PLEDGED, "tambon": "800104"}, follow=True)
    assert PLEDGED["text"] in words(answer)
    pledge = Pledge.objects.get()
    assert (pledge.tambon_id, pledge.registration, pledge.pledged_by) == ("800104", ticket, None)
    assert Commitment.objects.get().tambon_id == "800104"
    other = phone.post(at("pledge", forum), {**PLEDGED, "tambon": "800201"})
    assert (other.status_code, Pledge.objects.count()) == (422, 1)


def test_whoever_stands_for_a_partner_pledges_for_it_and_for_no_other(forum):
    asked, other = make_participation(forum.cycle), make_participation(forum.cycle)
    ticket = make_ticket(forum, None, person=make_representative(asked))
    phone = holding(ticket.link)
    assert phone.post(at("pledge", forum), {**PLEDGED, "participation": other.pk}).status_code == 422
    assert phone.post(at("pledge", forum), PLEDGED).status_code == 422
    assert phone.post(at("pledge", forum), {**PLEDGED, "participation": asked.pk}).status_code == 302
    assert Pledge.objects.get().participation == asked


def test_a_coordinator_writes_down_the_pledge_of_any_partner_or_tambon(forum):
    asked, coordinator = make_participation(forum.cycle), make_member(forum.cycle)
    client = browser(coordinator)
    both = {**PLEDGED, "participation": asked.pk, "tambon": "800104"}
    answer = client.post(at("pledge", forum), both)
    assert (answer.status_code, "Say who promises" in words(answer)) == (422, True)
    client.post(at("pledge", forum), {**both, "tambon": ""})
    client.post(at("pledge", forum), {**both, "participation": ""})
    assert {(each.participation, each.tambon_id, each.pledged_by) for each in Pledge.objects.all()} == {
        (asked, None, coordinator),
        (None, "800104", coordinator),
    }


def test_who_stands_for_nobody_is_told_so(forum):
    phone = holding(make_ticket(forum, None).link)
    assert "You are registered for no partner and no tambon" in words(phone.get(at("pledge", forum)))
    assert browser().get(at("pledge", forum)).status_code == 404
    assert browser(make_member(forum.cycle, Role.OBSERVER)).get(at("pledge", forum)).status_code == 404


def test_who_is_within_reads_the_draft_the_wall_and_the_proposals(forum):
    make_declaration(forum), make_pledge(forum, tambon=make_tambon())
    ticket = make_ticket(forum)
    for name in ("declaration", "pledges", "proposals"):
        assert holding(ticket.link).get(at(name, forum)).status_code == 200
        assert browser(make_member(forum.cycle, Role.OBSERVER)).get(at(name, forum)).status_code == 200
        assert browser(make_user()).get(at(name, forum)).status_code == 404
    ticket.cancel()
    assert holding(ticket.link).get(at("pledges", forum)).status_code == 404


def test_the_declaration_is_drafted_adopted_and_then_final(forum):
    client = browser(make_member(forum.cycle))
    assert client.post(at("adopt", forum)).status_code == 404
    client.post(at("write_declaration", forum), {"text": "พวกเรา"})
    client.post(at("write_declaration", forum), {"text": "พวกเราจะดูแลกัน"})
    assert client.post(at("adopt", forum)).status_code == 409
    begin(forum)
    assert client.post(at("adopt", forum)).status_code == 302
    late = client.post(at("write_declaration", forum), {"text": "แก้"})
    assert (late.status_code, "its wording is final" in words(late)) == (422, True)
    forum.declaration.refresh_from_db()
    assert forum.declaration.text == "พวกเราจะดูแลกัน"


def test_proposals_come_from_the_rooms_and_from_the_phones(forum, keeper):
    forum.items.create(kind="breakout", zone="โซนเหนือ", title="ห้องย่อย", starts_at=forum.starts_at)
    ticket = make_ticket(forum)
    keeper.post(at("propose", forum), {"zone": "โซนเหนือ", "text": "ขอพี่เลี้ยง", "said_by": "ห้องย่อย 1"})
    holding(ticket.link).post(at("propose", forum), {"zone": "", "text": "ขอรถ"})
    of_room, of_phone = Proposal.objects.get(zone="โซนเหนือ"), Proposal.objects.get(zone="")
    assert (of_room.registration, of_room.written_by is None) == (None, False)
    assert (of_phone.registration, of_phone.written_by) == (ticket, None)
    assert keeper.post(at("propose", forum), {"zone": "โซนอื่น", "text": "x"}).status_code == 422
    coordinator = browser(make_member(forum.cycle))
    coordinator.post(at("answer_proposal", forum, proposal=of_room.pk), {"answer": "รับเข้าเกณฑ์"})
    assert "รับเข้าเกณฑ์" in words(holding(ticket.link).get(at("proposals", forum)))


def test_the_celebration_has_no_declaration_and_no_pledges():
    make_tambon()
    cycle = make_open_cycle(Stage.CELEBRATION)
    celebration, client = make_planned(cycle, Stage.CELEBRATION), browser(make_member(cycle))
    for name in ("write_declaration", "pledge"):
        answer = client.post(at(name, celebration), {"text": "x"})
        assert (answer.status_code, "belong to the forum" in words(answer)) == (409, True)
    for name in ("gathering", "door", "count", "seats", "sheet", "proposals", "invite", "walk_in", "enrol"):
        assert client.get(at(name, celebration)).status_code == 200


def test_moving_and_cancelling_tell_those_registered(forum):
    make_ticket(forum)
    client = browser(make_member(forum.cycle))
    sent = {**times("1/5/2570"), **times("1/5/2570", "ends_at", "16.00"), "venue": "โรงแรม"}
    assert "Everyone who has a seat is told." in words(client.post(at("move", forum), sent, follow=True))
    past = {**sent, **times("1/5/2560")}
    assert client.post(at("move", forum), past).status_code == 422
    change = {"title": "เวทีใหม่", **times("1/4/2570", "closes_at")}
    client.post(at("change", forum), change)
    client.post(at("cancel", forum), {"reason": "น้ำท่วม"})
    forum.refresh_from_db()
    assert (forum.title, forum.venue, forum.cancelled_reason) == ("เวทีใหม่", "โรงแรม", "น้ำท่วม")
    assert client.get(at("seats", forum)).status_code == 409
