"""Runs the whole site on one machine: web, worker and beat, started together and stopped together."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from welfare_movement.demo.people import SIGN_INS

ROOT = Path(__file__).resolve().parents[2]
PORTS = range(1024, 65536)  # those below are the system's
PATIENCE = 10  # seconds a process is given to end by itself


def run(*, port, host="127.0.0.1"):
    """Set up, start, say the address, and wait. port: as it was typed. Returns the exit code."""
    if not (port.isdecimal() and int(port) in PORTS):
        return _tell(f"PORT={port} is no port; choose a number from 1024 to 65535: make run PORT=9000")
    port = int(port)
    if not _is_free(host, port):
        return _tell(
            f"Port {port} is taken by another program: stop that, or choose another: make run PORT={_next(port)}"
        )
    for number, (words, command) in enumerate(steps := _steps(), 1):
        _tell(f"{number}/{len(steps)} {words}")
        if subprocess.run(command, cwd=ROOT, env=_environment(port), check=False).returncode:
            return _tell("That did not work; what it says above is the reason.")
    return _Crew(_programs(host, port), _environment(port)).serve(_greeting(host, port))


def _next(port):
    return port + 1 if port + 1 in PORTS else PORTS.start


def _steps():
    manage = [sys.executable, "manage.py"]
    return [
        ("Compiling the translations …", [*manage, "compile_translations"]),
        ("Preparing the database …", [*manage, "migrate", "--verbosity", "0"]),
        ("Making the cache table …", [*manage, "createcachetable"]),
        ("Loading the places of Thailand …", [*manage, "load_places"]),
        ("Loading the demo province, if the database is empty …", [*manage, "load_demo", "--if-empty"]),
    ]


def _programs(host, port):
    celery = [sys.executable, "-m", "celery", "--app", "welfare_movement"]
    quiet = ["--loglevel", "WARNING"]
    return {
        "web": [
            sys.executable, "-m", "gunicorn", "welfare_movement.wsgi", "--bind", f"{host}:{port}",
            "--workers", "2", "--threads", "4", "--log-level", "warning",
        ],
        "worker": [*celery, "worker", "--queues", "messages,jobs", "--concurrency", "2", *quiet],
        "beat": [*celery, "beat", "--pidfile", "", *quiet],
    }  # fmt: skip


def _environment(port):
    return {**os.environ, "PORT": str(port), "PYTHONUNBUFFERED": "1"}


def _greeting(host, port):
    people = " · ".join(f"{email} / {password}" for email, password, _role in SIGN_INS)
    return f"Ready: http://{host}:{port}/   sign in as: {people}   (Ctrl-C stops)"


class _Crew:
    """Processes that live and end together, each in a group of its own so that none of its children is left."""

    def __init__(self, programs, environment):
        self.programs, self.environment = programs, environment
        self.processes = {}
        self.stopping = False

    def serve(self, greeting):
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self._stop)
        try:
            for name, command in self.programs.items():
                self.processes[name] = subprocess.Popen(
                    command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, start_new_session=True
                )
            if self._wait_for_web():
                _tell(greeting)
            return self._watch()
        finally:
            self._end_all()

    def _stop(self, _signal, _frame):
        self.stopping = True

    def _wait_for_web(self):
        host, _colon, port = self.programs["web"][self.programs["web"].index("--bind") + 1].partition(":")
        while not self.stopping and not self._ended():
            if not _is_free(host, int(port)):
                return True
            time.sleep(0.1)
        return False

    def _watch(self):
        while not self.stopping:
            if ended := self._ended():
                return _tell(f"The {ended} ended by itself, so all is stopped; what it says above is the reason.")
            time.sleep(0.2)
        return 0

    def _ended(self):
        return next((name for name, process in self.processes.items() if process.poll() is not None), None)

    def _end_all(self):
        """Ask each group to end, wait, and end by force what is left of it."""
        for process in self.processes.values():
            _signal_group(process, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and any(map(_group_lives, self.processes.values())):
            time.sleep(0.1)
        for process in self.processes.values():
            _signal_group(process, signal.SIGKILL)
            process.wait()


def _signal_group(process, number):
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _group_lives(process):
    process.poll()  # takes the ended leader off the list, so that an empty group is gone
    try:
        os.killpg(process.pid, 0)
    except ProcessLookupError:
        return False
    return True


def _is_free(host, port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def _tell(words):
    """One line to whoever started it; returns the exit code of a failure."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()
    return 1
