"""The partners' pages: who may see and write what, and that nothing typed is lost."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partners.models import Hesitation, Linkage, Participation, Partner, Representative, StanceChange, Work
from partners.models.participation import Stance
from tests.factories import (
    close,
    make_cycle,
    make_district,
    make_linkage,
    make_member,
    make_participation,
    make_partner,
    make_province,
    make_representative,
    make_user,
    make_work,
)
from welfare_movement.people.models import User
from welfare_movement.process.audiences import people_of
from welfare_movement.process.roles import Role
from welfare_movement.process.todos import owed

pytestmark = pytest.mark.django_db

WORK = {"what": "กองทุนวันละบาท", "for_whom": "สมาชิก", "how": "ออมร่วมกัน", "content": "funds", "method": "money"}
SHEET = {"own_function": "ภารกิจ", "by_content": "เนื้อหา", "by_method": "", "action": "ทำใน 90 วัน", "central_support": ""}


@pytest.fixture
def cycle():
    return make_cycle()


@pytest.fixture
def asked(cycle):
    """A partner asked in, with a work, a doubt and a sheet."""
    asked = make_participation(cycle, name="สำนักงานพัฒนาชุมชนจังหวัด", short_name="พช.")
    asked.works.create(**WORK)
    asked.hesitations.create(question="whether", text="อยู่นอกภารกิจ")
    make_linkage(asked)
    return asked


@pytest.fixture
def coordinator(cycle):
    return signed_in(make_member(cycle))


@pytest.fixture
def theirs(asked):
    """Whoever answers for the partner."""
    return signed_in(make_representative(asked))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, row, *args):
    """The address of a page of a cycle, or of one partner's participation in it."""
    here = row.cycle.address + (row.pk,) if isinstance(row, Participation) else row.address
    return reverse(f"partners:{name}", args=[*here, *args])


def lines(prefix, *rows, stored=0):
    """A formset as a browser sends it: `rows` as mappings, the first so many of them stored already."""
    sent = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": stored}
    return sent | {f"{prefix}-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}


def sheet(gives=(), gains=(), **fields):
    return {**SHEET, **lines("gives", *gives), **lines("gains", *gains), **fields}


PEOPLE, KNOWLEDGE = {"kind": "people", "what": "วิทยากร"}, {"kind": "knowledge", "what": "คู่มือ"}
TARGET = {"what": "ตัวชี้วัด"}


# ── Who may ────────────────────────────────────────────────────────────────────────────────────────────────────────
def whoever(asked):
    """Everyone who may come to the door: name -> a client."""
    cycle, province = asked.cycle, make_province("84", slug="surat-thani", name_th="สุราษฎร์ธานี")
    return {
        "nobody": Client(),
        "stranger": signed_in(make_user()),
        "elsewhere": signed_in(make_member(make_cycle(province=province))),
        "earlier": signed_in(make_member(make_cycle(2569))),
        "other": signed_in(make_representative(make_participation(cycle))),
        "own": signed_in(make_representative(asked)),
        "near": signed_in(make_member(cycle, Role.REVIEWER, district=make_district())),
        "observer": signed_in(make_member(cycle, Role.OBSERVER)),
        "reviewer": signed_in(make_member(cycle, Role.REVIEWER)),
        "coordinator": signed_in(make_member(cycle)),
        "administrator": signed_in(make_member(cycle, Role.ADMINISTRATOR)),
    }


OUTSIDE = ("stranger", "elsewhere", "earlier")
RUN = ("coordinator", "administrator")
LOOK = ("near", "observer", "reviewer")


def table(nobody=302, **statuses):
    """name -> status, from group -> status."""
    groups = {"outside": OUTSIDE, "look": LOOK, "run": RUN}
    return {"nobody": nobody, **{name: status for key, status in statuses.items() for name in groups.get(key, [key])}}


def statuses(asked, method, address, *, is_closed=False):
    everyone = whoever(asked)
    if is_closed:
        close(asked.cycle)
    return {name: getattr(client, method)(address).status_code for name, client in everyone.items()}


@pytest.mark.parametrize("is_closed", [False, True])
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("board", {**table(outside=403, other=403, own=403, look=200, run=200), "near": 403}),
        ("pile", table(outside=403, other=200, own=200, look=200, run=200)),
        ("add", table(outside=403, other=403, own=403, look=403, run=200)),
    ],
)
def test_a_page_of_the_cycle_is_seen_by_these(name, expected, is_closed, asked):
    assert statuses(asked, "get", at(name, asked.cycle), is_closed=is_closed) == expected


@pytest.mark.parametrize("name", ["participation", "stance", "add_work", "linkage", "hesitate"])
def test_a_partners_pages_are_seen_by_its_own_people_and_another_partners_find_nothing(name, asked):
    look = 200 if name == "participation" else 403
    assert statuses(asked, "get", at(name, asked)) == table(outside=404, other=404, own=200, look=look, run=200)


@pytest.mark.parametrize("name", ["representatives", "homework", "give_back"])
def test_what_runs_the_cycle_is_for_its_coordinators_alone(name, asked):
    assert statuses(asked, "get", at(name, asked)) == table(outside=403, other=403, own=403, look=403, run=200)


def test_a_work_is_opened_by_the_partners_own_people_and_by_coordinators(asked):
    expected = table(outside=404, other=404, own=200, look=403, run=200)
    assert statuses(asked, "get", at("work", asked, asked.works.get().pk)) == expected


