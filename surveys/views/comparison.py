"""Before and after: the follow-up beside the baseline."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from surveys.access import LOOKERS
from surveys.before_after import before_after
from welfare_movement.places.models import Tambon
from welfare_movement.process.access import districts_for, has_role
from welfare_movement.process.roles import Role


@require_safe
@login_required
def comparison(request, province, cycle):
    """The organisations and tambons of the follow-up with their published grades before and after."""
    cycle, districts = districts_for(request.user, province, cycle, *LOOKERS)
    tambons = None if districts is None else Tambon.objects.filter(district__in=districts)
    context = {
        "cycle": cycle,
        "shown": before_after(cycle, tambons),
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
    }
    return render(request, "surveys/comparison.html", context)
