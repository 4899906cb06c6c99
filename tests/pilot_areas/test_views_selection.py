"""The pages of the selection, as those see them who nominate, judge, decide and read."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pilot_areas.models import CriteriaSet, Judge, Nomination, PanelScore, PilotArea, Selection
from pilot_areas.selection import shipped_criteria
from tests.factories import (
    make_criteria,
    make_district,
    make_member,
    make_nomination,
    make_open_cycle,
    make_organisation,
    make_resolution,
    make_response,
    make_round,
    make_tambon,
    make_user,
)
from tests.factories_selection import make_candidates, make_judge, make_score, make_selection
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from welfare_movement.process.todos import owed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.PILOT_AREAS)


@pytest.fixture
def coordinator(cycle):
    return make_member(cycle)


@pytest.fixture
def page(client, cycle, coordinator):
    """`page("nominations", pk)`: what a coordinator reads; with data, what a POST is answered."""
    client.force_login(coordinator)
    return lambda name, *args, **sent: opened(client, cycle, name, *args, **sent)


def opened(client, cycle, name, *args, **sent):
    address = reverse(f"pilot_areas:{name}", args=[*cycle.address, *args])
    return client.post(address, sent) if sent else client.get(address)


def words(answer):
    return unescape(answer.content.decode())


def by_link(judge):
    """A browser that came in by the judge's personal link."""
    browser = Client()
    browser.post(reverse("people:link", args=[judge.link.token]))
    return browser


def tasks(person, cycle):
    return {(each.todo.key, each.url) for each in owed(person, cycle) if each.todo.key.startswith("pilot_areas.")}


# ── Criteria ───────────────────────────────────────────────────────────────────────────────────────────────────────
def as_typed(cycle, **changes):
    """What the form of the draft sends as it stands."""
    client = Client()
    client.force_login(make_member(cycle))
    form = opened(client, cycle, "criteria_draft").context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in {**sent, **changes}.items()}


def test_the_draft_is_written_as_a_form_and_adopted_by_a_resolution(page, cycle, coordinator):
    make_district("8014"), make_district("8012"), make_district("8009"), make_district("8001")
    sent = as_typed(cycle, grade_A=30, grade_B=30, j1_points=15, j1_th="แกนนำ", j1_en="", places=6, d8001=2)
    assert page("criteria_draft", **sent).status_code == 302
    made = CriteriaSet.objects.get().definition
    assert [(each["code"], each["points"]) for each in made["criteria"]] == [
        ("readiness", 30), ("plan", 20), ("leaders", 15), ("matching", 15), ("need", 10), ("spread", 10),
    ]  # fmt: skip
    assert made["criteria"][2]["en"] == "แกนนำ"
    assert [(each["code"], each["districts"]) for each in made["zones"][:3]] == [
        ("north", ["8014"]), ("basin", ["8001", "8012"]), ("west", ["8009"]),
    ]  # fmt: skip
    assert made["places"] == 6
    resolution = make_resolution(cycle)
    assert page("adopt_criteria", resolution=resolution.pk).status_code == 302
    assert CriteriaSet.objects.in_force(cycle).adopted_by == coordinator
    shown = words(page("criteria"))
    assert "In force" in shown
    assert "6 areas are selected, the best first." in shown
    assert "Adopted by" in words(page("criteria_paper", CriteriaSet.objects.get().pk))


def test_the_paper_of_the_criteria_has_only_thai_numerals_in_thai(page, client, cycle):
    criteria = make_criteria(cycle)
    CriteriaSet.objects.update(text="ใช้กับรอบ 2570")
    client.cookies["django_language"] = "th"
    paper = words(page("criteria_paper", criteria.pk)).partition("<article")[2].partition("</article>")[0]
    told = re.sub("<[^>]*>", " ", paper)
    assert re.findall("[0-9]+", told) == []
    assert re.findall(r"([๑-๙])\.", told)[:4] == ["๑", "๑", "๒", "๓"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"plan_most": 30}, "The points of all criteria make 110; they must make 100."),
        ({"places": 3}, "The zones ask for 4 areas, and there are 3 places"),
        ({"with_letter": 9}, "More areas of one grade are asked for than there are places"),
        ({"places": ""}, "This field is required."),
        ({"j1_points": 101}, "at most 100"),
    ],
)
def test_a_draft_that_cannot_hold_is_not_kept_and_it_is_said_why(page, cycle, change, says):
    for code in ("8014", "8012", "8009", "8001"):
        make_district(code)
    answer = page("criteria_draft", **as_typed(cycle, **change))
    assert (answer.status_code, CriteriaSet.objects.count()) == (422, 0)
    assert says in words(answer)


