from django import template

from welfare_movement.demo.people import SIGN_INS

register = template.Library()


@register.simple_tag
def demo_sign_ins():
    """The sign-ins of the demo: (e-mail, password, role)."""
    return SIGN_INS
