"""A site under gunicorn with two workers, asked by one client over a socket of its own."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
import psutil
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2
PATIENCE = 60  # seconds until a site must answer
FULL, BARE = "DATABASE_URL", "BARE_DATABASE_URL"  # the variables that name the two databases
PROGRAMS = {
    "ours": ("welfare_movement.wsgi", "benchmarks.settings", "/healthz"),
    "floor": ("benchmarks.floor.wsgi", "benchmarks.floor.settings", "/ok/"),
}


class Place(NamedTuple):
    """Which program, on which of the two databases."""

    program: str
    database: str


class Site:
    def __init__(self, place, socket):
        self.place, self.socket = place, socket
        self.address = os.environ[place.database]
        transport = httpx.HTTPTransport(uds=str(socket))
        host = settings.ALLOWED_HOSTS[0]
        # As nginx hands them on, of a browser that came from a page of the site.
        headers = {"X-Forwarded-Proto": "https", "Referer": f"https://{host}/"}
        self.client = httpx.Client(transport=transport, base_url=f"http://{host}", headers=headers, timeout=PATIENCE)

    @contextmanager
    def running(self):
        program, module, sign_of_life = PROGRAMS[self.place.program]
        command = [
            sys.executable, "-m", "gunicorn", program, "--bind", f"unix:{self.socket}",
            "--workers", str(WORKERS), "--log-level", "warning",
        ]  # fmt: skip
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": module, "DATABASE_URL": self.address}
        # In a session of its own: Ctrl-C is ours to pass on.
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, start_new_session=True
        )
        try:
            self._wait_for(sign_of_life)
            yield self
        finally:
            self.client.close()
            self.process.terminate()
            self.process.wait()

    def _wait_for(self, sign_of_life):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            # Until gunicorn listens, nobody is there to answer.
            with suppress(httpx.TransportError):
                if self.get(sign_of_life).status_code == 200:
                    return
            time.sleep(0.1)
        raise RuntimeError(f"{self.place.program} does not answer; what it says above is the reason.")

    def get(self, path, *, session="", **options):
        return self.client.get(path, headers=_cookies(session), **options)

    def post(self, path, data, *, session=""):
        data = {"csrfmiddlewaretoken": TOKEN, **data}
        return self.client.post(path, data=data, headers=_cookies(session))

    def seconds(self):
        """The processor time, so far, of each process that works for this site: its workers, its database sessions.

        Those of a database on another machine are not seen, neither ours nor the floor's.
        """
        database = urlsplit(self.address).path.strip("/")
        workers = psutil.Process(self.process.pid).children()
        sessions = [each for each in psutil.process_iter(["cmdline"]) if _is_session(each, database)]
        return {each.pid: sum(each.cpu_times()[:2]) for each in (*workers, *sessions)}


TOKEN = "x" * 32  # the secret of Django's protection against forgery, as a browser sends it twice


def _cookies(session):
    return {"Cookie": f"csrftoken={TOKEN}; sessionid={session}" if session else f"csrftoken={TOKEN}"}


def _is_session(process, database):
    words = " ".join(process.info["cmdline"] or ()).split()
    return words[:1] == ["postgres:"] and database in words


class Sites:
    """Each place is started when it is first asked for; all end together."""

    def __init__(self, folder):
        self.folder, self.started = Path(folder), {}
        self.stack = ExitStack()

    def __enter__(self):
        return self

    def __exit__(self, *what):
        return self.stack.__exit__(*what)

    def at(self, place):
        if place not in self.started:
            site = Site(place, self.folder / f"{place.program}-{place.database.lower()}.sock")
            self.started[place] = self.stack.enter_context(site.running())
        return self.started[place]
