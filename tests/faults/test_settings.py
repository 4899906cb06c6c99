"""A fresh clone starts without any setting; production refuses to start with what is only for development."""

import os
import re
import subprocess
import sys

import pytest

from tests.faults.conftest import ROOT

OWN_KEY = "a-key-of-its-own-" + "0123456789abcdefghijklmnopqrstuvwxyz-0123456789"
# README.md names them: what development leaves to production.
ONLY_IN_DEVELOPMENT = {"W004", "W008", "W012", "W016", "W018"}


def manage(*words, **environment):
    """The command in a process of its own that knows nothing of this one's settings."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env={**bare, **environment}, capture_output=True, text=True, check=False)


def test_a_fresh_clone_starts_without_any_setting(tmp_path):
    done = manage("migrate", "--verbosity", "0", VAR_DIR=str(tmp_path / "var"))
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "var" / "db.sqlite3").exists()


def test_development_warns_of_what_is_only_for_development_and_of_nothing_else(tmp_path):
    done = manage("check", "--deploy", VAR_DIR=str(tmp_path))
    assert set(re.findall(r"security\.(W\d+)", done.stderr)) == ONLY_IN_DEVELOPMENT
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(code in readme for code in ONLY_IN_DEVELOPMENT)


@pytest.mark.parametrize(
    ("environment", "remedy"),
    [
        ({}, "set SECRET_KEY to at least 50 random characters"),
        ({"SECRET_KEY": "development-only-" + "x" * 50}, "set SECRET_KEY to at least 50 random characters"),
        ({"SECRET_KEY": OWN_KEY}, "set ALLOWED_HOSTS, for example ALLOWED_HOSTS=welfare.example.org"),
        ({"SECRET_KEY": OWN_KEY, "ALLOWED_HOSTS": ""}, "set ALLOWED_HOSTS"),
    ],
)
def test_production_refuses_to_start_and_says_how_to_mend_it(environment, remedy, tmp_path):
    done = manage("check", DEBUG="False", VAR_DIR=str(tmp_path), **environment)
    assert done.returncode != 0
    assert remedy in done.stderr


def test_production_with_its_own_settings_passes_every_check(tmp_path):
    own = {"DEBUG": "False", "SECRET_KEY": OWN_KEY, "ALLOWED_HOSTS": "welfare.example.org", "VAR_DIR": str(tmp_path)}
    done = manage("check", "--deploy", "--fail-level", "WARNING", **own)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("value", ["maybe", "falsch", ""])
def test_a_value_that_is_no_yes_or_no_is_not_taken_for_one(value, tmp_path):
    """DEBUG=maybe must not quietly mean development."""
    own = {"SECRET_KEY": OWN_KEY, "ALLOWED_HOSTS": "welfare.example.org", "VAR_DIR": str(tmp_path)}
    done = manage(
        "shell", "-v", "0", "-c", "from django.conf import settings; print(settings.DEBUG)", DEBUG=value, **own
    )
    assert "True" not in done.stdout
