"""The way from the pass of SURVEYS to that of WORKING_GROUPS, through the pages alone.

At each step someone first tries to go ahead, and is told in one sentence what would make it possible.
"""

import re
from datetime import timedelta

from django.core import mail
from django.utils import timezone

from tests.journey.person import Person
from welfare_movement.meetings.models import Meeting
from welfare_movement.notices.deliver import deliver
from welfare_movement.process.models import Cycle, StagePass
from welfare_movement.process.stages import Stage
from working_groups.models import AppointmentOrder, CommitteeSeat, Task, TeamMember, WorkingGroup

HERE = "/nakhon-si-thammarat/2570"
TEAMS = f"{HERE}/working-groups"
GATE = f"{HERE}/stages/working_groups"
ROLES = ["chair", "secretary", "member", "member"]  # and a post, beside them


def the_teams_are_formed(coordinator, admin, days):
    """coordinator, admin: people signed in, in these roles of the cycle. days: lets so many days go by."""
    the_forum_cannot_come_first(coordinator, admin)
    the_committee_is_founded(coordinator)
    the_seats_are_filled(coordinator)
    the_members_say_yes_or_no(coordinator)
    the_order_is_drafted_and_signed(coordinator)
    chair = the_chair_writes_the_plan(coordinator)
    the_other_plans_are_adopted(coordinator)
    the_teams_meet(coordinator, days)
    the_gate_of_the_teams_is_passed(coordinator, chair)


def the_forum_cannot_come_first(coordinator, admin):
    coordinator.post(f"{HERE}/stages/forums/pass/").is_told("is not open yet; it opens when the gate of", 409)
    coordinator.post(f"{GATE}/pass/").is_told("Fill each of the three teams", 409)
    for remedy in ("Have the appointment order signed.", "adopt its work plan.", "Have every team meet"):
        coordinator.is_told(remedy)
    admin.post(f"{HERE}/stages/forums/waiver/", reason="รีบ", follow_up_on="1/1/2599").is_told("is not open yet", 409)
    assert not Cycle.objects.get().is_open(Stage.FORUMS)


def the_committee_is_founded(coordinator):
    coordinator.post(f"{TEAMS}/orders/").is_told("Found the committee and its three teams first.", 409)
    coordinator.send(f"{TEAMS}/", to="committee/").is_told("The committee and its three teams stand")
    coordinator.post(f"{TEAMS}/committee/").is_told("founded the committee of this cycle already", 409)
    assert WorkingGroup.objects.count() == 3
    coordinator.post(f"{TEAMS}/orders/").is_told("enter the members that the order is to appoint first", 409)


def the_seats_are_filled(coordinator):
    adviser = f"{TEAMS}/committee/seats/new/"
    coordinator.send(adviser, role="adviser").is_told("Write the name, or choose someone who is known", 422)
    coordinator.send(adviser, role="adviser", post="ผู้ว่าราชการจังหวัด").is_told("ผู้ว่าราชการจังหวัด has a seat now.")
    coordinator.send(adviser, role="chair", given_name="ไพโรจน์", email="pairoj@example.org").is_told("ไพโรจน์")
    for group in WorkingGroup.objects.order_by("pk"):
        new = f"{TEAMS}/{group.pk}/members/new/"
        for number, role in enumerate(ROLES):
            who = {"given_name": f"คนที่ {number}", "email": f"team{group.pk}-{number}@example.org"}
            coordinator.send(new, role=role, **who).is_told("has a seat now.")
        coordinator.send(new, role="chair", given_name="อีกคน").is_told("is the chair already", 409)
        coordinator.is_told("change their role first")
        coordinator.open(f"{TEAMS}/{group.pk}/").is_told("For the gate it still needs")
        coordinator.send(new, role="member", post="พัฒนาการจังหวัด หรือผู้แทน")
        coordinator.open(f"{TEAMS}/{group.pk}/").is_told("It has its chair, its secretary and five members")


def the_members_say_yes_or_no(coordinator):
    coordinator.send(f"{TEAMS}/", to="consents/").is_told("13 people are asked.")
    deliver()
    group = WorkingGroup.objects.order_by("pk").first()
    member, chair = (_link_of(f"team{group.pk}-{number}@example.org") for number in (2, 0))
    guest = Person().enter(member)
    guest.send().is_told("This field is required.", 422)
    guest.send(serves="no", reason="ดูแลแม่").is_told("Thank you; your answer has been noted.")
    guest.open(f"{TEAMS}/{group.pk}/").is_told("Sign in")
    coordinator.open(f"{TEAMS}/{group.pk}/").is_told("For the gate it still needs")
    coordinator.is_told("ดูแลแม่")
    Person().enter(chair).send(serves="yes").is_told("Thank you")
    new = f"{TEAMS}/{group.pk}/members/new/"
    coordinator.send(new, role="member", given_name="คนแทน", email="instead@example.org")
    assert CommitteeSeat.objects.count() == 2
    assert sorted(seat.state for seat in TeamMember.objects.filter(group=group)) == [
        "asked",
        "asked",
        "consented",
        "declined",
        "post",
        "unasked",
    ]


def _link_of(email):
    letter = next(each for each in mail.outbox if each.to == [email])
    (link,) = re.findall(r"https?://\S+/l/\S+/", letter.body)
    return link


