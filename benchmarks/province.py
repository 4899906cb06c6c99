"""What fills the databases: a province in the middle of its survey, and beside it what a nation has stored."""

import os
from dataclasses import dataclass
from itertools import cycle, islice

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from benchmarks.answers import answer, drafts, store_rounds
from benchmarks.database import copy_database, vacuum
from benchmarks.floor.fill import fill
from benchmarks.sites import BARE, FULL
from partners.models.participation import Stance
from surveys.models import CommunityOrganisation
from tests.factories import (
    in_days,
    make_expected_network,
    make_meeting,
    make_member,
    make_network,
    make_open_cycle,
    make_participation,
    make_round,
    make_user,
)
from tests.factories_gathering import make_planned
from welfare_movement.people.access import KEY
from welfare_movement.places.models import Tambon
from welfare_movement.process.stages import Stage
from welfare_movement.thai.names import comparison_key
from welfare_movement.thai.sorting import sort_key

YEAR = 2570
ORGANISATIONS, NETWORKS, PARTNERS, MEETINGS = 1500, 12, 40, 24
ANSWERED = 800  # of the organisations, in the fuller database; the others are drafts in both
ROUNDS = 40  # of as many organisations, all answered: 60,000 stored


@dataclass(frozen=True)
class Province:
    """address: the first two words of its addresses. coordinator: the session of one.

    visits: (the key of an assignment, a session that holds its link); each has a draft that can be sent as it is.
    registration: the open address of a forum with room for everyone. tambon: one of its province.
    """

    address: tuple[str, int]
    coordinator: str
    visits: list[tuple[int, str]]
    registration: str
    tambon: str


def filled():
    """Fill both databases. In the bare one nobody has sent an answer yet."""
    call_command("migrate", "--run-syncdb", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_places", verbosity=0)
    with transaction.atomic():
        fill(ORGANISATIONS)
        survey_round = _asked_round()
        province = _province(survey_round)
    connection.close()
    copy_database(os.environ[FULL], os.environ[BARE])
    with transaction.atomic():
        answer(survey_round, ANSWERED)
        store_rounds(survey_round, ROUNDS)
    connection.close()
    for address in (FULL, BARE):
        vacuum(os.environ[address])
    return province


def _asked_round():
    here = make_open_cycle(Stage.SURVEYS, year=YEAR)
    for level, stance in islice(cycle(zip(cycle(("provincial", "central")), Stance, strict=False)), PARTNERS):
        make_participation(here, stance=None if stance is Stance.NOT_CONTACTED else stance, level=level)
    for number in range(MEETINGS):
        make_meeting(here, stage=1 + number % 2, starts_at=in_days(10 * number - 100))
    survey_round = make_round(here, _organisations(here), by=make_user())
    drafts(survey_round)
    return survey_round


def _organisations(here):
    """So many, all over the province, each in one network or two."""
    tambons = list(Tambon.objects.filter(district__province=here.province).order_by("code"))
    networks = [make_network(here.province) for _number in range(NETWORKS)]
    for network in networks:
        make_expected_network(here, network)
    names = [f"กองทุนสวัสดิการชุมชนตัวอย่างที่ {number}" for number in range(ORGANISATIONS)]
    made = CommunityOrganisation.objects.bulk_create(
        CommunityOrganisation(
            province=here.province,
            tambon=tambons[number % len(tambons)],
            name=name,
            sort_key=sort_key(name),
            comparison_key=comparison_key(name),
            type="welfare_fund",
            scope="tambon",
        )
        for number, name in enumerate(names)
    )
    belongs = CommunityOrganisation.networks.through
    belongs.objects.bulk_create(
        belongs(communityorganisation=each, network=networks[(number + step) % NETWORKS])
        for number, each in enumerate(made)
        for step in range(1 + number % 2)
    )
    return made


def _province(survey_round):
    forum = make_planned(make_open_cycle(Stage.FORUMS, year=YEAR + 1), capacity=170_000)
    browser = Client()
    browser.force_login(make_member(survey_round.cycle))
    return Province(
        address=survey_round.cycle.address,
        coordinator=browser.cookies[settings.SESSION_COOKIE_NAME].value,
        visits=[
            (pk, _session_with(link)) for pk, link in survey_round.assignments.order_by("pk").values_list("pk", "link")
        ],
        registration=forum.register_path,
        tambon=Tambon.objects.filter(district__province=survey_round.cycle.province).order_by("code").first().code,
    )


def _session_with(link):
    """The key of a session that came in by this personal link."""
    session = SessionStore()
    session[KEY] = [link]
    session.save()
    return session.session_key
