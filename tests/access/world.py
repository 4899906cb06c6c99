"""A cycle with one of everything, and a visitor of every kind: what the tables of access are tried on."""

from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from forums.models import Gathering
from partners.models import Hesitation, Representative
from pilot_areas.models import CriteriaSet, Nomination, PilotArea
from surveys.models import NetworkRepresentative, Respondent
from tests.factories import (
    in_days,
    make_area_entry,
    make_area_plan,
    make_district,
    make_linkage,
    make_meeting,
    make_member,
    make_milestone,
    make_minutes,
    make_network,
    make_open_cycle,
    make_organisation,
    make_participation,
    make_passes,
    make_province,
    make_response,
    make_round,
    make_tambon,
    make_user,
    make_work,
    stamped,
)
from tests.factories_areas import make_area_person, make_budget_line, make_report, this_month
from tests.factories_celebration import make_award, make_cycle_report, make_thanks
from tests.factories_follow_up import make_follow_up
from tests.factories_gathering import make_declaration, make_gathering_invitation, make_planned, make_pledge
from tests.factories_journal import make_entry
from tests.factories_promises import make_action, make_commitment
from tests.factories_selection import make_judge, make_score
from tests.factories_teams import PDF, make_asked_seat, make_committee, make_seat, make_task, sign
from welfare_movement.meetings.models import Meeting, Resolution
from welfare_movement.notices.models import Notice
from welfare_movement.notices.tokens import token
from welfare_movement.process.models import PlannedEvent
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from working_groups.models import AppointmentOrder, WorkPlan

KINDS = (
    "anonymous",
    "stranger",
    "meeting_link",
    "survey_link",
    "partner",
    "respondent",
    "observer",
    "reviewer",
    "reviewer_elsewhere",
    "coordinator",
    "administrator",
    "coordinator_elsewhere",
)


OF_A_JUDGE = ("remove_judge", "record_conflict", "scores", "score", "declare_conflict")


class World:
    """here: what is asked about. near: as much again in the same cycle, in another district, that belongs to others.
    sister: another cycle of the province. abroad: a cycle of another province. people: those visitors who can sign in.
    """

    def __init__(self):
        trang = make_province("92", slug="trang", name_th="ตรัง", name_en="Trang")
        self.cycle = make_open_cycle(Stage.WORKING_GROUPS)
        self.here, self.near = make_things(self.cycle, "800104", "801201")
        (self.sister,) = make_things(make_open_cycle(Stage.WORKING_GROUPS, year=2571), "800105")
        (self.abroad,) = make_things(make_open_cycle(Stage.WORKING_GROUPS, province=trang), "920101")
        self.people = self._people()
        self._browsers = {kind: self._browser(kind) for kind in {*KINDS, *self.people}}

    def _people(self):
        people = {
            "stranger": make_user(),
            "partner": self.here.representative.user,
            "respondent": self.here.respondent.user,
            "observer": make_member(self.cycle, Role.OBSERVER),
            "reviewer": make_member(self.cycle, Role.REVIEWER, district=make_district("8001")),
            "reviewer_elsewhere": make_member(self.cycle, Role.REVIEWER, district=make_district("8012")),
            "coordinator": make_member(self.cycle),
            "administrator": make_member(self.cycle, Role.ADMINISTRATOR),
            "coordinator_elsewhere": make_member(self.sister.cycle),
            "administrator_everywhere": make_member(self.cycle, Role.ADMINISTRATOR),
        }
        for elsewhere in (self.sister, self.abroad):
            make_member(elsewhere.cycle, Role.ADMINISTRATOR, user=people["administrator_everywhere"])
        for person in people.values():
            person.set_password("กินดีอยู่ดี-2570")
            person.save()
        return people

    def _browser(self, kind):
        """A browser that came in, and the cookies that it has from there."""
        links = {"meeting_link": self.here.invitation.link, "survey_link": self.here.assignment.link}
        browser = Client(raise_request_exception=False)
        if kind in links:
            browser.post(reverse("people:link", args=[links[kind].token]))
        elif kind in self.people:
            browser.force_login(self.people[kind])
        return browser, browser.cookies.output(header="")

    def address(self, name, things=None, **changed):
        """The address of this name in the cycle, with the objects of `here` in it, or of these things."""
        known = {"province": self.cycle.province.slug, "cycle": self.cycle.year, **objects(name, things or self.here)}
        return reverse(name, kwargs={each: {**known, **changed}[each] for each in addresses()[name]})

    def ask(self, kind, method, address, data=None):
        """What this visitor is answered; whatever it did is taken back."""
        with taken_back():
            return self.send(kind, method, address, data)

    def send(self, kind, method, address, data=None):
        browser, cookies = self._browsers[kind]
        browser.cookies.clear()
        browser.cookies.load(cookies)
        answer = getattr(browser, method.lower())(address, data)
        for close in answer._resource_closers if answer.streaming else ():
            close()  # the file of a paper; `answer.close()` would end the request
        if answer.streaming:  # a paper that is handed out; whoever asked has read it
            list(answer.streaming_content)
        return answer


