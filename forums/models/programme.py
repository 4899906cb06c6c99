from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums.models.gathering import Gathering
from forums.models.registration import Registration
from forums.refusals import SeatsTaken
from surveys.models import Network
from welfare_movement.places.models import District
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.thai.fields import TextLine


class ProgrammeItem(StageBoundChild):
    """One point of the programme: for all, or in a room for the people of one zone."""

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("For all")
        BREAKOUT = "breakout", _("Breakout room by zone")

    bound_through = "gathering"
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="items", verbose_name=_("gathering"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PLENARY)
    starts_at = models.DateTimeField(_("begins"))
    title = TextLine(_("title"), max_length=200)
    zone = TextLine(_("zone"), max_length=100, blank=True)
    speaker = TextLine(_("speaker"), max_length=200, blank=True)
    room = TextLine(_("room"), max_length=100, blank=True)

    class Meta(StageBoundChild.Meta):
        verbose_name = _("point of the programme")
        verbose_name_plural = _("points of the programme")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="breakout") & ~models.Q(zone="") | models.Q(kind="plenary", zone=""),
                name="forums_breakout_has_its_zone",
                violation_error_message=_("A breakout room has a zone, and what is for all has none."),
            )
        ]

    def __str__(self):
        return self.title


class ExpectedDistrictQuerySet(BoundQuerySet):
    def forum(self):
        return self.filter(gathering__stage=Stage.FORUMS, gathering__cancelled_at=None)

    def present(self):
        """With someone of the district checked in."""
        came = Registration.objects.checked_in().filter(
            gathering=OuterRef("gathering"), tambon__district=OuterRef("district")
        )
        return self.filter(Exists(came))

    def for_count(self):
        """With how many of the district are registered, have a seat, wait, and came."""
        of_district = Registration.objects.filter(
            gathering=OuterRef("gathering"), tambon__district=OuterRef("district")
        )
        return (
            self.select_related("district")
            .annotate(
                registered=of_district.standing().number(),
                seated=of_district.seated().number(),
                waiting=of_district.waiting().number(),
                came=of_district.checked_in().number(),
            )
            .order_by("district__sort_key", "pk")
        )


class ExpectedDistrict(StageBoundChild):
    """A district that is expected at a gathering, and its seats."""

    bound_through = "gathering"
    named_through = ("district",)
    within = ("district",)
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="districts", verbose_name=_("gathering"))
    district = models.ForeignKey(District, models.PROTECT, related_name="+", verbose_name=_("district"))
    seats = models.PositiveIntegerField(_("seats"))

    objects = ExpectedDistrictQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("expected district")
        verbose_name_plural = _("expected districts")
        constraints = [models.UniqueConstraint("gathering", "district", name="forums_district_expected_once")]

    def __str__(self):
        return f"{self.district}"

    def get_absolute_url(self):
        count = reverse("forums:count", args=[*self.gathering.cycle.address, self.gathering_id])
        return f"{count}#d{self.district_id}"


class NetworkSeats(StageBoundChild):
    """At most so many seats for the people of one network; a network without such a row has no limit of its own."""

    bound_through = "gathering"
    named_through = ("network",)
    within = ("network",)
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="network_seats", verbose_name=_("gathering"))
    network = models.ForeignKey(Network, models.PROTECT, related_name="+", verbose_name=_("network"))
    seats = models.PositiveIntegerField(_("seats"))

    class Meta(StageBoundChild.Meta):
        verbose_name = _("seats of a network")
        verbose_name_plural = _("seats of networks")
        ordering = ["network__sort_key", "pk"]
        constraints = [models.UniqueConstraint("gathering", "network", name="forums_network_seats_once")]

    def __str__(self):
        return f"{self.network}"


@retried
@transaction.atomic
def share_seats(gathering, capacity, *, districts=None, networks=None):
    """Set the seats in all, of districts (code -> seats) and of networks (key -> seats, None for no limit).

    Whoever then fits moves up; returns how many. Refused for fewer than are taken; walk-ins may have taken more than
    a quota has.
    """
    gathering.require_open()
    here = gathering.held_row()
    room = here.room()
    taken = here.capacity - room.free
    if capacity < taken:
        says = _("%(number)s people have a seat already; cancel registrations first, or leave more seats.")
        raise SeatsTaken(says % {"number": taken})
    Gathering.objects.filter(pk=here.pk).update(capacity=capacity)
    here.capacity = gathering.capacity = capacity
    for row in gathering.districts.select_related("district").filter(district__in=districts or {}):
        _set_seats(row, districts[row.district_id], left=room.districts[row.district_id])
    limited = {row.network_id: row for row in gathering.network_seats.select_related("network")}
    for network, seats in (networks or {}).items():
        if network in limited and seats is None:
            limited[network].delete()
        elif network in limited:
            _set_seats(limited[network], seats, left=room.networks[network])
        elif seats is not None:
            gathering.network_seats.create(network_id=network, seats=seats)
    return here.fill_seats()


def _set_seats(row, seats, *, left):
    taken = row.seats - left
    if seats < min(taken, row.seats):
        says = _("%(number)s people of “%(where)s” have a seat already; leave them as many.")
        raise SeatsTaken(says % {"number": taken, "where": row})
    if seats != row.seats:
        row.seats = seats
        row.save(update_fields=["seats"])
