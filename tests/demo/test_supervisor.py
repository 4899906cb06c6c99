"""`make run`: one process starts all, says so in a line, and leaves nothing behind when it is told to stop."""

import os
import signal
import socket
import subprocess
import sys

import httpx
import psutil
import pytest

from tests.faults.conftest import ROOT, free_port, wait_for

LOADING = 180  # seconds, for a slow machine that loads the demo
ANSWERING = 60  # seconds, for the first page of a machine that is busy otherwise


@pytest.fixture
def started(tmp_path):
    """`started(port)` begins `make run` with a folder of its own; what it says goes to a file."""
    running = []

    def start(port):
        named = {
            name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        }
        named |= {"PORT": str(port), "VAR_DIR": str(tmp_path / "var")}
        with (tmp_path / "said").open("a") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "welfare_movement.demo"], cwd=ROOT, env=named, stdout=said, stderr=said
            )
        running.append(process)
        return process

    start.said = lambda: (tmp_path / "said").read_text()
    yield start
    for process in running:
        if process.poll() is None:
            for each in [*family(process), process]:
                each.kill()
            process.wait()


def family(process):
    return psutil.Process(process.pid).children(recursive=True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_starts_all_says_the_address_once_and_leaves_no_process(started, number):
    port = free_port()
    process = started(port)
    wait_for(lambda: "Ready:" in started.said() or process.poll() is not None, "it says that it is ready", LOADING)
    (greeting,) = [line for line in started.said().splitlines() if "Ready:" in line]
    assert f"http://127.0.0.1:{port}/" in greeting
    assert "coordinator@demo.example / sawasdee-2570" in greeting
    assert "Traceback" not in started.said()
    front = httpx.get(f"http://127.0.0.1:{port}/", timeout=ANSWERING)
    assert (front.status_code, "ข้อมูลสมมุติ" in front.text) == (200, True)
    assert httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=ANSWERING).json()["ready"] is True
    children = family(process)
    assert len(children) >= 5  # web with two workers, the worker with its own, beat
    process.send_signal(number)
    assert process.wait(timeout=30) == 0
    assert [each for each in children if each.is_running() and each.status() != psutil.STATUS_ZOMBIE] == []


def test_a_part_that_dies_stops_the_others_and_is_named(started):
    process = started(free_port())
    wait_for(lambda: "Ready:" in started.said() or process.poll() is not None, "it says that it is ready", LOADING)
    children = family(process)
    beat = next(each for each in children if "beat" in each.cmdline())
    beat.kill()
    assert process.wait(timeout=30) != 0
    assert "The beat ended by itself" in started.said()
    assert [each for each in children if each.is_running() and each.status() != psutil.STATUS_ZOMBIE] == []


def test_a_taken_port_is_one_sentence_that_names_another(started):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = started(port)
        assert process.wait(timeout=30) != 0
    (said,) = started.said().splitlines()
    assert f"Port {port} is taken by another program" in said
    assert f"make run PORT={port + 1}" in said


@pytest.mark.parametrize("port", ["abc", "80", "70000", "", "-1", "8000.5"])
def test_what_is_no_port_is_one_sentence_that_names_one(started, port):
    process = started(port)
    assert process.wait(timeout=30) != 0
    assert started.said().splitlines() == [
        f"PORT={port} is no port; choose a number from 1024 to 65535: make run PORT=9000"
    ]
