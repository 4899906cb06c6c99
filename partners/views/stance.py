from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partners import forms
from partners.access import participation_answered_by
from partners.models.participation import Stance
from partners.refusals import StanceMoved
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.access import cycle_for, has_role
from welfare_movement.process.roles import Role

BOARD = "board"


@require_safe
@login_required
def board(request, province, cycle):
    """All partners asked in, by stance."""
    cycle = cycle_for(request.user, province, cycle)
    cards = list(cycle.participations.for_board())
    columns = [(stance, [card for card in cards if card.stance == stance]) for stance in Stance]
    runs = has_role(request.user, cycle, Role.COORDINATOR)
    context = {
        "cycle": cycle,
        "columns": columns,
        "cards": cards,
        "decided": sum(not card.is_undecided for card in cards),
        "longest": next((card for card in cards if card.is_undecided and card.days_standing), None),
        "runs": runs,
        "moves": runs and cycle.closed_at is None,
    }
    return render(request, "partners/board.html", context)


@form_page
@login_required
def stance(request, province, cycle, pk):
    """Record a stance; `?stance=` says which one was pressed, `?back=board` where one came from."""
    here = participation_answered_by(request.user, province, cycle, pk)
    form = forms.StanceForm(request.POST or None, cycle=here.cycle, initial=_standing(here, request.GET.get("stance")))
    back = request.GET.get("back") == BOARD
    if request.method == "POST" and form.is_valid():
        try:
            here.take_stance(by=request.user, **form.taken())
        except StanceMoved as refusal:
            here.refresh_from_db(fields=["stance"])
            form.refuse(refusal, now_seen=here.stance)
        else:
            words = {"partner": here.partner.shown, "stance": here.get_stance_display()}
            messages.success(request, _("%(partner)s: “%(stance)s” is recorded.") % words)
            return redirect(f"{reverse('partners:board', args=here.cycle.address)}#p{pk}" if back else here)
    return show_form(request, "partners/stance.html", here.cycle, participation=here, form=form, back=back)


def _standing(here, pressed):
    """What the form begins with: the stance that stands, or another that was pressed, whose words are still to come."""
    begun = {"stance": here.stance, "reason": here.reason, "seen": here.stance}
    if not here.is_touch_late:
        begun |= {name: getattr(here, name) for name in ("next_touch_on", "next_touch", "next_touch_by")}
    return {**begun, "stance": pressed, "reason": ""} if pressed in Stance and pressed != here.stance else begun
