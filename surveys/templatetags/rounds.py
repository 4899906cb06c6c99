from django import template

register = template.Library()


@register.simple_tag
def page_of(survey_round, page):
    """The address of a page of this round, such as "grades"; every round has its own."""
    return survey_round.at(page)
