"""For each action of stages.csv: what must be so before it, and what its form sends."""

from uuid import uuid4

from django.utils import timezone

from forums.models import Gathering, Registration
from surveys.models import Publication, Response
from tests.factories import in_days, make_partner, make_user, stamped
from tests.toy.models import Toy
from welfare_movement.meetings.models import Meeting, Minutes
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

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


def minutes_drafted(world):
    Minutes.objects.filter(pk=world.here.minutes.pk).update(circulated_at=None, circulated_by=None)


def minutes_ripe(world):
    Minutes.objects.filter(pk=world.here.minutes.pk).update(circulated_at=in_days(-8))
    world.here.objection.settle(by=make_user())


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


def _attendance(world, stage):
    person = world.here.invitation.person_id
    return {"person": person, f"p{person}-status": "excused", f"p{person}-substitute": ""}


def _read(world, stage):
    return {"submission": world.here.response.latest.pk, "comment": "ข้อ ๓ ไม่ตรง"}


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


def _asked(world, stage):
    return {**_comer(world, stage), "phone": "080-000-0999", "consent": "on", "key": uuid4()}


def _promised(world, stage):
    return {"participation": world.here.asked.pk, "kind": "money", "what": "สมทบ", "text": "สมทบ"}


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
    "answer an invitation": (meeting_ahead, lambda world, stage: {"answer": "accepted"}),
    "add an item": (nothing, lambda world, stage: {"section": 4, "title": "เรื่องใหม่"}),
    "write an item": (nothing, lambda world, stage: {"title": "", "discussion": "ที่ประชุมหารือ"}),
    "resolve": (nothing, lambda world, stage: {"outcome": "endorsed", "text": "เห็นชอบ"}),
    "attendance": (nothing, _attendance),
    "write minutes": (nothing, lambda world, stage: {"summary": "สรุป", "taken_by": "เลขานุการ"}),
    "circulate": (minutes_drafted, empty),
    "adopt": (minutes_ripe, lambda world, stage: {"at": ""}),
    "object": (nothing, lambda world, stage: {"text": "ข้อ ๔.๓ ไม่ตรง"}),
    "ask a new partner": (
        nothing,
        lambda world, stage: {"name": "หน่วยงานใหม่", "level": "central", "sector": "state"},
    ),
    "ask a known partner": (nothing, lambda world, stage: {"partners": [make_partner(world.cycle.province).pk]}),
    "stance": (nothing, lambda world, stage: {"stance": "declined", "reason": "ไม่มีคน"}),
    "name a representative": (nothing, lambda world, stage: SOMEONE),
    "add a work": (nothing, lambda world, stage: {"what": "อบรม", "for_whom": "เยาวชน", "how": "ปีละครั้ง"}),
    "write a work": (nothing, lambda world, stage: {"what": "อบรม", "for_whom": "เยาวชน", "how": "ปีละครั้ง"}),
    "homework": (nothing, lambda world, stage: {"due_on": typed(in_days(30))}),
    "write the sheet": (nothing, _sheet),
    "return the sheet": (nothing, lambda world, stage: {"comment": "ยังขาด"}),
    "hesitate": (nothing, lambda world, stage: {"question": "where", "text": "ที่ไหน"}),
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
    "waive with the evidence": (evidence, lambda world, stage: {"reason": "x", "follow_up_on": typed(in_days(30))}),
}
