"""The first half of PILOT_AREAS through its pages: from the draft of the criteria to the page that everyone reads."""

import re
from datetime import timedelta

from django.utils import timezone

from pilot_areas.models import Judge, Nomination, PilotArea
from tests.journey.person import Person
from welfare_movement.meetings.models import Meeting

HERE = "/nakhon-si-thammarat/2570"
PANEL = ("อาจารย์", "นักพัฒนา", "ประธานเครือข่าย")
POINTS = {"leaders": "๑๕", "need": "8", "spread": "7"}


def the_areas_are_selected(coordinator, admin, days):
    """Begins once FORUMS is passed and grades are published; at its end all reasons are published."""
    the_gate_names_what_is_missing(coordinator)
    the_criteria_are_drafted(coordinator)
    tambons_are_nominated(coordinator)
    judges = a_panel_is_appointed(coordinator)
    for judge in judges:
        a_judge_scores(judge)
    the_meeting_is_held(coordinator, days)
    the_scoring_is_closed_and_the_criteria_adopted(coordinator)
    the_areas_are_decided_and_published(coordinator, admin)


def the_gate_names_what_is_missing(coordinator):
    coordinator.post(f"{HERE}/stages/pilot_areas/pass/").is_told("Have every candidate scored by three judges.", 409)
    coordinator.post(f"{HERE}/pilot-areas/ranking/closing/").is_told("Write the criteria first", 409)


def the_criteria_are_drafted(coordinator):
    draft = f"{HERE}/pilot-areas/criteria/draft/"
    coordinator.send(draft, plan_most="30").is_told("The points of all criteria make 110; they must make 100.", 422)
    coordinator.send(draft, text="ใช้กับรอบนี้").is_told("The draft is saved; a meeting adopts it.")
    coordinator.post(f"{HERE}/pilot-areas/ranking/closing/").is_told("nobody stands for selection", 409)


def tambons_are_nominated(coordinator):
    coordinator.open(f"{HERE}/pilot-areas/nominations/")
    codes = re.findall(r'name="tambons" id="\w+" value="(\d+)"', coordinator.page)
    assert codes, coordinator.words
    coordinator.send(to="nominations/new/", nominated_by="เครือข่าย").is_told("Tick at least one tambon.", 422)
    coordinator.send(f"{HERE}/pilot-areas/nominations/", to="new/", tambons=codes, nominated_by="เครือข่าย")
    first = Nomination.objects.order_by("pk").first()
    matching = f"{HERE}/pilot-areas/nominations/{first.pk}/matching/"
    coordinator.send(matching, matching="confirmed").is_told("Write where it stands", 422)
    coordinator.send(matching, matching="confirmed", evidence="ที่ นศ 1/2570").is_told("Confirmed by a letter")
    coordinator.post(f"{HERE}/pilot-areas/ranking/closing/").is_told("Scored by fewer than three judges", 409)


def a_panel_is_appointed(coordinator):
    """Three who score; and one who is tied to the first candidate."""
    new = f"{HERE}/pilot-areas/panel/new/"
    for name in (*PANEL, "เครือญาติ"):
        coordinator.send(new, given_name=name, family_name="ตัวอย่าง", capacity="กรรมการคัดเลือก").is_told(name)
    coordinator.open(f"{HERE}/pilot-areas/panel/")
    links = re.findall(r"https?://[^\s<]+/l/[^\s<]+/", coordinator.page)
    assert len(links) == 4
    people = [Person().enter(link) for link in links]
    tied = Judge.objects.get(person__given_name="เครือญาติ")
    for person in people:
        assert re.search(r"/pilot-areas/judges/\d+/$", person.path), person.path
    relative = next(person for person in people if person.path.endswith(f"/{tied.pk}/"))
    first = Nomination.objects.order_by("pk").first()
    conflict = f"{relative.path}candidates/{first.pk}/conflict/"
    relative.send(conflict, reason="พี่น้องกับนายก").is_told("the other judges score this candidate")
    relative.open(conflict.replace("conflict/", "")).is_told("A judge with a conflict of interest does not score", 409)
    assert relative.open(f"{HERE}/pilot-areas/panel/").path.startswith("/accounts/")
    return [person for person in people if person is not relative]