def test_a_criterion_more_and_one_less_and_a_zone_more(page, cycle):
    for code in ("8014", "8012", "8009", "8001"):
        make_district(code)
    sent = as_typed(
        cycle, j3_th="", j3_en="", j4_th="เยาวชน", j4_en="Youth", j4_points=10, z5_th="ชายฝั่ง", d8012=5, d8001=2
    )
    assert page("criteria_draft", **sent).status_code == 302
    made = CriteriaSet.objects.get().definition
    assert [each["code"] for each in made["criteria"]] == [
        "readiness",
        "plan",
        "leaders",
        "matching",
        "need",
        "judged4",
    ]
    assert [(each["th"], each["districts"]) for each in made["zones"]][-1] == ("ชายฝั่ง", ["8012"])
    assert page("criteria_draft").context["form"]["j3_th"].value() == "เยาวชน"


def test_nothing_is_adopted_without_a_resolution_and_the_shipped_set_is_where_nobody_drafted(page, cycle):
    assert page("adopt_criteria", resolution="").status_code == 422
    assert CriteriaSet.objects.count() == 0
    page("adopt_criteria", resolution=make_resolution(cycle).pk)
    assert CriteriaSet.objects.in_force(cycle).definition == shipped_criteria()


def test_everyone_reads_what_is_in_force_and_only_members_the_draft(client, cycle):
    make_criteria(cycle, adopted=False)
    assert "Draft" not in words(opened(client, cycle, "criteria"))
    client.force_login(make_member(cycle, Role.OBSERVER))
    shown = words(opened(client, cycle, "criteria"))
    assert "Draft" in shown
    assert "Record the adoption" not in shown
    assert opened(client, cycle, "criteria_draft").status_code == 403


# ── Nominations ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def graded(cycle):
    """Two tambons of the round with published grades."""
    organisations = [make_organisation(), make_organisation(tambon=make_tambon("801201"))]
    survey_round = make_round(cycle, organisations)
    for assignment in survey_round.assignments.all():
        make_response(assignment, verified=True, pilot_interest="yes")
    survey_round.publish(by=make_user())
    return organisations


def test_tambons_of_the_round_are_ticked_and_nominated_with_one_press(page, cycle, graded):
    assert "Tambon 801201" in words(page("nominations"))
    assert page("nominate", nominated_by="เครือข่าย").status_code == 422
    assert page("nominate", tambons=["800104"], nominated_by="").status_code == 422
    assert page("nominate", tambons=["800199"], nominated_by="x").status_code == 422
    assert Nomination.objects.count() == 0
    assert page("nominate", tambons=["800104", "801201"], nominated_by="เครือข่าย").status_code == 302
    assert set(Nomination.objects.values_list("tambon", "nominated_by")) == {
        ("800104", "เครือข่าย"),
        ("801201", "เครือข่าย"),
    }
    assert page("nominations").context["others"] == []
    assert str(graded[0]) in words(page("nomination", Nomination.objects.get(tambon="800104").pk))


def test_the_letter_is_recorded_with_its_copy_which_members_take_away(page, client, cycle, coordinator):
    nomination = make_nomination(cycle)
    assert page("letter", nomination.pk).status_code == 404
    assert page("matching", nomination.pk, matching="confirmed", evidence="").status_code == 422
    fake = SimpleUploadedFile("letter.pdf", b"<html>")
    assert page("matching", nomination.pk, matching="confirmed", evidence="ที่ 1", paper=fake).status_code == 422
    assert Nomination.objects.get().matching == "none"
    paper = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 letter")
    assert page("matching", nomination.pk, matching="confirmed", evidence="ที่ 1", paper=paper).status_code == 302
    answer = page("letter", nomination.pk)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 letter"
    assert answer["Content-Disposition"] == 'attachment; filename="letter-800104.pdf"'
    client.force_login(make_user())
    assert opened(client, cycle, "letter", nomination.pk).status_code == 403


def test_a_withdrawal_is_shown_with_its_reason(page, cycle):
    nomination = make_nomination(cycle)
    assert page("withdraw", nomination.pk, reason="").status_code == 422
    assert page("withdraw", nomination.pk, reason="ตำบลขอถอน").status_code == 302
    assert "ตำบลขอถอน" in words(page("nominations"))
    assert "Record the local government" not in words(page("nomination", nomination.pk))


