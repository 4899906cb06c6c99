"""Awards: to exactly one, once, chosen by people, from what the records suggest."""

from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from partners.models import Commitment
from pilot_areas.merits import suggested
from pilot_areas.models import Award
from surveys.models import Respondent
from tests.factories import (
    close,
    make_member,
    make_open_cycle,
    make_organisation,
    make_participation,
    make_representative,
    make_tambon,
    make_user,
)
from tests.factories_celebration import make_award, make_surveyed
from welfare_movement.process.refusals import CycleClosed, StageLocked
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db
END = Stage.CELEBRATION


def text(answer):
    return unescape(answer.content.decode())


@pytest.fixture
def cycle():
    return make_open_cycle(END)


@pytest.fixture
def coordinator(client, cycle):
    """The browser of a coordinator."""
    client.force_login(make_member(cycle))
    return client


def add(cycle):
    return reverse("pilot_areas:add_award", args=cycle.address)


def sent(**fields):
    empty = dict.fromkeys(["organisation", "participation", "tambon", "recipient"], "")
    return {**empty, "category": "innovation", "reason": "ทำสิ่งใหม่", **fields}


# ── Giving them ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_award_is_given_to_each_kind_of_recipient(coordinator, cycle):
    organisation, asked = make_organisation(), make_participation(cycle, stance="joined")
    make_surveyed(cycle, organisation)
    whom = {"organisation": organisation, "participation": asked, "tambon": organisation.tambon}
    for name, row in whom.items():
        assert coordinator.post(add(cycle), sent(**{name: row.pk})).status_code == 302
    assert coordinator.post(add(cycle), sent(recipient="ครูอารี")).status_code == 302
    assert [each.to for each in cycle.awards.for_list()] == [organisation, asked, organisation.tambon, "ครูอารี"]
    assert {each.to_field for each in cycle.awards.all()} == {*whom, "recipient"}


@pytest.mark.parametrize("names", [(), ("participation", "recipient")])
def test_an_award_to_nobody_or_to_two_is_refused_in_words(coordinator, cycle, names):
    asked = make_participation(cycle, stance="joined")
    whom = {"participation": asked.pk, "recipient": "ครูอารี"}
    answer = coordinator.post(add(cycle), sent(**{name: whom[name] for name in names}))
    assert (answer.status_code, Award.objects.count()) == (422, 0)
    assert "Say to whom: one organisation, one partner, one tambon, or one in words." in text(answer)


def test_the_same_award_does_not_go_to_the_same_one_twice(coordinator, cycle):
    asked = make_participation(cycle, stance="joined")
    for fields in ({"participation": asked.pk}, {"recipient": "ครูอารี"}):
        coordinator.post(add(cycle), sent(**fields))
        answer = coordinator.post(add(cycle), sent(**fields))
        assert answer.status_code == 422
        assert "This award was given already; look at the list of the awards." in text(answer)
    assert Award.objects.count() == 2
    make_award(make_open_cycle(END, year=2571), category="innovation", recipient="ครูอารี")


def test_of_two_who_give_it_at_once_the_second_is_told(cycle):
    make_award(cycle, recipient="ครูอารี")
    with pytest.raises(Refused, match="given already"):
        make_award(cycle, recipient="ครูอารี")
    assert cycle.awards.count() == 1


