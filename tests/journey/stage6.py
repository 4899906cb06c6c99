"""Stage 6 through the pages: from the pass of PILOT_AREAS to the end of the cycle."""

import re

from pilot_areas.models import CycleReport, PilotArea, Thanks
from tests.journey.person import Person
from welfare_movement.people.models import User
from welfare_movement.process.models import Cycle
from welfare_movement.process.stages import Stage

HERE = "/nakhon-si-thammarat/2570"
CELEBRATION = f"{HERE}/pilot-areas/celebration"
END = f"{HERE}/stages/celebration/pass/"


def the_cycle_is_celebrated_and_closed(coordinator, admin, days):
    """Each step first tries to go ahead, and is told what comes before it."""
    nothing_ends_before_its_time(coordinator)
    every_area_is_told_of(coordinator)
    everyone_is_thanked(coordinator)
    awards_are_given(coordinator)
    the_celebration_is_held(admin, days)
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


def the_celebration_is_held(admin, days):
    """In the administration pages, until the gatherings have pages of their own."""
    cycle, person = Cycle.objects.get(year=2570), User.objects.get(email="duangjai@example.org")
    days(1)
    told = {"cycle": cycle.pk, "stage": int(Stage.CELEBRATION), "title": "งานสมโภชน์", "venue": "หอประชุม"}
    told |= {"capacity": "300", "held_by": person.pk}
    times = {"starts_at": "09:00", "ends_at": "15:00", "held_at": "16:00"}
    today = f"{cycle.passes.latest('passed_at').passed_at:%Y-%m-%d}"
    told |= {f"{name}_{number}": value for name, at in times.items() for number, value in enumerate((today, at))}
    names = set(re.findall(r'name="([a-z_]+)-TOTAL_FORMS"', admin.open("/admin/forums/gathering/add/").page))
    inlines = {f"{name}-{what}_FORMS": "0" for name in names for what in ("TOTAL", "INITIAL")}
    admin.post("/admin/forums/gathering/add/", **told, **inlines)
    assert cycle.gatherings.filter(stage=Stage.CELEBRATION, held_at__isnull=False).count() == 1, admin.words


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
