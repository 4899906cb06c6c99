from django.http import Http404

from welfare_movement.notices.models import Notice
from welfare_movement.notices.tokens import is_token
from welfare_movement.process.access import cycle_for
from welfare_movement.process.roles import Role


def notice_for(user, province, year, pk):
    """A message of the cycle, for its coordinators; or 404, or 403. Those of the sign-in belong to no cycle."""
    cycle = cycle_for(user, province, year, Role.COORDINATOR)
    found = Notice.objects.filter(cycle=cycle, pk=pk).select_related("to", "link", "passed_on_by").first()
    if found is None:
        raise Http404
    return cycle, found


def notice_by_mail(pk, mac):
    """A message that was mailed, for whoever has the address that stands in the mail; or 404."""
    if not is_token(mac, "unsubscribe", pk):
        raise Http404
    found = Notice.objects.filter(pk=pk).select_related("to").first()
    if found is None or not found.is_optional:
        raise Http404
    return found


def page_passed_on(mac, page):
    """The path of a page of ours, from an address that we made to pass on; or 404."""
    path = f"/{page}"
    if not is_token(mac, "shared", path):
        raise Http404
    return path
