from forums.models.declaration import Declaration
from forums.models.gathering import Gathering
from forums.models.invitation import Invitation
from forums.models.pledge import Pledge, Proposal
from forums.models.programme import ExpectedDistrict, NetworkSeats, ProgrammeItem, share_seats
from forums.models.registration import Registration, UndoneCheckIn
from forums.models.reminder import Reminder

__all__ = [
    "Declaration",
    "ExpectedDistrict",
    "Gathering",
    "Invitation",
    "NetworkSeats",
    "Pledge",
    "ProgrammeItem",
    "Proposal",
    "Registration",
    "Reminder",
    "UndoneCheckIn",
    "share_seats",
]
