"""The story and the lesson of every pilot area."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pilot_areas.access import area_told_by, story_for, story_written_by
from pilot_areas.forms.stories import StoryForm
from pilot_areas.models import AreaEntry, PilotArea
from pilot_areas.telling import tellings
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.access import has_role, public_cycle
from welfare_movement.process.roles import Role


@require_safe
def stories(request, province, cycle):
    """What was told of each area, for everyone; for those who coordinate, also what is missing."""
    cycle = public_cycle(province, cycle)
    context = {
        "cycle": cycle,
        "tellings": tellings(PilotArea.objects.for_stories().filter(nomination__cycle=cycle)),
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
        "is_member": has_role(request.user, cycle),
    }
    return render(request, "pilot_areas/stories.html", context)


@require_safe
def story(request, province, cycle, pk):
    """One story or lesson, for everyone once it is published."""
    here = story_for(request.user, province, cycle, pk)
    cycle = here.area.nomination.cycle
    runs = has_role(request.user, cycle, Role.COORDINATOR)
    return render(request, "pilot_areas/story.html", {"cycle": cycle, "told": here, "runs": runs})


@form_page
@login_required
def tell(request, province, cycle, pk):
    """Tell a story or a lesson of one area; published at once, or kept as a draft."""
    area = area_told_by(request.user, province, cycle, pk)
    form = StoryForm(request.POST or None, initial={"kind": request.GET.get("kind", "story")})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            told = AreaEntry.tell(area, **form.words(), by=request.user)
            if "publish" in request.POST:
                told.publish(by=request.user)
        messages.success(request, _("Saved."))
        return redirect(told)
    return show_form(request, "pilot_areas/tell.html", area.nomination.cycle, area=area, form=form)


@form_page
@login_required
def rewrite(request, province, cycle, pk):
    """Change the words of a story or lesson."""
    here = story_written_by(request.user, province, cycle, pk)
    form = StoryForm(request.POST or None, instance=here.entry)
    if request.method == "POST" and form.is_valid():
        here.rewrite(by=request.user, **form.words())
        messages.success(request, _("Saved."))
        return redirect(here)
    return show_form(request, "pilot_areas/tell.html", here.area.nomination.cycle, area=here.area, form=form, told=here)


@require_POST
@login_required
def publish_story(request, province, cycle, pk):
    here = story_written_by(request.user, province, cycle, pk)
    here.publish(by=request.user)
    messages.success(request, _("Everyone can read it now."))
    return redirect(here)
