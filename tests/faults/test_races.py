"""What happens when two do the same thing at once; each with the proof that, unguarded, the race would show."""

import threading
import uuid
from contextlib import suppress
from itertools import count

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from partners.models import Linkage
from surveys.models import GradingMethod, Publication, QuestionnaireVersion, Response
from surveys.models import publication as publication_module
from surveys.models import response as response_module
from tests.factories import (
    in_days,
    make_linkage,
    make_meeting,
    make_member,
    make_minutes,
    make_notice,
    make_open_cycle,
    make_organisation,
    make_participation,
    make_resolution,
    make_round,
    make_user,
    whole_answers,
)
from tests.faults.conftest import all_at_once, in_threads, signed_in
from welfare_movement.meetings.models import Invitation, Meeting, Reminder
from welfare_movement.meetings.reminders import remind, reminder
from welfare_movement.notices import deliver as outbox
from welfare_movement.notices.models import Notice
from welfare_movement.process.models import Cycle, StagePass
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50


@pytest.fixture
def ready():
    """A cycle whose first gate is met."""
    cycle = make_open_cycle(Stage.PARTNERS)
    make_minutes(make_meeting(cycle, starts_at=in_days(-1)), adopted=True)
    for number in range(6):
        make_linkage(make_participation(cycle, stance="joined", level="provincial" if number else "central"))
    return cycle


@pytest.fixture
def unlocked(monkeypatch):
    """The control: the lock on the row does nothing."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)


@pytest.fixture
def deferred():
    """The control on SQLite: transactions that begin as readers, which cannot wait for their turn to write."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.close()
    before = connection.settings_dict["OPTIONS"]
    connection.settings_dict["OPTIONS"] = {**before, "transaction_mode": "DEFERRED", "timeout": 0.1}
    yield
    connection.close()
    connection.settings_dict["OPTIONS"] = before


# ── faults 19: two coordinators pass the same gate ─────────────────────────────────────────────────────────────────
def test_fifty_who_pass_a_gate_at_once_leave_one_pass_and_the_others_are_told_who_was_first(ready, site):
    coordinators = [make_member(ready) for _ in range(2)]
    path = f"/{ready.province.slug}/{ready.year}/stages/partners/pass/"
    answers = all_at_once(site, [(signed_in(coordinators[number % 2]), path, {}) for number in range(MANY)])
    assert sorted(answer.status_code for answer in answers) == [302] + [409] * (MANY - 1)
    gate_pass = StagePass.objects.get()
    told = [answer.text for answer in answers if answer.status_code == 409]
    assert all(gate_pass.passed_by.full_name in text for text in told)


def test_without_the_lock_and_the_constraint_two_would_pass(ready, unlocked, deferred, monkeypatch):
    by, together, leave = make_user(), threading.Barrier(8), Cycle._leave_pass

    def leave_together(self, *args, **kwargs):
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=5)
        return leave(self, *args, **kwargs)

    monkeypatch.setattr(Cycle, "_leave_pass", leave_together)
    constraint = next(each for each in StagePass._meta.constraints if each.name == "process_one_standing_pass")
    with connection.schema_editor() as editor:
        editor.remove_constraint(StagePass, constraint)
    try:
        unretried = Cycle.pass_gate.__wrapped__
        results = in_threads(lambda: unretried(Cycle.objects.get(pk=ready.pk), Stage.PARTNERS, by=by), 8)
        passes = StagePass.objects.count()
        if connection.vendor == "sqlite":
            assert "database is locked" in {str(each) for each in results}
        else:
            assert passes == 8
    finally:
        StagePass._base_manager.all()._raw_delete("default")
        with connection.schema_editor() as editor:
            editor.add_constraint(StagePass, constraint)


# ── Answers: several who save, send, review and publish ────────────────────────────────────────────────────────────
@pytest.fixture
def response():
    return Response.objects.create(assignment=make_round().assignments.get())


def kinds(results):
    return sorted(type(each).__name__ for each in results)


def test_eight_who_save_sections_at_once_lose_nothing(response):
    numbers = count()
    results = in_threads(lambda: Response.objects.get(pk=response.pk).keep({f"q{next(numbers)}": "x"}), 8)
    response.refresh_from_db()
    assert (kinds(results), len(response.draft)) == (["NoneType"] * 8, 8)


def test_without_the_lock_sections_would_be_lost(response, unlocked, deferred, monkeypatch):
    together, numbers = threading.Barrier(8), count()

    def wait(typed):
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=5)

    monkeypatch.setattr(response_module, "require_readable", lambda typed: None)
    monkeypatch.setattr(Response, "typed", property(lambda self: wait(self.draft) or self.draft))
    unretried = Response.keep.__wrapped__
    results = in_threads(lambda: unretried(Response.objects.get(pk=response.pk), {f"q{next(numbers)}": "x"}), 8)
    response = Response.objects.only("draft").get(pk=response.pk)
    assert len(response.draft) < 8
    if connection.vendor == "sqlite":
        assert "database is locked" in {str(each) for each in results}


def test_eight_who_send_with_one_key_get_one_receipt(response):
    key = uuid.uuid4()
    results = in_threads(lambda: Response.objects.get(pk=response.pk).submit(whole_answers(), key=key), 8)
    assert (kinds(results), len({each.pk for each in results})) == (["Submission"] * 8, 1)
    assert (response.submissions.count(), response.grades.count(), response.informants.count()) == (1, 1, 1)


def test_one_key_for_two_responses_at_once_is_refused_for_one():
    survey_round = make_round(organisations=[make_organisation(), make_organisation()])
    key, waiting = uuid.uuid4(), [Response.objects.create(assignment=each) for each in survey_round.assignments.all()]
    results = in_threads(lambda: waiting.pop().submit(whole_answers(), key=key), 2)
    assert kinds(results) == ["KeyReused", "Submission"]