def a_judge_scores(judge):
    page = judge.path
    candidates = re.findall(rf'href="({page}candidates/\d+/)"', judge.page)
    assert len(candidates) == Nomination.objects.standing().count()
    judge.send(candidates[0], **{**POINTS, "leaders": "21"}).is_told("Write a number of at most 20.", 422)
    for address in candidates:
        judge.send(address, **POINTS).is_told("Saved.")
    judge.open(page).is_told(f"{len(candidates)} of {len(candidates)} candidates scored")


def the_meeting_is_held(coordinator, days):
    on = timezone.localdate() + timedelta(days=3)
    day = f"{on.day}/{on.month}/{on.year + 543}"
    about = {"stage": "5", "kind": "other", "title": "ประชุมคัดเลือกพื้นที่", "venue": "ศาลากลาง"}
    times = {"starts_at_date": day, "starts_at_time": "09.00", "ends_at_date": day, "ends_at_time": "12.00"}
    coordinator.send(f"{HERE}/meetings/new/", **about, **times).is_told("ประชุมคัดเลือกพื้นที่")
    meeting = Meeting.objects.get(stage=5)
    page = f"{HERE}/meetings/{meeting.pk}"
    coordinator.send(f"{page}/invitations/", audiences=["pilot_areas.judges"])
    assert meeting.invitations.count() == 4
    days(4)
    item = meeting.items.get(section=4, position=0)
    coordinator.send(f"{page}/items/{item.pk}/resolutions/", outcome="endorsed", text="เห็นชอบเกณฑ์ และคัดเลือกตามเกณฑ์")


def the_scoring_is_closed_and_the_criteria_adopted(coordinator):
    ranking = f"{HERE}/pilot-areas/ranking/"
    coordinator.open(ranking).is_told("The ranking shows once the scoring is closed")
    coordinator.send(f"{ranking}closing/").is_told("These judges have not scored everyone", 422)
    coordinator.send(f"{ranking}closing/", sure="on").is_told("The scoring is closed; here is the ranking.")
    coordinator.is_told("Mean of 3 judges.")
    coordinator.open(f"{ranking}decision/").is_told("Have the criteria adopted by a meeting first", 409)
    coordinator.send(f"{HERE}/pilot-areas/criteria/", to="adoption/", resolution=_resolution(coordinator))
    coordinator.is_told("The criteria are adopted.")


def the_areas_are_decided_and_published(coordinator, admin):
    ranking = f"{HERE}/pilot-areas/ranking/"
    Person().open(f"{HERE}/pilot-areas/selection/").is_told("It is published once a meeting has decided.")
    coordinator.send(f"{ranking}decision/").is_told("This field is required.", 422)
    coordinator.send(f"{ranking}decision/", resolution=_resolution(coordinator)).is_told("The selection is recorded")
    admin.open(f"{ranking}decision/").is_told("recorded the selection already; nothing more is needed.", 409)
    coordinator.send(ranking, to="publication/").is_told("Everyone can read now who was selected")
    Person().open(f"{HERE}/pilot-areas/selection/").is_told("Selected by rank: number 1")
    assert PilotArea.objects.explained().count() == Nomination.objects.standing().count()
    first = Nomination.objects.order_by("pk").first()
    coordinator.post(f"{HERE}/pilot-areas/nominations/{first.pk}/withdrawal/", reason="เปลี่ยนใจ")
    coordinator.is_told("The areas of this cycle are selected; criteria, nominations and scores stay", 409)


def _resolution(coordinator):
    """The last of those that the page offers."""
    if 'name="resolution"' not in coordinator.page:
        coordinator.open(f"{HERE}/pilot-areas/criteria/")
    inside = re.search(r'<select name="resolution".*?</select>', coordinator.page, re.DOTALL)[0]
    return re.findall(r'<option value="(\d+)"', inside)[0]
