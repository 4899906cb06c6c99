from tempfile import TemporaryDirectory

from django.core.management.base import BaseCommand, CommandError

from benchmarks import report
from benchmarks.measuring import ROUNDS
from benchmarks.province import filled
from benchmarks.sites import Sites
from benchmarks.work import works


class Command(BaseCommand):
    help = "What `make bench` runs, on the databases that it made."

    def add_arguments(self, parser):
        parser.add_argument("--only", default="")

    def handle(self, *, only, **options):
        chosen = works(only)
        if not chosen:
            raise CommandError(f"ONLY={only} is none of: {', '.join(each.name for each in works())}")
        self.stdout.write("Filling the databases: a province of 1,500 organisations, and 60,000 answers of others …")
        province = filled()
        ready = [each(province) for each in chosen]
        self.stdout.write(report.heading())
        lines = []
        with TemporaryDirectory(prefix="bench-") as folder, Sites(folder) as sites:
            for work in ready:
                measured = work.measured(sites)
                lines.append(report.line(work, measured))
                self.stdout.write(report.row(lines[-1], measured))
        report.keep(lines)
        self.stdout.write(report.NOTE.format(rounds=ROUNDS))
        self.stdout.write(f"Written to {report.LATEST.relative_to(report.LATEST.parents[1])}.")
