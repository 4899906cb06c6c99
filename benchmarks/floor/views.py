"""Each view is what a page of that kind costs at the least; the letters are those of the goals."""

from functools import lru_cache

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from benchmarks.floor.forms import FortyFields
from benchmarks.floor.models import Answers, Organisation

ROWS = 75  # rows of a list that make a page of about 17 kB
STATES = ("none", "draft", "sent", "returned", "verified")
PLACE_OF_TOKEN = "the-token-goes-here"  # noqa: S105 - where it goes, not what it is


def ok(request):
    return HttpResponse("ok")


def page(request):
    """(b) A session, one query, a page of about 17 kB."""
    rows = Organisation.objects.order_by("pk").values("pk", "name", "state")[:ROWS]
    return _page(request, "floor/page.html", rows)


def send(request):
    """(d) 40 fields by a Django form, stored as one JSON row in a transaction."""
    request.session.get("links")
    form = FortyFields(request.POST)
    if not form.is_valid():
        return HttpResponse(form.errors.as_json(), status=422)
    with transaction.atomic():
        Answers.objects.create(values=form.cleaned_data)
    return HttpResponseRedirect("/ok/")


def kept(request, name):
    """(formc) A page that was rendered once, with the token put in."""
    request.session.get("links")
    return HttpResponse(_rendered_once(name).replace(PLACE_OF_TOKEN, get_token(request)))


def dash(request):
    """(dash) 1,500 organisations counted live, in 94 rows of tambons."""
    counts = {state: Count("pk", filter=Q(state=state)) for state in STATES}
    rows = Organisation.objects.values("tambon").annotate(total=Count("pk"), people=Sum("members"), **counts)
    return _page(request, "floor/dash.html", rows.order_by("tambon"))


@lru_cache
def _rendered_once(name):
    return (settings.VAR_DIR / f"{name}.html").read_text(encoding="utf-8")


def _page(request, template, rows):
    """The page, filled up to as many bytes as it is compared with."""
    request.session.get("links")
    html = render_to_string(template, {"rows": rows}, request).encode()
    return HttpResponse(html.ljust(int(request.GET.get("bytes", 0))))
