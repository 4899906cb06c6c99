"""Sites with the demo: loaded once into a database that nobody else opens, copied for each site that is served."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds
# As a province runs it: files compressed, errors without Django's own pages; but without HTTPS, and labelled as demo.
AS_IN_PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "welfare_movement.settings",
    "DEBUG": "False",
    "DEMO": "True",
    "SECRET_KEY": "of-the-browser-tests-" + "x" * 50,
    "ALLOWED_HOSTS": "127.0.0.1",
    "SITE_URL": "https://welfare.example.org",
    "SECURE_SSL_REDIRECT": "False",
    "LOG_LEVEL": "WARNING",
}
PUBLIC, LINK = "public", "link"
ROLES = (PUBLIC, LINK, "coordinator", "admin", "officer", "village", "reviewer")


@dataclass(frozen=True)
class Standing:
    """Where the demo stands. day: of the cycle under way. told: which of its two cycles, as `load.play` has it."""

    name: str
    day: int
    told: str = "now"


# The day before the pass of SURVEYS, with a survey to answer and a gate to pass.
EARLY = Standing("early", 128)
# In the middle of the selection of areas, as the demo is handed out: a whole cycle lies before it.
FILLED = Standing("filled", 240, "both")
# After the celebration, before the close: areas at work, and what is written about them.
LATE = Standing("late", 334, "earlier")


@dataclass(frozen=True)
class Site:
    """address: without a slash at the end. cycles: addresses within the site, that of the one under way first."""

    address: str
    cycles: list
    sessions: dict = field(repr=False)
    links: dict = field(repr=False)
    environment: dict = field(repr=False)

    @property
    def cycle(self):
        """Where most tests are at work: the cycle that is under way."""
        return self.cycles[0]

    def cookies_of(self, role):
        """Cookies that make a browser that of a role; whoever comes by link gets theirs at the door."""
        return self.sessions.get(role, {})

    def cookies_for_browser(self, role, **others):
        cookies = {**self.cookies_of(role), **others}
        return [{"name": name, "value": value, "url": self.address} for name, value in cookies.items()]

    def run(self, code):
        """Run Python on the site's own database, in a process of its own."""
        _run("-m", "django", "shell", "--verbosity", "0", "-c", code, **self.environment)


class Demo:
    """The loaded demo, which is never served itself."""

    def __init__(self, standing, folder, databases, environment):
        self.folder, self.databases, self.environment = folder, databases, environment
        original = self._for(databases.make("original"), folder)
        with ThreadPoolExecutor() as beside:
            files = beside.submit(_run, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0", **original)
            self.ways_in = json.loads(_run("-m", "tests.browser.load", str(standing.day), standing.told, **original))
            files.result()

    @contextmanager
    def served(self, name):
        """A copy of it under gunicorn."""
        folder = self.folder / name
        folder.mkdir()
        (folder / "static").symlink_to(self.folder / "static")
        environment = self._for(self.databases.copy("original", name), folder)
        with _gunicorn(environment) as address:
            yield Site(address, environment=environment, **self.ways_in)

    def _for(self, url, folder):
        return {**AS_IN_PRODUCTION, "DATABASE_URL": url, "VAR_DIR": str(folder), **self.environment}


@contextmanager
def loaded(standing, folder, database_url, **environment):
    """The demo in databases of its own beside the one that is named, gone afterwards; "" stands for SQLite."""
    is_postgres = database_url.startswith("postgres")
    databases = _Databases(database_url, standing.name) if is_postgres else _Files(folder)
    try:
        yield Demo(standing, folder, databases, environment)
    finally:
        databases.drop()


class _Files:
    """SQLite: a database is a file of the folder."""

    def __init__(self, folder):
        self.folder = folder

    def make(self, name):
        return f"sqlite:///{self.folder / name}.sqlite3"

    def copy(self, source, name):
        for path in self.folder.glob(f"{source}.sqlite3*"):
            shutil.copy(path, self.folder / path.name.replace(source, name, 1))
        return self.make(name)

    def drop(self):
        """The folder goes as a whole."""


class _Databases:
    """PostgreSQL: databases of one server, named after this process and where the demo stands."""

    def __init__(self, url, standing):
        self.url, self.standing, self.made = urlsplit(url), standing, []

    def make(self, name):
        return self._create(name, "template0")

    def copy(self, source, name):
        return self._create(name, self._named(source))

    def drop(self):
        for name in self.made:
            self._do(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _create(self, name, template):
        name = self._named(name)
        self.made.append(name)
        self._do(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url._replace(path=f"/{name}").geturl()

    def _named(self, name):
        return f"browser_{os.getpid()}_{self.standing}_{name}"

    def _do(self, command):
        with psycopg.connect(self.url._replace(path="/postgres").geturl(), autocommit=True) as connection:
            connection.execute(command)


def _run(*command, **environment):
    """Run a module of Python and return what it says; what it complains of is told when it fails."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout


@contextmanager
def _gunicorn(environment):
    """The site at an address of its own, in a group of processes that ends with it."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "tests.browser.story:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "1", "--threads", "6", "--log-level", "warning"]
    log = Path(environment["VAR_DIR"]) / "gunicorn.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_for(address, process, log)
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)


def _wait_for(address, process, log):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz"):  # noqa: S310 - our own address
                return
        except urllib.error.URLError:
            time.sleep(0.05)
    raise RuntimeError(f"gunicorn did not come up at {address}:\n{log.read_text()}")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
