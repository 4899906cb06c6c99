"""Who may hold a cycle: each role, another cycle's member, a stranger; province-wide or in one district."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.factories import make_cycle, make_district, make_member, make_user
from welfare_movement.process.access import cycle_for, districts_for, has_role, public_cycle, stage_or_404
from welfare_movement.process.models import Membership
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db
HERE = ("nakhon-si-thammarat", 2570)


@pytest.fixture
def cycle():
    return make_cycle()


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ((), set(Role)),
        ((Role.ADMINISTRATOR,), {Role.ADMINISTRATOR}),
        ((Role.COORDINATOR,), {Role.ADMINISTRATOR, Role.COORDINATOR}),
        ((Role.REVIEWER,), {Role.ADMINISTRATOR, Role.REVIEWER}),
        ((Role.COORDINATOR, Role.REVIEWER), {Role.ADMINISTRATOR, Role.COORDINATOR, Role.REVIEWER}),
    ],
)
@pytest.mark.parametrize("role", Role)
def test_a_member_holds_the_cycle_in_the_roles_that_are_asked(cycle, role, asked, allowed):
    member = make_member(cycle, role)
    assert has_role(member, cycle, *asked) == (role in allowed)
    if role in allowed:
        assert cycle_for(member, *HERE, *asked) == cycle
        assert districts_for(member, *HERE, *asked) == (cycle, None)
    else:
        with pytest.raises(PermissionDenied):
            cycle_for(member, *HERE, *asked)
        with pytest.raises(PermissionDenied):
            districts_for(member, *HERE, *asked)


@pytest.mark.parametrize("make", [AnonymousUser, make_user, lambda: make_user(is_superuser=True, is_staff=True)])
def test_who_is_no_member_is_turned_away_superusers_too(cycle, make):
    person = make()
    make_member(make_cycle(2571), Role.ADMINISTRATOR, user=person if person.pk else None)
    with pytest.raises(PermissionDenied):
        cycle_for(person, *HERE)
    assert not has_role(person, cycle)


def test_a_cycle_that_does_not_exist_is_not_found(cycle):
    member = make_member(cycle)
    for address in (("nakhon-si-thammarat", 2571), ("trang", 2570)):
        with pytest.raises(Http404):
            cycle_for(member, *address)
        with pytest.raises(Http404):
            districts_for(member, *address)
        with pytest.raises(Http404):
            public_cycle(*address)


def test_a_member_of_one_district_never_acts_for_the_province(cycle):
    mueang, pak_phanang = make_district("8001"), make_district("8012")
    member = make_member(cycle, Role.REVIEWER, district=mueang)
    make_member(cycle, Role.REVIEWER, district=pak_phanang, user=member)
    make_member(cycle, Role.OBSERVER, user=member)
    with pytest.raises(PermissionDenied):
        cycle_for(member, *HERE, Role.REVIEWER)
    assert districts_for(member, *HERE, Role.REVIEWER) == (cycle, {"8001", "8012"})
    assert districts_for(member, *HERE) == (cycle, None)
    assert not has_role(member, cycle, Role.REVIEWER)
    assert Membership.objects.province_wide().get().role == Role.OBSERVER


def test_stages_are_found_by_their_word():
    assert [stage_or_404(stage.slug) for stage in Stage] == list(Stage)
    assert (Stage.PARTNERS.slug, Stage.WORKING_GROUPS.slug, Stage.CELEBRATION.slug) == (
        "partners",
        "working_groups",
        "celebration",
    )
    with pytest.raises(Http404):
        stage_or_404("nowhere")


def test_stages_follow_one_another():
    assert [stage.previous for stage in Stage] == [None, *list(Stage)[:-1]]
    assert [stage.next for stage in Stage] == [*list(Stage)[1:], None]


HERE = ("nakhon-si-thammarat", 2570)


def test_the_role_of_one_person_is_not_that_of_another():
    cycle, stranger = make_cycle(), make_user()
    make_member(cycle)
    assert not has_role(stranger, cycle)
    for fetch in (cycle_for, districts_for):
        with pytest.raises(PermissionDenied):
            fetch(stranger, *HERE)


def test_what_someone_holds_in_a_cycle_is_asked_once(cycle, queries):
    member, stranger = make_member(cycle), make_user()
    here = public_cycle(*HERE)
    with queries(2):
        assert [has_role(member, here), has_role(member, here, Role.COORDINATOR)] == [True, True]
        assert [has_role(stranger, here), has_role(stranger, here, Role.COORDINATOR)] == [False, False]
