"""Plain makers of rows, for every test: `make_<noun>(**fields)`."""

import uuid
from datetime import date, datetime, timedelta
from itertools import count

from django.utils import timezone

from forums.models import ExpectedDistrict, Gathering, Registration
from partners.models import Linkage, Participation, Partner, Representative, Work
from pilot_areas.models import AreaEntry, AreaPlan, CriteriaSet, Judge, Nomination, PilotArea
from surveys.models import (
    CommunityOrganisation,
    ExpectedNetwork,
    GradingMethod,
    Network,
    NetworkRepresentative,
    QuestionnaireVersion,
    Response,
    SurveyRound,
)
from welfare_movement.journal.models import Entry
from welfare_movement.meetings.models import Meeting, Minutes, Resolution
from welfare_movement.notices.models import Notice
from welfare_movement.notices.models.notice import NAMESPACE
from welfare_movement.people.models import Link, User
from welfare_movement.places.models import District, Province, Tambon
from welfare_movement.process.models import Cycle, Membership
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from working_groups.models import AppointmentOrder, WorkingGroup, WorkPlan

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
    fields = {"email": f"person{number}@example.org", "family_name": "ใจดี", "language": "en", **fields}
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


def stamped(verb):
    """The columns that say that this was done, now and by someone."""
    return {f"{verb}_at": timezone.now(), f"{verb}_by": make_user()}


def unstamped(verb):
    """The columns that say that this was not done."""
    return {f"{verb}_at": None, f"{verb}_by": None}


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


def make_work(participation, *, districts=(), targets=("elderly",), **fields):
    """A work on the pile; in the whole province unless districts are given."""
    fields = {"what": "อบรม", "for_whom": "ผู้สูงอายุ", "how": "ทุกเดือน", **fields}
    fields = {"content": "elderly", "method": "training", **fields}
    work = Work.objects.create(participation=participation, **fields)
    work.lay(districts=districts, targets=targets)
    return work


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


# ── Surveys ────────────────────────────────────────────────────────────────────────────────────────────────────────
def make_network(province=None, **fields):
    fields = {"name": f"เครือข่ายตัวอย่าง {next(_numbers)}", **fields}
    return Network.objects.create(province=province or make_province(), **fields)


def make_expected_network(cycle, network=None):
    return ExpectedNetwork.objects.create(cycle=cycle, network=network or make_network(cycle.province))


def make_network_representative(network, user=None):
    user = user or make_user()
    NetworkRepresentative.objects.create(network=network, user=user)
    return user


def make_organisation(*networks, tambon=None, **fields):
    tambon = tambon or make_tambon()
    fields = {"name": f"กองทุนตัวอย่าง {next(_numbers)}", "type": "welfare_fund", "scope": "tambon", **fields}
    organisation = CommunityOrganisation.objects.create(province=tambon.district.province, tambon=tambon, **fields)
    organisation.networks.set(networks)
    return organisation


def make_resolution(cycle, *, outcome="endorsed", stage=Stage.SURVEYS, kind=Meeting.Kind.JOINT, **fields):
    """A resolution of a meeting that was held yesterday."""
    meeting = make_meeting(cycle, stage=stage, kind=kind, starts_at=in_days(-1), **fields)
    return Resolution.objects.create(item=meeting.items.get(section=4, position=0), outcome=outcome)


def make_round(cycle=None, organisations=None, *, by=None, **fields):
    """The baseline round of a cycle, open for these organisations (one, if none are given)."""
    cycle = cycle or make_open_cycle(Stage.SURVEYS)
    fields = {"stage": Stage.SURVEYS, "reference_month": date(2027, 2, 1), "due_on": date(2027, 1, 31), **fields}
    survey_round = SurveyRound(
        cycle=cycle,
        questionnaire=QuestionnaireVersion.shipped(),
        method=GradingMethod.shipped(),
        resolution=fields.pop("resolution", None) or make_resolution(cycle),
        **fields,
    )
    return survey_round.open(organisations or [make_organisation()], by=by or make_user())


def whole_answers(**changes):
    """Answers that can be sent as they are, and are graded B; the informant among them."""
    answers = {
        "org_name": "กองทุนสวัสดิการชุมชนตำบลตัวอย่าง",
        "org_type": "welfare_fund",
        "tambon_code": "800104",
        "scope": "tambon",
        "networks": [],
        "founded_month": "2019-02",
        "informant": {"name": "นางสาวตัวอย่าง ใจดี", "position": "ประธาน", "phone": "0800000123", "consent": True},
        "service_population": 7400,
        "members_total": 1480,
        "members_12m_ago": 1430,
        "villages_total": 9,
        "villages_covered": 8,
        "members_paid_up": 1210,
        "fund_balance": 1260000,
        "member_contrib_12m": 441000,
        "lao_contrib_12m": 100000,
        "state_contrib_12m": 180000,
        "donation_12m": 0,
        "own_earnings_12m": 12000,
        "benefits_paid_12m": 598000,
        "admin_cost_12m": 51000,
        "meetings_12m": 10,
        "rules_level": 4,
        "accounts_level": 3,
        "disclosure_level": 3,
        "provides_welfare": "yes",
        "benefit_types": ["birth", "elderly", "illness", "death", "education", "disadvantaged", "disaster"],
        "beneficiaries_12m": 182,
        "median_days": 14,
        "vulnerable_care": 3,
        "plan_status": 3,
        "local_plan_items": 2,
        "data_use": 2,
        "active_partners": 3,
        "network_role": 3,
    }
    return {**answers, **changes}


