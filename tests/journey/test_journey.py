"""A cycle of Nakhon Si Thammarat through the web pages, from nothing to the pass of SURVEYS.

At each step someone first tries to go ahead, and is told in one sentence what would make it possible.
"""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.db import transaction

from surveys.models import Assignment, CommunityOrganisation, Network, Response, SurveyRound
from surveys.questionnaire import shipped_questionnaire
from tests.factories import close, make_passes, make_user, moment, whole_answers
from tests.journey.person import Person
from welfare_movement.meetings.models import Meeting
from welfare_movement.notices.deliver import deliver
from welfare_movement.people.models import Link, User
from welfare_movement.places.models import Tambon
from welfare_movement.process.models import Cycle, StagePass
from welfare_movement.process.models.bound import Bound, StageBound
from welfare_movement.process.refusals import CycleClosed, StageLocked
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db
HERE = "/nakhon-si-thammarat/2570"
AGENCIES = [("สำนักงานพัฒนาชุมชนจังหวัด", "provincial"), ("สำนักงาน พมจ.", "provincial"), ("ธ.ก.ส.", "provincial")]
AGENCIES += [("ที่ทำการปกครองจังหวัด", "provincial"), ("สำนักงานสาธารณสุขจังหวัด", "provincial"), ("พอช.", "central")]
NETWORKS = ["เครือข่ายสัจจะวันละบาท", "เครือข่ายแผนแม่บทชุมชน"]
FUNDS = [("กองทุนสวัสดิการตำบลกำแพงเซา", [0]), ("กลุ่มออมทรัพย์บ้านคีรีวง", [1]), ("กองทุนสวัสดิการตำบลท่าดี", [0, 1])]


@pytest.fixture
def days(time_machine):
    """`days(7)` lets so many days go by; the journey begins on 1 October 2569, at nine."""
    time_machine.move_to(moment("2026-10-01 09:00"), tick=True)

    def later(number):
        time_machine.shift(timedelta(days=number))
        deliver()

    return later


def test_a_province_climbs_to_the_pass_of_the_survey_through_its_pages(days):
    coordinator, admin = climbed_to_the_survey(days)
    the_next_stages_wait(coordinator, admin)
    a_pass_is_taken_back_and_its_rows_are_shut(admin)
    a_closed_cycle_is_only_read(admin, coordinator)


def climbed_to_the_survey(days):
    """The coordinator and the administrator of a cycle that has just passed the gate of SURVEYS."""
    call_command("load_places", verbosity=0)
    admin = the_installation_begins_a_cycle()
    coordinator = the_administrator_gives_the_roles(admin)
    nothing_goes_before_its_time(coordinator, admin)
    partners_are_asked_in(coordinator)
    the_partners_consult(coordinator, days)
    officer = an_officer_fills_in_the_sheet(coordinator)
    the_gate_of_the_partners_is_passed(coordinator, officer)
    the_registry_is_filled(coordinator)
    the_joint_meeting_is_held(coordinator, days)
    the_round_is_opened(coordinator)
    links = villages_get_their_links(coordinator)
    for link in links:
        a_village_answers(link)
    the_answers_are_looked_through(coordinator)
    the_grades_are_published(coordinator)
    the_gate_of_the_surveys_is_passed(coordinator, officer)
    return coordinator, admin


# ── From nothing ───────────────────────────────────────────────────────────────────────────────────────────────────
def the_installation_begins_a_cycle():
    make_user("ดวงใจ", email="duangjai@example.org", is_staff=True, is_superuser=True)
    admin = Person().sign_in("duangjai@example.org")
    add = "/admin/process/cycle/add/"
    person = User.objects.get()
    inline = {"memberships-TOTAL_FORMS": "1", "memberships-0-user": person.pk, "memberships-0-role": "administrator"}
    admin.open(add)
    assert admin.status == 200
    empty = {f"{name}-{what}_FORMS": "0" for name in ("memberships", "plans") for what in ("TOTAL", "INITIAL")}
    admin.post(add, province="80", year="2570", title="", **{**empty, **inline})
    assert Cycle.objects.get().plans.count() == 6, admin.words
    admin.open(f"{HERE}/").is_told("Nakhon Si Thammarat")
    return admin


