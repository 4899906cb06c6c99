import secrets

from django.apps import apps
from django.db import models
from django.db.models import (
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from forums import refusals
from forums.seats import Comer
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import Link
from welfare_movement.process.models import BoundQuerySet


class RegistrationQuerySet(BoundQuerySet):
    def standing(self):
        return self.filter(cancelled_at=None)

    def seated(self):
        return self.standing().exclude(seated_at=None)

    def waiting(self):
        """Without a seat, and not let in beyond the seats."""
        return self.standing().filter(seated_at=None, checked_in_at=None)

    def checked_in(self):
        return self.exclude(checked_in_at=None)

    def absent(self):
        return self.standing().filter(checked_in_at=None)

    def outside(self):
        """Of no district of the province, as a district of the count shows its own."""
        here = self.filter(tambon=None)
        states = {"registered": here.standing(), "seated": here.seated(), "waiting": here.waiting()}
        return {**{name: rows.count() for name, rows in states.items()}, "came": here.checked_in().count()}

    def in_line(self):
        """Those who wait, whoever came first before the others."""
        return self.waiting().order_by("registered_at", "pk")

    def comers(self):
        """As the rule of the seats knows them."""
        return [Comer(*row) for row in self.values_list("pk", "tambon__district", "network")]

    def number(self):
        """How many these are, as a column of another query."""
        counted = self.order_by().annotate(one=models.Value(1)).values("one").annotate(number=Count("pk"))
        return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)

    def with_place(self):
        """With their place in the line, for those who wait."""
        before = self.model.objects.waiting().filter(
            Q(registered_at__lt=OuterRef("registered_at"))
            | Q(registered_at=OuterRef("registered_at"), pk__lt=OuterRef("pk")),
            gathering=OuterRef("gathering"),
        )
        return self.annotate(before=before.number())

    def for_list(self):
        return self.select_related("person", "tambon__district", "network").order_by("person__sort_key", "pk")

    def found(self, words, district=""):
        """Those whose name or code holds what was typed, of one district if one is chosen."""
        found = self.filter(tambon__district=district) if district else self
        for word in words.split():
            name = Q(person__given_name__icontains=word) | Q(person__family_name__icontains=word)
            found = found.filter(name | Q(code=word))
        return found

    def owed(self, lead, now):
        """Those to be reminded now, `lead` before the gathering begins.

        It stands and is still ahead, within the lead; they got their seat before the lead began, have not come yet, and
        left an e-mail; and no reminder for this start, with this lead or a shorter one, was queued.
        """
        began = ExpressionWrapper(F("gathering__starts_at") - Value(lead, DurationField()), models.DateTimeField())
        reminded = apps.get_model("forums.Reminder").objects.filter(
            registration=OuterRef("pk"), starts_at=OuterRef("gathering__starts_at"), lead__lte=lead
        )
        return (
            self.seated()
            .absent()
            .filter(
                ~Exists(reminded),
                gathering__cancelled_at=None,
                gathering__cycle__closed_at=None,
                gathering__starts_at__gt=now,
                gathering__starts_at__lte=now + lead,
                seated_at__lte=began,
                person__email__isnull=False,
            )
            .select_related("gathering__cycle__province", "person", "link")
        )

    def seat(self, gathering):
        """Give these people, who wait, their seats, and tell each. Needs the lock. Returns how many."""
        moving = list(self.in_line().select_related("person", "link"))
        self.update(seated_at=timezone.now())
        _tell(moving, "forums_seat", gathering, key="seat")
        return len(moving)

    def tell(self, kind, gathering, *, key, by):
        """Queue a message to each of these, once a key; who is forgotten is told nothing."""
        _tell(self.exclude(person=None).select_related("person", "link"), kind, gathering, key=key, by=by)

    def known(self, person, key):
        """The registration that this person, or this form, has already. Raises RegisteredAlready for a namesake."""
        if key and (made := self.filter(key=key).first()):
            return made
        if person.pk is not None:
            return self.standing().filter(person=person).first()
        same = {"person__given_name": person.given_name, "person__family_name": person.family_name}
        if person.phone and self.standing().filter(person__phone=person.phone, **same).exists():
            raise refusals.RegisteredAlready
        return None

    def enter(
        self, gathering, person, *, tambon=None, network=None, organisation="", key=None, by=None, walks_in=False
    ):
        """A new registration, with a seat if the room has one for this person. Needs the lock of the gathering."""
        registration = self.model(
            gathering=gathering, person=person, tambon=tambon, network=network, organisation=organisation
        )
        registration.key = key or registration.key
        registration.registered_by = by
        registration.code = self.free_code(gathering)
        registration.link = Link.objects.issue(
            "forums.Registration", by=by or person, expires_at=gathering.links_expire_at
        )
        district = tambon.district_id if tambon else None
        room = gathering.room()
        if walks_in:
            registration.seated_at = timezone.now() if room.free > 0 else None
        elif room.fits(Comer(0, district, network.pk if network else None)):
            registration.seated_at = registration.registered_at
        registration.save()
        return registration

    def free_code(self, gathering):
        """Six digits that nobody else has at this gathering, drawn by lot."""
        while True:
            code = f"{secrets.randbelow(10**6):06}"
            if not self.model.objects.filter(gathering=gathering, code=code).exists():
                return code


def _tell(registrations, kind, gathering, *, key, by=None):
    Notice.objects.queue(
        [
            Notice.drawn(
                kind,
                key=f"{gathering.about}:{key}:{each.pk}",
                to=each.person,
                context={"gathering": gathering, "by": by},
                cycle=gathering.cycle,
                about=gathering.about,
                link=each.link,
                not_after=gathering.ends_at,
            )
            for each in registrations
        ]
    )