@contextmanager
def taken_back():
    """Whatever is done in here was never done."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def said(response):
    """The status; `login` for the way to the sign-in that leads back afterwards."""
    sign_in = f"{resolve_url(settings.LOGIN_URL)}?next="
    if response.status_code == 302 and response["Location"].startswith(sign_in):
        return "login"
    return str(response.status_code)


@cache
def addresses():
    """Every address of the site but those of the administration: its name -> what stands in it."""
    return dict(_walk(get_resolver().url_patterns, "", ()))


def _walk(patterns, space, above):
    for each in patterns:
        words = (*above, *each.pattern.regex.groupindex)
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}", words
        elif each.namespace != "admin":
            yield from _walk(each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space, words)


# ── Things ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def make_things(cycle, *tambons):
    """For each of these tambons a meeting, a partner and an organisation of the cycle, with everything below them."""
    all_things = [SimpleNamespace(cycle=cycle, tambon=_tambon(cycle, code)) for code in tambons]
    for things in all_things:
        _add_member(things)
        _add_meeting(things)
        _add_partner(things)
        _add_entry(things)
        _add_organisation(things)
    survey_round = make_round(cycle, [things.organisation for things in all_things])
    for things in all_things:
        things.assignment = survey_round.assignments.get(organisation=things.organisation)
        things.response = make_response(things.assignment, verified=True, tambon_code=things.tambon.code)
        things.grade = things.response.grades.get()
    survey_round.publish(by=make_user())
    with passed_until(cycle, Stage.FORUMS):
        make_follow_up(cycle, [things.organisation for things in all_things])
        _add_gatherings(cycle, all_things)
        _add_teams(cycle, all_things)
        _add_selection(cycle, all_things)
        for things in all_things:
            _add_area(things)
    with passed_until(cycle, Stage.PILOT_AREAS):
        make_cycle_report(cycle)
        for things in all_things:
            _add_celebration(things)
    return all_things


@contextmanager
def passed_until(cycle, stage):
    """Rows of later stages are there although their stage is locked again, as after a pass was taken back."""
    known = list(cycle.passes.values_list("pk", flat=True))
    make_passes(cycle, stage)
    yield
    later = cycle.passes.exclude(pk__in=known)
    later._raw_delete(later.db)


def _add_teams(cycle, all_things):
    """A team for each, the same one again after three; the committee and its orders are those of the cycle."""
    committee = make_committee(cycle)
    groups = list(cycle.working_groups.all())
    for number, things in enumerate(all_things):
        things.group = groups[number % len(groups)]
        things.member = make_asked_seat(things.group)
        things.adviser = make_asked_seat(committee, "adviser")
        things.task = make_task(things.group, owner=things.member)
        WorkPlan.objects.get_or_create(group=things.group, defaults={"text": "แผน"})
        things.group.plan_meeting(
            Meeting(title="ประชุมทีม", venue="ศาลากลาง", starts_at=in_days(9), ends_at=in_days(9, 12)), by=make_user()
        )
        things.signed_order = sign(AppointmentOrder.draft(cycle, by=make_user()), number=f"{number}/2570", copy=PDF)
    make_seat(groups[0])
    draft = AppointmentOrder.draft(cycle, by=make_user())
    for things in all_things:
        things.order = draft


def _tambon(cycle, code):
    return make_tambon(code, district=make_district(code[:4], cycle.province, tile_row=1, tile_column=1))


def _add_member(things):
    things.gate_pass = things.cycle.passes.get(stage=Stage.PARTNERS)
    things.membership = make_member(things.cycle, Role.OBSERVER).memberships.get()
    things.event = PlannedEvent.objects.create(
        cycle=things.cycle, stage=Stage.FORUMS, title="เวที", on=in_days(90).date()
    )


def _add_entry(things):
    """A draft, which others of the cycle do not find."""
    author = things.representative.user
    things.entry = make_entry(things.cycle, published=False, written_by=author)


def _add_meeting(things):
    guest = make_user()
    things.meeting = make_meeting(things.cycle, stage=Stage.SURVEYS, kind=Meeting.Kind.JOINT)
    things.meeting.invite([guest], by=make_user())
    Meeting.objects.filter(pk=things.meeting.pk).update(starts_at=in_days(-2), ends_at=in_days(-2, 12))
    things.meeting.refresh_from_db()
    things.item = things.meeting.items.first()
    things.invitation = things.meeting.invitations.get()
    things.notice = Notice.objects.get(about=things.meeting.about)
    things.meeting.printed.create(kind="minutes", file=SimpleUploadedFile("minutes.pdf", PDF))
    things.paper = things.item.papers.create(
        title="ร่างระเบียบ", file=SimpleUploadedFile("paper.pdf", PDF), added_by=make_user()
    )
    for brought in things.meeting.items.exclude(source=""):
        brought.remove()  # the doubt waits for an agenda still
    things.sub_item = things.meeting.items.create(section=4, position=1, title="แผนสำรวจ")
    things.minutes = make_minutes(things.meeting, present=guest, circulated=True)
    things.objection = things.minutes.object_to(by=guest, text="ข้อ ๔.๒ ไม่ตรง")


def _add_partner(things):
    things.asked = make_participation(things.cycle, stance="joined")
    things.representative = Representative.objects.create(partner=things.asked.partner, user=make_user())
    things.work = make_work(things.asked)
    things.doubt = Hesitation.objects.create(participation=things.asked, question="how", text="อย่างไร")
    make_linkage(things.asked).hand_in(by=things.representative.user)
    _add_actions(things)


def _add_actions(things):
    """Of a resolution of the meeting: one that the partner's person sees to, and one that was done, with a paper."""
    things.resolution = Resolution.objects.create(item=things.item, outcome="assigned")
    things.action = make_action(resolution=things.resolution, owner=things.representative.user, days=-3)
    things.done = make_action(resolution=things.resolution, owner=things.representative.user)
    things.kept = make_commitment(things.asked)
    for promise in (things.done, things.kept):
        promise.keep(by=make_user(), proof="แล้ว", paper=SimpleUploadedFile("photo.png", b"\x89PNG\r\n\x1a\n"))