def the_administrator_gives_the_roles(admin):
    stranger = make_user("แปลกหน้า", email="stranger@example.org")
    Person().sign_in(stranger.email).open(f"{HERE}/roles/").is_told("This page is not for you", 403)
    admin.send(f"{HERE}/roles/", given_name="สุดา", family_name="ใจดี", email="suda@example.org", role="coordinator")
    admin.is_told("สุดา ใจดี")
    admin.send(f"{HERE}/roles/", given_name="ไร้ชื่อ", email="not an address", role="reviewer")
    admin.is_told("Enter a valid email address", 422)
    admin.send(
        f"{HERE}/roles/", given_name="รัตนา", email="ratana@example.org", role="reviewer", district=["8001"]
    ).is_told("รัตนา")
    return Person().sign_in("suda@example.org")


def nothing_goes_before_its_time(coordinator, admin):
    coordinator.open(f"{HERE}/stages/partners/").is_told("It cannot be pressed yet: 5 requirements are not met.")
    coordinator.post(f"{HERE}/stages/partners/pass/").is_told("This gate is still closed.", 409)
    for remedy in (
        "Hold a consultation of the support partners and have its minutes adopted.",
        "Win over more provincial agencies.",
        "Win over one central agency.",
        "Help every joined partner to complete its linkage sheet.",
    ):
        coordinator.is_told(remedy)
    locked = "“Partners and community representatives survey and grade” is not open yet"
    coordinator.post(f"{HERE}/stages/surveys/pass/").is_told(locked, 409)
    coordinator.send(f"{HERE}/surveys/round/", reference_month="10/2569", due_on="31/12/2569").is_told(locked, 422)
    coordinator.send(f"{HERE}/surveys/networks/new/", name=NETWORKS[0])
    network = Network.objects.get()
    coordinator.send(f"{HERE}/surveys/networks/{network.pk}/", to="expectation/").is_told(locked, 409)
    coordinator.open(f"{HERE}/stages/partners/waiver/").is_told("This page is not for you", 403)
    # The administrator may waive, but not without a reason, nor with a day that has gone by.
    waiver = f"{HERE}/stages/partners/waiver/"
    admin.send(waiver, reason="", follow_up_on="1/11/2569").is_told("This field is required.", 422)
    admin.send(waiver, reason="รีบ", follow_up_on="1/9/2569").is_told("choose today or later")
    assert not StagePass.objects.exists()


# ── Stage 1 ────────────────────────────────────────────────────────────────────────────────────────────────────────
def partners_are_asked_in(coordinator):
    new = f"{HERE}/partners/new/"
    for name, level in AGENCIES:
        coordinator.send(new, name=name, level=level, sector="state", function=f"ภารกิจของ{name}").is_told(name)
    coordinator.send(new, name="ที่ทำการ ปกครองจังหวัด", level="provincial", sector="state").is_told("known", 422)
    for pk in partners():
        stance = f"{HERE}/partners/{pk}/stance/"
        coordinator.send(stance, stance="joined_with_conditions").is_told("Write the reason, or the condition", 422)
        coordinator.send(stance, stance="joined", reason="ตรงกับภารกิจ").is_told("Joined")
    coordinator.send(
        f"{HERE}/partners/{partners()[0]}/representatives/",
        given_name="วิชัย",
        family_name="ทองดี",
        email="wichai@example.org",
    ).is_told("วิชัย ทองดี")


def partners():
    return list(Cycle.objects.get().participations.order_by("pk").values_list("pk", flat=True))


