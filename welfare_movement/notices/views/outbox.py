from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from welfare_movement.notices.access import notice_for
from welfare_movement.notices.models import Notice
from welfare_movement.notices.sharing import share_link
from welfare_movement.pages import way_back
from welfare_movement.process.access import cycle_for
from welfare_movement.process.roles import Role

PAGE = 100


@require_safe
@login_required
def outbox(request, province, cycle):
    """What was sent to whom and when, what failed and why, and what is to be passed on by hand."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    notices = Notice.objects.filter(cycle=cycle)
    context = {
        "cycle": cycle,
        "failed": notices.failed().for_outbox()[:PAGE],
        "to_copy": notices.to_copy().for_outbox()[:PAGE],
        "page": Paginator(notices.for_outbox(), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "notices/outbox.html", context)


@require_safe
@login_required
def notice(request, province, cycle, pk):
    cycle, here = notice_for(request.user, province, cycle, pk)
    share = share_link(here.text, here.link) if here.is_to_pass_on and here.link else None
    return render(request, "notices/notice.html", {"cycle": cycle, "notice": here, "share": share})


@require_POST
@login_required
def send_again(request, province, cycle, pk):
    cycle, here = notice_for(request.user, province, cycle, pk)
    if here.send_again():
        messages.success(request, _("It will be sent again in a moment."))
    return redirect(way_back(request, reverse("notices:outbox", args=cycle.address)))


@require_POST
@login_required
def pass_on(request, province, cycle, pk):
    cycle, here = notice_for(request.user, province, cycle, pk)
    if here.pass_on(by=request.user):
        messages.success(request, _("Recorded as passed on."))
    return redirect(way_back(request, reverse("notices:outbox", args=cycle.address)))