def test_a_doubt_is_answered_by_coordinators_alone(asked):
    expected = table(outside=403, other=403, own=403, look=403, run=200)
    assert statuses(asked, "get", at("answer", asked, asked.hesitations.get().pk)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("stance", table(outside=404, other=404, own=422, look=403, run=422)),
        ("add_work", table(outside=404, other=404, own=422, look=403, run=422)),
        ("linkage", table(outside=404, other=404, own=422, look=403, run=422)),
        ("hesitate", table(outside=404, other=404, own=422, look=403, run=422)),
        ("hand_in", table(outside=404, other=404, own=302, look=403, run=302)),
        ("representatives", table(outside=403, other=403, own=403, look=403, run=422)),
        ("homework", table(outside=403, other=403, own=403, look=403, run=422)),
        ("give_back", table(outside=403, other=403, own=403, look=403, run=422)),
    ],
)
def test_an_empty_form_is_turned_down_for_those_who_may_write_and_for_nobody_else_even_read(name, expected, asked):
    assert statuses(asked, "post", at(name, asked)) == expected


@pytest.mark.parametrize("name", ["add", "ask"])
def test_partners_are_asked_in_by_coordinators_alone(name, asked):
    expected = table(outside=403, other=403, own=403, look=403, run=422)
    assert statuses(asked, "post", at(name, asked.cycle)) == expected


def test_what_changes_something_is_never_done_by_a_link_that_someone_follows(asked, coordinator):
    representative = make_representative(asked).representations.get()
    for address in (
        at("ask", asked.cycle),
        at("hand_in", asked),
        at("remove_work", asked, asked.works.get().pk),
        at("remove_representative", asked, representative.pk),
    ):
        assert coordinator.get(address).status_code == 405
    assert coordinator.post(at("board", asked.cycle)).status_code == 405


def test_a_partner_of_another_cycle_is_not_found_under_this_one(cycle):
    """One may run both; an address that mixes them still leads nowhere."""
    user, before = make_member(cycle), make_cycle(2569)
    make_member(before, user=user)
    elsewhere = make_participation(before)
    for name in ("participation", "stance", "homework", "linkage", "representatives"):
        address = reverse(f"partners:{name}", args=[*cycle.address, elsewhere.pk])
        assert signed_in(user).get(address).status_code == 404


def test_a_work_doubt_or_person_of_another_partner_is_not_found_under_this_one(asked, coordinator):
    other = make_participation(asked.cycle)
    work, doubt = asked.works.get(), asked.hesitations.get()
    representative = make_representative(asked).representations.get()
    assert coordinator.get(at("work", other, work.pk)).status_code == 404
    assert coordinator.post(at("remove_work", other, work.pk)).status_code == 404
    assert coordinator.post(at("answer", other, doubt.pk), {"answer": "ได้"}).status_code == 404
    assert coordinator.post(at("remove_representative", other, representative.pk)).status_code == 404
    assert (Work.objects.count(), Representative.objects.count()) == (1, 1)


def test_an_address_of_no_cycle_is_not_found(coordinator):
    assert coordinator.get(reverse("partners:board", args=["nakhon-si-thammarat", 2599])).status_code == 404


# ── Board and pile ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_board_sorts_the_partners_by_their_stance(cycle, coordinator):
    for stance in (Stance.JOINED, Stance.DECLINED, Stance.JOINED):
        make_participation(cycle, stance=stance, reason="เพราะยังไม่พร้อม")
    make_participation(make_cycle(2569), stance=Stance.JOINED)
    page = coordinator.get(at("board", cycle))
    assert {stance.value: len(cards) for stance, cards in page.context["columns"]} == {
        "not_contacted": 0,
        "considering": 0,
        "joined_with_conditions": 0,
        "joined": 2,
        "declined": 1,
    }
    assert "เพราะยังไม่พร้อม" in page.text


def test_a_card_tells_how_far_the_homework_is(cycle, coordinator):
    def card(**fields):
        return make_linkage(make_participation(cycle), **fields)

    card(due_on=timezone.localdate() - timedelta(days=1))
    card(due_on=timezone.localdate())
    card().hand_in(by=make_user())
    back = card()
    back.hand_in(by=make_user())
    back.give_back(by=make_user(), comment="เพิ่ม")
    make_participation(cycle)
    page = coordinator.get(at("board", cycle)).text
    told = ("homework is late", "homework in work", "homework handed in", "homework returned", "no homework yet")
    assert [page.count(words) for words in told] == [1, 1, 1, 1, 1]


def test_an_empty_board_says_what_will_stand_there(cycle, coordinator):
    page = coordinator.get(at("board", cycle)).text
    assert "Here stand the support partners" in page
    assert at("add", cycle) in page
    assert at("add", cycle) not in signed_in(make_member(cycle, Role.OBSERVER)).get(at("board", cycle)).text


@pytest.mark.parametrize(("name", "number"), [("board", 5), ("pile", 9)])
def test_a_list_of_partners_costs_the_same_whatever_its_length(name, number, cycle, coordinator, queries):
    for size in (1, 3):
        while Participation.objects.count() < size:
            asked = make_participation(cycle, stance=Stance.JOINED)
            make_linkage(asked)
            asked.works.create(**WORK)
        with queries(number):
            page = coordinator.get(at(name, cycle))
        assert page.status_code == 200


def test_the_pile_lays_out_the_works_of_all_partners_for_each_of_them(asked):
    other = make_participation(asked.cycle)
    make_work(other, what="โรงเรียนผู้สูงอายุ", how="สอน", where="วัด", districts=[make_district()])
    page = signed_in(make_representative(asked)).get(at("pile", asked.cycle)).text
    for words in ("กองทุนวันละบาท", "the whole province", "โรงเรียนผู้สูงอายุ", "District 8001", "วัด"):
        assert words in page