def the_partners_consult(coordinator, days):
    plan = f"{HERE}/meetings/new/"
    times = {
        "starts_at_date": "5/10/2569",
        "starts_at_time": "09.00",
        "ends_at_date": "5/10/2569",
        "ends_at_time": "12.00",
    }
    about = {"stage": "1", "kind": "consultation", "title": "ประชุมหารือภาคี", "venue": "ศาลากลาง"}
    coordinator.send(
        plan,
        **about,
        starts_at_date="30/2/2569",
        starts_at_time="09.00",
        ends_at_date="5/10/2569",
        ends_at_time="12.00",
    )
    assert coordinator.status == 422
    coordinator.is_told("February 2026 has only 28 days.")
    coordinator.send(plan, **about, **times).is_told("ประชุมหารือภาคี 1/2570")
    meeting = Meeting.objects.get()
    page = f"{HERE}/meetings/{meeting.pk}"
    coordinator.send(f"{page}/invitations/").is_told("Choose at least one group or person to invite.", 422)
    coordinator.send(f"{page}/invitations/", audiences=["partners.joined", "process.coordinators"])
    assert meeting.invitations.count() == 3
    deliver()
    letter = next(each for each in mail.outbox if each.to == ["wichai@example.org"])
    (link,) = re.findall(r"https?://\S+/l/\S+/", letter.body)
    guest = Person().enter(link)
    guest.send(answer="substitute").is_told("Write who comes instead.", 422)
    guest.send(answer="accepted").is_told("Thank you; your answer has been noted.")
    guest.open(f"{HERE}/board/").is_told("Sign in")
    coordinator.open(f"{page}/minutes/")
    coordinator.send(f"{page}/minutes/", summary="ยังไม่ประชุม")
    coordinator.post(f"{page}/minutes/circulation/").is_told("This meeting has not begun yet", 409)
    days(5)
    assert [each.to for each in mail.outbox if each.subject.startswith("Reminder")] == []  # beat has not looked yet
    coordinator.post(f"{page}/minutes/circulation/").is_told("Record first who attended", 409)
    sheet = {f"p{each.person_id}-status": "present" for each in meeting.invitations.all()}
    coordinator.send(f"{page}/attendance/", **sheet)
    coordinator.send(f"{page}/minutes/", summary="ภาคีเล่างานที่ทำอยู่ และรับการบ้านไปเชื่อมภารกิจ")
    coordinator.post(f"{page}/minutes/circulation/").is_told("The minutes were sent to everyone who attended.")
    coordinator.post(f"{page}/minutes/adoption/").is_told("when seven days have passed without objection", 409)
    guest.send(f"{page}/minutes/objections/", text="ข้อ ๔ ควรระบุวันส่งการบ้าน").is_told("Thank you")
    days(8)
    coordinator.sign_in("suda@example.org") if "Sign in" in coordinator.open(f"{HERE}/board/").words else None
    coordinator.post(f"{page}/minutes/adoption/").is_told("An objection to these minutes is open", 409)
    objection = meeting.minutes.objections.get()
    coordinator.post(f"{page}/minutes/objections/{objection.pk}/settlement/")
    coordinator.post(f"{page}/minutes/adoption/").is_told("The minutes are adopted and locked.")
    coordinator.post(f"{page}/minutes/", summary="แก้ทีหลัง").is_told("adopted and locked")
    meeting.refresh_from_db()
    assert meeting.minutes.summary.startswith("ภาคีเล่างาน")


def an_officer_fills_in_the_sheet(coordinator):
    mine, *others = partners()
    coordinator.post(f"{HERE}/stages/partners/pass/").is_told("Help every joined partner", 409)
    coordinator.send(f"{HERE}/partners/{mine}/homework/", due_on="31/10/2569").is_told("due 31 Oct 26")
    deliver()
    assert (mail.outbox[-1].to, "/l/" in mail.outbox[-1].body) == (["wichai@example.org"], True)
    officer = Person().sign_in("wichai@example.org")
    officer.open("/me/").is_told("Linkage sheet")
    assert officer.open(f"{HERE}/partners/{others[0]}/linkage/").status == 404
    sheet = f"{HERE}/partners/{mine}/linkage/"
    filled = {"own_function": "ส่งเสริมกลุ่มออมทรัพย์", "by_content": "ต่อยอดเป็นสวัสดิการ", "action": "อบรม ๓ ตำบลใน 90 วัน"}
    officer.send(sheet, press=("hand_in", "yes"), **filled).is_told(
        "The sheet still lacks: something that you give, something that you gain."
    )
    officer.is_told("ต่อยอดเป็นสวัสดิการ")
    lines = {"gives-0-kind": "people", "gives-0-what": "พัฒนากร", "gains-0-what": "ตัวชี้วัดแผนชุมชน"}
    officer.send(sheet, press=("hand_in", "yes"), **filled, **lines).is_told("The sheet is handed in. Thank you.")
    coordinator.send(f"{HERE}/partners/{mine}/linkage/return/", comment="ระบุตำบล").is_told("returned")
    officer.send(sheet, press=("hand_in", "yes"), action="อบรมตำบลกำแพงเซา ท่าดี ลานสกา").is_told("handed in")
    for pk in others:
        coordinator.send(f"{HERE}/partners/{pk}/linkage/", press=("hand_in", "yes"), **filled, **lines)
    return officer