def the_order_is_drafted_and_signed(coordinator):
    coordinator.send(f"{TEAMS}/", to="orders/").is_told("A draft follows the members as they stand now")
    order = AppointmentOrder.objects.get()
    page = f"{TEAMS}/orders/{order.pk}/"
    coordinator.open(f"{page}paper/").is_told("คำสั่งจังหวัดนครศรีธรรมราช")
    coordinator.is_told("คนแทน").is_told("คณะทำงานและเลขานุการ").is_told("ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป")
    coordinator.send(f"{page}signature/", number="99/2570", signed_on="1/1/2599", signed_by="ผู้ว่าราชการจังหวัด")
    coordinator.is_told("The order cannot be signed on a day ahead", 422)
    day = timezone.localdate()
    signed = {"number": "99/2570", "signed_on": f"{day.day}/{day.month}/{day.year + 543}"}
    coordinator.send(f"{page}signature/", **signed, signed_by="ผู้ว่าราชการจังหวัด").is_told("The order is signed and kept")
    coordinator.open(f"{page}paper/").is_told("ที่ ๙๙/๒๕๗๐")
    coordinator.post(f"{TEAMS}/orders/").is_told("Everyone is appointed already", 409)


def the_chair_writes_the_plan(coordinator):
    """The chair signs in, and keeps plan and tasks of this team alone. Returns the chair."""
    group, other, *_more = WorkingGroup.objects.order_by("pk")
    chair = Person().sign_in(f"team{group.pk}-0@example.org")
    assert chair.open(f"{TEAMS}/{other.pk}/").status == 404
    chair.send(f"{TEAMS}/{group.pk}/plan/", text="ตรวจข้อมูลทุกตำบล").is_told("Saved.")
    chair.send(f"{TEAMS}/{group.pk}/", to="plan/adoption/").is_told("Write at least one task into the plan first", 409)
    seat = group.members.get(role="chair").pk
    chair.send(f"{TEAMS}/{group.pk}/tasks/new/", title="สุ่มตรวจ", owner=str(seat), due_on="31/12/2570").is_told("สุ่มตรวจ")
    chair.open("/me/").is_told("Task of your team is due")
    task = Task.objects.get()
    chair.send(f"{TEAMS}/{group.pk}/tasks/", to="start/").is_told("Doing 1")
    coordinator.post(f"{TEAMS}/tasks/{task.pk}/start/").is_told("began with this task already", 409)
    chair.send(f"{TEAMS}/{group.pk}/tasks/", to="completion/").is_told("Done: สุ่มตรวจ")
    chair.send(f"{TEAMS}/{group.pk}/", to="plan/adoption/").is_told("The plan is adopted.")
    coordinator.post(f"{TEAMS}/{group.pk}/plan/", text="แก้ทีหลัง").is_told(
        "recorded the adoption of this plan already", 409
    )
    return chair


def the_other_plans_are_adopted(coordinator):
    for group in WorkingGroup.objects.order_by("pk")[1:]:
        coordinator.send(f"{TEAMS}/{group.pk}/plan/", text="แผนของทีม")
        coordinator.send(f"{TEAMS}/{group.pk}/tasks/new/", title="ลงตำบล", due_on="31/12/2570").is_told("nobody yet")
        coordinator.send(f"{TEAMS}/{group.pk}/", to="plan/adoption/").is_told("The plan is adopted.")


def the_teams_meet(coordinator, days):
    day = timezone.localdate() + timedelta(days=2)
    typed = f"{day.day}/{day.month}/{day.year + 543}"
    times = {"starts_at_date": typed, "starts_at_time": "09.00", "ends_at_date": typed, "ends_at_time": "12.00"}
    for group in WorkingGroup.objects.order_by("pk"):
        page = f"{TEAMS}/{group.pk}/meetings/new/"
        coordinator.send(page, venue="ศาลากลาง").is_told("This field is required.", 422)
        coordinator.send(page, **times, venue="ศาลากลาง").is_told("1/2570")
        meeting = group.meetings.get().meeting
        coordinator.send(f"{HERE}/meetings/{meeting.pk}/invitations/", audiences=[f"working_groups.{group.team}"])
        assert meeting.invitations.count() == 4
    days(3)
    meetings = Meeting.objects.filter(kind="team")
    for meeting in meetings:
        page = f"{HERE}/meetings/{meeting.pk}"
        sheet = {f"p{each.person_id}-status": "present" for each in meeting.invitations.all()}
        coordinator.send(f"{page}/attendance/", **sheet)
        coordinator.send(f"{page}/minutes/", summary="แบ่งงานกันแล้ว")
        coordinator.post(f"{page}/minutes/circulation/").is_told("The minutes were sent")
    coordinator.post(f"{GATE}/pass/").is_told("Have every team meet and adopt its minutes.", 409)
    days(8)
    for meeting in meetings:
        coordinator.post(f"{HERE}/meetings/{meeting.pk}/minutes/adoption/").is_told("adopted and locked")


def the_gate_of_the_teams_is_passed(coordinator, chair):
    coordinator.open(f"{GATE}/met/").is_told("Where it is done")
    chair.post(f"{GATE}/pass/")
    assert (chair.status, StagePass.objects.standing().filter(stage=Stage.WORKING_GROUPS).count()) == (403, 0)
    coordinator.send(f"{GATE}/", to="pass/").is_told("The gate is passed; the next stage is open.")
    passed = StagePass.objects.standing().get(stage=Stage.WORKING_GROUPS)
    assert [finding.is_met for finding in passed.kept_findings] == [True] * 4
    assert Cycle.objects.get().is_open(Stage.FORUMS)
