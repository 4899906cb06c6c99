"""What pages with a form have in common."""

from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

form_page = require_http_methods(["GET", "HEAD", "POST"])


def show_form(request, template, cycle, **context):
    """A page with a form, empty or as it was sent; 422 when what was sent could not be taken."""
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"cycle": cycle, **context}, status=status)


def way_back(request, otherwise="/"):
    """Where the form was that says so itself, if that is on this site."""
    there = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if is_ours else otherwise