def the_gate_of_the_partners_is_passed(coordinator, officer):
    officer.post(f"{HERE}/stages/partners/pass/")
    assert (officer.status, StagePass.objects.count()) == (403, 0)
    coordinator.send(f"{HERE}/stages/partners/", to="pass/")
    assert StagePass.objects.get().passed_by.email == "suda@example.org"
    coordinator.post(f"{HERE}/stages/partners/pass/").is_told("สุดา ใจดี already passed this gate", 409)


# ── Stage 2 ────────────────────────────────────────────────────────────────────────────────────────────────────────
def the_registry_is_filled(coordinator):
    coordinator.send(f"{HERE}/surveys/networks/new/", name=NETWORKS[1])
    networks = [Network.objects.get(name=name).pk for name in NETWORKS]
    for number, pk in enumerate(networks):
        page = f"{HERE}/surveys/networks/{pk}/"
        coordinator.send(page, to="expectation/")
        # Without e-mail or account: they get letters and links.
        coordinator.send(f"{page}representatives/", given_name=f"ผู้แทน{number}", phone="080-000-000" + str(number))
    tambons = Tambon.objects.filter(district="8001").order_by("code")
    for (name, chosen), tambon in zip(FUNDS, tambons, strict=False):
        kept = {"name": name, "type": "welfare_fund", "tambon": tambon.pk, "scope": "tambon"}
        coordinator.send(f"{HERE}/surveys/organisations/new/", **kept, networks=[networks[each] for each in chosen])
        assert coordinator.status == 200, coordinator.words
    coordinator.send(f"{HERE}/surveys/organisations/new/", **kept).is_told("known in this tambon already", 422)
    fund = CommunityOrganisation.objects.get(name=FUNDS[0][0])
    coordinator.send(
        f"{HERE}/surveys/organisations/{fund.pk}/respondents/", given_name="อารี", email="aree@example.org"
    ).is_told("อารี")


def the_joint_meeting_is_held(coordinator, days):
    coordinator.send(f"{HERE}/surveys/round/", reference_month="10/2569", due_on="31/12/2569").is_told(
        "This field is required.", 422
    )
    about = {"stage": "2", "kind": "joint", "title": "ประชุมร่วม", "venue": "หอประชุมเมือง"}
    coordinator.send(
        f"{HERE}/meetings/new/",
        **about,
        starts_at_date="20/10/2569",
        starts_at_time="09.00",
        ends_at_date="20/10/2569",
        ends_at_time="12.00",
    )
    meeting = Meeting.objects.get(kind="joint")
    page = f"{HERE}/meetings/{meeting.pk}"
    coordinator.send(f"{page}/invitations/", audiences=["surveys.network_representatives", "process.coordinators"])
    coordinator.send(
        f"{page}/move/",
        starts_at_date="21/10/2569",
        starts_at_time="09.00",
        ends_at_date="21/10/2569",
        ends_at_time="12.00",
        venue="หอประชุมเมือง",
    ).is_told("Moved. Everyone invited is told.")
    days(8)
    sheet = {f"p{each.person_id}-status": "present" for each in meeting.invitations.all()}
    coordinator.send(f"{page}/attendance/", **sheet)
    item = meeting.items.get(section=4, position=0)
    coordinator.send(f"{page}/items/{item.pk}/resolutions/", outcome="endorsed", text="ใช้แบบสำรวจและเปิดรอบ")
    coordinator.send(f"{page}/minutes/", summary="เห็นชอบแผนสำรวจ")
    coordinator.post(f"{page}/minutes/circulation/").is_told("The minutes were sent")
    days(8)
    coordinator.post(f"{page}/minutes/adoption/").is_told("The minutes are adopted and locked.")


