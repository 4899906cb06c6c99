"""`make bench`: databases of its own, the work, and nothing left behind, on Ctrl-C as well."""

import argparse
import os
import signal
import sys
from tempfile import TemporaryDirectory

import django
from django.core.management import call_command

from benchmarks.database import own_databases
from tests.postgres import running_postgres

HOST = "welfare.example.org"
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def environment(full, bare, folder):
    """The settings of production, on our own databases and in our own folder."""
    return {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "DEBUG": "False",
        "DEMO": "False",
        "SECRET_KEY": "only-for-these-measures-" + "0123456789abcdefghijklmnopqrstuvwxyz",
        "ALLOWED_HOSTS": HOST,
        "DATABASE_URL": full,
        "BARE_DATABASE_URL": bare,
        "VAR_DIR": folder,
        "BEHIND_PROXY": "True",
        "SECURE_SSL_REDIRECT": "True",
        "LOG_LEVEL": "WARNING",
    }


def main(arguments):
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", default="", help="an app, or the name of one work: surveys, surveys.form")
    only = parser.parse_args(arguments).only
    for name in SIGNALS:
        signal.signal(name, _stop)
    try:
        with (
            running_postgres() as server,
            own_databases(server) as (full, bare),
            TemporaryDirectory(prefix="welfare-bench-") as folder,
        ):
            os.environ.update(environment(full, bare, folder))
            django.setup()
            call_command("bench", only=only)
    except KeyboardInterrupt:
        return "Stopped; the databases are dropped and the servers have ended."
    return 0


def _stop(*_signal):
    # Once: whoever presses Ctrl-C again must not stop the tidying up.
    for name in SIGNALS:
        signal.signal(name, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
