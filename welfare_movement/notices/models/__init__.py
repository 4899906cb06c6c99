from welfare_movement.notices.models.job import Job
from welfare_movement.notices.models.notice import Notice

__all__ = ["Job", "Notice"]
