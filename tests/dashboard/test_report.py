"""The report of a cycle: its figures from the records, each with its door; kept as they were once published."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from forums.models import Declaration
from partners.models import Commitment
from pilot_areas.models import CycleReport
from tests.factories import (
    close,
    in_days,
    make_area,
    make_area_entry,
    make_cycle,
    make_expected_district,
    make_gathering,
    make_group,
    make_linkage,
    make_meeting,
    make_member,
    make_milestone,
    make_minutes,
    make_nomination,
    make_open_cycle,
    make_order,
    make_organisation,
    make_participation,
    make_registration,
    make_tambon,
    make_user,
    make_work_plan,
    stamped,
)
from tests.factories_areas import make_budget_line, make_report
from tests.factories_celebration import make_award, make_cycle_report, make_surveyed, make_thanks
from tests.factories_gathering import make_pledge
from tests.factories_promises import make_commitment
from welfare_movement.dashboard.lines import KINDS, Line, shown
from welfare_movement.dashboard.report import as_kept, chapters, from_kept
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db
END = Stage.CELEBRATION


def text(answer):
    return unescape(answer.content.decode())


def page(cycle, name="report"):
    return reverse(f"dashboard:{name}", args=cycle.address)


def lines(cycle, stage):
    """The lines of one chapter."""
    return chapters(cycle)[stage - 1].lines


def numbers(cycle, stage):
    """(key, name) -> (number, of) of one chapter."""
    return {(line.key, line.name): (line.number, line.of) for line in lines(cycle, stage)}


@pytest.fixture
def cycle():
    return make_open_cycle(END)


@pytest.fixture
def elsewhere():
    return make_open_cycle(END, year=2571)


# ── The figures ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_cycle_with_nothing_in_it_has_its_chapters():
    report = chapters(make_cycle())
    assert [chapter.slug for chapter in report] == [stage.slug for stage in Stage]
    assert {chapter.passed_on for chapter in report} == {""}


def test_partners_by_stance_their_sheets_and_their_meetings(cycle, elsewhere):
    joined = make_participation(cycle, stance="joined")
    make_linkage(joined), make_participation(cycle, stance="joined_with_conditions")
    make_participation(cycle, stance="declined"), make_linkage(make_participation(elsewhere, stance="joined"))
    for each in (cycle, elsewhere):
        make_minutes(make_meeting(each, starts_at=in_days(-9)), adopted=True)
    make_minutes(make_meeting(cycle, starts_at=in_days(-3)), circulated=True)
    make_meeting(cycle)  # still ahead
    assert numbers(cycle, Stage.PARTNERS) == {
        ("partners.stance.declined", ""): (1, 3),
        ("partners.stance.joined", ""): (1, 3),
        ("partners.stance.joined_with_conditions", ""): (1, 3),
        ("partners.linked", ""): (1, 2),
        ("partners.minutes", ""): (1, 2),
    }


def test_the_survey_its_letters_and_the_money_by_source(cycle, elsewhere):
    first, second = make_organisation(), make_organisation(tambon=make_tambon("800105"))
    waiting = make_organisation()
    make_surveyed(cycle, first, second, donation_12m="unknown", lao_contrib_12m=100_000)
    cycle.rounds.get().assignments.create(organisation=waiting, link=make_thanks(elsewhere, waiting).link)
    make_surveyed(elsewhere, first)
    make_surveyed(cycle, first, stage=Stage.PILOT_AREAS, member_contrib_12m=1)
    found = numbers(cycle, Stage.SURVEYS)
    assert found["surveys.verified", ""] == (2, 3)
    assert {name: number for (key, name), number in found.items() if key.startswith("surveys.letter.")} == {
        letter: (2 if letter == "C" else 0, 2) for letter in "ABCDU"
    }
    assert found["surveys.tambon.U", "U"] == (2, 2)
    money = {key.rpartition(".")[2]: number for (key, _name), number in found.items() if "money" in key}
    assert money == {
        "member_contrib_12m": (882_000, None),
        "lao_contrib_12m": (200_000, None),
        "state_contrib_12m": (360_000, None),
        "donation_12m": (0, None),
        "own_earnings_12m": (24_000, None),
        "money_unknown": (2, None),
    }


def test_the_teams_and_their_order(cycle, elsewhere):
    make_work_plan(make_group(cycle)), make_group(cycle, "coordination", roles=("chair",))
    make_order(cycle), make_order(elsewhere), make_work_plan(make_group(elsewhere))
    assert numbers(cycle, Stage.WORKING_GROUPS) == {
        ("working_groups.team.academic", ""): (5, None),
        ("working_groups.team.coordination", ""): (1, None),
        ("working_groups.order", ""): (None, None),
        ("working_groups.plans", ""): (1, 2),
    }
    (order,) = [line for line in lines(cycle, Stage.WORKING_GROUPS) if line.key == "working_groups.order"]
    assert (order.words, order.day) == ("1/2570", timezone.localdate().isoformat())


def test_who_left_a_team_is_not_counted_in_the_report(cycle):
    group = make_group(cycle, "academic")
    before = numbers(cycle, Stage.WORKING_GROUPS)[("working_groups.team.academic", "")]
    group.members.filter(role="member").first().leave(by=make_user())
    assert numbers(cycle, Stage.WORKING_GROUPS)[("working_groups.team.academic", "")] == (before[0] - 1, before[1])


def test_the_forum_by_district_with_its_declaration_and_pledges(cycle, elsewhere):
    forum = make_gathering(cycle, held=True)
    near, far = (make_expected_district(forum, code) for code in ("8001", "8012"))
    make_registration(forum), make_registration(forum), make_registration(forum, make_tambon("801201"), came=False)
    make_registration(forum, came=False).cancel()
    make_registration(make_gathering(elsewhere, held=True)), make_registration(make_gathering(cycle, END))
    Declaration.objects.create(gathering=forum, text="เราจะทำร่วมกัน", **stamped("adopted"))
    joined, declined = make_participation(cycle, stance="joined"), make_participation(cycle, stance="declined")
    for asked in (joined, joined, declined):
        make_pledge(forum, participation=asked)
    assert numbers(cycle, Stage.FORUMS) == {
        ("forums.held", "เวทีใหญ่"): (None, None),
        ("forums.came", ""): (2, 3),
        ("forums.districts", ""): (1, 2),
        ("forums.district", near.district.name_th): (2, None),
        ("forums.district", far.district.name_th): (0, None),
        ("forums.declaration", ""): (None, None),
        ("forums.pledges", ""): (3, None),
        ("forums.pledged", ""): (1, 1),
    }


def test_the_areas_before_and_after_and_their_milestones(cycle, elsewhere):
    area = make_area(cycle)
    make_nomination(cycle, "800105"), make_area(elsewhere, "800106")
    rose, same, once = (make_organisation() for _ in range(3))
    make_surveyed(cycle, rose, same, once)
    again = make_surveyed(cycle, rose, same, stage=Stage.PILOT_AREAS, publish=False)
    correct(again[0], accounts_level=4)
    again[0].round.publish(by=make_user())
    make_milestone(area, **stamped("reached")), make_milestone(area)
    make_milestone(area, dropped_reason="น้ำท่วม", **stamped("dropped"))
    found = numbers(cycle, Stage.PILOT_AREAS)
    assert found == {
        ("pilot_areas.candidates", ""): (2, None),
        ("pilot_areas.areas", ""): (1, None),
        ("pilot_areas.grade", area.nomination.tambon.name_th): (None, None),
        ("pilot_areas.reached", ""): (1, 3),
        ("pilot_areas.dropped", ""): (1, 3),
        ("pilot_areas.open", ""): (1, 3),
        ("pilot_areas.regraded", ""): (2, 3),
        ("pilot_areas.rose", ""): (1, 2),
        ("pilot_areas.same", ""): (1, 2),
        ("pilot_areas.fell", ""): (0, 2),
    }
    (grade,) = [line for line in lines(cycle, Stage.PILOT_AREAS) if line.key == "pilot_areas.grade"]
    assert grade.words == "U → U"


def test_the_money_of_the_areas_is_read_from_their_plans_and_reports_source_by_source(client, cycle, elsewhere):
    one, two, other = make_area(cycle), make_area(cycle, "800105"), make_area(elsewhere, "800106")
    make_budget_line(one, "lao", 90_000, secured=True), make_budget_line(two, "lao", 60_000)
    make_budget_line(two, "members", 20_000), make_budget_line(other, "lao", 1)
    make_report(one, spent={"lao": 40_000, "donation": 500}), make_report(other, spent={"lao": 1})
    make_report(two, sent=False, spent={"lao": 7})
    make_surveyed(cycle, make_organisation())  # whose own income is told in the chapter of the survey only
    found = numbers(cycle, Stage.PILOT_AREAS)
    assert {key: number for (key, _name), number in found.items() if "secured" in key or "spent" in key} == {
        "pilot_areas.secured.lao": (90_000, 150_000),
        "pilot_areas.secured.members": (0, 20_000),
        "pilot_areas.spent.lao": (40_000, None),
        "pilot_areas.spent.donation": (500, None),
    }
    client.force_login(make_member(cycle, Role.OBSERVER))
    (door,) = {
        each.door
        for each in shown(lines(cycle, Stage.PILOT_AREAS), cycle, is_member=True)
        if each.line.key == "pilot_areas.secured.lao"
    }
    address, _hash, part = door.partition("#")
    rows = client.get(address).context["sources"]
    lao = {source.value: (areas, money) for source, areas, money in rows}[part]
    assert [(area, each.planned, each.secured, each.spent) for area, each in lao[0]] == [
        (one, 90_000, 90_000, 40_000), (two, 60_000, 0, 0),
    ]  # fmt: skip
    assert (lao[1].planned, lao[1].secured, lao[1].spent) == (150_000, 90_000, 40_000)
    assert [source.value for source, *_rest in rows] == ["members", "lao", "donation"]


def correct(assignment, **changes):
    """The same answers, sent and verified once more, but for these."""
    response = assignment.response
    response.refresh_from_db()
    answers = {**response.latest.answers, **changes}
    answers["informant"] = {"name": "ก", "position": "ประธาน", "phone": "0800000123", "consent": True}
    response.submit(answers, key="0f0e0d0c-0000-4000-8000-000000000001")
    response.verify(response.latest, by=make_user())


def test_an_area_without_a_grade_says_so_in_the_line(cycle):
    make_area(cycle)
    (grade,) = [line for line in lines(cycle, Stage.PILOT_AREAS) if line.key == "pilot_areas.grade"]
    assert grade.words == "– → –"


def test_stories_thanks_awards_and_commitments(cycle, elsewhere):
    area, organisation = make_area(cycle), make_organisation()
    make_area_entry(area, "story"), make_area_entry(area, "story"), make_area_entry(area, "lesson", published=False)
    make_area_entry(make_area(elsewhere), "lesson")
    make_surveyed(cycle, organisation), make_thanks(cycle, organisation), make_thanks(elsewhere, organisation)
    joined = make_participation(cycle, stance="joined")
    make_award(cycle, category="win_win", participation=joined), make_award(elsewhere)
    yesterday = timezone.localdate() - timedelta(days=1)
    for due_on in (yesterday, None, yesterday):
        Commitment.objects.create(cycle=cycle, participation=joined, kind="money", what="สมทบ", due_on=due_on)
    Commitment.objects.first().keep(by=make_user(), proof="โอนแล้ว")
    Commitment.objects.create(cycle=elsewhere, tambon=make_tambon(), kind="money", what="สมทบ")
    assert numbers(cycle, END) == {
        ("celebration.stories", ""): (2, None),
        ("celebration.lessons", ""): (0, None),
        ("celebration.organisations", ""): (1, 1),
        ("celebration.partners", ""): (0, 1),
        ("celebration.award.win_win", str(joined)): (None, None),
        ("celebration.kept", ""): (1, 3),
        ("celebration.unkept", ""): (2, 3),
        ("celebration.late", ""): (1, 3),
        ("celebration.partner", str(joined)): (1, 3),
    }


def test_a_waiver_is_told_with_its_reason_and_what_was_missing(client):
    cycle = make_cycle()
    day = timezone.localdate() + timedelta(days=30)
    administrator = make_member(cycle, Role.ADMINISTRATOR)
    cycle.waive_gate(Stage.PARTNERS, by=administrator, reason="น้ำท่วมสามอำเภอ", follow_up_on=day)
    (first, second, *_others) = chapters(cycle)
    assert (first.reason, first.follow_up_day, first.passed_day) == ("น้ำท่วมสามอำเภอ", day, timezone.localdate())
    assert first.missing == [
        f"partners.{key}" for key in ("consultation", "provincial", "central", "linkages", "decided")
    ]
    assert (second.reason, second.passed_on, second.missing) == ("", "", [])
    client.force_login(administrator)
    said = text(client.get(page(cycle)))
    assert "The gate was waived: น้ำท่วมสามอำเภอ" in " ".join(said.replace("<b>", "").replace("</b>", "").split())
    assert "Consultations with adopted minutes" in said


def test_what_is_kept_is_read_again_as_it_was(cycle):
    make_participation(cycle, stance="joined"), make_area(cycle), make_award(cycle)
    report = chapters(cycle)
    assert from_kept(as_kept(report)) == report


def test_the_report_costs_as_much_for_a_small_cycle_as_for_a_large_one(queries):
    for year, number in ((2570, 1), (2571, 3)):
        cycle = make_open_cycle(END, year=year)
        forum = make_gathering(cycle, held=True)
        organisations = [make_organisation(tambon=make_tambon(f"80010{each}")) for each in range(1, number + 1)]
        make_surveyed(cycle, *organisations), make_surveyed(cycle, *organisations, stage=Stage.PILOT_AREAS)
        for each in range(1, number + 1):
            area, asked = make_area(cycle, f"80010{each}"), make_participation(cycle, stance="joined")
            make_budget_line(area), make_report(area, spent={"lao": 5})
            make_area_entry(area, "story"), make_award(cycle, participation=asked), make_milestone(area)
            make_expected_district(forum, f"80{each:02}"), make_registration(forum)
            make_commitment(asked)
        with queries(32):
            as_kept(chapters(cycle))


# ── Doors ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_line_that_is_read_has_a_name(cycle):
    (
        make_surveyed(cycle, make_organisation()),
        make_budget_line(make_area(cycle)),
        make_report(make_area(cycle, "800105")),
    )
    make_gathering(cycle, held=True), make_gathering(cycle, END, held=True), make_order(cycle), make_group(cycle)
    for stance in ("joined", "declined"):
        make_participation(cycle, stance=stance)
    read = {line.key for chapter in chapters(cycle) for line in chapter.lines}
    assert read - {*KINDS} == set()


def test_a_figure_leads_members_to_its_rows_and_everyone_where_everyone_may_go(cycle):
    lines = [Line("partners.stance.joined", 3, 5), Line("celebration.stories", 2), Line("partners.linked", 1, 3)]
    doors = {is_member: [each.door for each in shown(lines, cycle, is_member=is_member)] for is_member in (True, False)}
    stories = reverse("pilot_areas:stories", args=cycle.address)
    linkages = reverse("process:requirement", args=[*cycle.address, "partners", "linkages"])
    assert doors[True] == [reverse("partners:board", args=cycle.address) + "#joined", stories, linkages]
    assert doors[False] == ["", stories, ""]


def test_a_figure_without_its_page_or_its_name_is_told_without_a_door(cycle):
    gone = [Line("celebration.kept", 1, 2), Line("forums.held", name="เวที"), Line("unknown", 1)]
    found = shown(gone, cycle, is_member=True)
    assert [each.line.key for each in found] == ["celebration.kept", "forums.held"]
    assert found[1].door == ""


def test_a_place_is_named_in_the_language_of_the_reader(cycle):
    (only,) = shown([Line("forums.district", 3, name="ลานสกา", name_en="Lan Saka")], cycle, is_member=False)
    with translation.override("th"):
        assert only.name == "ลานสกา"
    with translation.override("en"):
        assert (only.name, only.number) == ("Lan Saka", "3")


# ── The pages ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_stage_is_named_in_the_language_of_the_reader_unless_the_cycle_renamed_it(cycle):
    cycle.plans.filter(stage=Stage.FORUMS).update(title="เวทีใหญ่เมืองนคร")
    with translation.override("th"):
        kept = as_kept(chapters(cycle))
    names = {chapter.stage: str(chapter.name) for chapter in from_kept(kept)}
    assert (names[Stage.PARTNERS], names[Stage.FORUMS]) == (str(Stage.PARTNERS.label), "เวทีใหญ่เมืองนคร")


def test_the_draft_is_for_members_and_the_published_report_for_everyone(client, cycle):
    assert [client.get(page(cycle, name)).status_code for name in ("report", "report_paper")] == [404, 404]
    client.force_login(make_member(cycle, Role.OBSERVER))
    assert "A draft, for members of the cycle." in text(client.get(page(cycle)))
    make_cycle_report(cycle).publish(by=make_user(), figures=as_kept(chapters(cycle)))
    client.logout()
    assert [client.get(page(cycle, name)).status_code for name in ("report", "report_paper")] == [200, 200]


def test_the_public_page_leads_to_the_report_once_it_is_published(client, cycle):
    report = make_cycle_report(cycle)
    assert f'href="{page(cycle)}"' not in text(client.get(cycle.get_absolute_url()))
    report.publish(by=make_user(), figures=[])
    assert f'href="{page(cycle)}"' in text(client.get(cycle.get_absolute_url()))


def test_a_coordinator_writes_the_summary_and_publishes_the_figures_of_that_moment(client, cycle):
    make_participation(cycle, stance="joined")
    coordinator = make_member(cycle)
    client.force_login(coordinator)
    client.post(page(cycle, "write_report"), {"summary": "เดินมาด้วยกัน"})
    answer = client.post(page(cycle, "publish_report"), follow=True)
    assert "The report is published, for everyone to read." in text(answer)
    report = CycleReport.objects.get()
    assert (report.summary, report.published_by) == ("เดินมาด้วยกัน", coordinator)
    assert from_kept(report.figures) == chapters(cycle)


def test_later_evidence_does_not_rewrite_a_published_report_and_a_closed_one_is_read(client, cycle):
    make_participation(cycle, stance="joined")
    make_cycle_report(cycle).publish(by=make_user(), figures=as_kept(chapters(cycle)))
    make_participation(cycle, stance="joined"), close(cycle)
    shown_lines = {each.line.key: each.line for each in client.get(page(cycle)).context["chapters"][0][1]}
    assert shown_lines["partners.stance.joined"].number == 1
    assert numbers(cycle, Stage.PARTNERS)["partners.stance.joined", ""] == (2, 2)


def test_a_published_report_is_not_written_anew(client, cycle):
    make_cycle_report(cycle).publish(by=make_user(), figures=[])
    client.force_login(make_member(cycle))
    answer = client.post(page(cycle, "write_report"), {"summary": "แต่งใหม่"})
    assert (answer.status_code, "The report is published and stays as it is" in text(answer)) == (422, True)
    assert client.post(page(cycle, "publish_report")).status_code == 409
    assert CycleReport.objects.get().summary == "รอบนี้เราเดินมาด้วยกัน"


def test_without_a_summary_the_page_offers_to_write_it_and_not_to_publish(client, cycle):
    client.force_login(make_member(cycle))
    shown_page = text(client.get(page(cycle)))
    assert (page(cycle, "write_report") in shown_page, page(cycle, "publish_report") in shown_page) == (True, False)
    assert client.post(page(cycle, "publish_report")).status_code == 409
    assert CycleReport.objects.count() == 0


def test_the_paper_is_thai_with_thai_numerals(client, cycle):
    make_participation(cycle, stance="joined")
    make_cycle_report(cycle, summary="ปี 2570").publish(by=make_user(), figures=as_kept(chapters(cycle)))
    paper = text(client.get(page(cycle, "report_paper")))
    assert "รายงานสรุปการขับเคลื่อน รอบปี ๒๕๗๐" in paper
    assert "ปี ๒๕๗๐" in paper
    assert "<td>๑ / ๑</td>" in paper