def the_round_is_opened(coordinator):
    coordinator.post(f"{HERE}/stages/surveys/pass/").is_told("Open the survey round by a resolution", 409)
    coordinator.open(f"{HERE}/surveys/round/")
    (resolution,) = set(re.findall(r'<option value="(\d+)"', coordinator.page))
    coordinator.send(
        f"{HERE}/surveys/round/", resolution=resolution, reference_month="10/2569", due_on="1/1/2569"
    ).is_told("This day has passed; choose today or later.", 422)
    coordinator.send(
        f"{HERE}/surveys/round/", resolution=resolution, reference_month="10/2569", due_on="31/12/2569"
    ).is_told("The round is open for 3 organisations.")
    assert SurveyRound.objects.get().assignments.count() == 3


def villages_get_their_links(coordinator):
    coordinator.open(f"{HERE}/surveys/letters/")
    links = sorted(set(re.findall(r"https?://[^\s<]+/l/[^\s<]+/", coordinator.page)))
    assert len(links) == 3
    return links


def a_village_answers(link):
    village = Person().open(re.sub(r"^https?://[^/]+", "", link))
    assert (
        Link.objects.opened_by(link.rstrip("/").rpartition("/")[2]).get().opened_at is None
    )  # looking is not entering
    village.send()
    page = village.path
    assert re.search(r"/surveys/assignments/\d+/$", page), page
    village.send(f"{page}sections/A/", org_name="กองทุนของเรา", founded_month="๑๓/๒๕๖๒")
    village.is_told("Everything is saved; but the next part waits for these:", 422)
    village.send(f"{page}send/")
    village.is_told("It cannot be sent yet; these are to be mended:", 422)
    for section in shipped_questionnaire().sections:
        village.send(f"{page}sections/{section.code}/", **answers_of(section.code, village, page))
        assert village.status == 200, village.words
    village.open(f"{page}send/").is_told("Every question that must be answered is.")
    village.send(confirmed="on").is_told("The survey has arrived.")
    other = Assignment.objects.exclude(pk=page.rstrip("/").rpartition("/")[2]).first()
    assert village.open(f"{HERE}/surveys/assignments/{other.pk}/").status == 404


def answers_of(section, village, page):
    """What a whole and right response says in this section, by the names that stand on its page."""
    village.open(f"{page}sections/{section}/")
    answers = {}
    for key, value in whole_answers(org_name="กองทุนตัวอย่าง", founded_month="๒/๒๕๖๒").items():
        answers.update(
            {f"{key}.{part}": each for part, each in value.items()} if isinstance(value, dict) else {key: value}
        )
    del answers["tambon_code"], answers["networks"]
    return {name: value for name, value in answers.items() if f'name="{name}"' in village.page}


def the_answers_are_looked_through(coordinator):
    coordinator.post(f"{HERE}/stages/surveys/pass/").is_told("Have more surveys sent and verified.", 409)
    coordinator.send(f"{HERE}/surveys/grades/", to="publication/").is_told("Verify at least one response first", 409)
    reviewer = Person().sign_in("ratana@example.org")
    reviewer.open(f"{HERE}/surveys/responses/")
    pages = sorted(set(re.findall(rf"{HERE}/surveys/responses/\d+/", reviewer.page)))
    assert len(pages) == 3
    first = pages[0]
    (read,) = set(re.findall(r'name="submission" value="(\d+)"', reviewer.open(first).page))
    reviewer.send(first, to="return/", comment="").is_told("This field is required.", 422)
    reviewer.send(first, to="return/", comment="ยอดสมาชิกไม่ตรงทะเบียน").is_told("Returned")
    reviewer.post(f"{first}verification/", submission=read).is_told("looked through these answers already", 409)
    respondent = Assignment.objects.get(response=first.rstrip("/").rpartition("/")[2])
    village = Person().enter(respondent.link.url)
    village.is_told("ยอดสมาชิกไม่ตรงทะเบียน")
    village.send(f"{HERE}/surveys/assignments/{respondent.pk}/sections/B/", members_total="๑,๔๗๙")
    village.open(f"{HERE}/surveys/assignments/{respondent.pk}/send/").is_told(
        "Every question that must be answered is."
    )
    village.send(confirmed="on").is_told("The survey has arrived.")
    for page in pages:
        reviewer.send(page, to="verification/").is_told("Verified.")
    assert Response.objects.exclude(verified_at=None).count() == 3


