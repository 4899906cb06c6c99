"""What everyone may choose, one's own profile, and what is refused at the door."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_user
from welfare_movement.people.models import Consent, Link

pytestmark = pytest.mark.django_db
LANGUAGE, APPEARANCE, PROFILE = "people:language", "people:appearance", "people:profile"


def post(client, name, **sent):
    return client.post(reverse(name), sent)


@pytest.fixture
def admin(client):
    client.force_login(make_user("ดวงใจ", family_name="แก้วมณี", is_staff=True, is_superuser=True))
    return client


# ── Choices ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_visitor_reads_on_in_the_language_that_was_chosen(client):
    answer = post(client, LANGUAGE, language="th", next=reverse("people:privacy"))
    assert answer["Location"] == reverse("people:privacy")
    assert client.get(reverse("people:privacy"))["Content-Language"] == "th"


def test_the_chosen_language_of_a_signed_in_person_is_that_of_their_messages(client):
    person, other = make_user(), make_user()
    client.force_login(person)
    post(client, LANGUAGE, language="th")
    person.refresh_from_db(), other.refresh_from_db()
    assert (person.language, other.language) == ("th", "en")


@pytest.mark.parametrize("language", ["", "de", "../th"])
def test_a_language_that_the_site_does_not_speak_changes_nothing(client, settings, language):
    person = make_user()
    client.force_login(person)
    assert settings.LANGUAGE_COOKIE_NAME not in post(client, LANGUAGE, language=language).cookies
    person.refresh_from_db()
    assert person.language == "en"


@pytest.mark.parametrize("name", [LANGUAGE, APPEARANCE])
@pytest.mark.parametrize("there", ["https://example.com/", "//example.com", "javascript:alert(1)", ""])
def test_nobody_is_led_away_from_the_site(client, name, there):
    assert post(client, name, next=there)["Location"] == "/"


def test_light_and_dark_are_kept_and_anything_else_is_as_the_system_wishes(client):
    assert post(client, APPEARANCE, theme="dark").cookies["theme"].value == "dark"
    assert client.get(reverse("people:privacy")).context["theme"] == "dark"
    post(client, APPEARANCE, theme="system")
    assert client.get(reverse("people:privacy")).context["theme"] == ""


# ── One's own profile ──────────────────────────────────────────────────────────────────────────────────────────────
def test_a_person_changes_their_own_profile_but_not_their_email(client):
    person = make_user("มาลี", email="mali@example.org")
    client.force_login(person)
    sent = {"given_name": "มะลิ", "phone": "๐๘๐-๐๐๐-๐๑๒๓", "language": "th", "email": "other@example.org"}
    answer = client.post(reverse(PROFILE), sent, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["Saved."]
    person.refresh_from_db()
    kept = (person.given_name, person.family_name, person.phone, person.language, person.email)
    assert kept == ("มะลิ", "", "0800000123", "th", "mali@example.org")


def test_a_profile_without_a_name_is_shown_again_and_not_saved(client):
    person = make_user("มาลี")
    client.force_login(person)
    answer = post(client, PROFILE, given_name="", language="en")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["given_name"])
    person.refresh_from_db()
    assert person.given_name == "มาลี"


# ── At the door ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_form_without_its_token_is_answered_by_a_page_for_people():
    answer = post(Client(enforce_csrf_checks=True), LANGUAGE, language="th")
    assert answer.status_code == 403
    assert "The page was open for too long" in answer.content.decode()


def test_a_file_whose_name_cannot_be_read_is_refused_and_another_is_not(client):
    for name, status in (("แผน\ufffd.xlsx", 400), ("แผน.xlsx", 302)):
        assert post(client, APPEARANCE, file=SimpleUploadedFile(name, b"-")).status_code == status


# ── In the administration ──────────────────────────────────────────────────────────────────────────────────────────
def test_the_history_of_a_row_says_in_full_who_changed_it(admin):
    person = make_user()
    sent = {"given_name": "มาลี", "language": "th", "is_active": "on"}
    assert admin.post(reverse("admin:people_user_change", args=[person.pk]), sent).status_code == 302
    shown = admin.get(reverse("admin:people_user_history", args=[person.pk])).content.decode()
    assert "ดวงใจ แก้วมณี" in shown


def test_a_link_is_looked_at_without_what_would_open_it(admin):
    expires_at = timezone.now() + timedelta(days=1)
    link = Link.objects.issue("toy.toy", by=make_user(), expires_at=expires_at)
    shown = admin.get(reverse("admin:people_link_change", args=[link.pk])).content.decode()
    assert f"toy.toy {link.pk}" in shown
    assert [secret in shown for secret in (link.token, link.token_hash, str(link.key))] == [False] * 3


def test_a_consent_is_named_by_its_purpose_and_the_version_of_its_text(admin):
    consent = Consent.objects.create(purpose="survey_contact", text_version="informant-1.0", channel="paper")
    shown = admin.get(reverse("admin:people_consent_change", args=[consent.pk])).content.decode()
    assert "Contact about the survey informant-1.0" in shown
