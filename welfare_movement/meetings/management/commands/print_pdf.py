from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from welfare_movement.meetings.models import Meeting
from welfare_movement.meetings.printing import KINDS, pdf
from welfare_movement.papers.pdf import NotPrinted


class Command(BaseCommand):
    help = "Print a paper of a meeting as PDF, by an installed Chromium: print_pdf 12 minutes minutes.pdf"

    def add_arguments(self, parser):
        parser.add_argument("meeting", type=int)
        parser.add_argument("paper", choices=list(KINDS))
        parser.add_argument("file", type=Path)

    def handle(self, *, meeting, paper, file, **options):
        found = Meeting.objects.select_related("cycle__province", "minutes").filter(pk=meeting).first()
        if found is None:
            raise CommandError(_("There is no meeting %(number)s.") % {"number": meeting})
        try:
            file.write_bytes(pdf(paper, found))
        except NotPrinted as error:
            says = _("It was not printed (%(why)s). Install Chromium, or print the page from a browser.")
            raise CommandError(says % {"why": error}) from error
        except OSError as error:
            raise CommandError(_("%(file)s cannot be written: %(why)s.") % {"file": file, "why": error}) from error
