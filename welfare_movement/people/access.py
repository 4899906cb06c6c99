"""Who is at the door: a signed-in person, the holder of personal links, or both at once."""

from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.utils import timezone

KEY = "links"
AT_MOST = 10  # links one browser holds at a time; the oldest is let go first


@dataclass(frozen=True)
class Visitor:
    """user: the signed-in person, or Django's anonymous one. links: the ids of the personal links this browser holds.

    A link is no sign-in: it opens the one row that holds it, and says nothing of who the visitor is.
    """

    user: Any
    links: tuple[int, ...] = ()

    def stands(self, path="person"):
        """The condition that a row's person, at this path, is the signed-in one; of no row for anyone else.

        Never `person_id=user.pk` by hand: for an anonymous visitor that asks for NULL, which an outer join is full of.
        """
        return Q(**{path: self.user.pk}) if self.user.is_authenticated else Q(pk__in=[])

    def holds(self, path="link"):
        """The condition that a row's link, at this path, is held and still good."""
        return Q(
            **{
                f"{path}__in": self.links,
                f"{path}__revoked_at": None,
                f"{path}__expires_at__gt": timezone.now(),
            }
        )


def visitor(request):
    return Visitor(request.user, tuple(request.session.get(KEY, ())))


def hold(request, link):
    """Keep this link in the browser's session, under a new session key."""
    held = [pk for pk in request.session.get(KEY, ()) if pk != link.pk]
    request.session.cycle_key()
    request.session[KEY] = [*held, link.pk][-AT_MOST:]


def let_go(request):
    """Forget all personal links, as before a shared phone is handed on."""
    request.session.pop(KEY, None)


def signed_in_or_by_link(view):
    """A page for people with an account and for holders of links; whoever is neither is asked to sign in."""

    @wraps(view)
    def page(request, *args, **kwargs):
        here = visitor(request)
        if not here.user.is_authenticated and not here.links:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return page
