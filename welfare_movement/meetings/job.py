from welfare_movement.meetings.models import Meeting
from welfare_movement.meetings.printing import print_pdf
from welfare_movement.notices.jobs import job


@job("meetings.pdf")
def print_one(asked):
    """Print one paper of a meeting; asked again, it is printed anew."""
    meeting = Meeting.objects.select_related("cycle__province", "minutes").get(pk=asked.asks["meeting"])
    print_pdf(asked.asks["paper"], meeting)
    yield 1, None