def test_a_pile_without_works_says_so(cycle, coordinator):
    assert "Nothing lies on the pile yet." in coordinator.get(at("pile", cycle)).text


@pytest.fixture
def pile(cycle):
    """Three partners: two for the elderly of one district, in other ways; one for women, in the whole province."""
    far = make_district("8012")
    make_work(make_participation(cycle, short_name="พช."), districts=[make_district()], what="ออม")
    make_work(make_participation(cycle, short_name="สสจ."), districts=[make_district(), far], method="service")
    return make_work(make_participation(cycle, short_name="พมจ."), targets=["women"], content="funds")


def test_the_pile_says_in_words_who_overlaps_who_is_missing_and_who_could_work_together(pile, cycle, coordinator):
    page = coordinator.get(at("pile", cycle))
    said = " ".join(re.sub("<[^>]+>", " ", page.text).split())
    for words in (
        "District 8001 · Elderly people: พช., สสจ.",
        "Children and youth : nobody, in no district",
        "พช. + สสจ. they complement each other",
    ):
        assert words in said
    shown = page.context["pile"]
    assert [
        [str(place), [[str(each.shown) for each in cell] for _group, cell in cells if cell]]
        for place, cells in shown.lines
    ] == [
        ["The whole province", [["พมจ."]]],
        ["District 8001", [["พช.", "สสจ."]]],
        ["District 8012", [["สสจ."]]],
    ]


@pytest.mark.parametrize(
    ("asked_for", "works"),
    [
        ({}, 3),
        ({"place": "8012"}, 2),
        ({"place": "all"}, 1),
        ({"target": "elderly"}, 2),
        ({"content": "funds"}, 1),
        ({"method": "service"}, 1),
        ({"target": "elderly", "method": "service"}, 1),
        ({"place": "nowhere", "target": "cats", "partner": "x"}, 3),
        ({"method": "data"}, 0),
    ],
)
def test_the_pile_is_narrowed_by_its_address(asked_for, works, pile, cycle, coordinator):
    page = coordinator.get(at("pile", cycle), asked_for)
    assert (page.status_code, len(page.context["pile"].works)) == (200, works)
    assert ("No work is like that" in page.text) == (works == 0)


def test_of_one_partner_the_pile_shows_its_works_and_those_whom_they_meet(pile, cycle, coordinator):
    one, other = Participation.objects.filter(works__targets__group="elderly").order_by("pk")
    shown = coordinator.get(at("pile", cycle), {"partner": one.pk}).context["pile"]
    assert [work.participation for work in shown.works] == [one]
    assert [each["partners"] for each in shown.proposals] == [[one.partner, other.partner]]
    assert len(shown.overlaps) == 1
    alone = coordinator.get(at("pile", cycle), {"partner": pile.participation_id}).context["pile"]
    assert (alone.proposals, alone.overlaps) == ([], [])


def test_a_work_that_is_not_sorted_lies_on_the_pile_and_says_so(asked, coordinator):
    Work.objects.update(content="", method="")
    page = coordinator.get(at("pile", asked.cycle))
    assert "not sorted yet" in page.text
    assert page.context["pile"].proposals == []


# ── Asked in ───────────────────────────────────────────────────────────────────────────────────────────────────────
NEW = {"name": "สำนักงานพัฒนาสังคม", "short_name": "พมจ.", "level": "provincial", "sector": "state", "function": "ดูแล"}


def test_a_partner_new_to_the_province_is_asked_in_at_once(cycle, coordinator):
    answer = coordinator.post(at("add", cycle), NEW)
    asked = Participation.objects.get()
    assert (answer.status_code, answer.url) == (302, asked.get_absolute_url())
    assert (asked.partner.name, asked.partner.province, asked.stance) == (NEW["name"], cycle.province, "not_contacted")


@pytest.mark.parametrize("name", ["สำนักงานพัฒนาสังคม", " สำนักงาน  พัฒนา\u200bสังคม "])
def test_a_name_that_is_known_in_other_letters_is_refused_with_a_sentence(name, cycle, coordinator):
    make_partner(name="สำนักงานพัฒนาสังคม")
    answer = coordinator.post(at("add", cycle), {**NEW, "name": name})
    assert answer.status_code == 422
    assert "A partner of this name is known already; open it instead." in answer.text
    assert answer.context["form"]["function"].value() == "ดูแล"
    assert (Partner.objects.count(), Participation.objects.count()) == (1, 0)


def test_another_province_may_have_a_partner_of_the_same_name(cycle, coordinator):
    make_partner(make_province("84", slug="surat-thani", name_th="สุราษฎร์ธานี"), name=NEW["name"])
    assert coordinator.post(at("add", cycle), NEW).status_code == 302


def test_a_partner_half_described_keeps_what_was_typed(cycle, coordinator):
    answer = coordinator.post(at("add", cycle), {**NEW, "level": ""})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["level"]
    assert {name: answer.context["form"][name].value() for name in NEW} == {**NEW, "level": ""}


def test_nobody_is_asked_into_a_closed_cycle_and_the_directory_stays_as_it_was(cycle, coordinator):
    partner = make_partner()
    close(cycle)
    for name, data in (("add", NEW), ("ask", {"partners": [partner.pk]})):
        answer = coordinator.post(at(name, cycle), data)
        assert (answer.status_code, "This cycle is closed" in answer.text) == (409, True)
    assert (Partner.objects.count(), Participation.objects.count()) == (1, 0)


