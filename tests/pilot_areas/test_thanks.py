"""Everyone who took part is thanked, once, and told; the certificate is for those whom it concerns."""

import re
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from pilot_areas.models import Thanks
from surveys.models import Respondent
from tests.factories import (
    close,
    in_days,
    make_gathering,
    make_member,
    make_network,
    make_open_cycle,
    make_organisation,
    make_participation,
    make_representative,
    make_tambon,
    make_user,
    moment,
)
from tests.factories_celebration import make_award, make_end, make_surveyed, make_thanks
from welfare_movement.notices.models import Notice
from welfare_movement.process.refusals import CycleClosed, StageLocked
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db
END = Stage.CELEBRATION


def text(answer):
    return unescape(answer.content.decode())


def names(cycle):
    return sorted(str(each) for each in cycle.thanks.all())


# ── Giving them ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_surveyed_organisation_and_every_joined_partner_is_thanked_and_nobody_else():
    cycle, elsewhere = make_open_cycle(END), make_open_cycle(END, year=2571)
    one, two, other = (make_organisation() for _ in range(3))
    make_surveyed(cycle, one, two), make_surveyed(elsewhere, other)
    unsent = make_organisation()
    cycle.rounds.get().assignments.create(organisation=unsent, link=make_thanks(elsewhere, one).link)
    joined, conditional = (make_participation(cycle, stance=each) for each in ("joined", "joined_with_conditions"))
    for stance in ("declined", "considering", None):
        make_participation(cycle, stance=stance)
    by = make_user()
    assert Thanks.give(cycle, by=by) == 4
    assert names(cycle) == sorted(str(each) for each in (one, two, joined, conditional))
    assert {each.thanked_by for each in cycle.thanks.all()} == {by}
    assert len({each.link for each in cycle.thanks.all()}) == 4


def test_pressing_again_thanks_only_those_who_came_since():
    cycle, _area = make_end()
    assert Thanks.give(cycle, by=make_user()) == 2
    assert Thanks.give(cycle, by=make_user()) == 0
    make_participation(cycle, stance="joined")
    assert Thanks.give(cycle, by=make_user()) == 1
    assert (cycle.thanks.count(), Notice.objects.filter(kind="pilot_areas_thanks").count()) == (3, 2)


def test_whoever_answers_for_the_thanked_is_told_with_the_link_to_the_certificate():
    cycle = make_open_cycle(END)
    organisation, without_mail = make_organisation(), make_user(email=None)
    Respondent.objects.create(organisation=organisation, user=without_mail)
    make_surveyed(cycle, organisation)
    representative = make_representative(make_participation(cycle, stance="joined"))
    Thanks.give(cycle, by=make_user())
    told = {each.to: each for each in Notice.objects.filter(kind="pilot_areas_thanks")}
    assert {person: each.channel for person, each in told.items()} == {without_mail: "copy", representative: "email"}
    notice = told[without_mail]
    assert notice.link == cycle.thanks.get(organisation=organisation).link
    assert notice.link.url in notice.text
    assert notice.link.url not in notice.text_without_link


def test_with_nobody_to_thank_it_says_what_comes_first():
    with pytest.raises(Refused, match="verify the surveys of the organisations first"):
        Thanks.give(make_open_cycle(END), by=make_user())


def test_thanks_wait_for_their_stage_and_for_an_open_cycle():
    early = make_open_cycle(Stage.PILOT_AREAS)
    make_participation(early, stance="joined")
    with pytest.raises(StageLocked):
        Thanks.give(early, by=make_user())
    over, _area = make_end(2571)
    close(over)
    with pytest.raises(CycleClosed):
        Thanks.give(over, by=make_user())
    assert (Thanks.objects.count(), Notice.objects.filter(kind="pilot_areas_thanks").count()) == (0, 0)


