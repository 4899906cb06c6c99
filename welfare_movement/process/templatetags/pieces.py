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
    """The main menu of a page of a cycle, as far as this visitor may go: `general` pages, and one for each of `stages`.

    Each entry: (words, address, is it where we are). At a stage its number stands before the words.
    """
    request, cycle = context["request"], context.get("cycle")
    if cycle is None:
        return {"general": [], "stages": []}
    held = cycle.held_by(request.user) if request.user.is_authenticated else []
    wide = {role for role, district in held if district is None}
    general = [
        (_("Where we stand"), "dashboard:cycle", not wide),
        (_("Board"), "dashboard:board", wide),
        (_("Stages"), "process:ladder", held),
        (_("Meetings"), "meetings:index", wide),
        (_("Journal"), "journal:index", True),
        (_("Messages"), "notices:outbox", wide & {"administrator", "coordinator"}),
    ]
    stages = [
        (_("Partners"), "partners:board", wide),
        (_("Survey"), "surveys:coverage", held),
        (_("Teams"), "working_groups:index", wide),
        (_("Forum"), "forums:index", wide),
        (_("Pilot areas"), "pilot_areas:index", wide),
        (_("Celebration"), "pilot_areas:celebration", wide),
    ]
    shown = {key: _shown(entries, cycle) for key, entries in (("general", general), ("stages", stages))}
    addresses = [address for entries in shown.values() for _words, address in entries]
    here = max((address for address in addresses if _is_here(request.path, address)), key=len, default="")
    return {key: [(words, address, address == here) for words, address in entries] for key, entries in shown.items()}


def _shown(entries, cycle):
    return [(words, reverse(name, args=cycle.address)) for words, name, may in entries if may]


def _is_here(path, address):
    """The page itself, or one below it; the page of the cycle has all others below it."""
    return path == address or (path.startswith(address) and address.count("/") > 3)
