"""Everyone and everything that the story has brought up so far, by the keys of its data."""

from dataclasses import dataclass, field
from typing import Any

from welfare_movement.demo.data.tables import rows
from welfare_movement.demo.people import SIGN_INS, SUPERUSER
from welfare_movement.people.models import User

PASSWORDS = {email: password for email, password, _role in SIGN_INS}


@dataclass
class Cast:
    """province: where it plays. previous: the cycle before, from which this one starts. is_earlier: whether this is
    the finished cycle, in which all was a little less far.
    """

    province: Any
    previous: Any = None
    is_earlier: bool = False
    cycle: Any = None
    round: Any = None
    people: dict[str, Any] = field(default_factory=dict)
    participations: dict[str, Any] = field(default_factory=dict)
    networks: dict[str, Any] = field(default_factory=dict)
    organisations: dict[str, Any] = field(default_factory=dict)
    meetings: dict[str, Any] = field(default_factory=dict)
    scripts: dict[str, Any] = field(default_factory=dict)
    committee: Any = None
    groups: dict[str, Any] = field(default_factory=dict)

    def of_next_cycle(self):
        """The same people, networks and organisations, before anything has happened in the next cycle."""
        lasting = {"people": self.people, "networks": self.networks, "organisations": self.organisations}
        return Cast(self.province, previous=self.cycle, **lasting)

    @property
    def coordinator(self):
        return self.people["coordinator"]

    @property
    def assistant(self):
        return self.people["coordinator2"]

    def key_of(self, person):
        return next(key for key, known in self.people.items() if known == person)

    def speaker(self, keys):
        """Whoever of these works on the pages: the first who can sign in, or else the coordinator for them."""
        able = (self.people[key] for key in keys.split() if self.people[key].email)
        return next(able, self.coordinator)

    def reviewer_of(self, district):
        """Who looks through what comes from this district: its reviewer, or else the assistant."""
        held = self.cycle.memberships.filter(role="reviewer", district=district).select_related("user").first()
        return held.user if held else self.assistant

    def agreed(self, meeting, number):
        """The resolution of a meeting on the item of this number in its script, such as "4.3"."""
        section, position = number.split(".")
        return self.item(meeting, int(section), int(position)).resolutions.get()

    def item(self, meeting, section, position):
        """An item of a meeting's script; what came onto the agenda by itself stands before the script's own points."""
        items = self.meetings[meeting].items.filter(section=section)
        return items.get(position=position + items.exclude(source="").count() if position else 0)


def meet(cast, table):
    """Bring in the people of a table. Those of the sign-ins get a password; others with an e-mail sign in by code.

    Who was met in an earlier cycle is known already.
    """
    for key, prefix, given, family, position, reached in rows(table):
        if key in cast.people:
            continue
        email = f"{key}@demo.example" if "mail" in reached else None
        make = User.objects.create_superuser if email == SUPERUSER else User.objects.create_user
        cast.people[key] = make(
            email=email,
            password=PASSWORDS.get(email),
            prefix=prefix,
            given_name=given,
            family_name=family,
            position=position,
            phone=f"0800000{len(cast.people) + 1:03}" if "phone" in reached else "",
        )


def hour_of(index, *, first=9, last=16):
    """An hour of the working day for the deed of this number, so that not all is done at once."""
    return f"{first + index % (last - first + 1):02}.{index * 17 % 60:02}"
