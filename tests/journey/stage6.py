"""Stage 6 through the pages: from the pass of PILOT_AREAS to the end of the cycle."""

import re
from datetime import timedelta

from django.utils import timezone

from pilot_areas.models import CycleReport, PilotArea, Thanks
from tests.journey.person import Person
from welfare_movement.process.models import Cycle
from welfare_movement.thai.dates import show_date

HERE = "/nakhon-si-thammarat/2570"
CELEBRATION = f"{HERE}/pilot-areas/celebration"
END = f"{HERE}/stages/celebration/pass/"


def the_cycle_is_celebrated_and_closed(coordinator, days):
    """Each step first tries to go ahead, and is told what comes before it."""
    nothing_ends_before_its_time(coordinator)
    every_area_is_told_of(coordinator)
    everyone_is_thanked(coordinator)
    awards_are_given(coordinator)
    the_celebration_is_held(coordinator, days)
    the_report_is_published(coordinator)
    the_cycle_is_closed(coordinator)


def nothing_ends_before_its_time(coordinator):
    coordinator.post(END).is_told("Hold the celebration.", 409).is_told("Publish the report of the cycle.", 409)
    coordinator.open(f"{CELEBRATION}/").is_told("What still lacks before the cycle can be closed")
    coordinator.post(f"{HERE}/report/publication/").is_told("Write the summary first", 409)
    Person().open(f"{HERE}/report/").is_told("", 404)


def every_area_is_told_of(coordinator):
    areas = list(PilotArea.objects.filter(nomination__cycle__year=2570))
    assert areas
    for area in areas:
        telling = f"{CELEBRATION}/areas/{area.pk}/telling/"
        coordinator.send(telling, kind="story", title="").is_told("This field is required.", 422)
        publish = ("publish", "yes")
        coordinator.send(telling, kind="story", title="ตลาดนัดวันพุธ", body="เดิมไม่มีตลาด", press=publish)
        coordinator.is_told("ตลาดนัดวันพุธ", 200)
        coordinator.send(telling, kind="lesson", title="ไปหาคน", body="ไปในที่ที่เขาอยู่").is_told("A draft", 200)
        Person().open(coordinator.path).is_told("", 404)
        coordinator.send(coordinator.path, to="publication/").is_told("Everyone can read it now.")
        Person().open(coordinator.path).is_told("ไปในที่ที่เขาอยู่", 200)
    coordinator.open(f"{HERE}/stages/celebration/stories/").is_told("nothing")


def everyone_is_thanked(coordinator):
    coordinator.post(END).is_told("Thank every organisation that was surveyed.", 409)
    coordinator.send(f"{CELEBRATION}/thanks/", to="all/").is_told("thanked, and")
    number = Thanks.objects.count()
    coordinator.post(f"{CELEBRATION}/thanks/all/").is_told("Everyone was thanked already.")
    assert Thanks.objects.count() == number
    thanks = Thanks.objects.to_organisations().first()
    village = Person().enter(thanks.link.url)
    village.is_told("ขอมอบเกียรติบัตรฉบับนี้ให้ไว้เพื่อแสดงว่า", 200)
    other = Thanks.objects.exclude(pk=thanks.pk).first()
    assert village.open(f"{CELEBRATION}/thanks/{other.pk}/").status == 404
    coordinator.open(f"{CELEBRATION}/certificates/").is_told("Who signs", 200)


def awards_are_given(coordinator):
    new = f"{CELEBRATION}/awards/new/"
    coordinator.send(new, category="innovation", reason="ทำสิ่งใหม่").is_told("Say to whom", 422)
    coordinator.send(new, category="facilitator", recipient="ครูอารี", reason="ลงพื้นที่ทุกเดือน")
    coordinator.is_told("The award is recorded.").is_told("ครูอารี")
    coordinator.send(new, category="facilitator", recipient="ครูอารี", reason="x").is_told("given already", 422)


def the_celebration_is_held(coordinator, days):
    """Planned, registered for from a phone, checked in at the door, and recorded as held."""
    day = show_date(timezone.localdate() + timedelta(days=9), "numeric", language="th")
    told = {"title": "งานสมโภชน์", "venue": "หอประชุม", "capacity": "300"}
    times = {"starts_at_date": day, "starts_at_time": "08.30", "ends_at_date": day, "ends_at_time": "15.30"}
    coordinator.open(f"{CELEBRATION}/").follow("Plan the celebration")
    coordinator.send(**told, **times).is_told("Planned. Now write the programme", 200)
    here = coordinator.path
    coordinator.send(f"{here}programme/", title="ขบวนแห่ธงตำบล", starts_at_date=day, starts_at_time="08.30")
    coordinator.is_told("ขบวนแห่ธงตำบล", 200)
    phone = Person()
    phone.open(here).is_told("ขบวนแห่ธงตำบล").follow("Register")
    phone.send(given_name="สมใจ", phone="080-000-0777", outside="on", consent="on").is_told("has a seat")
    ticket, code = phone.path, re.search(r"Code for the door (\d{6})", phone.words)[1]
    who_cannot_come_is_forgotten(coordinator, here)
    coordinator.post(f"{here}declaration/wording/", text="พวกเรา").is_told("belong to the forum", 409)
    coordinator.post(f"{here}record/").is_told("has not begun yet", 409)
    days(9)
    coordinator.post(f"{here}record/").is_told("Check in first who came", 409)
    coordinator.send(f"{here}door/", to="code/", code=code).is_told("is checked in.")
    phone.open(ticket).is_told("came").send(f"{here}proposals/new/", text="ปีหน้าขอจัดที่ทุ่งสง")
    coordinator.send(here, to="record/").is_told("It is recorded that the gathering was held.", 200)
    coordinator.open(f"{CELEBRATION}/").is_told("งานสมโภชน์")
    coordinator.post(END).is_told("Publish the report of the cycle.", 409)


def who_cannot_come_is_forgotten(coordinator, here):
    phone = Person()
    phone.open(here).follow("Register")
    phone.send(given_name="ประนอม", phone="080-000-0778", outside="on", consent="on").is_told("has a seat")
    phone.follow("Take the consent back")
    phone.send().is_told("Done: the name and everything by which one could be reached were deleted.", 200)
    assert "ประนอม" not in coordinator.open(f"{here}door/").words


def the_report_is_published(coordinator):
    coordinator.post(END).is_told("Publish the report of the cycle.", 409)
    coordinator.send(f"{HERE}/report/words/", summary="").is_told("This field is required.", 422)
    coordinator.send(f"{HERE}/report/words/", summary="เดินมาด้วยกัน").is_told("A draft, for members of the cycle.")
    coordinator.send(f"{HERE}/report/", to="publication/").is_told("The report is published, for everyone to read.")
    coordinator.post(f"{HERE}/report/publication/").is_told("published this report already", 409)
    Person().open(f"{HERE}/report/").is_told("เดินมาด้วยกัน", 200)


def the_cycle_is_closed(coordinator):
    coordinator.open(f"{CELEBRATION}/").is_told("Closing ends the cycle")
    coordinator.send(f"{CELEBRATION}/", to="pass/").is_told("The gate is passed and the cycle is closed.")
    assert Cycle.objects.get(year=2570).closed_by.email == "suda@example.org"
    coordinator.post(f"{CELEBRATION}/thanks/all/").is_told("This cycle is closed and can only be read", 409)
    Person().open(f"{HERE}/report/").is_told("เดินมาด้วยกัน", 200)
    assert CycleReport.objects.get(cycle__year=2570).figures