def test_the_database_holds_an_award_to_exactly_one(cycle):
    for fields in ({}, {"recipient": "ครู", "organisation": make_organisation()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Award.objects.create(cycle=cycle, category="care", reason="ดี", awarded_by=make_user(), **fields)


def test_a_reason_longer_than_a_certificate_has_room_for_is_refused(coordinator, cycle):
    answer = coordinator.post(add(cycle), sent(recipient="ครูอารี", reason="ก" * 201))
    assert (answer.status_code, Award.objects.count()) == (422, 0)
    assert coordinator.post(add(cycle), sent(recipient="ครูอารี", reason="ก" * 200)).status_code == 302


def test_only_those_who_took_part_are_offered(coordinator, cycle):
    surveyed, unknown = make_organisation(), make_organisation(tambon=make_tambon("801201"))
    make_surveyed(cycle, surveyed)
    joined, declined = make_participation(cycle, stance="joined"), make_participation(cycle, stance="declined")
    fields = coordinator.get(add(cycle)).context["form"].fields
    assert list(fields["organisation"].queryset) == [surveyed]
    assert list(fields["participation"].queryset) == [joined]
    assert list(fields["tambon"].queryset) == [surveyed.tambon]
    for refused in ({"organisation": unknown.pk}, {"participation": declined.pk}, {"tambon": "801201"}):
        assert coordinator.post(add(cycle), sent(**refused)).status_code == 422
    assert Award.objects.count() == 0


def test_an_award_waits_for_its_stage_and_for_an_open_cycle():
    early, over = make_open_cycle(Stage.PILOT_AREAS), make_open_cycle(END, year=2571)
    with pytest.raises(StageLocked):
        make_award(early)
    kept = make_award(over)
    close(over)
    with pytest.raises(CycleClosed):
        make_award(over, recipient="คนอื่น")
    with pytest.raises(CycleClosed):
        kept.delete()
    assert Award.objects.count() == 1


def test_an_award_is_taken_off_the_list(coordinator, cycle):
    kept, wrong = make_award(cycle), make_award(cycle, recipient="คนอื่น")
    coordinator.post(reverse("pilot_areas:remove_award", args=[*cycle.address, wrong.pk]))
    assert list(cycle.awards.all()) == [kept]


# ── Reading them ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_certificate_of_an_award_is_for_members_and_for_whom_it_goes_to(client, cycle):
    asked, organisation = make_participation(cycle), make_organisation()
    representative = make_representative(asked)
    respondent = Respondent.objects.create(organisation=organisation, user=make_user()).user
    partner, village = make_award(cycle, participation=asked), make_award(cycle, organisation=organisation)
    readers = {representative: [200, 404], respondent: [404, 200], make_member(cycle, Role.OBSERVER): [200, 200]}
    for person, expected in readers.items():
        client.force_login(person)
        assert [client.get(each.get_absolute_url()).status_code for each in (partner, village)] == expected


def test_the_certificate_names_the_award_and_why_in_thai(client, cycle):
    award = make_award(cycle, category="growth", recipient="กองทุน 9", reason="โตขึ้น 12 %")
    client.force_login(make_member(cycle))
    shown = text(client.get(award.get_absolute_url()))
    assert "กองทุน ๙" in shown
    assert "“กองทุนเติบโตดี”" in shown
    assert "โตขึ้น ๑๒ %" in shown


# ── What the records suggest ───────────────────────────────────────────────────────────────────────────────────────
def test_the_records_of_the_cycle_suggest_and_those_of_another_do_not(cycle):
    grown, plain = make_organisation(), make_organisation(tambon=make_tambon("800105"))
    make_surveyed(cycle, grown, plain)
    make_surveyed(cycle, grown, stage=Stage.PILOT_AREAS, accounts_level=4, disclosure_level=4, vulnerable_care=4)
    make_surveyed(make_open_cycle(END, year=2571), plain, accounts_level=4, disclosure_level=4)
    keeps, breaks = (make_participation(cycle, stance="joined") for _ in range(2))
    for asked in (keeps, keeps, breaks):
        Commitment.objects.create(cycle=cycle, participation=asked, kind="money", what="สมทบ")
    for commitment in keeps.commitments.all():
        commitment.keep(by=make_user(), proof="โอนแล้ว")
    found = [(each.category, each.who) for each in suggested(cycle)]
    assert found == [("growth", grown), ("accounts", grown), ("care", grown), ("win_win", keeps)]


def test_what_is_not_published_suggests_nobody(cycle):
    make_surveyed(cycle, make_organisation(), publish=False, accounts_level=4, disclosure_level=4)
    assert suggested(cycle) == []


def test_local_government_is_suggested_by_the_money_of_the_tambon(cycle):
    one, two = make_organisation(), make_organisation()
    (first, _second) = make_surveyed(cycle, one, two, lao_contrib_12m=441_000)
    assert [(each.category, each.who) for each in suggested(cycle)] == [("matching", first.organisation.tambon)]


def test_a_whole_plan_of_a_tambon_is_suggested(cycle):
    (assignment,) = make_surveyed(cycle, make_organisation())
    profile = assignment.round.tambon_profiles.get()
    for name in ("plan_exists", "villages_took_part", "welfare_section", "adopted_locally", "reviewed"):
        setattr(profile, name, 20)
    profile.villages, profile.evidence = 9, "แผนชุมชน"
    profile.enter(by=make_user())
    make_round_again = make_surveyed(cycle, assignment.organisation, stage=Stage.PILOT_AREAS)
    assert make_round_again[0].round.tambon_profiles.get().entered_at is None
    assert [each.category for each in suggested(cycle)] == ["plan"]


def test_a_suggestion_fills_the_form_in_and_is_not_made_again_once_given(coordinator, cycle):
    organisation = make_organisation()
    make_surveyed(cycle, organisation, vulnerable_care=4)
    page = reverse("pilot_areas:awards", args=cycle.address)
    (only,) = coordinator.get(page).context["suggested"]
    assert only.who == organisation
    form = coordinator.get(add(cycle), {"category": "care", "organisation": organisation.pk, "reason": only.why})
    assert f'<option value="{organisation.pk}" selected>' in text(form)
    coordinator.post(add(cycle), sent(category="care", organisation=organisation.pk, reason=only.why))
    assert coordinator.get(page).context["suggested"] == []


def test_suggesting_costs_as_much_with_one_row_as_with_many(cycle, queries):
    make_surveyed(cycle, *(make_organisation(tambon=make_tambon(f"80010{each}")) for each in range(1, 6)))
    make_surveyed(cycle, make_organisation(), stage=Stage.PILOT_AREAS)
    for _ in range(3):
        make_participation(cycle, stance="joined")
    with queries(4):
        suggested(cycle)
