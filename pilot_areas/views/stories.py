"""The story and the lesson of every pilot area, told by its own people, on the phone, or by those who coordinate."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pilot_areas.access import area_told_by, may_lead, story_for, story_written_by, teller_of, told_areas
from pilot_areas.forms.stories import StoryForm
from pilot_areas.models import AreaEntry, PilotArea
from pilot_areas.telling import tellings
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import visitor
from welfare_movement.process.access import has_role, public_cycle


@never_cache
@require_safe
def stories(request, province, cycle):
    """What was told of each area, for everyone; for those who may tell of it, also what is missing."""
    cycle = public_cycle(province, cycle)
    context = {
        "cycle": cycle,
        "tellings": tellings(PilotArea.objects.for_stories().filter(nomination__cycle=cycle)),
        "told_here": told_areas(visitor(request), cycle),
        "is_member": has_role(request.user, cycle),
    }
    return render(request, "pilot_areas/stories.html", context)


@never_cache
@require_safe
def story(request, province, cycle, pk):
    """One story or lesson, for everyone once it is published."""
    here = story_for(visitor(request), province, cycle, pk)
    context = {"cycle": here.area.cycle, "told": here, "tells": may_lead(visitor(request), here.area)}
    return render(request, "pilot_areas/story.html", context)


@never_cache
@form_page
def tell(request, province, cycle, pk):
    """Tell a story or a lesson of one area; published at once, or kept as a draft."""
    area = area_told_by(visitor(request), province, cycle, pk)
    by = teller_of(visitor(request), area)
    form = StoryForm(request.POST or None, initial={"kind": request.GET.get("kind", "story")})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            told = AreaEntry.tell(area, **form.words(), by=by)
            if "publish" in request.POST:
                told.publish(by=by)
        messages.success(request, _("Saved."))
        return redirect(told)
    drafts = area.entries.for_list().drafts()
    return show_form(request, "pilot_areas/tell.html", area.cycle, area=area, form=form, drafts=drafts)


@never_cache
@form_page
def rewrite(request, province, cycle, pk):
    """Change the words of a story or lesson."""
    here = story_written_by(visitor(request), province, cycle, pk)
    form = StoryForm(request.POST or None, instance=here.entry)
    if request.method == "POST" and form.is_valid():
        here.rewrite(by=teller_of(visitor(request), here.area), **form.words())
        messages.success(request, _("Saved."))
        return redirect(here)
    return show_form(request, "pilot_areas/tell.html", here.area.cycle, area=here.area, form=form, told=here)


@require_POST
def publish_story(request, province, cycle, pk):
    here = story_written_by(visitor(request), province, cycle, pk)
    here.publish(by=teller_of(visitor(request), here.area))
    messages.success(request, _("Everyone can read it now."))
    return redirect(here)
