"""Celery is the alarm bell; the database is the queue (see docs/decisions/0002-the-database-is-the-queue.md)."""

import os
from pathlib import Path

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welfare_movement.settings")

app = Celery("welfare_movement")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_configure.connect
def make_folders(sender, **kwargs):
    """The filesystem broker wants its folders to be there."""
    options = sender.conf.broker_transport_options
    for name in ("data_folder_in", "data_folder_out", "control_folder"):
        if name in options:
            Path(options[name]).mkdir(parents=True, exist_ok=True)
