"""The areas are driven, through pages only: from the published selection until every milestone is settled."""

import re

from django.utils import timezone

from pilot_areas.models import PilotArea, ProgressReport
from pilot_areas.months import month_of
from tests.journey.person import Person
from welfare_movement.process.models import Cycle

TITLES = ["เวทีตำบล", "ระเบียบและบัญชี", "แผนและงบ อปท."]


def the_areas_are_driven(coordinator, admin, days):
    """coordinator, admin: signed-in people. days: lets so many days go by."""
    here = "/" + "/".join(str(word) for word in _cycle().address)
    areas = [f"{here}/pilot-areas/{pk}" for pk in _areas().values_list("pk", flat=True)]
    Person().open(f"{here}/pilot-areas/areas/").is_told("Why this tambon was chosen")
    Person().open(f"{areas[0]}/").is_told("This page does not exist", 404)
    for number, area in enumerate(areas):
        _the_plan_is_adopted(coordinator, area, number)
    leads = [_someone_leads(coordinator, area, number) for number, area in enumerate(areas)]
    _the_report_is_sent_and_returned_once(coordinator, leads[0], areas[0])
    for lead, area in zip(leads[1:], areas[1:], strict=True):
        _report(lead, area).is_told("The report has arrived.")
    days(20)
    for number, area in enumerate(areas):
        _the_milestones_are_settled(admin if number == 0 else coordinator, area)
    coordinator.open(f"{here}/stages/pilot_areas/milestones/")
    assert PilotArea.objects.settled().count() == len(areas) == PilotArea.objects.planned().count()
    assert ProgressReport.objects.sent().count() == len(areas)
    Person().open(f"{here}/pilot-areas/areas/").is_told("น้ำท่วมนาน")


def _cycle():
    return Cycle.objects.filter(nominations__area__isnull=False).distinct().get()


def _areas():
    return PilotArea.objects.filter(nomination__cycle=_cycle()).order_by("pk")


def _the_plan_is_adopted(coordinator, area, number):
    coordinator.open(f"{area}/").is_told("No plan is written yet")
    coordinator.send(f"{area}/plan/", goal="", text="เริ่มที่หมู่ ๒").is_told("This field is required.", 422)
    coordinator.send(f"{area}/plan/", goal="สมาชิกครบทุกหมู่บ้าน", text="เริ่มที่หมู่ ๒").is_told("Plan drafted")
    adoption = {"where": f"เวทีตำบล ครั้งที่ {number + 1}"}
    coordinator.send(f"{area}/plan/adoption/", **adoption).is_told("Add at least one milestone first", 409)
    days = {f"milestones-{index}-due_on": f"{index + 1}/9/2570" for index in range(len(TITLES))}
    titles = {f"milestones-{index}-title": title for index, title in enumerate(TITLES)}
    coordinator.send(f"{area}/milestones/", **titles, **days).is_told("เวทีตำบล")
    coordinator.send(f"{area}/budget/", source="lao", amount="๕๐,๐๐๐").is_told("asked for")
    coordinator.send(f"{area}/budget/", to="securing/").is_told("secured")
    coordinator.send(f"{area}/plan/adoption/", **adoption).is_told("The plan is adopted.")


def _someone_leads(coordinator, area, number):
    """A person without an account, who comes in by the link that the coordinator passes on."""
    coordinator.send(f"{area}/people/", role="lead", given_name=f"ผู้นำ{number}", phone=f"080-000-01{number:02}")
    (link,) = set(re.findall(r"https?://[^\s<\"]+/l/[^\s<\"]+/", coordinator.page))
    lead = Person().enter(link)
    assert lead.path == f"{area}/", lead.path
    return lead


def _report(lead, area, **changed):
    month = f"{month_of(timezone.localdate()):%Y-%m}"
    words = {"done": "เวทีสองหมู่บ้าน", "members": "๑,๕๒๐", "beneficiaries": "34", "next_month": "ตั้งศูนย์"}
    page = f"{area}/reports/{month}/writing/"
    return lead.send(page, press=("send", "yes"), **{**words, "spent_members": "5,000", **changed})


def _the_report_is_sent_and_returned_once(coordinator, lead, area):
    month = f"{month_of(timezone.localdate()):%Y-%m}"
    lead.send(f"{area}/reports/{month}/writing/", done="เวทีหมู่ ๒").is_told("Saved as a draft. It is not sent yet.")
    _report(lead, area, members="สิบคน").is_told("Please look at these:", 422)
    _report(lead, area).is_told("The report has arrived.")
    coordinator.open(f"{area}/reports/{month}/").is_told("เวทีสองหมู่บ้าน")
    coordinator.send(f"{area}/reports/{month}/return/", comment="ระบุหมู่บ้าน").is_told("returned with your comment")
    lead.open(f"{area}/").is_told("ระบุหมู่บ้าน")
    _report(lead, area, done="เวทีหมู่ ๒ และ ๓").is_told("The report has arrived.")
    coordinator.send(f"{area}/reports/{month}/", to="reading/").is_told("read by")


def _the_milestones_are_settled(person, area):
    person.open(f"{area}/")
    first, second, third = sorted(set(re.findall(rf"{area}/milestones/\d+/", person.page)))
    person.send(f"{first}reaching/", evidence="").is_told("This field is required.", 422)
    person.send(f"{first}reaching/", evidence="64 คน มีใบลงชื่อ").is_told("It is recorded as reached.")
    person.send(f"{first}taking-back/", reason="ผิดตำบล").is_told("The milestone is open again.")
    person.send(f"{first}reaching/", evidence="66 คน มีใบลงชื่อ").is_told("66 คน")
    person.send(f"{second}move/", due_on="15/9/2570", reason="สภาเลื่อนประชุม").is_told("สภาเลื่อนประชุม")
    person.send(f"{second}reaching/", evidence="ระเบียบฉบับลงนาม").is_told("It is recorded as reached.")
    person.send(f"{third}giving-up/", reason="").is_told("This field is required.", 422)
    person.send(f"{third}giving-up/", reason="น้ำท่วมนาน").is_told("Decided otherwise")