@pytest.mark.parametrize("whom", [(), ("organisation", "participation")])
def test_thanks_go_to_exactly_one(whom):
    cycle, _area = make_end()
    both = {"organisation": make_organisation(), "participation": make_participation(cycle)}
    with pytest.raises(IntegrityError), transaction.atomic():
        make_thanks(cycle, **{name: both[name] for name in whom})


def test_nobody_is_thanked_twice():
    cycle, _area = make_end()
    organisation = make_organisation()
    make_thanks(cycle, organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_thanks(cycle, organisation)
    asked = make_participation(cycle)
    make_thanks(cycle, participation=asked)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_thanks(cycle, participation=asked)


def test_thanking_more_costs_as_many_queries(queries):
    cycle, _area = make_end()
    Thanks.give(cycle, by=make_user())
    by = make_user()
    for number in (1, 5):
        for _ in range(number):
            make_representative(make_participation(cycle, stance="joined"))
        with queries(9):
            Thanks.give(cycle, by=by)


# ── Their pages ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_coordinator_thanks_all_with_one_press_and_is_told_how_many(client):
    cycle, _area = make_end()
    client.force_login(make_member(cycle))
    page = reverse("pilot_areas:thanks", args=cycle.address)
    shown = client.get(page)
    assert len(shown.context["waiting"]) == 2
    assert "Thank all 2 who wait" in text(shown)
    press = reverse("pilot_areas:give_thanks", args=cycle.address)
    assert "2 were thanked, and are told." in text(client.post(press, follow=True))
    assert "Everyone was thanked already." in text(client.post(press, follow=True))
    assert (client.get(page).context["waiting"], cycle.thanks.count()) == ([], 2)


def test_an_observer_reads_who_was_thanked_and_is_offered_no_press(client):
    cycle, _area = make_end()
    client.force_login(make_member(cycle, Role.OBSERVER))
    shown = text(client.get(reverse("pilot_areas:thanks", args=cycle.address)))
    assert reverse("pilot_areas:give_thanks", args=cycle.address) not in shown


def test_the_certificate_is_thai_with_thai_numerals_whatever_the_reader_reads(client):
    cycle = make_open_cycle(END)
    make_gathering(cycle, END, starts_at=moment("2027-09-12 09:00"), ends_at=moment("2027-09-12 15:00"))
    thanks = make_thanks(cycle, make_organisation(name="กองทุนหมู่บ้าน หมู่ที่ 4"))
    client.force_login(make_member(cycle, Role.OBSERVER))
    shown = text(client.get(thanks.get_absolute_url()))
    assert "กองทุนหมู่บ้าน หมู่ที่ ๔" in shown
    assert "ให้ไว้ ณ วันที่ ๑๒ เดือนกันยายน พุทธศักราช ๒๕๗๐" in shown
    assert "รอบปี ๒๕๗๐" in shown


def test_without_a_celebration_the_certificate_bears_the_day_of_the_thanks(client, time_machine):
    time_machine.move_to(moment("2027-09-03 10:00"))
    cycle = make_open_cycle(END)
    thanks = make_thanks(cycle, make_organisation())
    client.force_login(make_member(cycle))
    assert "วันที่ ๓ เดือนกันยายน พุทธศักราช ๒๕๗๐" in text(client.get(thanks.get_absolute_url()))


def test_that_the_cycle_is_closed_is_said_on_the_screen_and_not_printed_above_a_certificate(client):
    cycle = make_open_cycle(END)
    thanks = make_thanks(cycle, make_organisation())
    client.force_login(make_member(cycle))
    close(cycle)
    shown = text(client.get(thanks.get_absolute_url()))
    (note,) = re.findall(r'<p class="(note[^"]*)">(?:(?!</p>).)*can only be read', shown, re.DOTALL)
    assert "no-print" in note.split()


def test_the_personal_link_opens_this_certificate_and_no_other(client):
    cycle = make_open_cycle(END)
    mine, other = make_thanks(cycle, make_organisation()), make_thanks(cycle, make_organisation())
    assert client.get(mine.get_absolute_url()).status_code == 404
    client.post(reverse("people:link", args=[mine.link.token]))
    assert client.get(mine.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(reverse("pilot_areas:thanks", args=cycle.address)).status_code == 302


def test_a_link_that_has_ended_opens_nothing(client):
    thanks = make_thanks(make_open_cycle(END), make_organisation())
    client.post(reverse("people:link", args=[thanks.link.token]))
    type(thanks.link).objects.filter(pk=thanks.link.pk).update(expires_at=in_days(-1))
    assert client.get(thanks.get_absolute_url()).status_code == 404


def test_those_who_answer_for_the_thanked_see_their_own_certificate_only(client):
    cycle = make_open_cycle(END)
    organisation = make_organisation()
    respondent = Respondent.objects.create(organisation=organisation, user=make_user()).user
    asked = make_participation(cycle)
    representative = make_representative(asked)
    village, partner = make_thanks(cycle, organisation), make_thanks(cycle, participation=asked)
    for person, own, other in ((respondent, village, partner), (representative, partner, village)):
        client.force_login(person)
        statuses = [client.get(each.get_absolute_url()).status_code for each in (own, other)]
        assert statuses == [200, 404]


# ── To print ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def printed(client):
    """A cycle with certificates of every kind, and a function: whom the page to print names, asked like this."""
    cycle = make_open_cycle(END)
    network = make_network()
    near = make_organisation(network, name="กองทุนใกล้")
    far = make_organisation(name="กองทุนไกล", tambon=make_tambon("801201"))
    for organisation in (near, far):
        make_thanks(cycle, organisation)
    make_thanks(cycle, participation=make_participation(cycle, name="ภาคี"))
    make_award(cycle, recipient="คุณอำนวย")
    make_thanks(make_open_cycle(END, year=2571), make_organisation(name="กองทุนรอบอื่น"))
    client.force_login(make_member(cycle))

    def named(**asked):
        answer = client.get(reverse("pilot_areas:certificates", args=cycle.address), asked)
        assert answer.status_code == 200
        assert text(answer).count("<article class=") == len(answer.context["certificates"])
        return [str(each.to) for each in answer.context["certificates"]]

    return named, network


def test_certificates_are_printed_for_all_or_by_network_or_district(printed):
    named, network = printed
    assert named() == ["กองทุนใกล้", "กองทุนไกล"]
    assert named(what="organisations", network=network.pk) == ["กองทุนใกล้"]
    assert named(what="organisations", district="8012") == ["กองทุนไกล"]
    assert named(what="organisations", network=network.pk, district="8012") == []
    assert named(what="partners") == ["ภาคี"]
    assert named(what="awards") == ["คุณอำนวย"]
    assert named(what="nonsense") == []


def test_whoever_signs_stands_on_the_certificates_as_it_was_typed(client):
    cycle = make_open_cycle(END)
    make_thanks(cycle, make_organisation())
    client.force_login(make_member(cycle))
    asked = {"what": "organisations", "signed_by": "<b>นายหนึ่ง</b>", "position": "ประธาน"}
    page = client.get(reverse("pilot_areas:certificates", args=cycle.address), asked).content.decode()
    assert "(&lt;b&gt;นายหนึ่ง&lt;/b&gt;)" in page
    assert "<b>นายหนึ่ง</b>" not in page


@pytest.mark.parametrize("what", ["organisations", "partners", "awards"])
def test_a_page_of_certificates_costs_as_much_with_one_as_with_many(client, queries, what):
    cycle = make_open_cycle(END)
    client.force_login(make_member(cycle))
    page = reverse("pilot_areas:certificates", args=cycle.address)
    client.get(page)
    for number in (1, 3):
        for _ in range(number):
            organisation, asked = make_organisation(), make_participation(cycle)
            make_thanks(cycle, organisation), make_thanks(cycle, participation=asked)
            make_award(cycle, organisation=organisation), make_award(cycle, participation=asked)
        with queries(8):
            client.get(page, {"what": what})