# ── The panel ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_judges_are_appointed_and_only_one_without_e_mail_has_a_link_to_hand_over(page, cycle):
    page("appoint", given_name="สมคิด", family_name="รู้จริง", email="somkid@example.org", capacity="อาจารย์")
    page("appoint", given_name="ยายแดง", family_name="ใจดี")
    assert set(Judge.objects.values_list("person__given_name", "capacity")) == {("สมคิด", "อาจารย์"), ("ยายแดง", "")}
    shown = words(page("panel"))
    assert [judge.link.token in shown for judge in Judge.objects.order_by("pk")] == [False, True]
    assert page("appoint", given_name="สมคิด", email="somkid@example.org").status_code == 409


def test_nobody_is_saved_for_a_panel_that_is_not_open(client):
    cycle = make_open_cycle(Stage.FORUMS)
    client.force_login(make_member(cycle))
    before = make_user()
    assert opened(client, cycle, "appoint", given_name="ใหม่").status_code == 409
    assert type(before).objects.filter(given_name="ใหม่").count() == 0


def test_a_conflict_is_recorded_and_a_seat_taken_away(page, cycle):
    judge, nomination = make_judge(cycle), make_nomination(cycle)
    assert page("record_conflict", judge.pk, nomination=nomination.pk, reason="").status_code == 422
    assert page("record_conflict", judge.pk, nomination=nomination.pk, reason="ญาติ").status_code == 302
    assert (judge.conflicts.get().reason, "ญาติ" in words(page("panel"))) == ("ญาติ", True)
    page("remove_judge", judge.pk, any="x")
    assert Judge.objects.count() == 0


def test_how_far_the_judges_are_is_seen_and_not_what_they_gave(page, cycle):
    make_criteria(cycle)
    nomination = make_nomination(cycle)
    for given in (171717, 171718):  # so many as stand nowhere else on these pages
        make_score(nomination, leaders=given, need=3, spread=4)
    for name in ("panel", "ranking", "nominations"):
        shown = words(page(name))
        assert [given for given in ("171717", "171718") if given in shown] == []
    assert "2 scored, 3 needed" in words(page("panel"))
    assert "scored by 2 judges" in words(page("nomination", nomination.pk))


# ── A judge's own pages ────────────────────────────────────────────────────────────────────────────────────────────
def test_a_judge_scores_by_the_personal_link_and_sees_nobody_elses(cycle):
    make_criteria(cycle)
    mine, other, nomination = make_judge(cycle), make_judge(cycle), make_nomination(cycle)
    make_score(nomination, other, leaders=19)
    browser = by_link(mine)
    assert "0 of 1 candidates scored" in words(opened(browser, cycle, "scores", mine.pk))
    form = opened(browser, cycle, "score", mine.pk, nomination.pk).context["form"]
    assert {name: form[name].value() for name in form.fields} == {
        "leaders": None,
        "need": None,
        "spread": None,
        "note": "",
    }
    sent = {"leaders": "๑๘", "need": "7", "spread": "8", "note": "เวทีดี"}
    assert opened(browser, cycle, "score", mine.pk, nomination.pk, **sent).status_code == 302
    assert mine.scores.get().points == {"leaders": 18, "need": 7, "spread": 8}
    assert "1 of 1 candidates scored" in words(opened(browser, cycle, "scores", mine.pk))
    for name, *args in (
        ("scores", other.pk),
        ("score", other.pk, nomination.pk),
        ("declare_conflict", other.pk, nomination.pk),
    ):
        assert opened(browser, cycle, name, *args).status_code == 404
    assert opened(browser, cycle, "panel").status_code == 302


def test_no_coordinator_sees_the_page_of_a_judge(page, cycle):
    judge, nomination = make_judge(cycle), make_nomination(cycle)
    assert (page("scores", judge.pk).status_code, page("score", judge.pk, nomination.pk).status_code) == (404, 404)


def test_a_number_out_of_range_is_said_beside_its_field_and_nothing_is_kept(cycle):
    make_criteria(cycle)
    judge, nomination = make_judge(cycle), make_nomination(cycle)
    answer = opened(by_link(judge), cycle, "score", judge.pk, nomination.pk, leaders="21", need="5", spread="")
    assert (answer.status_code, PanelScore.objects.count()) == (422, 0)
    assert "Write a number of at most 20." in words(answer)