def test_partners_of_earlier_cycles_are_offered_and_asked_in_together(cycle, coordinator):
    make_participation(cycle)
    known = [make_participation(make_cycle(2569)).partner, make_partner()]
    make_partner(make_province("84", slug="surat-thani", name_th="สุราษฎร์ธานี"))
    offered = coordinator.get(at("add", cycle)).context["ask_form"]["partners"].field.queryset
    assert set(offered) == set(known)
    answer = coordinator.post(at("ask", cycle), {"partners": [each.pk for each in known]})
    assert (answer.status_code, answer.url) == (302, at("board", cycle))
    assert cycle.participations.count() == 3


def test_a_second_press_asks_nobody_in_twice_and_says_so(cycle, coordinator):
    known = make_partner()
    statuses = [coordinator.post(at("ask", cycle), {"partners": [known.pk]}).status_code for _press in range(2)]
    assert (statuses, Participation.objects.count()) == ([302, 422], 1)


def test_a_partner_of_another_province_cannot_be_asked_in(cycle, coordinator):
    foreign = make_partner(make_province("84", slug="surat-thani", name_th="สุราษฎร์ธานี"))
    answer = coordinator.post(at("ask", cycle), {"partners": [foreign.pk]})
    assert (answer.status_code, list(answer.context["ask_form"].errors)) == (422, ["partners"])


# ── One partner ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_page_of_a_partner_tells_all_that_stands_there(asked, coordinator):
    by = make_user("สมศรี")
    asked.take_stance(Stance.CONDITIONAL, by=by, reason="ต้องมีหนังสือ", next_touch="เข้าพบ", next_touch_on=date(2127, 1, 9))
    other = make_participation(asked.cycle, name="พมจ.")
    asked.linkage.together.create(participation=other)
    asked.linkage.central_support = "แก้ระเบียบ"
    asked.linkage.save()
    asked.hesitations.get().reply("เป็นงานร่วม", by=by)
    make_representative(asked, make_user("มานี", phone="0800000123"))
    page = coordinator.get(at("participation", asked)).text
    for words in (
        "ต้องมีหนังสือ",
        "→ เข้าพบ",
        "9\xa0Jan\xa027",
        "กองทุนวันละบาท",
        "อยู่นอกภารกิจ",
        "→ เป็นงานร่วม",
        "วิทยากร",
        "ตัวชี้วัด",
        "พมจ.",
        "แก้ระเบียบ",
        "มานี",
        "080-000-0123",
    ):
        assert words in page


def test_a_new_partners_page_says_what_is_not_there_yet(cycle, coordinator):
    page = coordinator.get(at("participation", make_participation(cycle))).text
    told = ("There is no sheet yet.", "None was raised.", "Nobody yet.", "Not contacted yet.")
    assert [words in page for words in told] == [True] * 4


@pytest.mark.parametrize(("role", "offers"), [("own", True), ("observer", False)])
def test_the_page_offers_what_its_reader_may_do_and_shows_no_phone_to_others(role, offers, asked):
    make_representative(asked, make_user("มานี", phone="0800000123"))
    page = whoever(asked)[role].get(at("participation", asked)).text
    assert (at("linkage", asked) in page, at("stance", asked) in page) == (offers, offers)
    assert (at("homework", asked) in page, at("representatives", asked) in page) == (False, False)
    assert "080-000-0123" not in page


# ── Stance ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_stance_is_recorded_with_its_reason_and_the_next_touch(asked, coordinator):
    data = {"stance": "considering", "reason": "รอมติบอร์ด", "next_touch_on": "๙/๑/๒๖๗๐", "next_touch": "โทรหา ผอ."}
    answer = coordinator.post(at("stance", asked), data)
    assert (answer.status_code, answer.url) == (302, asked.get_absolute_url())
    change = StanceChange.objects.get()
    assert (change.stance, change.reason, change.next_touch) == ("considering", "รอมติบอร์ด", "โทรหา ผอ.")
    assert change.next_touch_on == date(2127, 1, 9)
    assert change.taken_by == User.objects.get(memberships__role="coordinator")
    asked.refresh_from_db()
    assert (asked.stance, asked.next_touch_on) == ("considering", date(2127, 1, 9))


def test_the_form_begins_with_the_stance_that_stands(asked, coordinator):
    asked.take_stance(Stance.CONDITIONAL, by=make_user(), reason="ต้องมีหนังสือ", next_touch_on=date(2127, 1, 9))
    form = coordinator.get(at("stance", asked)).context["form"]
    assert (form["stance"].value(), form["reason"].value()) == ("joined_with_conditions", "ต้องมีหนังสือ")
    assert 'value="9/1/2127"' in str(form["next_touch_on"])


@pytest.mark.parametrize("stance", ["declined", "joined_with_conditions"])
def test_a_refusal_without_a_reason_is_told_at_the_reason_and_keeps_what_was_typed(stance, asked, theirs):
    data = {"stance": stance, "reason": "  ", "next_touch_on": "32/1/2570", "next_touch": "โทรหา ผอ."}
    answer = theirs.post(at("stance", asked), data)
    form = answer.context["form"]
    assert (answer.status_code, sorted(form.errors)) == (422, ["next_touch_on", "reason"])
    assert form.errors["reason"] == ["Write the reason, or the condition under which they join."]
    assert form.errors["next_touch_on"] == ["January\xa02027 has only 31 days."]
    assert {name: form[name].value() for name in data} == data
    assert StanceChange.objects.count() == 0


def test_a_stance_that_does_not_exist_is_refused(asked, theirs):
    assert theirs.post(at("stance", asked), {"stance": "maybe"}).status_code == 422


def test_a_representative_tells_their_own_stance(asked):
    user = make_user()
    signed_in(make_representative(asked, user)).post(at("stance", asked), {"stance": "joined"})
    assert StanceChange.objects.get().taken_by == user


