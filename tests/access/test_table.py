"""Every address of the site × GET and POST × every kind of visitor, against the written table (faults, row 42).

table.csv: the status of a GET; `login`: sent to the sign-in and back; `yes`: a POST came as far as its form or verb.
"""

import csv
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests.access.deeds import grades_unpublished
from tests.access.pages import offered
from tests.access.world import KINDS, addresses, objects, said, taken_back
from tests.factories import make_user

pytestmark = pytest.mark.django_db

with (Path(__file__).parent / "table.csv").open(encoding="utf-8") as file:
    TABLE = {(row.pop("url"), row.pop("method")): row for row in csv.DictReader(file)}
TAKEN = {"200", "302", "409", "422"}
OF_THE_PROVINCE = ("edit", "network", "organisation", "expect", "respondent")  # the registry lasts from cycle to cycle


def agree(cell, status):
    return status in TAKEN if cell == "yes" else status == cell


def names_with_objects():
    return [name for name, words in addresses().items() if {"pk", "code"} & {*words}]


def test_every_address_has_its_rows_and_every_row_its_address():
    assert {name for name, _method in TABLE} ^ {*addresses()} == set()
    assert {(name, method) for name in addresses() for method in ("GET", "POST")} ^ {*TABLE} == set()
    assert {tuple(row) for row in TABLE.values()} == {KINDS}


@pytest.fixture(scope="module")
def look(world):
    """What a visitor sees at an address; asked once."""
    return cache(lambda kind, address: world.ask(kind, "GET", address))


@pytest.mark.parametrize("kind", KINDS)
def test_everyone_is_answered_as_the_table_says(world, look, kind):
    wrong = []
    for (name, method), row in TABLE.items():
        address = world.address(name)
        status = said(look(kind, address) if method == "GET" else world.ask(kind, method, address))
        if not agree(row[kind], status):
            wrong.append(f"{method} {name}: {row[kind]} by the table, {status} by the site")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("kind", ["anonymous", "coordinator"])
def test_whoever_asks_for_the_head_of_a_page_is_answered_alike(world, look, kind):
    """As those do that make a preview of an address that was passed on."""
    addresses_to_read = [world.address(name) for name, method in TABLE if method == "GET"]
    wrong = [each for each in addresses_to_read if said(world.ask(kind, "HEAD", each)) != said(look(kind, each))]
    assert wrong == []


# ── Things of others ───────────────────────────────────────────────────────────────────────────────────────────────
def not_found(world, kind, address, name):
    """The methods by which something is found here that must not be."""
    for method in ("GET", "POST"):
        if TABLE[name, method]["administrator"] == "405":
            continue
        answer = world.ask(kind, method, address)
        if method == "GET" and said(answer) == "302":  # where it leads, nothing must be either
            answer = world.ask(kind, method, answer["Location"])
        # Whoever is not signed in is asked to, whether there is something or not.
        if said(answer) not in ({"404", "login"} if kind not in world.people else {"404"}):
            yield f"{method} {name}: {said(answer)}"


@pytest.mark.parametrize("where", ["sister", "abroad"])
def test_things_of_another_cycle_are_not_found(world, where):
    wrong = []
    for name in names_with_objects():
        if where == "sister" and any(word in name for word in OF_THE_PROVINCE):
            continue
        wrong += not_found(world, "administrator_everywhere", world.address(name, getattr(world, where)), name)
    assert not wrong, "\n".join(wrong)


def test_things_below_another_thing_are_not_found(world):
    below = {"item", "proposal", "resolution", "objection", "work", "hesitation", "who", "line", "milestone"}
    wrong = []
    for name, words in addresses().items():
        for word in below & {*words}:
            theirs = objects(name, world.near)[word]
            wrong += not_found(world, "administrator_everywhere", world.address(name, **{word: theirs}), name)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("number", [0, 2**31, 10**30])
def test_things_that_are_not_there_are_not_found(world, number):
    wrong = []
    for name in names_with_objects():
        pk = UUID(int=number) if name.startswith("notices:") else number
        wrong += not_found(world, "administrator", world.address(name, pk=pk, code=number), name)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("kind", ["meeting_link", "survey_link", "partner", "respondent"])
def test_things_of_others_in_the_same_cycle_are_not_found(world, kind):
    # What everyone may read is nobody's own.
    own = [name for name in names_with_objects() if TABLE[name, "GET"]["anonymous"] != "200"]
    mine = [name for name in own if {TABLE[name, m][kind] for m in ("GET", "POST")} & {"200", "yes"}]
    assert mine
    wrong = []
    for name in mine:
        wrong += not_found(world, kind, world.address(name, world.near), name)
    assert not wrong, "\n".join(wrong)


