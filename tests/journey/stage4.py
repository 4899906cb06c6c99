"""The forum through the pages: planned, filled, held, with its declaration and its pledges, to the pass of its gate."""

import re
from datetime import timedelta

from django.utils import timezone

from forums.models import Gathering, Registration
from partners.models import Commitment, Participation
from tests.journey.person import Person
from welfare_movement.process.models import Cycle, StagePass
from welfare_movement.process.stages import Stage
from welfare_movement.thai.dates import show_date


def the_forum_is_held(coordinator, admin, days):
    """From the pass of WORKING_GROUPS to the pass of FORUMS. days: lets so many days go by."""
    cycle = Cycle.objects.select_related("province").get(closed_at=None)
    here = "/{}/{}".format(*cycle.address)
    the_gate_is_shut(coordinator, here)
    forum = the_forum_is_planned(coordinator, here, cycle)
    tickets = people_register_from_their_phones(forum)
    the_declaration_is_drafted(coordinator, forum)
    days(10)
    people_come(coordinator, forum, tickets)
    pledges_are_made(coordinator, forum, tickets[0], cycle)
    proposals_are_made_and_answered(coordinator, forum, tickets[0])
    the_declaration_is_adopted(coordinator, forum)
    coordinator.send(forum, to="record/").is_told("It is recorded that the gathering was held.")
    the_gate_is_passed(coordinator, here)


def the_gate_is_shut(coordinator, here):
    coordinator.post(f"{here}/stages/forums/pass/").is_told("Hold the large provincial forum.", 409)


def the_forum_is_planned(coordinator, here, cycle):
    day = show_date(timezone.localdate() + timedelta(days=9), "numeric", language="th")
    coordinator.send(
        f"{here}/forums/new/",
        title="เวทีใหญ่สร้างความเข้าใจ",
        venue="หอประชุมจังหวัด",
        capacity="300",
        starts_at_date=day,
        starts_at_time="09.00",
        ends_at_date=day,
        ends_at_time="16.00",
    ).is_told("Planned. Now write the programme")
    forum = Gathering.objects.forum().standing().get(cycle=cycle).get_absolute_url()
    coordinator.send(f"{forum}programme/", title="เปิดเวที", starts_at_date=day, starts_at_time="09.00")
    coordinator.is_told("เปิดเวที")
    coordinator.send(f"{forum}seats/", capacity="310").is_told("Saved.")
    return forum


def people_register_from_their_phones(forum):
    """One of every district, and one more than the first has seats; each with a phone of their own."""
    gathering = Gathering.objects.select_related("cycle__province").get(pk=_pk(forum))
    tickets = []
    for number, row in enumerate(gathering.districts.select_related("district").order_by("district")):
        tambon = row.district.tambons.order_by("code").first()
        phone = Person()
        phone.open(forum).follow("Register")
        phone.send(given_name=f"ผู้แทน{number}", family_name="ใจดี", phone=f"080-000-{number:04}", tambon=tambon.code)
        phone.is_told("This field is required.", 422)  # the consent
        phone.send(consent="on").is_told("has a seat")
        tickets.append(phone)
    assert Registration.objects.seated().count() == len(tickets)
    return tickets


def the_declaration_is_drafted(coordinator, forum):
    coordinator.send(f"{forum}declaration/wording/", text="พวกเราจะดูแลกันตั้งแต่เกิดจนตาย").is_told("draft")
    coordinator.post(f"{forum}declaration/adoption/").is_told("has not begun yet", 409)
    coordinator.post(f"{forum}record/").is_told("has not begun yet", 409)


def people_come(coordinator, forum, tickets):
    """All but the last district come: by the six digits, by the picture of the ticket, and unannounced."""
    coordinator.post(f"{forum}record/").is_told("Check in first who came", 409)
    for phone in tickets[:-1]:
        code = re.search(r"Code for the door (\d{6})", phone.open(phone.path).words)[1]
        coordinator.send(f"{forum}door/", to="code/", code=code).is_told("is checked in.")
    coordinator.post(f"{forum}door/code/", code=code).is_told("was checked in already", 409)
    coordinator.open(tickets[0].path).send(to="undoing/").is_told("The check-in is taken back")
    coordinator.send(tickets[0].path, to="check-in/").is_told("is checked in.")
    coordinator.send(f"{forum}walk-ins/", given_name="จร", family_name="มาเอง", outside="on").is_told(
        "จร มาเอง is checked in."
    )
    coordinator.open(f"{forum}count/").is_told("nobody yet")


def pledges_are_made(coordinator, forum, phone, cycle):
    """A tambon from the phone; the partners by the coordinator's hand."""
    tambon = Registration.objects.get(pk=_pk(phone.path)).tambon
    phone.send(
        f"{forum}pledges/new/", tambon=tambon.code, text="อบต. สมทบ 50,000 บาท", kind="money", due_on="30/9/2570"
    )
    phone.is_told("อบต. สมทบ 50,000 บาท")
    for asked in Participation.objects.joined().filter(cycle=cycle):
        sent = {"participation": asked.pk, "text": f"{asked} ส่งวิทยากร", "kind": "people"}
        coordinator.send(f"{forum}pledges/new/", **sent).is_told(f"{asked} ส่งวิทยากร")
    commitment = Commitment.objects.get(tambon=tambon, cycle=cycle).get_absolute_url()
    coordinator.open(commitment).follow("It was kept")
    coordinator.send(proof=" ").is_told("This field is required.", 422)
    coordinator.send(proof="โอนเข้าบัญชีกองทุนแล้ว").is_told("โอนเข้าบัญชีกองทุนแล้ว")


def proposals_are_made_and_answered(coordinator, forum, phone):
    phone.send(f"{forum}proposals/new/", text="ขอพี่เลี้ยงประจำโซน").is_told("ขอพี่เลี้ยงประจำโซน")
    coordinator.open(f"{forum}proposals/").follow("Write what was decided")
    coordinator.send(answer="รับเข้าเกณฑ์พื้นที่นำร่อง")
    phone.open(f"{forum}proposals/").is_told("รับเข้าเกณฑ์พื้นที่นำร่อง")


def the_declaration_is_adopted(coordinator, forum):
    coordinator.send(f"{forum}declaration/", to="adoption/").is_told("its wording is final")
    coordinator.send(f"{forum}declaration/wording/", text="แก้").is_told("its wording is final", 422)
    Person().open(forum).is_told("พวกเราจะดูแลกันตั้งแต่เกิดจนตาย")


def the_gate_is_passed(coordinator, here):
    coordinator.send(f"{here}/stages/forums/", to="pass/")
    assert StagePass.objects.standing().filter(stage=Stage.FORUMS).exists(), coordinator.words


def _pk(path):
    return int(re.search(r"/(\d+)/$", path)[1])