def the_grades_are_published(coordinator):
    coordinator.post(f"{HERE}/stages/surveys/pass/").is_told("Publish the grades.", 409)
    coordinator.open(f"{HERE}/surveys/grades/")
    assert "publication/" in coordinator.page
    tambon = Assignment.objects.first().organisation.tambon_id
    profile = f"{HERE}/surveys/tambons/{tambon}/"
    items = dict.fromkeys(("plan_exists", "villages_took_part", "welfare_section", "adopted_locally", "reviewed"), "20")
    coordinator.send(profile, villages="10", **items).is_told("Write which papers or people these answers come", 422)
    coordinator.send(profile, villages="10", evidence="แผนชุมชน พ.ศ. ๒๕๖๙", **items)
    coordinator.send(f"{HERE}/surveys/grades/", to="publication/")
    coordinator.send(f"{HERE}/surveys/grades/", to="publication/").is_told("published these grades already", 409)
    village = Person().enter(Assignment.objects.first().link.url)
    village.follow("See the grade and why").is_told("74.58")
    Person().open(f"{HERE}/").is_told("1 tambon")


def the_gate_of_the_surveys_is_passed(coordinator, officer):
    officer.post(f"{HERE}/stages/surveys/pass/")
    assert officer.status == 403
    coordinator.send(f"{HERE}/stages/surveys/", to="pass/")
    assert StagePass.objects.get(stage=Stage.SURVEYS).passed_by.email == "suda@example.org"
    assert Cycle.objects.get().is_open(Stage.WORKING_GROUPS)


# ── Ways round ─────────────────────────────────────────────────────────────────────────────────────────────────────
def the_next_stages_wait(coordinator, admin):
    for stage in (Stage.FORUMS, Stage.PILOT_AREAS, Stage.CELEBRATION):
        coordinator.post(f"{HERE}/stages/{stage.slug}/pass/").is_told("is not open yet", 409)
    coordinator.post(f"{HERE}/stages/working_groups/pass/").is_told("This gate is still closed.", 409)
    cycle = Cycle.objects.get()
    add = "/admin/forums/gathering/add/"
    admin.open(add)
    admin.send(cycle=str(cycle.pk), stage=str(int(Stage.FORUMS)), title="เวทีใหญ่").is_told("is not open yet")
    for model in models_of_stages():
        if not isinstance(getattr(model, "stage", None), Stage) or model.stage <= Stage.WORKING_GROUPS:
            continue
        row = model(cycle=cycle)
        for way in (row.save, lambda row=row: type(row).objects.bulk_create([row])):
            with pytest.raises(StageLocked):
                way()


def a_pass_is_taken_back_and_its_rows_are_shut(admin):
    """Every row that stage 2 left, and every way to it, is refused once the stage is locked again."""
    latest = StagePass.objects.get(stage=Stage.SURVEYS)
    earlier = StagePass.objects.get(stage=Stage.PARTNERS)
    admin.post(f"{HERE}/passes/{earlier.pk}/revocation/", reason="ทดลอง").is_told("Only the latest pass", 409)
    admin.send(f"{HERE}/passes/{latest.pk}/revocation/", reason="พบว่ารายงานไม่ครบ").is_told("taken back")
    admin.send(f"{HERE}/passes/{earlier.pk}/revocation/", reason="พบว่ารายงานไม่ครบ").is_told("taken back")
    shut = refuse_every_way(StageLocked, above=Stage.PARTNERS)
    assert {"SurveyRound", "Assignment", "Response", "Submission", "Grade", "Publication", "TambonProfile"} <= shut
    network = Network.objects.create(province=Cycle.objects.get().province, name="เครือข่ายที่มาทีหลัง")
    admin_forms_refuse(admin)
    coordinator = Person().sign_in("suda@example.org")
    for path, data in (
        (f"surveys/networks/{network.pk}/expectation/", {}),
        ("surveys/grades/publication/", {}),
        (f"surveys/tambons/{Assignment.objects.first().organisation.tambon_id}/", {"villages": "9", "evidence": "ใหม่"}),
    ):
        coordinator.post(f"{HERE}/{path}", **data).is_told("is not open yet")
        assert coordinator.status in (409, 422)
    village = Person().enter(Assignment.objects.first().link.url)
    village.send(f"{village.path}sections/B/", members_total="1").is_told("is not open yet", 409)