# ── Representatives ────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_person_with_an_e_mail_becomes_a_representative_who_can_sign_in(asked, coordinator):
    data = {"given_name": "มานี", "family_name": "ใจดี", "phone": "080-000-0123", "email": "Manee@Example.org"}
    answer = coordinator.post(at("representatives", asked), data)
    assert (answer.status_code, answer.url) == (302, asked.get_absolute_url())
    user = Representative.objects.get(partner=asked.partner).user
    assert (user.email, user.phone, user.given_name) == ("manee@example.org", "0800000123", "มานี")


def test_a_person_without_an_e_mail_may_represent_too(asked, coordinator):
    for given_name in ("มานี", "ชูใจ"):
        coordinator.post(at("representatives", asked), {"given_name": given_name})
    people = [each.user for each in asked.partner.representatives.all()]
    assert {(user.given_name, user.email) for user in people} == {("มานี", None), ("ชูใจ", None)}


def test_an_e_mail_that_is_known_is_the_same_person_and_twice_is_once(asked, coordinator):
    known = make_user("ปิติ", email="piti@example.org")
    for _press in range(2):
        data = {"given_name": "อีกชื่อ", "email": "PITI@example.org"}
        assert coordinator.post(at("representatives", asked), data).status_code == 302
    assert Representative.objects.get().user == known
    known.refresh_from_db()
    assert known.given_name == "ปิติ"


def test_someone_of_the_cycle_is_found_by_name_and_chosen(asked, coordinator):
    known = make_representative(make_participation(asked.cycle), make_user("วีระ"))
    make_user("วีระ")  # a stranger is not looked up
    page = coordinator.get(at("representatives", asked), {"q": "วีร"})
    assert list(page.context["form"].fields["known"].queryset) == [known]
    assert coordinator.post(at("representatives", asked), {"known": known.pk}).status_code == 302
    assert asked.partner.representatives.get().user == known


def test_somebody_without_a_name_or_with_half_a_phone_is_told_at_the_field(asked, coordinator):
    answer = coordinator.post(at("representatives", asked), {"family_name": "ใจดี", "phone": "0800"})
    form = answer.context["form"]
    assert (answer.status_code, sorted(form.errors)) == (422, ["given_name", "phone"])
    assert (form["family_name"].value(), form["phone"].value()) == ("ใจดี", "0800")


def test_a_representative_is_taken_away_and_remains_a_person(asked, coordinator):
    user = make_representative(asked)
    address = at("remove_representative", asked, user.representations.get().pk)
    assert coordinator.post(address).url == asked.get_absolute_url()
    assert (Representative.objects.count(), User.objects.filter(pk=user.pk).count()) == (0, 1)
    assert signed_in(user).get(at("participation", asked)).status_code == 404


def test_who_represents_whom_stays_once_the_cycle_is_closed(asked, coordinator):
    representative = make_representative(asked).representations.get()
    close(asked.cycle)
    assert coordinator.post(at("representatives", asked), {"given_name": "มานี"}).status_code == 409
    assert coordinator.post(at("remove_representative", asked, representative.pk)).status_code == 409
    assert Representative.objects.get() == representative


# ── Works ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_work_is_added_changed_and_taken_away_by_the_partners_own_people(asked, theirs):
    asked.works.all().delete()
    near, far = make_district(), make_district("8012")
    sent = {**WORK, "targets": ["elderly", "women"], "districts": [near.pk, far.pk], "where": "ตำบลปากพูน"}
    assert theirs.post(at("add_work", asked), sent).url == asked.get_absolute_url()
    work = Work.objects.get()
    assert (work.participation, work.content, work.method, work.where) == (asked, "funds", "money", "ตำบลปากพูน")
    assert laid(work) == ({near, far}, {"elderly", "women"})
    form = theirs.get(at("work", asked, work.pk)).context["form"]
    assert ({*form["districts"].value()}, {*form["targets"].value()}) == ({near.pk, far.pk}, {"elderly", "women"})
    theirs.post(at("work", asked, work.pk), {**WORK, "what": "กองทุนสองบาท", "targets": ["women", "poor"]})
    work.refresh_from_db()
    assert (work.what, work.where, laid(work)) == ("กองทุนสองบาท", "", (set(), {"women", "poor"}))
    theirs.post(at("remove_work", asked, work.pk))
    assert Work.objects.count() == 0


def laid(work):
    """Where and for whom it stands on the pile."""
    return {place.district for place in work.places.all()}, {target.group for target in work.targets.all()}


def test_a_work_half_written_is_kept_on_the_page(asked, theirs):
    foreign = make_district("8401", make_province("84", slug="surat-thani", name_th="สุราษฎร์ธานี"))
    sent = {"what": "ออม" * 100, "districts": [foreign.pk], "how": "ออมร่วมกัน", "method": "magic", "targets": ["cats"]}
    answer = theirs.post(at("add_work", asked), sent)
    form = answer.context["form"]
    assert (answer.status_code, sorted(form.errors)) == (
        422,
        ["content", "districts", "for_whom", "method", "targets", "what"],
    )
    assert (form["what"].value(), form["how"].value()) == ("ออม" * 100, "ออมร่วมกัน")
    assert Work.objects.count() == 1


def test_a_work_of_a_closed_cycle_is_not_changed(asked, theirs):
    work = asked.works.get()
    close(asked.cycle)
    answer = theirs.post(at("work", asked, work.pk), {**WORK, "what": "อื่น", "targets": ["women"]})
    assert (answer.status_code, "This cycle is closed" in answer.text) == (422, True)
    assert theirs.post(at("remove_work", asked, work.pk)).status_code == 409
    assert Work.objects.get().what == WORK["what"]


