from welfare_movement.notices.models.job import Job
from welfare_movement.notices.models.notice import Notice
from welfare_movement.notices.models.promise_reminder import PromiseReminder

__all__ = ["Job", "Notice", "PromiseReminder"]