def test_of_two_browsers_that_save_neither_takes_back_what_the_other_gave(cycle):
    """Each sends what it showed beside what was typed, as the hidden fields of its page do."""
    make_criteria(cycle)
    judge, nomination = make_judge(cycle), make_nomination(cycle)
    make_score(nomination, judge, complete=False, leaders=10)
    first, second = by_link(judge), by_link(judge)
    stale = {"initial-leaders": "10", "initial-need": "", "initial-spread": "", "initial-note": ""}
    opened(first, cycle, "score", judge.pk, nomination.pk, leaders="15", need="", spread="4", **stale)
    opened(second, cycle, "score", judge.pk, nomination.pk, leaders="10", need="6", spread="", **stale)
    assert judge.scores.get().points == {"leaders": 15, "need": 6, "spread": 4}
    assert 'name="initial-leaders"' in words(opened(first, cycle, "score", judge.pk, nomination.pk))


def test_who_declares_a_conflict_is_asked_no_more(cycle):
    make_criteria(cycle)
    judge, nomination = make_judge(cycle), make_nomination(cycle)
    browser = by_link(judge)
    assert opened(browser, cycle, "declare_conflict", judge.pk, nomination.pk, reason="").status_code == 422
    assert opened(browser, cycle, "declare_conflict", judge.pk, nomination.pk, reason="บ้านเกิด").status_code == 302
    assert judge.conflicts.get().declared_by is None
    answer = opened(browser, cycle, "score", judge.pk, nomination.pk)
    assert answer.status_code == 409
    assert opened(browser, cycle, "score", judge.pk, nomination.pk, leaders="5").status_code == 409
    assert PanelScore.objects.count() == 0
    assert "0 of 0 candidates scored" in words(opened(browser, cycle, "scores", judge.pk))


def test_before_the_criteria_are_written_nobody_scores(cycle):
    judge, nomination = make_judge(cycle), make_nomination(cycle)
    browser = by_link(judge)
    assert "The criteria are not written yet" in words(opened(browser, cycle, "scores", judge.pk))
    assert opened(browser, cycle, "score", judge.pk, nomination.pk).status_code == 409


# ── Ranking, decision, publication ─────────────────────────────────────────────────────────────────────────────────
def test_from_the_last_score_to_the_page_for_everyone(page, client, cycle, coordinator):
    make_criteria(cycle)
    make_candidates(cycle, "800104", "801201")
    assert "What the rule says" not in words(page("ranking"))
    assert page("decide").status_code == 409
    assert page("close_scoring", any="x").status_code == 302
    assert page("close_scoring").status_code == 409
    assert "Selected by rank: number 1 of 2, for 5 places." in words(page("ranking"))
    assert "Tambon 800104" not in words(opened(Client(), cycle, "selection"))
    resolution = make_resolution(cycle)
    assert page("decide", resolution="").status_code == 422
    assert Selection.objects.get().decided_at is None
    assert page("decide", resolution=resolution.pk, t801201="ขอรอปีหน้า").status_code == 302
    assert page("decide").status_code == 409
    assert "Tambon 800104" not in words(opened(Client(), cycle, "selection"))
    answer = page("publish", any="x")
    assert (answer.status_code, answer["Location"]) == (302, reverse("pilot_areas:selection", args=cycle.address))
    everyone = words(opened(Client(), cycle, "selection"))
    assert "Not selected by the meeting, otherwise than by the rule: ขอรอปีหน้า" in everyone
    assert "Mean of 3 judges." in everyone
    assert list(PilotArea.objects.explained().values_list("nomination__tambon", flat=True)) == ["800104"]


def test_whoever_closes_early_is_shown_who_has_not_scored_everyone_and_says_that_it_is_meant(page, cycle):
    make_criteria(cycle)
    assert "nobody stands for selection" in words(page("close_scoring"))
    make_candidates(cycle, "800104")
    assert "Every judge has scored everyone." in words(page("close_scoring"))
    slow = make_judge(cycle, make_user("อืดอาด"))
    asked = page("close_scoring", any="x")
    assert (asked.status_code, "อืดอาด" in words(asked), Selection.objects.count()) == (422, True, 0)
    assert page("close_scoring", sure="on").status_code == 302
    assert slow.cycle == Selection.objects.get().cycle


