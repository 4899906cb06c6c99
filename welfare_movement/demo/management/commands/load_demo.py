from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from welfare_movement.demo.load import PROVINCE, load
from welfare_movement.process.models import Cycle


class Command(BaseCommand):
    help = "Load the demo province: one open cycle with fictional people and figures, as if it had run for months."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="do nothing where the province has a cycle already")

    def handle(self, *, if_empty, **options):
        if not settings.DEMO:
            if if_empty:
                self.stdout.write("Nothing to do: this installation is not a demo.")
                return
            raise CommandError("This installation is not a demo; set DEMO=True to fill it with fictional data.")
        if Cycle.objects.filter(province=PROVINCE).exists():
            if not if_empty:
                raise CommandError("The province has a cycle already; load the demo into an empty database.")
            self.stdout.write("Nothing to do: the province has a cycle already.")
            return
        cast = load(self.stdout.write)
        self.stdout.write(
            f"Cycle {cast.cycle.year}: {len(cast.people)} people, {len(cast.participations)} partners,"
            f" {len(cast.meetings)} meetings, {len(cast.organisations)} organisations."
        )
