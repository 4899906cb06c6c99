from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from welfare_movement.pages import form_page, way_back
from welfare_movement.people.access import hold, let_go
from welfare_movement.people.forms import ProfileForm
from welfare_movement.people.models import Link, User

YEAR = 365 * 24 * 3600


@never_cache
@form_page
def link(request, token):
    """A personal link: GET only shows a page, since mail scanners and chat previews fetch addresses; POST goes in."""
    found = Link.objects.opened_by(token).first()
    target = found and found.target()
    if target is None:
        raise Http404
    if not found.is_usable:
        return render(request, "people/link_over.html", {"link": found}, status=410)
    if request.method == "POST":
        hold(request, found)
        found.mark_opened()
        return redirect(target)
    page = render(request, "people/link.html", {"target": target})
    # Not "no-referrer": browsers then send `Origin: null` with the form, which the check of its token refuses.
    page["Referrer-Policy"] = "strict-origin"
    page["X-Robots-Tag"] = "noindex"
    return page


@require_POST
def leave(request):
    """Let go of the personal links, before someone else takes the phone."""
    let_go(request)
    messages.success(request, _("This phone has let go of the personal links."))
    return redirect("dashboard:home")


@require_POST
def language(request):
    """Choose the language; for a signed-in person, of their messages too."""
    chosen = request.POST.get("language", "")
    response = redirect(way_back(request))
    if chosen in dict(settings.LANGUAGES) and check_for_language(chosen):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", httponly=True)
        User.objects.filter(pk=request.user.pk).update(language=chosen)
    return response


@require_POST
def appearance(request):
    """Light, dark, or as the system wishes."""
    chosen = request.POST.get("theme", "")
    response = redirect(way_back(request))
    if chosen in {"light", "dark"}:
        response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie("theme")
    return response


@require_safe
def privacy(request):
    return render(request, "people/privacy.html")


@login_required
@form_page
def profile(request):
    """One's own name, position, phone and language."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("people:profile")
    return render(request, "people/profile.html", {"form": form}, status=422 if form.errors else 200)


def csrf_failure(request, reason=""):
    """Django's own page speaks to developers."""
    return render(request, "403_csrf.html", status=403)
