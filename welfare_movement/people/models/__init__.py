from welfare_movement.people.models.consent import Consent
from welfare_movement.people.models.link import Link
from welfare_movement.people.models.user import User

__all__ = ["Consent", "Link", "User"]
