"""What people choose for themselves, signed in or by the link in a mail, and the addresses that are passed on."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from welfare_movement.notices import kinds
from welfare_movement.notices.access import notice_by_mail, page_passed_on
from welfare_movement.notices.forms import MessagesForm
from welfare_movement.notices.models import OptOut, SharedPage
from welfare_movement.pages import form_page

# Whoever looks ahead at what was pasted into a chat opens nothing for anyone.
LOOKS_AHEAD = re.compile(r"bot\b|crawl|spider|preview|facebookexternalhit|line-poker", re.IGNORECASE)


@login_required
@form_page
def messages_i_get(request):
    """Which kinds of message one wants by e-mail, and which come in any case."""
    form = MessagesForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("own:messages")
    essential = [each for each in kinds.kinds.values() if each.is_essential]
    status = 422 if form.errors else 200
    return render(request, "notices/messages_i_get.html", {"form": form, "essential": essential}, status=status)


@csrf_exempt
@never_cache
@form_page
def unsubscribe(request, notice, mac):
    """No more messages of the kind of this one.

    A mail provider POSTs it for its reader without cookie, sign-in or token, and wants no redirect (RFC 8058). A GET
    shows a page with the button and changes nothing, since scanners of mail fetch addresses.
    """
    here = notice_by_mail(notice, mac)
    if request.method == "POST":
        choose = OptOut.objects.opt_in if "again" in request.POST else OptOut.objects.opt_out
        choose(here.to, here.kind)
    is_out = OptOut.objects.filter(person=here.to, kind=here.kind).exists()
    page = render(request, "notices/unsubscribe.html", {"notice": here, "is_out": is_out})
    page["Referrer-Policy"] = "no-referrer"
    page["X-Robots-Tag"] = "noindex"
    return page


@never_cache
@require_safe
def shared(request, mac, page):
    """To a page from a text that was passed on, counted; nothing is kept of who came."""
    path = page_passed_on(mac, page)
    if request.method == "GET" and not LOOKS_AHEAD.search(request.headers.get("User-Agent", "")):
        SharedPage.objects.count_opening(path)
    return redirect(path)
