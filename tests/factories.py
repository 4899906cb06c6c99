"""Plain makers of rows, for every test: `make_<noun>(**fields)`."""

import uuid
from datetime import datetime, timedelta
from itertools import count

from django.utils import timezone

from partners.models import Linkage, Participation, Partner, Representative
from welfare_movement.meetings.models import Meeting, Minutes
from welfare_movement.notices.models import Notice
from welfare_movement.notices.models.notice import NAMESPACE
from welfare_movement.people.models import User
from welfare_movement.places.models import District, Province, Tambon
from welfare_movement.process.models import Cycle, Membership
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

_numbers = count(1)


def make_province(code="80", **fields):
    fields = {"slug": "nakhon-si-thammarat", "name_th": "นครศรีธรรมราช", "name_en": "Nakhon Si Thammarat", **fields}
    return Province.objects.get_or_create(code=code, defaults=fields)[0]


def make_district(code="8001", province=None, **fields):
    fields = {"name_th": f"อำเภอ {code}", "name_en": f"District {code}", **fields}
    province = province or make_province()
    return District.objects.get_or_create(code=code, defaults={"province": province, **fields})[0]


def make_tambon(code="800104", district=None, **fields):
    fields = {"name_th": f"ตำบล {code}", "name_en": f"Tambon {code}", **fields}
    district = district or make_district(code[:4])
    return Tambon.objects.get_or_create(code=code, defaults={"district": district, **fields})[0]


def make_user(given_name=None, **fields):
    number = next(_numbers)
    fields = {"email": f"person{number}@example.org", "family_name": "ใจดี", **fields}
    return User.objects.create_user(given_name=given_name or f"สมาชิก{number}", **fields)


def make_cycle(year=2570, province=None, **fields):
    return Cycle.objects.create(province=province or make_province(), year=year, **fields)


def make_member(cycle, role=Role.COORDINATOR, district=None, user=None):
    user = user or make_user()
    Membership.objects.create(cycle=cycle, user=user, role=role, district=district)
    return user


def make_passes(cycle, up_to, *, by=None):
    """The passes of all stages up to this one, as if their gates had been passed."""
    by = by or make_user()
    return [
        cycle.passes.create(stage=stage, passed_at=timezone.now(), passed_by=by, findings=[])
        for stage in Stage
        if stage <= up_to and not cycle.passes.standing().filter(stage=stage).exists()
    ]


def make_open_cycle(stage=Stage.CELEBRATION, **fields):
    """A cycle in which this stage is open."""
    cycle = make_cycle(**fields)
    if stage.previous is not None:
        make_passes(cycle, stage.previous)
    return cycle


def close(cycle, *, by=None):
    """Close a cycle as the pass of its last gate does, without its evidence."""
    Cycle.objects.filter(pk=cycle.pk).update(closed_at=timezone.now(), closed_by=by or make_user())


def in_days(days, hour=9, minute=30):
    """A moment so many days from today, by the clock of Bangkok."""
    today = timezone.localtime()
    moment = today.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return moment + timedelta(days=days)


def moment(text):
    """An aware moment of Bangkok from "2026-11-24 09:30"."""
    return timezone.make_aware(datetime.fromisoformat(text))  # noqa: DTZ007


def make_notice(key=None, *, to=None, **fields):
    """A due notice of a kind that the tests register."""
    key = key or f"test:{next(_numbers)}"
    to = to or make_user()
    fields = {"subject": "สวัสดี", "body": "เนื้อความ", "not_before": timezone.now(), "kind": "toys", **fields}
    channel = Notice.Channel.EMAIL if to.email else Notice.Channel.COPY
    fields = {"channel": channel, "address": to.email or "", **fields}
    return Notice.objects.create(id=uuid.uuid5(NAMESPACE, key), key=key, to=to, **fields)


def make_meeting(cycle=None, *, by=None, starts_at=None, **fields):
    cycle = cycle or make_cycle()
    starts_at = starts_at or in_days(10)
    fields = {"stage": Stage.PARTNERS, "kind": Meeting.Kind.CONSULTATION, "title": "ประชุมหารือภาคี", **fields}
    fields = {"venue": "ศาลากลางจังหวัด", "ends_at": starts_at + timedelta(hours=3), **fields}
    return Meeting(cycle=cycle, starts_at=starts_at, **fields).plan(by=by or make_user())


def make_minutes(meeting, *, present=None, circulated=False, adopted=False, by=None):
    """Minutes of a meeting that has begun, with one person present; as far along as is asked."""
    by = by or make_user()
    meeting.attendances.create(person=present or make_user(), status="present", recorded_by=by)
    minutes = Minutes.objects.create(meeting=meeting, drafted_by=by)
    if circulated or adopted:
        minutes.circulate(by=by)
    if adopted:
        Minutes.objects.filter(pk=minutes.pk).update(adopted_at=timezone.now(), adopted_by=by)
    minutes.refresh_from_db()
    return minutes


# ── Partners ───────────────────────────────────────────────────────────────────────────────────────────────────────
def make_partner(province=None, **fields):
    number = next(_numbers)
    fields = {"name": f"หน่วยงานตัวอย่าง {number}", "level": "provincial", "sector": "state", **fields}
    return Partner.objects.create(province=province or make_province(), **fields)


def make_participation(cycle=None, *, partner=None, stance=None, reason="เหตุผล", **partner_fields):
    """A partner asked into the cycle, with this stance if one is given."""
    cycle = cycle or make_cycle()
    asked = Participation.objects.create(cycle=cycle, partner=partner or make_partner(cycle.province, **partner_fields))
    if stance:
        asked.take_stance(stance, by=make_user(), reason=reason)
    return asked


def make_linkage(participation, *, gives=1, gains=1, **fields):
    """A linkage sheet; complete unless told otherwise."""
    fields = {"own_function": "ภารกิจ", "by_content": "เนื้อหา", "action": "ทำใน 90 วัน", **fields}
    linkage = Linkage.objects.create(participation=participation, **fields)
    for _number in range(gives):
        linkage.gives.create(kind="people", what="วิทยากร")
    for _number in range(gains):
        linkage.gains.create(what="ตัวชี้วัด")
    return linkage


def make_representative(participation, user=None):
    user = user or make_user()
    Representative.objects.create(partner=participation.partner, user=user)
    return user
