"""Every page that lists costs the same number of queries with one row and with many."""

import re
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partners.models import Hesitation, Representative
from pilot_areas.models import PilotArea
from pilot_areas.months import month_before
from surveys.models import NetworkRepresentative, Respondent, Response
from tests.access.world import addresses, make_things, objects, passed_until, taken_back
from tests.conftest import MARKS
from tests.factories import (
    in_days,
    make_area_entry,
    make_linkage,
    make_meeting,
    make_member,
    make_milestone,
    make_minutes,
    make_network,
    make_open_cycle,
    make_participation,
    make_partner,
    make_province,
    make_resolution,
    make_team_meeting,
    make_user,
    make_work,
)
from tests.factories_areas import make_area_person, make_budget_line
from tests.factories_gathering import make_gathering_invitation, make_pledge
from tests.factories_journal import make_entry, make_event
from tests.factories_teams import PDF, make_asked_seat, make_seat, make_task
from welfare_movement.meetings.models import AgendaItem, Resolution
from welfare_movement.notices.models import Notice
from welfare_movement.process.gates import requirements
from welfare_movement.process.models import PlannedEvent
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db
LISTS = [
    "dashboard:cycle",
    "dashboard:board",
    "process:ladder",
    "process:stage",
    "process:roles",
    "process:dates",
    "dashboard:history",
    "journal:index",
    "meetings:index",
    "meetings:meeting",
    "meetings:invite",
    "meetings:reminders",
    "meetings:attendance",
    "meetings:minutes",
    "meetings:door",
    "meetings:actions",
    "meetings:action",
    "notices:outbox",
    "partners:board",
    "partners:pile",
    "partners:hesitations",
    "partners:answer",
    "partners:stance",
    "partners:work",
    "partners:add",
    "partners:directory",
    "partners:participation",
    "partners:linkage",
    "partners:ledger",
    "partners:version",
    "partners:ledger_paper",
    "partners:examples",
    "partners:homework",
    "dashboard:giving",
    "partners:commitments",
    "partners:commitment",
    "partners:add_commitment",
    "forums:index",
    "forums:gathering",
    "forums:seats",
    "forums:invite",
    "forums:enrol",
    "forums:walk_in",
    "forums:ticket",
    "forums:door",
    "forums:count",
    "forums:sheet",
    "forums:declaration",
    "forums:declaration_paper",
    "forums:pledges",
    "forums:proposals",
    "surveys:coverage",
    "surveys:open_round",
    "surveys:letters",
    "surveys:networks",
    "surveys:network",
    "surveys:organisations",
    "surveys:organisation",
    "surveys:assignment",
    "surveys:responses",
    "surveys:response",
    "surveys:grades",
    "surveys:tambons",
    "surveys:comparison",
    "surveys:follow_up:coverage",
    "surveys:follow_up:letters",
    "surveys:follow_up:grades",
    "surveys:follow_up:tambons",
    "pilot_areas:index",
    "pilot_areas:areas",
    "pilot_areas:sheet",
    "pilot_areas:reports",
    "pilot_areas:money",
    "pilot_areas:area",
    "pilot_areas:people",
    "pilot_areas:budget",
    "pilot_areas:milestone",
    "pilot_areas:report",
    "working_groups:index",
    "working_groups:team",
    "working_groups:tasks",
    "working_groups:add_task",
    "working_groups:order",
    "working_groups:order_paper",
    "working_groups:sign_order",
    "pilot_areas:criteria",
    "pilot_areas:nominations",
    "pilot_areas:nomination",
    "pilot_areas:panel",
    "pilot_areas:ranking",
    "pilot_areas:celebration",
    "pilot_areas:stories",
    "pilot_areas:thanks",
    "pilot_areas:certificates",
    "pilot_areas:awards",
    "dashboard:report",
    "dashboard:report_paper",
]
FEW, MANY = 1, 4


def fill(province, number):
    """A cycle of this province with so many of everything, and as many below the first of each."""
    cycle = make_open_cycle(Stage.WORKING_GROUPS, province=province)
    things = make_things(cycle, *[f"{province.code}01{each:02}" for each in range(number)])
    for _each in range(number):
        _more_of_the_meeting(things[0])
        _more_of_the_partner(things[0])
        with passed_until(cycle, Stage.FORUMS):
            _more_of_the_forum(things[0])
            _more_of_the_area(things[0])
        NetworkRepresentative.objects.create(network=things[0].network, user=make_user())
        Respondent.objects.create(organisation=things[0].organisation, user=make_user())
        make_resolution(cycle)
        make_partner(province)
        _more_of_the_team(things[0])
        PlannedEvent.objects.create(cycle=cycle, stage=Stage.FORUMS, title="เวที", on=in_days(60).date())
        make_event(cycle), make_event(cycle, became=True)
        make_entry(cycle), make_minutes(make_meeting(cycle, starts_at=in_days(-1)), circulated=True, adopted=True)
    return things[0]


def _more_of_the_meeting(things):
    person = make_user()
    things.meeting.invitations.create(
        person=person,
        link=type(things.invitation.link).objects.issue("meetings.Invitation", by=person, expires_at=in_days(9)),
        invited_by=person,
    )
    things.meeting.attend(person, "present", by=person)
    things.minutes.object_to(by=person, text="ข้อ ๔.๓ ไม่ตรง")
    Resolution.objects.create(item=things.item, outcome="noted")
    things.item.papers.create(title="ร่าง", file=SimpleUploadedFile("paper.pdf", PDF), added_by=person)
    things.meeting.items.create(section=5, position=things.meeting.items.count(), title="นัดหมาย", duration=10)