def a_closed_cycle_is_only_read(admin, coordinator):
    cycle = Cycle.objects.get()
    make_passes(cycle, Stage.CELEBRATION)
    close(cycle)
    shut = refuse_every_way(CycleClosed)
    assert {"Participation", "Linkage", "Meeting", "Minutes", "Invitation", "StagePlan", "Membership"} <= shut
    admin_forms_refuse(admin)
    coordinator = Person().sign_in("suda@example.org")
    closed = "This cycle is closed and can only be read"
    partner, meeting = partners()[0], Meeting.objects.first()
    for path, data in (
        ("partners/new/", {"name": "ใหม่", "level": "central", "sector": "state"}),
        (f"partners/{partner}/stance/", {"stance": "joined", "reason": "ก"}),
        (f"meetings/{meeting.pk}/attendance/", {"person": meeting.invitations.first().person_id}),
        ("surveys/networks/new/", {"name": "เครือข่ายใหม่"}),
    ):
        before = counted()
        coordinator.post(f"{HERE}/{path}", **data)
        assert coordinator.status in (409, 422) or before == counted(), path
        assert before == counted(), path
    coordinator.post(f"{HERE}/partners/{partner}/stance/", stance="declined", reason="ก").is_told(closed, 409)
    coordinator.open(f"{HERE}/board/").is_told("This cycle was closed on")


def counted():
    return {model: model.objects.count() for model in models_of_stages()}


def models_of_stages():
    return [model for model in apps.get_models() if issubclass(model, Bound) and model._meta.app_label != "toy"]


def refuse_every_way(refusal, above=None):
    """Try to save, delete, delete in bulk, update in bulk and copy every stored row; names of the models tried."""
    tried = set()
    for model in models_of_stages():
        for row in model.objects.all()[:3]:
            if above is not None and not _is_above(row, above):
                continue
            tried.add(model.__name__)
            rows = model.objects.filter(pk=row.pk)
            field = next(each for each in model._meta.concrete_fields[::-1] if not each.primary_key)
            with pytest.raises(refusal):
                row.require_open()
            for way in (
                row.save,
                row.delete,
                rows.delete,
                lambda rows=rows, row=row, name=field.name: rows.bulk_update([row], [name]),
                lambda row=row: _copied(row),
            ):
                with pytest.raises(Refused), transaction.atomic():
                    way()
            assert rows.exists()
    return tried


def _is_above(row, stage):
    while hasattr(row, "bound_through"):
        row = getattr(row, row.bound_through)
    return isinstance(row, StageBound) and int(row.stage) > int(stage)


def _copied(row):
    model = type(row)
    values = {
        field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields if not field.primary_key
    }
    model.objects.bulk_create([model(**values)])


def admin_forms_refuse(admin):
    """Change form, inline and “delete selected” of every model of a stage that stands in the admin."""
    from django.contrib.admin import site  # noqa: PLC0415 - the registry is filled when the apps are ready

    for model, options in site._registry.items():
        if not issubclass(model, Bound) or model._meta.app_label == "toy" or not options.has_change_permission:
            continue
        row = model.objects.first()
        if row is None:
            continue
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        if not _may_be_written(row):
            admin.post(f"{base}{row.pk}/change/", **{"title": "ใหม่", "name": "ใหม่"})
            assert admin.status in (403, 409), (base, admin.status)
            admin.post(f"{base}{row.pk}/delete/", post="yes")
            assert admin.status in (403, 409), (base, admin.status)
            admin.post(base, action="delete_selected", _selected_action=str(row.pk), post="yes")
        assert model.objects.filter(pk=row.pk).exists(), base


def _may_be_written(row):
    try:
        row.require_open()
    except Refused:
        return False
    return True