def _add_organisation(things):
    things.network = make_network(things.cycle.province)
    things.speaker = NetworkRepresentative.objects.create(network=things.network, user=make_user())
    things.organisation = make_organisation(things.network, tambon=things.tambon)
    things.respondent = Respondent.objects.create(organisation=things.organisation, user=make_user())


def _add_gatherings(cycle, all_things):
    """One forum stands in a cycle, that of the first; the others were cancelled before it."""
    for things in reversed(all_things):
        Gathering.objects.filter(cycle=cycle, cancelled_at=None).update(**stamped("cancelled"))
        _add_gathering(things)


def _add_gathering(things):
    things.gathering = make_planned(things.cycle)
    things.point = things.gathering.items.create(title="เปิดเวที", starts_at=in_days(10))
    things.registration = things.gathering.register(make_user(), by=make_user(), tambon=things.tambon)
    things.bidding = make_gathering_invitation(things.gathering)
    make_declaration(things.gathering)
    things.promise = make_pledge(things.gathering, participation=things.asked).commitment
    things.proposal = things.gathering.proposals.create(text="ขอพี่เลี้ยง")


def _add_area(things):
    """Of an earlier nomination, so that the selection that is under way does not meet it."""
    earlier = {**stamped("withdrawn"), "withdrawn_reason": "เหตุผล"}
    nomination = Nomination.objects.create(cycle=things.cycle, tambon=things.tambon, **earlier)
    published = {"reasons": "เหตุผล", "selected_by": make_user(), **stamped("published")}
    things.area = PilotArea.objects.create(nomination=nomination, **published)
    things.area_person = make_area_person(things.area, user=things.respondent.user)
    make_area_plan(things.area, adopted=False)
    things.line = make_budget_line(things.area)
    things.milestone = make_milestone(things.area)
    photo = SimpleUploadedFile("photo.png", b"\x89PNG\r\n\x1a\n")
    things.milestone.reach(by=make_user(), on=in_days(0).date(), evidence="64 คน", paper=photo)
    things.report = make_report(things.area)


def _add_selection(cycle, all_things):
    """Adopted criteria; for each tambon a nomination with three scores, and a seat for its partner's person."""
    agreed = Resolution.objects.create(item=all_things[0].item, outcome="endorsed")
    criteria = CriteriaSet.objects.create(cycle=cycle, resolution=agreed, **stamped("adopted"))
    seats = [make_judge(cycle) for _number in range(3)]
    for things in all_things:
        things.criteria, things.agreed = criteria, agreed
        things.nomination = Nomination.objects.create(cycle=cycle, tambon=things.tambon)
        things.judge = make_judge(cycle, things.representative.user)
        for seat in seats:
            make_score(things.nomination, seat)


def _add_celebration(things):
    things.told = make_area_entry(things.area, "story")
    things.thanks = make_thanks(things.cycle, things.organisation)
    things.award = make_award(things.cycle, organisation=things.organisation)


