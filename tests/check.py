"""`make check`: what a machine keeps of the house rules, static and quick. Each check that fails is named."""

import os
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
PRODUCTION = {
    "DEBUG": "False",
    "SECRET_KEY": "only-for-this-check-" + "0123456789abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "welfare.example.org",
    "DATABASE_URL": "",
}
TYPED = [
    "welfare_movement/process",
    "welfare_movement/thai",
    "welfare_movement/sheets",
    "partners/directory.py",
    "partners/sheet.py",
    "partners/differences.py",
    "partners/homework.py",
    "surveys/grading",
    "surveys/method",
    "surveys/questionnaire",
    "surveys/tambons.py",
    "surveys/comparison.py",
    "surveys/explain.py",
    "forums/seats.py",
    "partners/pile.py",
    "pilot_areas/selection",
]


def files(*endings):
    tracked = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True).stdout.split("\n")
    return [path for path in tracked if path.endswith(endings) and "/migrations/" not in path and Path(path).exists()]


def checks():
    manage = [sys.executable, "manage.py"]
    yield "ruff", [BIN / "ruff", "check", "."], {}
    yield "ruff format", [BIN / "ruff", "format", "--check", "."], {}
    yield "layers", [BIN / "lint-imports"], {}
    yield "django-upgrade", [BIN / "django-upgrade", "--target-version", "5.2", *files(".py")], {}
    yield "djade", [BIN / "djade", "--target-version", "5.2", "--check", *files(".html", ".txt")], {}
    yield "migrations", [*manage, "makemigrations", "--check", "--dry-run"], {}
    yield "deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION
    yield "types", [BIN / "mypy", *TYPED], {}
    yield "translations", [sys.executable, "-m", "tests.messages", "--check"], {}


def main():
    failed = []
    for name, command, environment in checks():
        done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
        print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name}", flush=True)  # noqa: T201 - its whole purpose
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)  # noqa: T201
    return f"Mend: {', '.join(failed)}." if failed else 0


if __name__ == "__main__":
    sys.exit(main())
