"""Real servers on the test's own database: gunicorn, a mail sink, a Celery worker with its beat."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30


def database_url():
    """The address of the database that the running test uses."""
    named = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{named['NAME']}"
    return f"postgres://{named['USER']}:{named['PASSWORD']}@{named['HOST']}:{named['PORT']}/{named['NAME']}"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def program(*command, **environment):
    """A program in a group of its own, ended with all its children."""
    named = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database_url(), **environment}
    process = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=ROOT, env={**os.environ, **named}, start_new_session=True
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(fact, what, patience=PATIENCE):
    """Wait until the fact is so. Fails, naming it, when it does not come."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if found := fact():
            return found
        time.sleep(0.05)
    pytest.fail(f"In {patience} seconds this did not come about: {what}")
    return None


@pytest.fixture
def site(request, transactional_db):
    """The site under gunicorn, three workers; its address. A parameter adds to its environment."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    serving = ["gunicorn", "welfare_movement.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "3", "--threads", "20"]
    with program(*serving, "--log-level", "warning", **getattr(request, "param", {})):
        wait_for(lambda: _answers(address), "gunicorn answers")
        yield address


def _answers(address):
    try:
        return httpx.get(f"{address}/healthz").status_code == 200
    except httpx.TransportError:
        return False


def signed_in(person):
    """Cookies of a session of this person, with the token that a form carries."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: "t" * 32}


def all_at_once(address, requests):
    """POST all of these (cookies, path, form), released by one barrier; their responses in the same order."""

    async def fire():
        barrier = asyncio.Barrier(len(requests))
        limits = httpx.Limits(max_connections=len(requests))
        async with httpx.AsyncClient(base_url=address, limits=limits, timeout=60) as client:

            async def one(cookies, path, form):
                header = "; ".join(f"{name}={value}" for name, value in cookies.items())
                await barrier.wait()
                token = cookies[settings.CSRF_COOKIE_NAME]
                return await client.post(path, data=form, headers={"Cookie": header, "X-CSRFToken": token})

            return await asyncio.gather(*(one(*request) for request in requests))

    return asyncio.run(fire())


def in_threads(verb, number):
    """Call the verb in so many threads at once, each with a connection of its own; what each returned or raised."""
    barrier, results = threading.Barrier(number), [None] * number

    def work(index):
        barrier.wait()
        try:
            results[index] = verb()
        except Exception as error:  # noqa: BLE001 - it is the result
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(index,)) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


class Sink:
    """Takes every mail; `slowly`: answers only a while after it has it."""

    def __init__(self):
        self.mails = []
        self.slowly = False

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.mails.append((envelope.rcpt_tos[0], envelope.content.decode("utf-8", "replace")))
        if self.slowly:
            await asyncio.sleep(0.5)
        return "250 OK"


@pytest.fixture
def smtp():
    """A real mail server that keeps what it is given: `.mails`, and its `.port`."""
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    sink.port = controller.port
    yield sink
    controller.stop()
