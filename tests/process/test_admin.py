"""Django admin meets the guard: forms, inlines and "delete selected" are refused in words, never by an error page."""

import pytest
from django.contrib import admin as site
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from tests.factories import close, make_cycle, make_open_cycle, make_user
from tests.toy.models import Part, Toy
from welfare_movement.process.admin import ReadOnlyAdmin
from welfare_movement.process.models import Cycle
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db
NO_PARTS = {"part_set-TOTAL_FORMS": 0, "part_set-INITIAL_FORMS": 0}


@pytest.fixture
def admin(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.SURVEYS)


@pytest.fixture
def toy(cycle):
    return Toy.objects.create(cycle=cycle, name="kite")


def change_page(row):
    return reverse(f"admin:toy_{row._meta.model_name}_change", args=[row.pk])


def test_a_row_is_added_and_changed_with_its_inline_while_the_stage_is_open(admin, cycle, toy):
    new_part = {"part_set-TOTAL_FORMS": 1, "part_set-INITIAL_FORMS": 0, "part_set-0-name": "tail"}
    admin.post(change_page(toy), {"name": "boat", **new_part})
    admin.post(reverse("admin:toy_toy_add"), {"cycle": cycle.pk, "name": "ship", **new_part})
    assert list(Part.objects.values_list("toy__name", flat=True)) == ["boat", "ship"]


def test_an_add_before_its_time_is_refused_in_the_form_and_keeps_what_was_typed(admin):
    answer = admin.post(reverse("admin:toy_toy_add"), {"cycle": make_cycle(2571).pk, "name": "kite", **NO_PARTS})
    assert "it opens when the gate of “Support partners consult” is passed" in answer.content.decode()
    assert 'value="kite"' in answer.content.decode()
    assert Toy.objects.count() == 0


def test_a_shut_row_can_be_looked_at_but_not_changed_or_deleted(admin, cycle, toy):
    part = Part.objects.create(toy=toy, name="tail")
    close(cycle)
    assert admin.get(change_page(toy)).status_code == 200
    sent = {"name": "boat", "part_set-TOTAL_FORMS": 1, "part_set-INITIAL_FORMS": 1, "part_set-0-id": part.pk}
    assert admin.post(change_page(toy), {**sent, "part_set-0-name": "nose"}).status_code == 403
    assert admin.post(reverse("admin:toy_toy_delete", args=[toy.pk]), {"post": "yes"}).status_code == 403
    assert (Toy.objects.get().name, Part.objects.get().name) == ("kite", "tail")


def test_the_cycle_of_a_row_is_not_a_field_of_its_change_form(admin, toy):
    other = make_open_cycle(Stage.SURVEYS, year=2571)
    admin.post(change_page(toy), {"name": "kite", "cycle": other.pk, **NO_PARTS})
    assert Toy.objects.get().cycle != other


def test_a_sealed_child_is_refused_in_its_inline(admin, toy):
    part = Part.objects.create(toy=toy, name="tail")
    Toy.objects.update(finished_at=timezone.now())
    sent = {"name": "kite", "part_set-TOTAL_FORMS": 1, "part_set-INITIAL_FORMS": 1, "part_set-0-id": part.pk}
    answer = admin.post(change_page(toy), {**sent, "part_set-0-name": "nose"})
    assert "The toy is finished; make a new one." in answer.content.decode()
    assert Part.objects.get().name == "tail"


@pytest.mark.parametrize("confirmed", [{}, {"post": "yes"}])
def test_delete_selected_is_refused_by_a_message(admin, cycle, toy, confirmed):
    close(cycle)
    chosen = {"action": "delete_selected", "_selected_action": [toy.pk], **confirmed}
    answer = admin.post(reverse("admin:toy_toy_changelist"), chosen)
    assert answer.status_code == 302
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "This cycle is closed and can only be read; go on in the cycle that follows it."
    ]
    assert Toy.objects.count() == 1


def test_delete_selected_deletes_while_the_stage_is_open(admin, toy):
    chosen = {"action": "delete_selected", "_selected_action": [toy.pk], "post": "yes"}
    admin.post(reverse("admin:toy_toy_changelist"), chosen)
    assert Toy.objects.count() == 0


def test_a_cycle_begins_in_the_admin_with_its_first_administrator(admin, cycle):
    person = make_user()
    plans = {"plans-TOTAL_FORMS": 0, "plans-INITIAL_FORMS": 0}
    first = {"memberships-0-user": person.pk, "memberships-0-role": "administrator"}
    members = {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 0, **first}
    admin.post(reverse("admin:process_cycle_add"), {"province": "80", "year": 2571, **plans, **members})
    begun = Cycle.objects.get(year=2571)
    assert (begun.memberships.get().user, begun.plans.count()) == (person, 6)


def test_a_closed_cycle_cannot_be_changed_or_deleted_in_the_admin(admin, cycle):
    close(cycle)
    page = reverse("admin:process_cycle_change", args=[cycle.pk])
    assert admin.get(page).status_code == 200
    assert admin.post(page, {"title": "New"}).status_code == 403
    assert admin.post(reverse("admin:process_cycle_delete", args=[cycle.pk]), {"post": "yes"}).status_code == 403


def test_a_change_that_the_guard_refuses_late_is_a_page_that_says_so(admin, cycle, toy, monkeypatch):
    """As when the cycle closes between the form's check and its save."""
    monkeypatch.setattr(Toy, "clean", lambda self: close(cycle))
    answer = admin.post(change_page(toy), {"name": "boat", **NO_PARTS})
    assert (answer.status_code, "This cycle is closed" in answer.content.decode()) == (409, True)
    assert Toy.objects.get().name == "kite"


def test_a_shut_row_offers_no_new_rows_below_it(admin, cycle, toy):
    close(cycle)
    (inline,) = admin.get(change_page(toy)).context["inline_admin_formsets"]
    assert (inline.has_add_permission, inline.has_change_permission, inline.has_delete_permission) == (False,) * 3


def test_the_place_and_year_of_a_cycle_are_chosen_once(admin, cycle):
    formsets = {f"{name}-{what}_FORMS": 0 for name in ("plans", "memberships") for what in ("TOTAL", "INITIAL")}
    page = reverse("admin:process_cycle_change", args=[cycle.pk])
    answer = admin.post(page, {"title": "New", "year": 2599, "province": "80", **formsets})
    cycle.refresh_from_db()
    assert (answer.status_code, cycle.title, cycle.year) == (302, "New", 2570)


def test_what_verbs_leave_is_only_looked_at(admin, rf):
    rf = rf.get("/")
    rf.user = make_user(is_staff=True, is_superuser=True)
    only_read = [each for each in site.site._registry.values() if isinstance(each, ReadOnlyAdmin)]
    assert {each.model._meta.model_name for each in only_read} >= {"stagepass", "gateneed", "notice", "job", "minutes"}
    for each in only_read:
        allowed = each.has_add_permission(rf), each.has_change_permission(rf), each.has_delete_permission(rf)
        assert (allowed, each.has_view_permission(rf)) == ((False, False, False), True), each
