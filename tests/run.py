"""`make test`: the whole suite on SQLite, then the same on a real PostgreSQL. Arguments go on to pytest."""

import os
import subprocess
import sys

from tests.postgres import running_postgres


def suite(name, arguments, **environment):
    print(f"── The suite on {name} ──", flush=True)  # noqa: T201 - this is what the command is for
    workers = str(min(os.cpu_count() or 1, 8))
    command = [sys.executable, "-m", "pytest", "-q", "-n", workers, *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def main(arguments):
    failed = suite("SQLite", arguments, DATABASE_URL="")
    with running_postgres() as url:
        return failed | suite("PostgreSQL", arguments, DATABASE_URL=url)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