def make_response(assignment, *, sent=True, verified=False, by=None, **changes):
    """A response to an assignment: a draft, sent, or verified; `changes` are answers other than the usual."""
    response = Response.objects.create(assignment=assignment)
    changes.setdefault("tambon_code", assignment.organisation.tambon_id)
    if sent or verified:
        response.submit(whole_answers(**changes), key=uuid.uuid4())
    else:
        response.keep(whole_answers(**changes))
    if verified:
        response.verify(response.latest, by=by or make_user())
    return response


# ── Working groups ─────────────────────────────────────────────────────────────────────────────────────────────────
def make_group(cycle=None, team="academic", *, roles=("chair", "secretary", "member", "member", "member")):
    """A team with someone in each of these roles."""
    group = WorkingGroup.objects.create(cycle=cycle or make_open_cycle(Stage.WORKING_GROUPS), team=team)
    for role in roles:
        group.members.create(person=make_user(), role=role)
    return group


def make_order(cycle, *, signed=True):
    fields = {"signed_on": timezone.localdate(), "signed_by": "ผู้ว่าราชการจังหวัด"} if signed else {}
    return AppointmentOrder.objects.create(cycle=cycle, number="1/2570", **fields)


def make_work_plan(group, *, adopted=True):
    return WorkPlan.objects.create(group=group, text="แผน", **(stamped("adopted") if adopted else {}))


def make_team_meeting(group, *, adopted=True, cycle=None, **fields):
    """A meeting that this team called, held yesterday, with its minutes."""
    fields = {"stage": Stage.WORKING_GROUPS, "kind": Meeting.Kind.TEAM, "starts_at": in_days(-1), **fields}
    meeting = make_meeting(cycle or group.cycle, **fields)
    make_minutes(meeting, circulated=True, adopted=adopted)
    return group.meetings.create(meeting=meeting)


# ── Gatherings ─────────────────────────────────────────────────────────────────────────────────────────────────────
def make_gathering(cycle=None, stage=Stage.FORUMS, *, held=False, **fields):
    """The one forum of a cycle, or its celebration, as these fields say; begun yesterday, and held if asked."""
    starts_at = in_days(-1)
    fields = {"title": "เวทีใหญ่", "venue": "ศาลากลางจังหวัด", "capacity": 300, **fields}
    fields = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=6), **fields}
    fields = {**fields, **(stamped("held") if held else {})}
    return Gathering.objects.update_or_create(cycle=cycle or make_open_cycle(), stage=stage, defaults=fields)[0]


def make_expected_district(gathering, code="8001"):
    return ExpectedDistrict.objects.create(gathering=gathering, district=make_district(code), seats=10)


def make_registration(gathering, tambon=None, *, came=True):
    person, number = make_user(), next(_numbers)
    fields = {"code": f"{number:06}", "seated_at": timezone.now(), **(stamped("checked_in") if came else {})}
    fields["link"] = Link.objects.issue("forums.Registration", by=person, expires_at=in_days(60))
    return Registration.objects.create(gathering=gathering, person=person, tambon=tambon or make_tambon(), **fields)


# ── Pilot areas ────────────────────────────────────────────────────────────────────────────────────────────────────
def make_criteria(cycle, *, adopted=True):
    fields = {"resolution": make_resolution(cycle), **stamped("adopted")} if adopted else {}
    return CriteriaSet.objects.create(cycle=cycle, text="เกณฑ์", **fields)


def make_nomination(cycle=None, code="800104", *, judges=0):
    """A tambon that stands for selection, scored by so many judges."""
    nomination = Nomination.objects.create(cycle=cycle or make_open_cycle(), tambon=make_tambon(code))
    for _number in range(judges):
        judge = Judge.objects.appoint(nomination.cycle, make_user(), by=make_user())
        judge.scores.create(nomination=nomination, points={}, completed_at=timezone.now())
    return nomination


def make_area(cycle=None, code="800104", *, published=False):
    """A tambon that was nominated and selected."""
    fields = {"reasons": "เหตุผล", **stamped("published")} if published else {}
    return PilotArea.objects.create(nomination=make_nomination(cycle, code), selected_by=make_user(), **fields)


def make_area_plan(area, *, adopted=True):
    return AreaPlan.objects.create(area=area, text="แผน", **(stamped("adopted") if adopted else {}))


def make_milestone(area, **fields):
    return area.milestones.create(title="หมุดหมาย", due_on=timezone.localdate(), **fields)


def make_area_entry(area, kind, *, published=True):
    """An entry of the journal that tells of this area."""
    fields = {
        "stage": Stage.PILOT_AREAS,
        "kind": kind,
        "title": "เรื่องเล่า",
        "body": "เนื้อความ",
        "written_by": make_user(),
    }
    fields = {**fields, **(stamped("published") if published else {})}
    return AreaEntry.objects.create(area=area, entry=Entry.objects.create(cycle=area.nomination.cycle, **fields))
