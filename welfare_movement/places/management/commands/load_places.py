from django.core.management.base import BaseCommand

from welfare_movement.places.load import load_places


class Command(BaseCommand):
    help = "Load the provinces, districts and tambons of Thailand; safe to run again."

    def handle(self, **options):
        provinces, districts, tambons = load_places()
        self.stdout.write(f"{provinces} provinces, {districts} districts, {tambons} tambons.")
