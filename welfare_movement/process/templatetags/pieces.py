"""The small pieces of every page: icons, bars, the menu."""

import segno
from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def icon(name):
    """One of the drawings of static/img/icons.svg; decoration only, the words stand beside it."""
    address = f"{static('img/icons.svg')}#{name}"
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.inclusion_tag("components/_bar.html")
def bar(value, of=100, need=None, kind="fill"):
    """A bar drawn on the server, in the unit of the data; the number always stands beside it in words."""
    return {"value": min(value, of), "of": of or 1, "need": need, "kind": kind}


@register.simple_tag
def qr(text):
    """A code to photograph: drawn on the server, from one of our own addresses."""
    drawing = segno.make(text, error="m").svg_inline(svgclass="qr", lineclass=None, omitsize=True, border=2)
    return format_html('<div role="img" aria-label="{}">{}</div>', _("Code to photograph"), SafeString(drawing))


@register.simple_tag(takes_context=True)
def menu(context):
    """The main menu of a page of a cycle: (words, address, is it where we are), as far as this visitor may go."""
    request, cycle = context["request"], context.get("cycle")
    if cycle is None:
        return []
    held = cycle.held_by(request.user) if request.user.is_authenticated else []
    wide = {role for role, district in held if district is None}
    entries = [
        (_("Where we stand"), "dashboard:cycle", not wide),
        (_("Board"), "dashboard:board", wide),
        (_("Stages"), "process:ladder", held),
        (_("Partners"), "partners:board", wide),
        (_("Survey"), "surveys:coverage", held),
        (_("Grades"), "surveys:tambons", held),
        (_("Pilot areas"), "pilot_areas:index", wide),
        (_("Teams"), "working_groups:index", wide),
        (_("Meetings"), "meetings:index", wide),
        (_("Journal"), "journal:index", True),
        (_("Celebration"), "pilot_areas:celebration", wide),
        (_("Messages"), "notices:outbox", wide & {"administrator", "coordinator"}),
    ]
    shown = [(words, reverse(name, args=cycle.address)) for words, name, may in entries if may]
    here = max((address for _words, address in shown if _is_here(request.path, address)), key=len, default="")
    return [(words, address, address == here) for words, address in shown]


def _is_here(path, address):
    """The page itself, or one below it; the page of the cycle has all others below it."""
    return path == address or (path.startswith(address) and address.count("/") > 3)