# ── Homework ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_homework_is_given_with_a_day_and_stands_in_the_to_do_of_the_partner(cycle, coordinator):
    asked = make_participation(cycle, function="ดูแลผู้สูงอายุ")
    assert coordinator.post(at("homework", asked), {"due_on": "31 ธ.ค. 2569"}).url == at("homework", asked)
    given = Linkage.objects.get()
    assert (given.due_on, given.own_function) == (date(2026, 12, 31), "ดูแลผู้สูงอายุ")
    mine = owed(make_representative(asked), cycle)
    assert [(each.todo.key, each.title, each.due) for each in mine] == [
        ("partners.homework", asked.partner.name, date(2026, 12, 31))
    ]
    assert mine[0].url == at("linkage", asked)


def test_another_day_is_set_without_losing_what_the_sheet_says(asked, coordinator):
    asked.give_homework(due_on=date(2026, 12, 1), by=make_user())
    form = coordinator.get(at("homework", asked)).context["form"]
    assert 'value="1/12/2026"' in str(form["due_on"])
    coordinator.post(at("homework", asked), {"due_on": "15/12/2569"})
    given = Linkage.objects.get()
    assert (given.due_on, given.action, given.gives.count()) == (date(2026, 12, 15), "ทำใน 90 วัน", 1)


def test_a_day_that_does_not_exist_is_told_and_kept(asked, coordinator):
    answer = coordinator.post(at("homework", asked), {"due_on": "30/2/2570"})
    assert (answer.status_code, answer.context["form"]["due_on"].value()) == (422, "30/2/2570")
    assert "February\xa02027 has only 28 days." in answer.text


def test_no_homework_is_given_in_a_closed_cycle(asked, coordinator):
    close(asked.cycle)
    assert coordinator.post(at("homework", asked), {"due_on": "15/12/2569"}).status_code == 409


# ── Linkage sheet ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_partner_fills_in_its_own_sheet_and_hands_it_in(cycle):
    asked, other = make_participation(cycle), make_participation(cycle)
    make_participation(make_cycle(2569))
    user = make_representative(asked)
    page = signed_in(user).get(at("linkage", asked))
    assert list(page.context["form"].fields["together"].queryset) == [other]
    answer = signed_in(user).post(
        at("linkage", asked), sheet([PEOPLE, KNOWLEDGE], [TARGET], together=[other.pk], hand_in="yes")
    )
    assert answer.url == at("ledger", asked)
    given = Linkage.objects.get()
    assert (given.participation, given.handed_in_by, given.missing()) == (asked, user, [])
    assert [(each.kind, each.what) for each in given.gives.all()] == [("people", "วิทยากร"), ("knowledge", "คู่มือ")]
    assert ([each.what for each in given.gains.all()], given.together.get().participation) == (["ตัวชี้วัด"], other)


def test_a_new_sheet_begins_with_the_function_of_the_directory_and_is_stored_by_saving_only(cycle):
    asked = make_participation(cycle, function="ดูแลผู้สูงอายุ")
    theirs = signed_in(make_representative(asked))
    assert theirs.get(at("linkage", asked)).context["form"]["own_function"].value() == "ดูแลผู้สูงอายุ"
    assert Linkage.objects.count() == 0


def test_a_sheet_may_be_kept_unfinished_as_often_as_one_likes(cycle):
    asked = make_participation(cycle)
    theirs = signed_in(make_representative(asked))
    for action in ("", "ประชุม"):
        answer = theirs.post(at("linkage", asked), sheet(own_function="", by_content="", action=action))
        assert answer.status_code == 302
    given = Linkage.objects.get()
    assert (given.action, given.handed_in_at) == ("ประชุม", None)


def test_a_bad_line_keeps_everything_typed_and_saves_nothing(asked, theirs):
    answer = theirs.post(
        at("linkage", asked),
        sheet([PEOPLE, {"kind": "", "what": "งบสนับสนุน"}], [{"what": "ก" * 301}, TARGET], action="ทำใหม่ใน 90 วัน"),
    )
    assert answer.status_code == 422
    form, gives, gains = (answer.context[name] for name in ("form", "gives", "gains"))
    assert (form["action"].value(), form.errors) == ("ทำใหม่ใน 90 วัน", {})
    assert [(line["kind"].value(), line["what"].value()) for line in gives] == [
        ("people", "วิทยากร"),
        ("", "งบสนับสนุน"),
    ]
    assert [line["what"].value() for line in gains] == ["ก" * 301, "ตัวชี้วัด"]
    assert [list(line.errors) for line in [*gives, *gains]] == [[], ["kind"], ["what"], []]
    assert answer.text.count("งบสนับสนุน") == 1
    asked.linkage.refresh_from_db()
    assert (asked.linkage.action, asked.linkage.gives.count()) == ("ทำใน 90 วัน", 1)


def test_a_line_is_changed_or_taken_away_where_it_stands(asked, theirs):
    first = asked.linkage.gives.get()
    second = asked.linkage.gives.create(kind="money", what="เงินสมทบ")
    rows = [
        {"id": first.pk, "kind": "data", "what": "ข้อมูล จปฐ."},
        {"id": second.pk, "kind": "money", "what": "x", "DELETE": "on"},
    ]
    answer = theirs.post(at("linkage", asked), {**SHEET, **lines("gives", *rows, stored=2), **lines("gains")})
    assert answer.status_code == 302
    assert [(each.pk, each.kind, each.what) for each in asked.linkage.gives.all()] == [(first.pk, "data", "ข้อมูล จปฐ.")]