def _more_of_the_partner(things):
    make_work(things.asked, districts=[things.tambon.district], targets=["children", "women"])
    make_work(make_participation(things.cycle), districts=[things.tambon.district], targets=["children"])
    Hesitation.objects.create(participation=things.asked, question="how", text="x").reply("y", by=make_user())
    doubt = Hesitation.objects.create(participation=things.asked, question="how", text="z")
    AgendaItem.objects.bring(things.meeting, f"partners.hesitation:{doubt.pk}", "ข้อลังเล", by=make_user())
    Representative.objects.create(partner=things.asked.partner, user=make_user())
    things.asked.take_stance("joined", by=make_user())
    _more_of_the_sheet(things.asked)


def _more_of_the_sheet(asked):
    """More lines, versions, recipients, reminders; and as many sheets of similar partners, accepted."""
    sheet = asked.linkage
    sheet.gives.create(kind="money", what="สมทบ", quantity=1000), sheet.gains.create(what="ตัวชี้วัด", target="แผน")
    sheet.together.create(participation=make_participation(asked.cycle))
    sheet.hand_in(by=make_user())
    sheet = asked.give_homework(due_on=in_days(-1).date(), by=make_user())
    sheet.give_back(by=make_user(), comment="เติมตัวเลข")
    for recipient in sheet.recipients.all():
        notice = Notice.objects.get(kind="partners_homework", link=recipient.link)
        recipient.reminders.create(due_on=sheet.due_on, step=recipient.reminders.count(), notice=notice)
    similar = make_linkage(make_participation(asked.cycle))
    similar.hand_in(by=make_user()), similar.accept(by=make_user())


def _more_of_the_forum(things):
    forum, person = things.gathering, make_user()
    forum.items.create(title="ห้องย่อย", kind="breakout", zone="โซนเหนือ", starts_at=in_days(10))
    forum.register(person, by=person, tambon=things.tambon)
    forum.network_seats.create(network=make_network(things.cycle.province), seats=9)
    make_gathering_invitation(forum)
    make_pledge(forum, participation=make_participation(things.cycle))
    make_pledge(forum, tambon=things.tambon)
    forum.proposals.create(text="ขอพี่เลี้ยง", zone="โซนเหนือ").take_up("รับไว้", by=person)


def _more_of_the_area(things):
    make_area_person(things.area, "mentor")
    make_area_entry(things.area, "story")
    make_budget_line(things.area, "lao", secured=True)
    dropped, moved = make_milestone(things.area), make_milestone(things.area)
    dropped.drop(by=make_user(), reason="น้ำท่วม")
    moved.move(due_on=in_days(60).date(), reason="ฝน", by=make_user())
    things.milestone.moves.create(
        from_day=in_days(1).date(), to_day=in_days(2).date(), reason="x", moved_by=make_user()
    )
    PilotArea.objects.filter(pk=things.area.pk).update(selected_at=in_days(-200))
    month = things.area.reports.latest("-month").month
    PilotArea.objects.get(pk=things.area.pk).reports.create(month=month_before(month))


def _more_of_the_team(things):
    """More members, who answered and who left, more tasks in each state, and more meetings."""
    owner, gone = make_asked_seat(things.group), make_seat(things.group)
    owner.answer(True, by=make_user())
    gone.leave(by=make_user())
    for step in ("start", "finish"):
        getattr(make_task(things.group, owner=owner), step)(by=make_user())
    make_task(things.group).drop(by=make_user(), reason="น้ำท่วม")
    make_team_meeting(things.group)
    make_asked_seat(things.adviser.committee, "adviser")


def unread():
    Response.objects.update(verified_at=None, verified_by=None)


def unsent():
    Response.objects.update(verified_at=None, verified_by=None, sent_at=None, first_sent_at=None)


BEFORE = {"surveys:responses": unread, **dict.fromkeys(("surveys:letters", "surveys:follow_up:letters"), unsent)}


@pytest.fixture(scope="module")
def places(django_db_setup, django_db_blocker):
    """Two cycles, with one and with many of everything, each with the browser of its administrator."""
    with django_db_blocker.unblock(), transaction.atomic():
        trang = make_province("92", slug="trang", name_th="ตรัง", name_en="Trang")
        here = []
        for province, number in ((make_province(), FEW), (trang, MANY)):
            things, browser = fill(province, number), Client()
            browser.force_login(make_member(things.cycle, Role.ADMINISTRATOR))
            here.append((things, browser))
        yield here
        transaction.set_rollback(True)


def asked(things, browser, name, **changed):
    """The queries of this page, once it was shown before."""
    known = {"province": things.cycle.province.slug, "cycle": things.cycle.year, **objects(name, things), **changed}
    address = reverse(name, kwargs={word: known[word] for word in addresses()[name]})
    with taken_back():
        BEFORE.get(name, lambda: None)()
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code in {200, 302}
    return [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(MARKS)]


def assert_as_many(few, many):
    """Says, when it fails, which table is asked once more for each row."""
    tables = [Counter(re.search(r'FROM "(\w+)"', sql)[1] for sql in asked if " FROM " in sql) for asked in (few, many)]
    more = [f"{table} {number} times more" for table, number in (tables[1] - tables[0]).items()]
    numbers = [len(few), len(many)]
    assert numbers[0] == numbers[1], "; ".join(more)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_as_much_with_one_row_as_with_many(places, name):
    assert_as_many(*[asked(*place, name) for place in places])


@pytest.mark.parametrize("key", sorted(requirements))
def test_the_rows_of_a_requirement_cost_as_much_with_one_as_with_many(places, key):
    names = dict(zip(("stage", "requirement"), key.split("."), strict=True))
    assert_as_many(*[asked(*place, "process:requirement", **names) for place in places])
