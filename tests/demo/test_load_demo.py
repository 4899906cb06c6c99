"""The demo, loaded once for all these tests, stands before the pass of SURVEYS: only the press is missing."""

import json
import re
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import models, transaction
from django.utils import timezone

from partners.models import Linkage, Participation, Partner
from surveys.coverage import count
from surveys.models import (
    Assignment,
    CommunityOrganisation,
    Grade,
    Informant,
    Network,
    Publication,
    Response,
    Submission,
    TambonProfile,
)
from welfare_movement.demo import load
from welfare_movement.demo.data import people
from welfare_movement.demo.data.meetings import SCRIPTS
from welfare_movement.demo.data.tables import rows
from welfare_movement.demo.people import PASSWORD, SIGN_INS
from welfare_movement.journal.models import Entry
from welfare_movement.meetings.models import Invitation, Meeting, Reminder
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import User
from welfare_movement.process.models import Cycle
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from welfare_movement.thai.dates import fiscal_year

pytestmark = pytest.mark.django_db  # within the transaction of `loaded`
REAL_NOW = timezone.now
APPS = ("people", "process", "notices", "meetings", "partners", "surveys")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The moment just after loading; everything is taken back after the last test of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load.load(str, loaded_on=128, with_finished=False)
        yield timezone.now()
        transaction.set_rollback(True)


@pytest.fixture
def cycle(loaded):
    return Cycle.objects.get()


# ── The ladder ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_clock_is_real_again(loaded):
    assert timezone.now is REAL_NOW
    assert abs(loaded - timezone.now()) < timedelta(minutes=5)


def test_the_cycle_is_of_the_fiscal_year_and_began_128_days_before(cycle, loaded):
    assert cycle.year == fiscal_year(timezone.localdate(loaded))
    first = Meeting.objects.order_by("starts_at").first()
    assert timezone.localdate(first.starts_at) == timezone.localdate(loaded) - timedelta(days=128)


def test_the_gate_of_surveys_is_met_and_only_the_press_is_missing(cycle):
    findings = {finding.requirement.key: finding for finding in cycle.findings(Stage.SURVEYS)[Stage.SURVEYS]}
    assert list(findings) == ["joint", "networks", "round", "coverage", "grades"]
    assert [finding.is_met for finding in findings.values()] == [True] * 5
    assert (findings["networks"].have, findings["networks"].of) == (6, 6)
    assert [each.stage for each in cycle.passes.standing()] == [Stage.PARTNERS]
    with transaction.atomic():
        cycle.pass_gate(Stage.SURVEYS, by=User.objects.get(email="coordinator@demo.example"))
        assert cycle.is_open(Stage.WORKING_GROUPS)
        transaction.set_rollback(True)
    assert not cycle.is_open(Stage.WORKING_GROUPS)


def test_the_gate_of_partners_was_passed_on_its_evidence_before_the_joint_meeting(cycle):
    passed = cycle.passes.get(stage=Stage.PARTNERS)
    assert not passed.is_waiver
    assert [finding.is_met for finding in passed.kept_findings] == [True] * 5
    assert passed.passed_at < Meeting.objects.get(kind="joint").planned_at


def test_every_stage_has_its_days_and_what_is_locked_is_planned(cycle):
    assert [bool(plan.starts_on and plan.ends_on) for plan in cycle.plans.order_by("stage")] == [True] * 6
    assert [event.stage for event in cycle.planned_events.all()] == [3, 4, 5, 6]
    assert [event.on > timezone.localdate() for event in cycle.planned_events.all()] == [True] * 4


# ── The journal ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_journal_holds_what_was_learned_and_a_draft(cycle):
    entries = Entry.objects.filter(cycle=cycle)
    assert [entries.public().count(), entries.published().count(), entries.count()] == [3, 4, 5]
    assert {entry.published_by == entry.written_by for entry in entries.published()} == {True}


# ── Partners ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_sixteen_partners_of_which_fourteen_have_decided(cycle):
    assert dict(Participation.objects.all().by_stance()) == {
        "joined": 12,
        "joined_with_conditions": 1,
        "declined": 1,
        "considering": 2,
    }
    considering = Participation.objects.filter(stance="considering")
    assert set(considering.values_list("partner__short_name", flat=True)) == {"สปสช. เขต", "หอการค้า"}
    assert Partner.objects.filter(level="central").count() == 3
    works = Participation.objects.annotate(number=models.Count("works")).values_list("number", flat=True)
    assert set(works) <= {2, 3, 4}


def test_only_the_two_that_still_consider_have_late_homework(cycle):
    late = Participation.objects.filter(linkage__in=Linkage.objects.late())
    assert set(late) == set(Participation.objects.filter(stance="considering"))
    assert Participation.objects.joined().linked().count() == 13
    again = Linkage.objects.exclude(returned_at=None).get()
    assert again.handed_in_at > again.returned_at
    assert not again.is_returned