def test_a_line_of_another_partners_sheet_cannot_be_changed_through_ones_own(asked, theirs):
    foreign = make_linkage(make_participation(asked.cycle)).gives.get()
    rows = lines("gives", {"id": foreign.pk, "kind": "data", "what": "ของฉัน"}, stored=1)
    theirs.post(at("linkage", asked), {**SHEET, **rows, **lines("gains")})
    foreign.refresh_from_db()
    assert (foreign.what, foreign.linkage.participation == asked) == ("วิทยากร", False)


def test_a_line_that_someone_else_took_away_meanwhile_is_not_lost_in_silence(asked, theirs):
    line = asked.linkage.gives.get()
    changed = lines("gives", {"id": line.pk, "kind": "people", "what": "วิทยากร 3 คน"}, stored=1)
    line.delete()
    answer = theirs.post(at("linkage", asked), {**SHEET, **changed, **lines("gains")})
    assert (answer.status_code, "วิทยากร 3 คน" in answer.text) == (422, True)
    (said,) = answer.context["gives"].forms[0].errors["id"]
    assert said in answer.text


def test_a_form_without_its_line_counts_is_refused_and_does_not_break(asked, theirs):
    assert theirs.post(at("linkage", asked), SHEET).status_code == 422


def test_fields_that_the_form_does_not_offer_are_ignored(asked, theirs):
    theirs.post(at("linkage", asked), sheet(handed_in_at="2026-01-01", due_on="1/1/2600", participation="99", pk="99"))
    given = Linkage.objects.get()
    assert (given.participation, given.handed_in_at, given.due_on) == (asked, None, None)


def test_those_together_can_be_changed_again(asked, theirs):
    first, second = make_participation(asked.cycle), make_participation(asked.cycle)
    for chosen in ([first], [first, second], [second]):
        theirs.post(at("linkage", asked), sheet(together=[each.pk for each in chosen]))
        assert [each.participation for each in asked.linkage.together.order_by("participation")] == chosen
    assert theirs.get(at("linkage", asked)).context["form"]["together"].value() == [second.pk]
    assert theirs.post(at("linkage", asked), sheet(together=[asked.pk])).status_code == 422


def test_a_sheet_that_lacks_something_is_saved_but_not_handed_in_and_says_what_is_missing(cycle):
    asked = make_participation(cycle)
    theirs = signed_in(make_representative(asked))
    answer = theirs.post(at("linkage", asked), sheet([PEOPLE], action="", hand_in="yes"), follow=True)
    assert answer.redirect_chain == [(at("linkage", asked), 302)]
    assert "The sheet still lacks: something that you gain, what you will do in 90 days." in answer.text
    given = Linkage.objects.get()
    assert (given.handed_in_at, given.gives.get().what) == (None, "วิทยากร")
    assert theirs.post(at("hand_in", asked)).status_code == 409


def test_a_sheet_of_a_closed_cycle_is_only_read(asked, theirs):
    close(asked.cycle)
    answer = theirs.post(at("linkage", asked), sheet([PEOPLE], [TARGET], action="อื่น"))
    assert (answer.status_code, answer.context["form"]["action"].value()) == (422, "อื่น")
    assert "This cycle is closed" in answer.text


# ── Handed in, returned ────────────────────────────────────────────────────────────────────────────────────────────
def test_a_sheet_is_handed_in_from_its_ledger(asked, theirs):
    assert at("hand_in", asked) in theirs.get(at("ledger", asked)).text
    assert theirs.post(at("hand_in", asked)).url == at("ledger", asked)
    assert Linkage.objects.get().handed_in_at is not None
    assert at("hand_in", asked) not in theirs.get(at("ledger", asked)).text


def test_a_sheet_that_does_not_exist_is_neither_handed_in_nor_returned(cycle, coordinator):
    asked = make_participation(cycle)
    assert coordinator.post(at("hand_in", asked)).status_code == 404
    assert coordinator.get(at("give_back", asked)).status_code == 404


def test_a_returned_sheet_shows_the_comment_and_is_handed_in_again(asked, theirs, coordinator, time_machine):
    theirs.post(at("hand_in", asked))
    time_machine.move_to(timezone.now() + timedelta(hours=1), tick=False)
    answer = coordinator.post(at("give_back", asked), {"comment": "เพิ่มจำนวนคน"})
    assert answer.url == at("ledger", asked)
    assert Linkage.objects.get().returned_by == User.objects.get(memberships__role="coordinator")
    for name in ("participation", "linkage"):
        assert "เพิ่มจำนวนคน" in theirs.get(at(name, asked)).text
    time_machine.shift(60)
    theirs.post(at("hand_in", asked))
    assert Linkage.objects.get().is_returned is False
    assert "เพิ่มจำนวนคน" not in theirs.get(at("participation", asked)).text


def test_a_return_without_words_or_before_the_sheet_was_handed_in_is_refused(asked, coordinator):
    assert coordinator.post(at("give_back", asked), {"comment": " "}).status_code == 422
    answer = coordinator.post(at("give_back", asked), {"comment": "เพิ่ม"})
    assert (answer.status_code, "was not handed in yet; remind the partner instead" in answer.text) == (409, True)


