from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partners import cards, forms
from partners.access import pile_for


@require_safe
@login_required
def pile(request, province, cycle):
    """All running works of all partners in one table and map, for all of them to see; narrowed by the address."""
    cycle = pile_for(request.user, province, cycle)
    here = cards.Pile(cycle)
    form = forms.PileForm(request.GET, pile=here)
    here.narrow(**form.chosen())
    return render(request, "partners/pile.html", {"cycle": cycle, "form": form, "pile": here})