def test_a_reviewer_finds_what_lies_in_their_own_district_only(world):
    names = ["assignment", "expected", "response", "give_back", "grade", "tambon"]
    for kind, own, other in (("reviewer", world.here, world.near), ("reviewer_elsewhere", world.near, world.here)):
        for name in names:
            assert list(not_found(world, kind, world.address(f"surveys:{name}", other), f"surveys:{name}")) == []
            assert said(world.ask(kind, "GET", world.address(f"surveys:{name}", own))) in {"200", "302"}


def test_a_pending_grade_is_seen_by_its_organisation_and_those_who_review_it(world):
    """Design, section 4: pending, seen by the organisation and coordinators."""
    with taken_back():
        grades_unpublished(world)
        seen_by = {kind for kind in KINDS if said(world.ask(kind, "GET", world.address("surveys:grade"))) == "200"}
    assert seen_by == {"survey_link", "respondent", "reviewer", "coordinator", "administrator"}


@pytest.mark.parametrize("place", [{"cycle": 2599}, {"province": "phuket"}])
def test_a_cycle_that_is_not_there_is_not_found(world, place):
    wrong = []
    for name, words in addresses().items():
        if "province" in words:
            wrong += not_found(world, "administrator", world.address(name, **place), name)
    assert not wrong, "\n".join(wrong)


# ── Of all pages ───────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_offers_what_its_reader_may_not_do(world, look, kind):
    known = {(method, world.address(name)): row[kind] for (name, method), row in TABLE.items()}
    wrong = []
    for name, address in [(name, world.address(name)) for name in addresses()]:
        if known["GET", address] != "200":
            continue
        for method, there in sorted(offered(address, look(kind, address))):
            if (method, there) not in known:
                known[method, there] = said(world.ask(kind, method, there))
            if known[method, there] not in {*TAKEN, "yes"} and there != reverse("demo:mail"):
                wrong.append(f"{name} offers {method} {there}: {known[method, there]}")
    assert not wrong, "\n".join(wrong)


def test_nothing_is_done_without_the_token_of_its_form(world):
    """But for the way out of a mail, which mail providers take for its reader without having seen a form (RFC 8058);
    what stands in its address is derived from our secret, and it does nothing but that."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.people["administrator"])
    taken = [
        name for name, method in TABLE if method == "POST" and browser.post(world.address(name)).status_code != 403
    ]
    assert taken == ["own:unsubscribe"]


@pytest.mark.parametrize("name", ["dashboard:me", "dashboard:board", "partners:board", "notices:outbox"])
def test_whoever_may_no_longer_sign_in_is_a_stranger_at_once(world, name):
    person = world.people["coordinator"]
    with taken_back():
        type(person).objects.filter(pk=person.pk).update(is_active=False)
        assert said(world.ask("coordinator", "GET", world.address(name))) == "login"


# ── The administration: one rule ───────────────────────────────────────────────────────────────────────────────────
def administration():
    """The lists and forms of all models."""
    for model in admin.site._registry:
        for page in ("changelist", "add"):
            yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


@pytest.mark.parametrize("kind", [*KINDS, "administrator_everywhere"])
def test_no_visitor_of_a_cycle_enters_the_administration(world, kind):
    for method in ("GET", "POST"):
        answers = [world.ask(kind, method, address) for address in (reverse("admin:index"), *administration())]
        assert {answer.status_code for answer in answers} == {302}
        assert {said(world.ask(kind, method, answer["Location"])) for answer in answers} == {
            "403" if kind in world.people else "login"
        }


@pytest.mark.parametrize(
    ("is_staff", "is_superuser", "statuses"),
    [(False, False, {302}), (True, False, {403}), (False, True, {302})],
)
def test_only_staff_superusers_enter_the_administration(world, client, is_staff, is_superuser, statuses):
    client.force_login(make_user(is_staff=is_staff, is_superuser=is_superuser))
    assert {client.get(address).status_code for address in administration()} == statuses
    assert {client.post(address).status_code for address in administration()} == statuses


def test_staff_superusers_see_every_list_of_the_administration(world, client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    lists = [address for address in administration() if not address.endswith("/add/")]
    assert {client.get(address).status_code for address in [reverse("admin:index"), *lists]} == {200}