# ── Doubts ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_doubt_is_written_down_and_answered(cycle, coordinator):
    asked, by = make_participation(cycle), User.objects.get(memberships__role="coordinator")
    theirs = signed_in(make_representative(asked))
    assert theirs.post(at("hesitate", asked), {"question": "how", "text": "ใช้งบใด"}).url == asked.get_absolute_url()
    doubt = Hesitation.objects.get()
    assert (doubt.participation, doubt.question, doubt.answer) == (asked, "how", "")
    assert "ใช้งบใด" in coordinator.get(at("answer", asked, doubt.pk)).text
    coordinator.post(at("answer", asked, doubt.pk), {"answer": "งบปกติ"})
    doubt.refresh_from_db()
    assert (doubt.answer, doubt.answered_by) == ("งบปกติ", by)
    assert coordinator.get(at("answer", asked, doubt.pk)).context["form"]["answer"].value() == "งบปกติ"
    assert "→ งบปกติ" in theirs.get(at("participation", asked)).text


def test_an_empty_doubt_or_answer_is_told_at_its_field(asked, coordinator):
    answer = coordinator.post(at("hesitate", asked), {"question": "how", "text": " "})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["text"])
    answer = coordinator.post(at("answer", asked, asked.hesitations.get().pk), {"answer": " "})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["answer"])


def test_no_doubt_is_raised_or_answered_once_the_cycle_is_closed(asked, coordinator):
    close(asked.cycle)
    assert coordinator.post(at("hesitate", asked), {"question": "how", "text": "x"}).status_code == 422
    assert coordinator.post(at("answer", asked, asked.hesitations.get().pk), {"answer": "x"}).status_code == 409


# ── To do, and whom a message may address ──────────────────────────────────────────────────────────────────────────
def keys(user, cycle):
    return sorted((each.todo.key, each.title) for each in owed(user, cycle))


def test_homework_is_to_do_until_it_is_handed_in_and_again_when_it_is_returned(asked, time_machine):
    mine, cycle = make_representative(asked), asked.cycle
    title = ("partners.homework", asked.partner.name)
    assert keys(mine, cycle) == [title]
    asked.linkage.hand_in(by=mine)
    assert keys(mine, cycle) == []
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    asked.linkage.give_back(by=make_user(), comment="เพิ่ม")
    assert keys(mine, cycle) == [title]
    assert keys(make_representative(make_participation(cycle)), cycle) == []
    assert keys(mine, make_cycle(2569)) == []


def test_late_homework_is_the_coordinators_to_do(asked):
    asked.hesitations.get().reply("เป็นงานร่วม", by=make_user())
    asked.give_homework(due_on=timezone.localdate() - timedelta(days=3), by=make_user())
    boss = make_member(asked.cycle)
    make_member(asked.cycle, Role.ADMINISTRATOR, user=boss)  # two roles, one thing to do
    found = owed(boss, asked.cycle)
    assert [(each.todo.key, each.days_late, each.url) for each in found] == [
        ("partners.late", 3, asked.get_absolute_url())
    ]
    assert keys(make_member(asked.cycle, district=make_district()), asked.cycle) == []
    assert keys(make_member(asked.cycle, Role.OBSERVER), asked.cycle) == []


def test_a_partner_still_considering_is_to_do_when_its_next_touch_has_come(cycle):
    boss = make_member(cycle)
    make_member(cycle, Role.ADMINISTRATOR, user=boss)
    today = timezone.localdate()
    for stance, on in (("considering", today), ("considering", today + timedelta(days=1)), ("joined", None)):
        make_participation(cycle, name=f"{stance} {on == today}").take_stance(stance, by=boss, next_touch_on=on)
    assert keys(boss, cycle) == [("partners.touch", "considering True")]


def test_the_audiences_are_the_representatives_of_all_partners_and_of_those_that_joined(cycle):
    joined = make_representative(make_participation(cycle, stance=Stance.CONDITIONAL))
    declined = make_representative(make_participation(cycle, stance=Stance.DECLINED))
    before = make_participation(make_cycle(2569), stance=Stance.JOINED)
    make_participation(cycle, partner=before.partner)  # joined in the cycle before, not yet in this one
    again = make_representative(before)
    assert set(people_of(cycle, ["partners.all"])) == {joined, declined, again}
    assert list(people_of(cycle, ["partners.joined"])) == [joined]


# ── Administration pages ───────────────────────────────────────────────────────────────────────────────────────────
def test_in_the_administration_a_stance_is_read_and_never_written(asked, admin_client):
    asked.take_stance(Stance.JOINED, by=make_user())
    page = admin_client.get(reverse("admin:partners_participation_change", args=[asked.pk]))
    assert page.status_code == 200
    change = StanceChange.objects.get()
    inline = next(each for each in page.context["inline_admin_formsets"] if each.opts.model is StanceChange)
    assert (inline.has_add_permission, inline.has_change_permission, inline.has_delete_permission) == (
        False,
        False,
        False,
    )
    assert f'value="{change.stance}" selected' not in page.text


def test_a_partners_name_is_how_it_is_called_and_shown(asked):
    asked.linkage.together.create(participation=make_participation(asked.cycle, name="อบจ."))
    rows = (
        asked.partner,
        asked,
        asked.linkage,
        asked.linkage.together.get(),
        asked.works.get(),
        asked.hesitations.get(),
    )
    assert [str(row) for row in rows] == [asked.partner.name] * 3 + ["อบจ.", "กองทุนวันละบาท", "อยู่นอกภารกิจ"]
    assert (asked.partner.shown, asked.linkage.get_absolute_url()) == ("พช.", at("ledger", asked))
    assert [str(row) for row in (*asked.linkage.gives.all(), *asked.linkage.gains.all())] == ["วิทยากร", "ตัวชี้วัด"]
    assert str(make_representative(asked, make_user("มานี", family_name="")).representations.get()) == "มานี"
    assert str(asked.take_stance(Stance.JOINED, by=make_user())) == "Joined"
