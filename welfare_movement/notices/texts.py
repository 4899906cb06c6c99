from django.template.loader import render_to_string


def plain_text(template, context):
    """A template of plain text, filled in.

    As a plain string: what Django renders calls itself safe, and a page that shows it would not escape it.
    """
    return "".join(render_to_string(template, context))
