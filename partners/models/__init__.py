from partners.models.commitment import Commitment, CommitmentReminder
from partners.models.hesitation import Hesitation
from partners.models.homework import HomeworkRecipient, HomeworkReminder
from partners.models.linkage import Gains, Gives, Linkage, LinkagePartner
from partners.models.participation import Participation, StanceChange
from partners.models.partner import Partner, Representative
from partners.models.version import LinkageVersion
from partners.models.work import Work, WorkPlace, WorkTarget

__all__ = [
    "Commitment",
    "CommitmentReminder",
    "Gains",
    "Gives",
    "Hesitation",
    "HomeworkRecipient",
    "HomeworkReminder",
    "Linkage",
    "LinkagePartner",
    "LinkageVersion",
    "Participation",
    "Partner",
    "Representative",
    "StanceChange",
    "Work",
    "WorkPlace",
    "WorkTarget",
]