def objects(name, things):
    """What stands in the address of this name beside province and cycle, of these things."""
    below = {"item": things.item, "objection": things.objection, "work": things.work, "hesitation": things.doubt}
    below |= {"paper": things.paper}
    if name in {"meetings:move_item", "meetings:remove_item"}:
        below["item"] = things.sub_item
    below |= {"line": things.line, "milestone": things.milestone}
    below |= {"nomination": things.nomination, "resolution": things.resolution}
    below |= {"proposal": things.proposal, **({"item": things.point} if name.startswith("forums:") else {})}
    return {
        "token": things.invitation.link.token,
        "stage": "surveys",
        "requirement": "coverage",
        "section": "A",
        "number": 1,
        "month": f"{this_month():%Y-%m}",
        "code": int(things.tambon.code),
        "notice": things.notice.pk,
        "page": things.meeting.get_absolute_url().removeprefix("/"),
        "mac": _mac(name, things),
        "key": _key(name, things),
        "kind": "minutes",
        "pk": _named(name, things).pk,
        "who": _who(name, things).pk,
        **{word: thing.pk for word, thing in below.items()},
    }


def _mac(name, things):
    if name == "own:unsubscribe":
        return token("unsubscribe", things.notice.pk)
    return token("shared", things.meeting.get_absolute_url())


def _key(name, things):
    special = {"meetings:presence": things.meeting.door_key, "meetings:text": f"item-{things.item.pk}"}
    return special.get(name, things.gathering.key)


def _named(name, things):
    special = {
        "process:revoke": things.gate_pass,
        "process:remove_role": things.membership,
        **dict.fromkeys(("process:event", "process:remove_event"), things.event),
        **dict.fromkeys(("meetings:invitation", "meetings:answer_for", "meetings:arrival"), things.invitation),
        "surveys:grade": things.grade,
        **dict.fromkeys(("surveys:response", "surveys:verify", "surveys:give_back"), things.response),
        **dict.fromkeys(("surveys:network", "surveys:expect", "surveys:network_representatives"), things.network),
        "surveys:remove_network_representative": things.network,
        **dict.fromkeys(("surveys:organisation", "surveys:respondents"), things.organisation),
        "surveys:remove_respondent": things.organisation,
        "partners:edit": things.asked.partner,
        **dict.fromkeys(("partners:commitment", "partners:keep"), things.promise),
        **dict.fromkeys(("forums:ticket", "forums:cancel_registration", "forums:withdraw"), things.registration),
        "partners:commitment_paper": things.kept,
        **dict.fromkeys(("meetings:action", "meetings:keep_action"), things.action),
        "meetings:action_paper": things.done,
        **dict.fromkeys(("forums:check_in", "forums:undo_check_in"), things.registration),
        "forums:invitation": things.bidding,
        **dict.fromkeys(("working_groups:seat", "working_groups:change_member"), things.member),
        **dict.fromkeys(("working_groups:end_member", "working_groups:withdraw_member"), things.member),
        **{f"working_groups:{name}_committee_seat": things.adviser for name in ("change", "end", "withdraw")},
        "working_groups:committee_seat": things.adviser,
        **{f"working_groups:{name}_task": things.task for name in ("start", "finish", "drop", "reopen")},
        "working_groups:task": things.task,
        **{f"working_groups:{name}": things.order for name in ("order", "order_text", "sign_order", "order_paper")},
        "working_groups:order_copy": things.signed_order,
        "pilot_areas:criteria_paper": things.criteria,
        **{f"pilot_areas:{name}": things.nomination for name in ("nomination", "matching", "letter", "withdraw")},
        **{f"pilot_areas:{page}": things.judge for page in OF_A_JUDGE},
        "pilot_areas:tell": things.area,
        **dict.fromkeys(("pilot_areas:story", "pilot_areas:rewrite", "pilot_areas:publish_story"), things.told),
        "pilot_areas:certificate": things.thanks,
        **dict.fromkeys(("pilot_areas:award", "pilot_areas:remove_award"), things.award),
    }
    of_the_app = {
        "journal": things.entry,
        "meetings": things.meeting,
        "notices": things.notice,
        "partners": things.asked,
        "pilot_areas": things.area,
        "surveys": things.assignment,
        "forums": things.gathering,
        "working_groups": things.group,
    }
    return special.get(name) or of_the_app.get(name.partition(":")[0], things.cycle)


def _who(name, things):
    who = {
        "pilot_areas:remove_person": things.area_person,
        "surveys:remove_network_representative": things.speaker,
        "surveys:remove_respondent": things.respondent,
    }
    return who.get(name, things.representative)
