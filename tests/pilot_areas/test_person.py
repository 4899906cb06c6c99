import pytest

from pilot_areas.models import AreaPerson
from tests.factories import close, make_area, make_open_cycle, make_user
from tests.factories_areas import make_area_person
from welfare_movement.notices.deliver import deliver
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import Link
from welfare_movement.process.audiences import people_of
from welfare_movement.process.refusals import CycleClosed

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return make_area(make_open_cycle())


def test_who_is_named_gets_a_link_that_leads_to_the_area_and_a_message_that_brings_it(area, mailoutbox):
    person = make_user(language="en")
    named = make_area_person(area, user=person)
    assert (named.link.opens, named.link.target(), named.get_absolute_url()) == (
        "pilot_areas.AreaPerson",
        named,
        area.get_absolute_url(),
    )
    assert deliver() == 1
    assert (mailoutbox[0].to, named.link.url in mailoutbox[0].body) == ([person.email], True)


def test_who_has_no_e_mail_gets_a_text_that_a_coordinator_passes_on(area):
    make_area_person(area, user=make_user(email=None))
    assert Notice.objects.to_copy().get().kind == "pilot_areas_person"


def test_naming_someone_twice_in_a_role_changes_nothing_and_another_role_is_another_line(area):
    first = make_area_person(area)
    assert make_area_person(area, user=first.person) == first
    mentor = make_area_person(area, AreaPerson.Role.MENTOR, user=first.person)
    assert (mentor != first, area.people.count(), Link.objects.count()) == (True, 2, 2)


def test_who_leaves_is_kept_as_a_record_and_their_link_is_dead(area, mailoutbox):
    named, by = make_area_person(area), make_user()
    named.leave(by=by)
    named.link.refresh_from_db()
    assert (named.left_by, named.link.is_usable, area.people.standing().count()) == (by, False, 0)
    assert (deliver(), mailoutbox) == (0, [])
    before = named.left_at
    named.leave(by=make_user())
    assert (named.left_at, named.left_by) == (before, by)
    again = make_area_person(area, user=named.person)
    assert (again != named, area.people.count()) == (True, 2)


def test_nobody_is_named_in_a_closed_cycle(area):
    close(area.cycle)
    with pytest.raises(CycleClosed):
        make_area_person(area)
    assert (AreaPerson.objects.count(), Link.objects.count(), Notice.objects.count()) == (0, 0, 0)


def test_the_people_of_all_areas_can_be_invited_and_those_who_left_cannot(area):
    here, gone = make_area_person(area), make_area_person(area)
    gone.leave(by=make_user())
    make_area_person(make_area(make_open_cycle(year=2571)))
    assert set(people_of(area.cycle, ["pilot_areas.areas"])) == {here.person}
