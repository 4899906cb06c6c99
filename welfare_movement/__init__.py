"""What all six stages share; the stages themselves are the apps at the top of the repository."""

from welfare_movement.celery import app as celery

__all__ = ["celery"]
