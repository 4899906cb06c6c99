"""Celery is the alarm bell; the database is the queue (see docs/decisions/0002-the-database-is-the-queue.md)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welfare_movement.settings")

app = Celery("welfare_movement")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
