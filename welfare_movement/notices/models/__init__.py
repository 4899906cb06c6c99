from welfare_movement.notices.models.job import Job
from welfare_movement.notices.models.notice import Notice
from welfare_movement.notices.models.opt_out import OptOut
from welfare_movement.notices.models.promise_reminder import PromiseReminder
from welfare_movement.notices.models.shared import SharedPage

__all__ = ["Job", "Notice", "OptOut", "PromiseReminder", "SharedPage"]
