from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from welfare_movement.papers.uploads import PaperField
from welfare_movement.people.records import when, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody, TextLine
from working_groups import wording
from working_groups.models.committee import Committee, CommitteeSeat
from working_groups.models.team import TeamMember
from working_groups.refusals import AlreadyDrafted, AlreadySigned, NobodyToAppoint, NotFounded


class AppointmentOrderQuerySet(BoundQuerySet):
    def signed(self):
        return self.exclude(signed_on=None)

    def drafts(self):
        return self.filter(signed_on=None)

    def for_list(self):
        """The draft first, then the signed ones, the latest first."""
        return self.with_cycle().order_by(F("signed_on").desc(nulls_first=True), "-pk")


class AppointmentOrder(StageBound):
    """The order that appoints the committee and its teams; a further one appoints whom the first does not name.

    A draft is read from the members as they are now. Signing keeps its words as they are then.
    """

    stage = Stage.WORKING_GROUPS
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="appointment_orders", verbose_name=_("cycle"))
    about = TextLine(pgettext_lazy("order of appointment", "subject"), max_length=300, blank=True)
    preamble = TextBody(
        _("preamble"),
        blank=True,
        help_text=_("Why, and by what power; one paragraph a line."),
    )
    drafted_at = when(_("drafted at"))
    drafted_by = who(_("drafted by"))
    number = TextLine(pgettext_lazy("order of appointment", "number"), max_length=60, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_by = TextLine(_("signed by"), max_length=200, blank=True)
    recorded_at = when(_("recorded at"))
    recorded_by = who(_("recorded by"))
    # The words of the order as it was signed, as wording.Paper gives them; empty until then.
    kept = models.JSONField(default=dict, editable=False)
    copy = PaperField(_("signed copy"), blank=True, help_text=_("A PDF, or a photograph, of at most 10 MB."))

    objects = AppointmentOrderQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("appointment order")
        verbose_name_plural = _("appointment orders")
        constraints = [
            who_and_when("drafted"),
            who_and_when("recorded"),
            models.UniqueConstraint("cycle", condition=Q(signed_on=None), name="working_groups_one_draft_a_cycle"),
            models.CheckConstraint(
                condition=Q(signed_on=None, signed_by="")
                | (Q(signed_on__isnull=False) & ~Q(signed_by="") & ~Q(number="")),
                name="working_groups_signed_by_someone",
                violation_error_message=_("A signed order has a number, a day and the name of who signed it."),
            ),
        ]

    def __str__(self):
        return self.number or str(_("Draft order"))

    def get_absolute_url(self):
        return reverse("working_groups:order", args=[*self.cycle.address, self.pk])

    @property
    def is_signed(self):
        return self.signed_on is not None

    def paper(self):
        """The words of the order, as a dictionary: as they were signed, or as the members stand now. Four queries."""
        return self.kept or self._drawn(*self._seats())

    def require_someone(self):
        """Raise NobodyToAppoint unless it names at least one seat."""
        if not self.paper()["parts"]:
            raise NobodyToAppoint

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    @classmethod
    @retried
    @transaction.atomic
    def draft(cls, cycle, *, by):
        """Draft the order for all whom no signed order names yet, with the usual words. One draft stands at a time."""
        cls(cycle=cycle).require_open()
        cycle = Cycle.objects.select_for_update(of=["self"]).select_related("province").get(pk=cycle.pk)
        committee = Committee.objects.filter(cycle=cycle).first()
        if committee is None:
            raise NotFounded
        if cls.objects.drafts().filter(cycle=cycle).exists():
            raise AlreadyDrafted
        first = cls.objects.signed().filter(cycle=cycle).order_by("signed_on", "pk").first()
        usual = wording.FURTHER_PREAMBLE if first else wording.PREAMBLE
        order = cls(
            cycle=cycle,
            about=f"แต่งตั้ง{committee.title}{' (เพิ่มเติม)' if first else ''}",
            preamble=usual.format(province=cycle.province.name_th, number=first and first.number),
            drafted_at=timezone.now(),
            drafted_by=by,
        )
        order.require_someone()
        order.save()
        return order

    @retried
    @transaction.atomic
    def write(self, *, about, preamble):
        """Change the words above the names, until it is signed."""
        self.require_open()
        self._held()
        self.about, self.preamble = about, preamble
        self.save(update_fields=["about", "preamble"])

    @retried
    @transaction.atomic
    def sign(self, *, by, number, signed_on, signed_by, copy=None):
        """Record that it was signed, once, and keep its words: who comes into a team later is for a further order.

        Raises AlreadySigned, or NobodyToAppoint.
        """
        self.require_open()
        self._held()
        self.refresh_from_db()
        if signed_on > timezone.localdate():
            raise Refused(_("The order cannot be signed on a day ahead; write the day on which it was signed."))
        committee, teams = self._seats()
        self.number, self.signed_on, self.signed_by = number, signed_on, signed_by
        self.kept = self._drawn(committee, teams)
        self.require_someone()
        self.recorded_at, self.recorded_by = timezone.now(), by
        self.copy = copy or self.copy
        self.save()
        for model, seats in ((CommitteeSeat, committee), (TeamMember, teams)):
            model.objects.filter(pk__in=[seat.pk for seat in seats]).update(order=self)

    def attach(self, copy):
        """Put the signed copy with a signed order, or another in its place."""
        self.require_open()
        if not self.is_signed:
            raise Refused(_("Record first that the order was signed; its copy can be sent with that."))
        self.copy = copy
        self.save(update_fields=["copy"])

    # ── How ────────────────────────────────────────────────────────────────────────────────────────────────────────
    def _held(self):
        """Locked until the transaction ends, and not signed yet."""
        stored = AppointmentOrder.objects.select_for_update().get(pk=self.pk)
        if stored.is_signed:
            raise AlreadySigned(stored)

    def _seats(self):
        """Whom it appoints: those of the committee, and those of the teams."""
        committee = (
            CommitteeSeat.objects.to_appoint()
            .filter(committee__cycle=self.cycle_id)
            .in_order()
            .select_related("committee")
        )
        teams = TeamMember.objects.to_appoint().filter(group__cycle=self.cycle_id).in_order().select_related("group")
        return list(committee), list(teams)

    def _drawn(self, committee, teams):
        further = AppointmentOrder.objects.signed().filter(cycle=self.cycle_id).exclude(pk=self.pk).exists()
        groups = {seat.group.team: seat.group for seat in teams}
        bodies = [wording.Body(_title_of(committee), [seat.seated() for seat in committee], wording.COMMITTEE_ROLES)]
        for team, title in wording.TEAMS.items():
            seats = [seat.seated() for seat in teams if seat.group.team == team]
            mandate = groups[team].mandate if seats and not further else ""
            bodies.append(wording.Body(title, seats, wording.TEAM_ROLES, mandate))
        drawn = wording.paper(
            province=self.cycle.province.name_th,
            year=self.cycle.year,
            number=self.number,
            about=self.about,
            preamble=self.preamble,
            bodies=bodies,
            signed_on=self.signed_on,
            signed_by=self.signed_by,
        )
        return drawn.as_dict()


def _title_of(seats):
    return seats[0].committee.title if seats else ""