# ── Meetings and messages ──────────────────────────────────────────────────────────────────────────────────────────
def test_four_meetings_were_held_and_one_is_ahead_with_open_invitations(cycle, loaded):
    meetings = Meeting.objects.order_by("starts_at")
    assert [meeting.kind for meeting in meetings] == ["consultation", "consultation", "joint", "data_return", "other"]
    assert [meeting.starts_at < loaded for meeting in meetings] == [True, True, True, True, False]
    first, second, joint, returned, ahead = meetings
    assert first.minutes.adopting_meeting == second
    assert [held.minutes.adopted_at is not None for held in (second, joint)] == [True, True]
    assert (returned.minutes.circulated_at < loaded, returned.minutes.adopted_at) == (True, None)
    unanswered = ahead.invitations.unanswered().values_list("person__email", flat=True)
    assert {"officer@demo.example", "village@demo.example"} <= set(unanswered)
    answers = set(Invitation.objects.filter(meeting=first).values_list("answer", flat=True))
    assert answers == {"", "accepted", "declined", "substitute"}


def test_the_scripts_name_only_people_who_were_invited(loaded):
    tables = (people.MEMBERS, people.REPRESENTATIVES, people.NETWORK_REPRESENTATIVES, people.RESPONDENTS)
    names = {row[0]: (row[2], row[3]) for table in tables for row in rows(table)}
    for script, meeting in zip(SCRIPTS, Meeting.objects.order_by("starts_at"), strict=True):
        invited = set(meeting.invitations.values_list("person__given_name", "person__family_name"))
        named = {*script.answers, *script.silent, *script.came}
        assert {key for key in named if names[key] not in invited} == set(), script.key


def test_nothing_is_due_that_should_have_gone_out_and_no_mail_was_sent(loaded):
    assert Notice.objects.by_email().waiting().count() == 0
    assert {notice.state for notice in Notice.objects.by_email()} == {"sent"}
    assert {notice.sent_at - notice.not_before for notice in Notice.objects.by_email()} == {timedelta(0)}
    assert set(Notice.objects.to_copy().values_list("kind", flat=True)) == {"meetings_minutes"}
    assert Reminder.objects.values("lead").distinct().count() == 3
    assert mail.outbox == []


def test_nothing_happened_after_the_loading(loaded):
    for model in _models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.DateTimeField) and field.name not in (
                "starts_at",
                "ends_at",
                "expires_at",
                "not_after",
            ):
                assert not model.objects.filter(**{f"{field.name}__gt": loaded}).exists(), (model, field.name)


# ── Surveys ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_48_organisations_in_20_tambons_of_8_districts_each_in_one_or_two_of_six_networks(loaded):
    organisations = CommunityOrganisation.objects.annotate(number=models.Count("networks"))
    assert set(organisations.values_list("number", flat=True)) == {1, 2}
    tambons = organisations.values_list("tambon", flat=True)
    assert (len(tambons), len(set(tambons)), len({code[:4] for code in tambons})) == (48, 20, 8)
    assert [network.organisations.count() >= 8 for network in Network.objects.all()] == [True] * 6


def test_46_responses_of_which_44_are_verified_and_every_network_is_covered(loaded):
    *networks, everything = count(Assignment.objects.all())
    assert (everything.expected, everything.verified, everything.draft, everything.not_started) == (48, 44, 2, 2)
    assert [line.percent >= 80 for line in networks] == [True] * 6
    unverified = Assignment.objects.exclude(pk__in=Assignment.objects.all().verified())
    assert len(set(unverified.values_list("organisation__networks", flat=True))) == 4 == unverified.count()


def test_the_grades_are_6_a_15_b_14_c_6_d_and_3_u(loaded):
    current = Publication.objects.current().get()
    assert Counter(current.pins.values_list("grade__letter", flat=True)) == {"A": 6, "B": 15, "C": 14, "D": 6, "U": 3}
    reasons = Grade.objects.filter(pins__publication=current, letter="U").values_list("reason", flat=True)
    assert Counter(reasons) == {"incomplete": 2, "provides_no_welfare": 1}
    assert current.resolution.item.number == "4.1"
    assert current.published_at > Meeting.objects.get(kind="data_return").ends_at


def test_the_tambons_have_every_letter_two_without_a_profile_and_one_provisional(loaded):
    grades = Publication.objects.current().get().tambon_grades
    assert Counter(grades.values_list("letter", flat=True)) == {"A": 4, "B": 6, "C": 6, "D": 2, "U": 2}
    assert set(grades.filter(letter="U").values_list("reason", flat=True)) == {"profile_not_entered"}
    assert grades.filter(is_provisional=True).count() == 1
    assert TambonProfile.objects.exclude(entered_at=None).exclude(evidence="").count() == 18


