"""A personal link opens one row, is no sign-in, expires, and can be revoked."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from tests.factories import make_user
from welfare_movement.people.access import AT_MOST, hold, let_go, visitor
from welfare_movement.people.models import Link
from welfare_movement.people.models.link import digest

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=1)


def issue(**fields):
    return Link.objects.issue("toy.toy", by=make_user(), **{"expires_at": timezone.now() + SOON, **fields})


@pytest.fixture
def request_(rf):
    request = rf.get("/")
    request.session, request.user = SessionStore(), make_user()
    request.session.create()
    return request


def test_only_the_hash_of_a_token_is_stored():
    link = issue()
    stored = Link.objects.values().get()
    assert link.token not in [str(value) for value in stored.values()]
    assert (stored["token_hash"], len(link.token)) == (digest(link.token), 24)
    assert list(Link.objects.opened_by(link.token)) == [link]
    assert list(Link.objects.opened_by(link.token_hash)) == []


def test_a_token_cannot_be_derived_without_the_secret_of_the_site(settings):
    link, old = issue(), issue().token
    settings.SECRET_KEY = "another" * 10
    assert link.token != old
    assert [Link.objects.opened_by(token).count() for token in (link.token, digest(link.token))] == [1, 0]


def test_after_a_change_of_the_secret_old_copies_die_when_the_link_is_drawn_anew(settings):
    link = issue()
    old = link.token
    settings.SECRET_KEY = "another" * 10
    new = Link.objects.get().token
    assert (list(Link.objects.opened_by(new)), list(Link.objects.opened_by(old))) == ([link], [])


def test_a_link_is_usable_until_it_expires_or_is_revoked_by_the_first_who_does():
    good, over, revoked = issue(), issue(expires_at=timezone.now()), issue()
    first = make_user()
    assert (revoked.revoke(by=first), revoked.revoke(by=make_user())) == (True, False)
    revoked.refresh_from_db()
    assert [each.is_usable for each in (good, over, revoked)] == [True, False, False]
    assert (list(Link.objects.usable()), revoked.revoked_by) == ([good], first)


def test_a_browser_holds_links_under_a_new_session_key_and_lets_them_go(request_):
    key = request_.session.session_key
    links = [issue() for _ in range(AT_MOST + 1)]
    for link in [*links, links[1]]:
        hold(request_, link)
    assert request_.session.session_key != key
    kept = [link.pk for link in [*links[2:], links[1]]]
    assert (visitor(request_).links, visitor(request_).user) == (tuple(kept), request_.user)
    let_go(request_)
    assert visitor(request_).links == ()
