from partners.models.commitment import Commitment
from partners.models.hesitation import Hesitation
from partners.models.linkage import Gains, Gives, Linkage, LinkagePartner
from partners.models.participation import Participation, StanceChange
from partners.models.partner import Partner, Representative
from partners.models.work import Work, WorkPlace, WorkTarget

__all__ = [
    "Commitment",
    "Gains",
    "Gives",
    "Hesitation",
    "Linkage",
    "LinkagePartner",
    "Participation",
    "Partner",
    "Representative",
    "StanceChange",
    "Work",
    "WorkPlace",
    "WorkTarget",
]