def test_every_submission_is_whole_by_the_questionnaire(loaded):
    for submission in Submission.objects.select_related("response__assignment__round__questionnaire"):
        survey_round = submission.response.assignment.round
        questionnaire, month = survey_round.questionnaire.questionnaire, survey_round.reference_month
        parsed = questionnaire.parse(submission.answers)
        assert (parsed.bad, parsed.answers) == ({}, submission.answers)
        assert questionnaire.missing({**parsed.answers, "informant": True}, month) == ()
        assert [problem.code for problem in questionnaire.check(parsed.answers, month) if problem.is_error] == []


def test_two_responses_were_returned_with_a_comment_and_sent_again(loaded):
    again = Response.objects.annotate(times=models.Count("submissions")).filter(times=2)
    outcomes = [list(response.reviews.order_by("pk").values_list("outcome", flat=True)) for response in again]
    assert outcomes == [["returned", "verified"]] * 2
    assert all(response.reviews.get(outcome="returned").comment for response in again)


# ── People ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("email", "password", "role"), SIGN_INS)
def test_everyone_of_the_sign_ins_may_sign_in(loaded, email, password, role):
    user = authenticate(None, email=email, password=password)
    assert (user.email, user.language, user.is_superuser) == (email, "th", role == "administrator")


def test_others_cannot_sign_in_by_the_password_of_the_demo(loaded):
    assert not any(user.has_usable_password() for user in User.objects.exclude(email__in=[row[0] for row in SIGN_INS]))
    assert authenticate(None, email="cdd@demo.example", password=PASSWORD) is None


def test_the_roles_and_hats_of_the_sign_ins(cycle):
    roles = Counter(cycle.memberships.values_list("role", flat=True))
    assert roles == {Role.ADMINISTRATOR: 1, Role.COORDINATOR: 2, Role.REVIEWER: 2, Role.OBSERVER: 1}
    person = {email.partition("@")[0]: User.objects.get(email=email) for email, _password, _role in SIGN_INS}
    assert cycle.memberships.get(user=person["admin"]).role == Role.ADMINISTRATOR
    assert cycle.memberships.get(user=person["reviewer"]).district_id == "8008"
    assert person["officer"].representations.get().partner.short_name == "สปสช. เขต"
    assert Assignment.objects.get(organisation=person["village"].respondings.get().organisation).state == "draft"


# ── Labelled as made up ────────────────────────────────────────────────────────────────────────────────────────────
def test_every_name_says_that_it_is_an_example_and_every_phone_is_of_the_demo(loaded):
    names = [row.name for model in (Partner, Network, CommunityOrganisation) for row in model.objects.all()]
    names += [user.full_name for user in User.objects.all()] + [informant.name for informant in Informant.objects.all()]
    assert [name for name in names if "ตัวอย่าง" not in name] == []
    phones = {row.phone for model in (User, Informant) for row in model.objects.all()} - {""}
    assert [phone for phone in phones if not re.fullmatch("0800000[0-9]{3}", phone)] == []
    assert all(user.email.endswith("@demo.example") for user in User.objects.exclude(email=None))


def test_no_text_holds_a_national_id_or_a_phone_of_someone_else(loaded):
    kinds = (models.CharField, models.TextField, models.JSONField)
    texts = [
        list(model.objects.values_list(field.name, flat=True))
        for model in _models()
        for field in model._meta.concrete_fields
        if isinstance(field, kinds) and field.name not in ("token_hash", "password", "sort_key")
    ]
    everything = json.dumps(texts, ensure_ascii=False)
    assert re.findall(r"(?<![0-9])[0-9]{13}(?![0-9])", everything) == []
    assert [
        found for found in re.findall(r"(?<![0-9.])0[0-9]{8,9}(?![0-9])", everything) if found[:7] != "0800000"
    ] == []


def _models():
    return [model for app in APPS for model in apps.get_app_config(app).get_models()]


# ── The command ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_loading_twice_is_refused_and_if_empty_is_quiet(loaded):
    people = User.objects.count()
    with pytest.raises(CommandError, match="has a cycle already"):
        call_command("load_demo")
    said = StringIO()
    call_command("load_demo", "--if-empty", stdout=said)
    assert said.getvalue() == "Nothing to do: the province has a cycle already.\n"
    assert User.objects.count() == people


def test_an_installation_that_is_no_demo_is_left_alone(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="not a demo"):
        call_command("load_demo")
    said = StringIO()
    call_command("load_demo", "--if-empty", stdout=said)
    assert said.getvalue() == "Nothing to do: this installation is not a demo.\n"


def test_a_story_that_breaks_leaves_nothing_and_the_real_clock(loaded, monkeypatch):
    class Breaking:
        @staticmethod
        def tell(story, cast):
            story.at(0, "09.00", User.objects.create_user, given_name="ใครคนหนึ่ง")
            story.at(1, "09.00", (lambda: 1 / 0))

    monkeypatch.setattr(load, "CHAPTERS", (Breaking,))
    with pytest.raises(ZeroDivisionError):
        load.load(say=lambda words: None)
    assert timezone.now is REAL_NOW
    assert not User.objects.filter(given_name="ใครคนหนึ่ง").exists()
