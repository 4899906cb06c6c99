"""From the first invitation to a resolution whose action is proved and stands on the partner's page; all by pages."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from tests.factories import make_linkage, make_member, make_open_cycle, make_participation, moment
from tests.journey.person import Person
from welfare_movement.meetings.models import ActionItem, Meeting
from welfare_movement.meetings.tasks import remind_of_actions
from welfare_movement.notices.deliver import deliver
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db
HERE = "/nakhon-si-thammarat/2570"


@pytest.fixture
def days(time_machine):
    time_machine.move_to(moment("2026-10-01 09:00"), tick=True)

    def later(number):
        time_machine.shift(timedelta(days=number))
        remind_of_actions()
        deliver()

    return later


def test_a_promise_becomes_an_action_that_is_proved_and_stands_on_the_partners_page(days):
    cycle = make_open_cycle(Stage.PARTNERS)
    asked = make_participation(cycle, stance="joined", name="สำนักงานพัฒนาชุมชน")
    make_linkage(asked)
    coordinator = Person().sign_in(make_member(cycle).email)
    people_answer_for_the_partner(coordinator, asked)
    page = a_consultation_is_planned(coordinator, "5/10/2569")
    coordinator.send(f"{page}invitations/", audiences=["partners.joined"]).is_told("2 people are invited.")
    one_without_account_sends_someone_else(page)
    days(5)
    the_meeting_is_recorded(coordinator, page)
    days(8)
    coordinator.send(f"{page}minutes/", to="adoption/").is_told("The minutes are adopted and locked.")
    action = ActionItem.objects.get(what="ส่งรายชื่อพัฒนากร")
    coordinator.post(f"{page}items/{action.resolution.item_id}/resolutions/{action.resolution_id}/actions/")
    coordinator.is_told("adopted and locked", 409)
    the_owner_is_reminded_and_proves_it(days, action)
    it_stands_where_it_is_looked_for(coordinator, asked, action)
    what_is_open_comes_onto_the_next_agenda(coordinator)
    a_line_of_the_sheet_is_promised(coordinator, asked)


def people_answer_for_the_partner(coordinator, asked):
    named = f"{HERE}/partners/{asked.pk}/representatives/"
    coordinator.send(named, given_name="วิชัย", family_name="ทองดี", email="wichai@example.org")
    coordinator.send(named, given_name="บุญมา", family_name="ไม่มีเมล", phone="080-000-0001").is_told("บุญมา ไม่มีเมล")


def a_consultation_is_planned(coordinator, day):
    times = {"starts_at_date": day, "starts_at_time": "09.00", "ends_at_date": day, "ends_at_time": "12.00"}
    about = {"stage": "1", "kind": "consultation", "title": "ประชุมหารือภาคี", "venue": "ศาลากลาง"}
    coordinator.send(f"{HERE}/meetings/new/", **about, **times).is_told("ประชุมหารือภาคี")
    return Meeting.objects.latest("pk").get_absolute_url()


def one_without_account_sends_someone_else(page):
    invitation = Meeting.objects.get().invitations.get(person__given_name="บุญมา")
    guest = Person().enter(invitation.link.url)
    guest.send(answer="substitute", substitute="นางสาวสมใจ ใจดี").is_told("Thank you; your answer has been noted.")
    guest.open(f"{HERE}/meetings/actions/").is_told("Sign in")
    assert (guest.status, guest.open(page).status) == (200, 200)


def the_meeting_is_recorded(coordinator, page):
    meeting = Meeting.objects.get()
    sheet = {}
    for invitation in meeting.invitations.select_related("person"):
        is_here = invitation.person.given_name == "วิชัย"
        sheet[f"p{invitation.person_id}-status"] = "present" if is_here else "represented"
        sheet[f"p{invitation.person_id}-substitute"] = invitation.substitute
    coordinator.send(f"{page}attendance/", **sheet).is_told("นางสาวสมใจ ใจดี")
    owner = meeting.invitations.get(person__given_name="วิชัย").person_id
    item = meeting.items.get(section=4, position=0)
    resolve = f"{page}items/{item.pk}/resolutions/"
    action = {"action-what": "ส่งรายชื่อพัฒนากร", "action-owner": owner}
    coordinator.send(resolve, outcome="assigned", text="มอบ พช.", **action).is_told(
        "Due on: This field is required", 422
    )
    assert not item.resolutions.exists()
    coordinator.send(resolve, outcome="assigned", text="มอบ พช.", **action, **{"action-due_on": "25/10/2569"})
    coordinator.is_told("มอบ พช.").is_told("ส่งรายชื่อพัฒนากร")
    coordinator.follow("Add an action").send(what="นัดวงคุยอำเภอ", owner=owner, due_on="30/11/2569")
    coordinator.is_told("นัดวงคุยอำเภอ")
    coordinator.send(f"{page}minutes/", summary="ภาคีเล่างานที่ทำอยู่")
    coordinator.post(f"{page}minutes/circulation/").is_told("The minutes were sent to everyone who attended.")


def the_owner_is_reminded_and_proves_it(days, action):
    days(5)
    letters = [each for each in mail.outbox if "ส่งรายชื่อพัฒนากร" in each.subject]
    assert [each.to for each in letters] == [["wichai@example.org"]]
    (address,) = re.findall(rf"https?://[^/]+({HERE}/meetings/actions/\d+/)", letters[0].body)
    officer = Person().sign_in("wichai@example.org")
    officer.open("/me/").is_told("ส่งรายชื่อพัฒนากร")
    officer.open(address).follow("It was done")
    officer.send(proof="ส่งหนังสือแล้ว", amount="๒๓").is_told("together with its unit", 422)
    officer.send(proof="ส่งหนังสือแล้ว", amount="๒๓", unit="คน").is_told("ส่งหนังสือแล้ว").is_told("23 คน")
    officer.post(f"{address}proof/", proof="อีกครั้ง").is_told("วิชัย ทองดี recorded already that this was kept", 409)
    days(7)
    assert len([each for each in mail.outbox if "ส่งรายชื่อพัฒนากร" in each.subject]) == 1


def it_stands_where_it_is_looked_for(coordinator, asked, action):
    coordinator.open(asked.get_absolute_url()).is_told("ส่งรายชื่อพัฒนากร").is_told("kept 19 Oct 26")
    coordinator.open(f"{HERE}/meetings/actions/?show=kept").is_told("ส่งรายชื่อพัฒนากร")
    assert "นัดวงคุยอำเภอ" not in coordinator.words
    coordinator.open(f"{HERE}/meetings/actions/?show=open").is_told("นัดวงคุยอำเภอ")


def what_is_open_comes_onto_the_next_agenda(coordinator):
    page = a_consultation_is_planned(coordinator, "30/10/2569")
    coordinator.is_told("3.1 นัดวงคุยอำเภอ (วิชัย ทองดี)").is_told("An action of an earlier meeting : due on 30 Nov 2026")
    assert "ส่งรายชื่อพัฒนากร" not in coordinator.words
    coordinator.send(page, to="agenda/open/").is_told("All that is open stands there already.")


def a_line_of_the_sheet_is_promised(coordinator, asked):
    line = asked.linkage.gives.get()
    new = f"{HERE}/partners/commitments/new/?gives={line.pk}"
    assert 'value="วิทยากร"' in coordinator.open(new).page
    coordinator.post(new, kind=line.kind, what=line.what, due_on="31/12/2569").is_told("Saved.")
    coordinator.open(new).is_told("This line was promised already")
    coordinator.open(asked.get_absolute_url()).is_told("0 of 1 kept")