def test_of_eight_who_verify_one_does_and_the_others_are_told(response):
    submission, by = response.submit(whole_answers(), key=uuid.uuid4()), make_user()
    results = in_threads(lambda: Response.objects.get(pk=response.pk).verify(submission, by=by), 8)
    assert kinds(results) == ["AlreadyReviewed"] * 7 + ["NoneType"]
    assert response.reviews.count() == 1


def test_of_four_who_publish_one_does_and_the_others_are_told(response):
    response.submit(whole_answers(), key=uuid.uuid4())
    response.verify(response.latest, by=make_user())
    survey_round, by = response.assignment.round, make_user()
    results = in_threads(lambda: survey_round.publish(by=by), 4)
    assert kinds(results) == ["AlreadyPublished"] * 3 + ["Publication"]


def test_of_four_who_open_the_round_one_does_and_the_others_are_told():
    cycle, organisation, by = make_open_cycle(Stage.SURVEYS), make_organisation(), make_user()
    resolution = make_resolution(cycle)
    QuestionnaireVersion.shipped(), GradingMethod.shipped()
    results = in_threads(lambda: make_round(cycle, [organisation], resolution=resolution, by=by), 4)
    assert kinds(results) == ["AlreadyOpened"] * 3 + ["SurveyRound"]


def test_without_the_lock_whoever_publishes_second_would_not_be_told_by_whom(response, unlocked, deferred, monkeypatch):
    response.submit(whole_answers(), key=uuid.uuid4())
    response.verify(response.latest, by=make_user())
    survey_round, by, together = response.assignment.round, make_user(), threading.Barrier(4)

    def grade_together(*args):
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=5)
        return []

    monkeypatch.setattr(publication_module, "_graded_tambons", grade_together)
    unretried = Publication.publish.__func__.__wrapped__
    results = in_threads(lambda: unretried(Publication, survey_round, by=by), 4)
    assert set(kinds(results)) <= {"Publication", "IntegrityError", "OperationalError"}
    assert kinds(results) != ["AlreadyPublished"] * 3 + ["Publication"]


# ── faults 11: the same message twice by the broker ────────────────────────────────────────────────────────────────
class Counting:
    def __init__(self):
        self.sent = []

    def send(self, notice):
        self.sent.append(notice.pk)

    def hang_up(self):
        pass


def test_a_task_delivered_twice_and_more_sends_each_mail_once():
    for _number in range(60):
        make_notice()
    channel = Counting()
    in_threads(lambda: outbox.deliver(channel=channel), 6)
    assert len(channel.sent) == len(set(channel.sent)) == 60
    assert set(Notice.objects.values_list("tries", flat=True)) == {1}


def test_without_the_filtered_claim_mails_would_be_doubled(monkeypatch):
    for _number in range(60):
        make_notice()
    together = threading.Barrier(6)

    def look_first_mark_later(now):
        found = list(Notice.objects.due(now))
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=5)
        return found

    monkeypatch.setattr(outbox, "claim", look_first_mark_later)
    channel = Counting()
    in_threads(lambda: outbox.deliver(channel=channel, batches=1), 6)
    assert len(channel.sent) > len(set(channel.sent))


# ── faults 12: two beats ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def invited():
    meeting = make_meeting(starts_at=in_days(1, hour=0))
    meeting.invite([make_user() for _ in range(40)], by=make_user())
    meeting.invitations.all().update(invited_at=in_days(-30))
    meeting.leads.update(set_at=in_days(-30))
    Notice.objects.update(sent_at=in_days(-30))
    assert Meeting.objects.coming().get() == meeting
    return meeting


def test_several_beats_remind_everyone_once(invited):
    results = in_threads(remind, 6)
    assert not [each for each in results if isinstance(each, Exception)]
    assert Reminder.objects.count() == 40
    assert Notice.objects.waiting().count() == 40


def test_without_the_keys_several_beats_would_remind_more_than_once(invited):
    together, numbers = threading.Barrier(6), count()

    def careless():
        owed = list(Invitation.objects.owed(timezone.now()))
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=5)
        drawn = [reminder(invitation, invitation.due_lead) for invitation in owed]
        for notice in drawn:
            notice.key = f"careless:{next(numbers)}"
            notice.pk = uuid.uuid4()
        Notice.objects.queue(drawn)

    in_threads(careless, 6)
    assert Notice.objects.waiting().count() > 40


# ── two hand the same sheet in ─────────────────────────────────────────────────────────────────────────────────────
def test_who_hand_a_sheet_in_at_once_leave_one_version():
    sheet, by = make_linkage(make_participation(make_open_cycle(Stage.PARTNERS))), make_user()
    results = in_threads(lambda: Linkage.objects.get(pk=sheet.pk).hand_in(by=by), 8)
    assert [str(each) for each in results if isinstance(each, Exception)] == []
    assert {each.number for each in results} == {sheet.versions.get().number}


def test_without_the_lock_a_sheet_would_be_handed_in_twice(unlocked, deferred, monkeypatch):
    sheet, by = make_linkage(make_participation(make_open_cycle(Stage.PARTNERS))), make_user()
    together, as_sheet = threading.Barrier(4), Linkage.as_sheet

    def read_together(self):
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=5)
        return as_sheet(self)

    monkeypatch.setattr(Linkage, "as_sheet", read_together)
    unretried = Linkage.hand_in.__wrapped__
    results = in_threads(lambda: unretried(Linkage.objects.get(pk=sheet.pk), by=by), 4)
    failed = {str(each) for each in results if isinstance(each, Exception)}
    if connection.vendor == "sqlite":
        assert "database is locked" in failed
    else:
        assert any("partners_version_once" in words for words in failed)