def test_the_day_of_the_scores_is_named_for_the_whole_panel_and_offered_to_whoever_is_appointed_next(page, cycle):
    make_judge(cycle), make_judge(cycle)
    assert page("scoring_day", due_on="1/1/2560").status_code == 422
    assert page("appoint", given_name="สมคิด", due_on="1/1/2560").status_code == 422
    assert page("scoring_day", due_on="31/12/2600").status_code == 302
    assert page("appoint").context["form"]["due_on"].value() == "31/12/2057"
    page("appoint", given_name="สมคิด", due_on="30/12/2600")
    assert sorted(map(str, Judge.objects.values_list("due_on", flat=True))) == ["2057-12-30", *["2057-12-31"] * 2]


def test_no_name_of_a_judge_stands_on_the_page_for_everyone(client, cycle):
    make_selection(cycle, published=True)
    shown = words(opened(client, cycle, "selection"))
    assert [judge for judge in Judge.objects.all() if str(judge) in shown] == []
    assert Judge.objects.count() == 3


def test_a_withdrawn_candidate_is_named_with_its_reason(client, cycle):
    selection = make_selection(cycle, "800104", "800105", "801201")
    Nomination.objects.get(tambon="800105").withdraw(by=make_user(), reason="ตำบลขอถอน")
    selection.decide(by=make_user(), resolution=make_resolution(cycle))
    selection.publish(by=make_user())
    assert "Tambon 800105: ตำบลขอถอน" in words(opened(client, cycle, "selection"))


# ── To do ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_judge_is_asked_for_the_scores_that_are_missing(cycle):
    make_criteria(cycle)
    judge = make_judge(cycle)
    done, partly, tied, gone = (make_nomination(cycle, code) for code in ("800104", "800105", "800106", "801201"))
    new = make_nomination(cycle, "801202")
    make_score(done, judge), make_score(partly, judge, complete=False, leaders=3), make_score(new)
    judge.declare_conflict(tied, reason="ญาติ")
    gone.withdraw(by=make_user(), reason="ถอน")
    mine = owed(judge.person, cycle)
    assert [(each.todo.key, each.title) for each in mine] == [
        ("pilot_areas.score", "ตำบล 800105"),
        ("pilot_areas.score", "ตำบล 801202"),
    ]
    assert {each.url for each in mine} == {judge.get_absolute_url()}
    assert owed(make_judge(make_open_cycle(Stage.PILOT_AREAS, year=2571)).person, cycle) == []


def test_the_coordinator_is_asked_to_close_and_then_to_publish(cycle, coordinator):
    ranking = reverse("pilot_areas:ranking", args=cycle.address)
    make_criteria(cycle)
    assert tasks(coordinator, cycle) == set()
    (nomination,) = make_candidates(cycle, "800104", judges=2)
    assert tasks(coordinator, cycle) == set()
    make_score(nomination)
    assert tasks(coordinator, cycle) == {("pilot_areas.close", ranking)}
    assert tasks(make_member(cycle, Role.OBSERVER), cycle) == set()
    selection = Selection.objects.close(cycle, by=coordinator)
    assert tasks(coordinator, cycle) == set()
    selection.decide(by=coordinator, resolution=make_resolution(cycle))
    assert ("pilot_areas.publish", ranking) in tasks(coordinator, cycle)
    selection.publish(by=coordinator)
    assert ("pilot_areas.publish", ranking) not in tasks(coordinator, cycle)


# ── As many queries with one row as with many ──────────────────────────────────────────────────────────────────────
ONE, MANY = ["800104"], ["800104", "800105", "800106", "801201"]


@pytest.mark.parametrize("codes", [ONE, MANY])
def test_a_judge_s_own_list_costs_eight_queries(cycle, queries, codes):
    make_criteria(cycle)
    judge = make_judge(cycle)
    for code in codes:
        make_score(make_nomination(cycle, code), judge)
    browser = by_link(judge)
    opened(browser, cycle, "scores", judge.pk)
    with queries(8):
        assert opened(browser, cycle, "scores", judge.pk).status_code == 200


@pytest.mark.parametrize("codes", [ONE, MANY])
def test_the_ranking_is_reckoned_with_as_many_queries_for_one_as_for_many(page, cycle, queries, codes):
    make_selection(cycle, *codes)
    page("ranking")
    with queries(11):
        assert page("ranking").status_code == 200


@pytest.mark.parametrize("codes", [ONE, MANY])
def test_the_page_for_everyone_costs_four_queries(client, cycle, queries, codes):
    make_selection(cycle, *codes, published=True)
    opened(client, cycle, "selection")
    with queries(4):
        assert opened(client, cycle, "selection").status_code == 200
