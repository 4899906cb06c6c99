from partners.models.commitment import Commitment, CommitmentReminder
from partners.models.linkage import Gains, Gives, Linkage, LinkagePartner
from partners.models.participation import Hesitation, Participation, StanceChange, Work
from partners.models.partner import Partner, Representative

__all__ = [
    "Commitment",
    "CommitmentReminder",
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
]
