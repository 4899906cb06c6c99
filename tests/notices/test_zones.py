"""faults 31: a server in a zone with summer time, or in none, shows and keeps the hours of Bangkok."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SHOWN = """
import django
django.setup()
from datetime import datetime, UTC
from welfare_movement.notices.quiet import next_waking
from welfare_movement.thai.dates import show_datetime
for month in (3, 11):  # the clocks of London and New York were changed a little before
    night = datetime(2026, month, 29, 14, 0, tzinfo=UTC)
    print(show_datetime(night, language="en"), next_waking(night).astimezone(UTC).isoformat())
"""


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", None])
def test_hours_are_those_of_bangkok_wherever_the_server_stands(zone):
    here = {name: value for name, value in os.environ.items() if name != "TZ"}
    here |= {"DJANGO_SETTINGS_MODULE": "welfare_movement.settings", "QUIET_HOURS": "21:00,07:00"}
    here |= {"TZ": zone} if zone else {}
    run = [sys.executable, "-c", SHOWN]
    said = subprocess.run(run, env=here, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    assert said.stdout.replace("\xa0", " ").splitlines() == [
        "29 Mar 2026 21.00 2026-03-30T00:00:00+00:00",
        "29 Nov 2026 21.00 2026-11-30T00:00:00+00:00",
    ]
