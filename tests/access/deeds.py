"""For each action of stages.csv: what must be so before it, and what its form sends."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

from django.utils import timezone

from forums.models import Gathering, Registration
from partners.directory import COLUMNS
from partners.directory_forms import PreviewForm
from pilot_areas.forms.criteria import CriteriaForm
from pilot_areas.models import CriteriaSet, Milestone, PanelScore, ProgressReport, Selection
from surveys.models import Publication, Response
from tests.access.world import passed_until
from tests.factories import (
    in_days,
    make_meeting,
    make_network,
    make_network_representative,
    make_partner,
    make_user,
    stamped,
)
from tests.factories_teams import PDF
from tests.toy.models import Toy
from welfare_movement.journal.models import Entry
from welfare_movement.meetings.models import Meeting, Minutes
from welfare_movement.meetings.models.writing import mark
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from welfare_movement.sheets.reading import Line
from working_groups.models import AppointmentOrder, Committee, CommitteeSeat

SOMEONE = {"given_name": "สมชาย", "family_name": "ใจดี"}


def typed(moment):
    """A day as people type it."""
    day = timezone.localtime(moment)
    return f"{day.day}/{day.month}/{day.year + 543}"


def times(days):
    day = typed(in_days(days))
    return {
        "starts_at_date": day,
        "starts_at_time": "09.30",
        "ends_at_date": day,
        "ends_at_time": "12.00",
        "venue": "ศาลากลาง",
    }


# ── What must be so before ─────────────────────────────────────────────────────────────────────────────────────────
def evidence(world):
    Toy.objects.create(cycle=world.cycle, name="ว่าว", colour="แดง")


def meeting_ahead(world):
    Meeting.objects.filter(pk=world.here.meeting.pk).update(starts_at=in_days(5), ends_at=in_days(5, 12))


def consultation_ahead(world):
    make_meeting(world.cycle, starts_at=in_days(3), kind="other")  # a consultation takes its doubts by itself


def minutes_drafted(world):
    Minutes.objects.filter(pk=world.here.minutes.pk).update(circulated_at=None, circulated_by=None)


def minutes_ripe(world):
    Minutes.objects.filter(pk=world.here.minutes.pk).update(circulated_at=in_days(-8))
    world.here.objection.settle(by=make_user())


def meeting_today(world):
    """It begins now, and nobody is recorded yet."""
    Meeting.objects.filter(pk=world.here.meeting.pk).update(
        starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=1)
    )
    attendances = world.here.meeting.attendances.all()
    attendances._raw_delete(attendances.db)


def minutes_adopted(world):
    """And a later meeting has begun."""
    Minutes.objects.filter(pk=world.here.minutes.pk).update(**stamped("adopted"))
    world.later = make_meeting(world.cycle, starts_at=in_days(-1))


def response_sent(world):
    Response.objects.filter(pk=world.here.response.pk).update(verified_at=None, verified_by=None)


def grades_unpublished(world):
    Publication.objects.current().filter(round__cycle=world.cycle).update(superseded_at=timezone.now())


def no_gathering(world):
    Gathering.objects.filter(cycle=world.cycle, cancelled_at=None).update(**stamped("cancelled"))


def gathering_begun(world):
    Gathering.objects.filter(pk=world.here.gathering.pk).update(starts_at=in_days(-1), ends_at=in_days(1))


def someone_came(world):
    gathering_begun(world)
    Registration.objects.filter(pk=world.here.registration.pk).update(**stamped("checked_in"))


def network_unexpected(world):
    make_network_representative(make_network())


def entry_published(world):
    world.here.entry.publish(by=make_user())


def milestone_open(world):
    unreached = {"reached_at": None, "reached_by": None, "reached_on": None, "evidence": "", "paper": ""}
    Milestone.objects.filter(pk=world.here.milestone.pk).update(**unreached)


def report_draft(world):
    ProgressReport.objects.filter(pk=world.here.report.pk).update(sent_at=None, sent_by=None)


def committee_unfounded(world):
    CommitteeSeat.objects.filter(committee__cycle=world.cycle).delete()
    Committee.objects.filter(cycle=world.cycle).delete()


def task_done(world):
    world.here.task.finish(by=make_user())


def no_draft(world):
    AppointmentOrder.objects.drafts().filter(cycle=world.cycle).delete()


def nobody_scored(world):
    PanelScore._base_manager.all()._raw_delete("default")


def scoring_closed(world):
    with passed_until(world.cycle, Stage.FORUMS):
        return Selection.objects.close(world.cycle, by=make_user())


def areas_selected(world):
    selection = scoring_closed(world)
    with passed_until(world.cycle, Stage.FORUMS):
        selection.decide(by=make_user(), resolution=world.here.agreed)


def story_drafted(world):
    Entry.objects.filter(pk=world.here.told.entry_id).update(published_at=None, published_by=None)


def nothing(world):
    pass


# ── What the form sends ────────────────────────────────────────────────────────────────────────────────────────────
def empty(world, stage):
    return {}


def _plans(world, stage):
    plans = world.cycle.plans.order_by("stage")
    sent = {"form-TOTAL_FORMS": 6, "form-INITIAL_FORMS": 6}
    for number, plan in enumerate(plans):
        sent |= {f"form-{number}-id": plan.pk, f"form-{number}-title": f"ขั้นที่ {number}"}
    return sent


def _sheet(world, stage):
    sheet = {"own_function": "ภารกิจ", "by_content": "เนื้อหา", "action": "ทำ"}
    for prefix in ("gives", "gains"):
        sheet |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return sheet


def _meeting(world, stage):
    return {"stage": stage.value, "kind": "other", "title": "ประชุม", **times(20)}


def _action(world, stage):
    return {"what": "ส่งรายชื่อ", "owner": world.here.invitation.person_id, "due_on": typed(in_days(30))}


def _attendance(world, stage):
    person = world.here.invitation.person_id
    line = {f"p{person}-status": "excused", f"p{person}-substitute": "", f"initial-p{person}-status": "present"}
    return {"person": person, **line}


def _text(world, stage):
    key = f"item-{world.here.item.pk}"
    return {key: "ที่ประชุมหารือ", f"{key}-mark": mark(world.here.item.discussion)}


def _read(world, stage):
    return {"submission": world.here.response.latest.pk, "comment": "ข้อ ๓ ไม่ตรง"}


def _entry(world, stage):
    return {"kind": "lesson", "stage": stage.value, "title": "บทเรียน", "body": "เล่า", "readership": "members"}


def _story(world, stage):
    return {"kind": "story", "title": "ตลาดนัด", "body": "เดิมไม่มีตลาด"}


def _organisation(world, stage):
    return {"name": "กองทุนใหม่", "type": "welfare_fund", "tambon": world.here.tambon.code, "scope": "tambon"}


def _gathering(world, stage):
    return {"stage": stage.value, "title": "เวทีใหญ่", "capacity": 300, **times(20)}


def _seats(world, stage):
    rows = world.here.gathering.districts.values_list("district", "seats")
    return {"capacity": 300, **{f"d{code}": seats for code, seats in rows}}


def _point(world, stage):
    return {"kind": "plenary", "title": "เสวนา", **times(10)}


def _comer(world, stage):
    return {**SOMEONE, "outside": "on"}


def _directory_sheet(world, stage):
    values = {column.key: "" for column in COLUMNS} | {"name": "หน่วยงานใหม่", "level": "central", "sector": "state"}
    preview = PreviewForm(cycle=world.cycle, lines=[Line(2, values)])
    return {"sheet": preview.initial["sheet"], "ask_in": "on"}


def _asked(world, stage):
    return {**_comer(world, stage), "phone": "080-000-0999", "consent": "on", "key": uuid4()}


def _promised(world, stage):
    return {"participation": world.here.asked.pk, "kind": "money", "what": "สมทบ", "text": "สมทบ"}


def _milestones(world, stage):
    sent = {"milestones-TOTAL_FORMS": 1, "milestones-INITIAL_FORMS": 0}
    return {**sent, "milestones-0-title": "เวทีตำบล", "milestones-0-due_on": typed(in_days(30))}


class Scan(BytesIO):
    """A paper that can be sent again and again."""

    name = "scan.pdf"

    def read(self, *size):
        return PDF


def _team_meeting(world, stage):
    return {"title": "ประชุมทีม", **times(20)}


def _signature(world, stage):
    return {"number": "99/2570", "signed_on": typed(in_days(0)), "signed_by": "ผู้ว่าราชการจังหวัด", "copy": Scan()}


WORK = {
    **{"what": "อบรม", "for_whom": "เยาวชน", "how": "ปีละครั้ง"},
    **{"content": "education", "method": "training", "targets": ["children"]},
}
TASK = {"title": "ลงตำบล", "due_on": typed(in_days(30))}
SEAT = {"role": "member", "post": "", "place": 2}


def _criteria(world, stage):
    form = CriteriaForm(draft=CriteriaSet.objects.draft(world.cycle))
    sent = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in sent.items()}


DEEDS = {
    "pass": (evidence, empty),
    "pass without evidence": (nothing, empty),
    "waive": (nothing, lambda world, stage: {"reason": "น้ำท่วม", "follow_up_on": typed(in_days(30))}),
    "revoke": (nothing, lambda world, stage: {"reason": "นับผิด"}),
    "needs": (nothing, lambda world, stage: {f"{each.slug}.painted": 3 for each in Stage}),
    "give a role": (nothing, lambda world, stage: {"role": Role.OBSERVER, **SOMEONE}),
    "dates": (nothing, _plans),
    "plan an event": (nothing, lambda world, stage: {"stage": 4, "title": "เวที", "on": typed(in_days(60))}),
    "plan a meeting": (nothing, _meeting),
    "move": (meeting_ahead, lambda world, stage: times(12)),
    "cancel": (meeting_ahead, lambda world, stage: {"reason": "น้ำท่วม"}),
    "invite": (meeting_ahead, lambda world, stage: {"audiences": ["process.members"]}),
    "set reminders": (meeting_ahead, lambda world, stage: {"leads": ["86400"], "unit": "days", "reminds": "all"}),
    "answer an invitation": (meeting_ahead, lambda world, stage: {"answer": "accepted"}),
    "add an item": (nothing, lambda world, stage: {"section": 4, "title": "เรื่องใหม่"}),
    "write an item": (nothing, lambda world, stage: {"title": "", "duration": 15}),
    "answer for someone": (meeting_ahead, lambda world, stage: {"answer": "accepted"}),
    "chair and quorum": (nothing, lambda world, stage: {"chair": "รองผู้ว่าฯ", "quorum": 50, "quorum_unit": "percent"}),
    "invite someone new": (meeting_ahead, lambda world, stage: SOMEONE),
    "move an item": (nothing, lambda world, stage: {"up": ""}),
    "delete an item": (nothing, empty),
    "attach a paper": (nothing, lambda world, stage: {"title": "ร่างระเบียบ", "file": Scan()}),
    "take a paper off": (nothing, empty),
    "write a text": (nothing, _text),
    "all who accepted came": (nothing, empty),
    "come unannounced": (nothing, lambda world, stage: SOMEONE),
    "come by code": (meeting_today, lambda world, stage: {"code": world.here.invitation.code}),
    "come by the keeper": (meeting_today, empty),
    "say that one is here": (meeting_today, empty),
    "correct adopted minutes": (
        minutes_adopted,
        lambda world, stage: {"text": "ข้อ 4.1 แก้เป็น 48 องค์กร", "agreed_at": world.later.pk},
    ),
    "resolve": (nothing, lambda world, stage: {"outcome": "endorsed", "text": "เห็นชอบ"}),
    "add an action": (nothing, _action),
    "keep an action": (nothing, lambda world, stage: {"proof": "ส่งแล้ว"}),
    "bring what is open": (nothing, empty),
    "attendance": (nothing, _attendance),
    "write minutes": (nothing, lambda world, stage: {"summary": "สรุป", "summary-mark": mark("")}),
    "write the letter": (nothing, lambda world, stage: {"addressed_to": "ก", "reason": "ข", "request": "ค"}),
    "circulate": (minutes_drafted, empty),
    "adopt": (minutes_ripe, lambda world, stage: {"at": ""}),
    "object": (nothing, lambda world, stage: {"text": "ข้อ ๔.๓ ไม่ตรง"}),
    "ask a new partner": (
        nothing,
        lambda world, stage: {"name": "หน่วยงานใหม่", "level": "central", "sector": "state"},
    ),
    "ask a known partner": (nothing, lambda world, stage: {"partners": [make_partner(world.cycle.province).pk]}),
    "take a sheet in": (nothing, _directory_sheet),
    "correct a partner": (nothing, lambda world, stage: {"name": "หน่วยงานแก้ไข", "level": "central", "sector": "state"}),
    "stance": (nothing, lambda world, stage: {"stance": "declined", "reason": "ไม่มีคน"}),
    "name a representative": (nothing, lambda world, stage: SOMEONE),
    "add a work": (nothing, lambda world, stage: WORK),
    "write a work": (nothing, lambda world, stage: WORK),
    "homework": (nothing, lambda world, stage: {"due_on": typed(in_days(30))}),
    "write the sheet": (nothing, _sheet),
    "return the sheet": (nothing, lambda world, stage: {"comment": "ยังขาด"}),
    "hesitate": (nothing, lambda world, stage: {"question": "where", "text": "ที่ไหน"}),
    "bring a doubt": (consultation_ahead, empty),
    "answer a doubt": (nothing, lambda world, stage: {"answer": "ที่อำเภอ"}),
    "add a network": (nothing, lambda world, stage: {"name": "เครือข่ายใหม่"}),
    "name who speaks": (nothing, lambda world, stage: SOMEONE),
    "add an organisation": (nothing, _organisation),
    "change an organisation": (nothing, _organisation),
    "name who answers": (nothing, lambda world, stage: SOMEONE),
    "send": (nothing, lambda world, stage: {"key": uuid4()}),
    "verify": (response_sent, _read),
    "return": (response_sent, _read),
    "profile of a tambon": (nothing, lambda world, stage: {"villages": 9, "evidence": "แผนชุมชน"}),
    "publish": (grades_unpublished, empty),
    "profile of a tambon in the follow-up": (nothing, lambda world, stage: {"villages": 9, "evidence": "แผนชุมชน"}),
    "publish the follow-up": (grades_unpublished, empty),
    "write a promise down": (nothing, _promised),
    "keep a promise": (nothing, lambda world, stage: {"proof": "โอนแล้ว"}),
    "plan a gathering": (no_gathering, _gathering),
    "change a gathering": (nothing, lambda world, stage: {"title": "เวทีใหม่"}),
    "move a gathering": (nothing, lambda world, stage: times(12)),
    "cancel a gathering": (nothing, lambda world, stage: {"reason": "น้ำท่วม"}),
    "hold a gathering": (someone_came, empty),
    "share out seats": (nothing, _seats),
    "add a point": (nothing, _point),
    "write a point": (nothing, _point),
    "register": (nothing, _asked),
    "have a name at a gathering deleted": (nothing, empty),
    "have a name in a team deleted": (nothing, empty),
    "have a name in the committee deleted": (nothing, empty),
    "invite to a gathering": (nothing, lambda world, stage: {"audiences": ["process.members"]}),
    "enrol": (nothing, _comer),
    "check in": (gathering_begun, empty),
    "check in by code": (gathering_begun, lambda world, stage: {"code": world.here.registration.code}),
    "undo a check-in": (someone_came, empty),
    "walk in": (gathering_begun, _comer),
    "draft the declaration": (nothing, lambda world, stage: {"text": "พวกเรา"}),
    "adopt the declaration": (gathering_begun, empty),
    "pledge": (nothing, _promised),
    "propose": (nothing, lambda world, stage: {"text": "ขอพี่เลี้ยง"}),
    "answer a proposal": (nothing, lambda world, stage: {"answer": "รับไว้"}),
    "begin the next cycle": (nothing, lambda world, stage: {"year": 2590, "title": ""}),
    "expect all networks": (network_unexpected, empty),
    "write an entry": (nothing, _entry),
    "change an entry": (nothing, _entry),
    "take an entry back": (entry_published, lambda world, stage: {"reason": "ระบุชื่อคน"}),
    "name who answers for an area": (nothing, lambda world, stage: {"role": "lead", **SOMEONE}),
    "write a plan": (nothing, lambda world, stage: {"goal": "ครบทุกหมู่", "text": "เริ่มที่หมู่ ๒"}),
    "adopt a plan": (nothing, lambda world, stage: {"on": typed(in_days(0)), "where": "เวทีตำบล"}),
    "add money": (nothing, lambda world, stage: {"source": "lao", "amount": "50,000"}),
    "add milestones": (nothing, _milestones),
    "reach a milestone": (milestone_open, lambda world, stage: {"on": typed(in_days(0)), "evidence": "64 คน"}),
    "give a milestone up": (milestone_open, lambda world, stage: {"reason": "น้ำท่วม"}),
    "move a milestone": (milestone_open, lambda world, stage: {"due_on": typed(in_days(60)), "reason": "ฝน"}),
    "take a milestone back": (nothing, lambda world, stage: {"reason": "ผิดตำบล"}),
    "change a milestone": (milestone_open, lambda world, stage: {"title": "เวที", "due_on": typed(in_days(60))}),
    "delete a milestone": (milestone_open, empty),
    "write a report": (report_draft, lambda world, stage: {"done": "เวที"}),
    "return a report": (nothing, lambda world, stage: {"comment": "ระบุหมู่บ้าน"}),
    "found the committee": (committee_unfounded, empty),
    "title of the committee": (nothing, lambda world, stage: {"title": "คณะทำงานขับเคลื่อนงานสวัสดิการ"}),
    "seat in the committee": (nothing, lambda world, stage: {**SEAT, "role": "adviser", "post": "ผู้ว่าราชการจังหวัด"}),
    "change a seat": (nothing, lambda world, stage: {**SEAT, "role": "adviser"}),
    "mandate": (nothing, lambda world, stage: {"mandate": "ดูแลข้อมูล"}),
    "plan a team meeting": (nothing, _team_meeting),
    "add a member": (nothing, lambda world, stage: {**SEAT, **SOMEONE}),
    "change a member": (nothing, lambda world, stage: {**SEAT, "role": "secretary"}),
    "write a team's plan": (nothing, lambda world, stage: {"text": "แผนใหม่"}),
    "add a task": (nothing, lambda world, stage: TASK),
    "change a task": (nothing, lambda world, stage: TASK),
    "drop a task": (nothing, lambda world, stage: {"reason": "น้ำท่วม"}),
    "reopen a task": (task_done, empty),
    "draft an order": (no_draft, empty),
    "write an order": (nothing, lambda world, stage: {"about": "แต่งตั้งคณะทำงาน", "preamble": "ด้วยภาคีเห็นชอบ"}),
    "sign an order": (nothing, _signature),
    "send the copy": (nothing, lambda world, stage: {"copy": Scan()}),
    "say whether one serves": (nothing, lambda world, stage: {"serves": "yes"}),
    "say whether one advises": (nothing, lambda world, stage: {"serves": "no", "reason": "ติดราชการ"}),
    "draft the criteria": (nobody_scored, _criteria),
    "adopt the criteria": (nobody_scored, lambda world, stage: {"resolution": world.here.agreed.pk}),
    "nominate": (nothing, lambda world, stage: {"tambons": [world.here.tambon.pk], "nominated_by": "เครือข่าย"}),
    "record the letter": (nothing, lambda world, stage: {"matching": "promised", "evidence": "นายกรับปาก"}),
    "withdraw the nomination": (nothing, lambda world, stage: {"reason": "ตำบลขอถอน"}),
    "appoint a judge": (nothing, lambda world, stage: SOMEONE),
    "name the day of the scores": (nothing, lambda world, stage: {"due_on": typed(in_days(9))}),
    "close the scoring": (nothing, lambda world, stage: {"sure": "on"}),
    "record a conflict": (
        nothing,
        lambda world, stage: {"nomination": world.here.nomination.pk, "reason": "ญาติ"},
    ),
    "score": (nothing, lambda world, stage: {"leaders": 15, "need": 7, "spread": 5}),
    "declare a conflict": (nothing, lambda world, stage: {"reason": "บ้านเกิด"}),
    "select": (scoring_closed, lambda world, stage: {"resolution": world.here.agreed.pk}),
    "publish the selection": (areas_selected, empty),
    "tell a story": (nothing, _story),
    "rewrite a story": (nothing, _story),
    "publish a story": (story_drafted, empty),
    "thank everyone": (nothing, empty),
    "give an award": (nothing, lambda world, stage: {"category": "care", "recipient": "ครูอารี", "reason": "ดูแล"}),
    "take an award off": (nothing, empty),
    "write the report": (nothing, lambda world, stage: {"summary": "เดินมาด้วยกัน"}),
    "publish the report": (nothing, empty),
    "waive with the evidence": (evidence, lambda world, stage: {"reason": "x", "follow_up_on": typed(in_days(30))}),
}
