from django.db import models, transaction
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models.participation import Participation
from partners.refusals import AnsweredAlready, NoMeetingAhead, OnAgendaAlready
from welfare_movement.meetings.models import AgendaItem, Meeting
from welfare_movement.people.records import now, when, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody, TextLine

OFFERED = 5  # answers to similar doubts
SOURCE = "partners.hesitation"  # what an agenda knows it by


class HesitationQuerySet(BoundQuerySet):
    def open(self):
        return self.filter(answered_at=None)

    def answered(self):
        return self.exclude(answered_at=None)

    def alike(self, doubt):
        """Answers that other agencies of the province got to the same question, in this cycle or an earlier one.

        Similar is who shares level or sector; those who share both come first, then what was answered last.
        """
        partner = doubt.participation.partner
        level, sector = Q(participation__partner__level=partner.level), Q(participation__partner__sector=partner.sector)
        shared = Case(When(level & sector, then=Value(2)), default=Value(1), output_field=IntegerField())
        same_province = {"participation__cycle__province": doubt.participation.cycle.province_id}
        return (
            self.answered()
            .filter(level | sector, question=doubt.question, **same_province)
            .exclude(pk=doubt.pk)
            .annotate(shared=shared)
            .select_related("participation__partner", "participation__cycle", "answered_by")
            .order_by("-shared", "-answered_at", "-pk")
        )

    def waiting(self):
        """Open, and on the agenda of no meeting ahead that stands."""
        ahead = Meeting.objects.coming().filter(items__hesitation=OuterRef("pk"))
        return self.open().filter(~Exists(ahead))

    def note_brought(self, items, *, by):
        """Each of these ({its key: item}) stands on an agenda now."""
        for pk, item in items.items():
            self.filter(pk=pk).update(item=item, brought_at=timezone.now(), brought_by=by)

    def note_taken_off(self, item):
        """Whatever stood on this item waits for another agenda."""
        self.filter(item=item).update(item=None, brought_at=None, brought_by=None)

    def for_list(self):
        """With whose each is, who answered, and the meeting that it was put before; the oldest open ones first."""
        doubted = ("participation__partner", "participation__cycle__province")
        told = ("answered_by", "brought_by", "item__meeting__cycle__province")
        return self.select_related(*doubted, *told).order_by(F("answered_at").asc(nulls_first=True), "raised_at", "pk")


class Hesitation(StageBoundChild):
    """A doubt of a partner, in the founders' three questions, and the answer to it."""

    class Question(models.TextChoices):
        WHERE = "where", _("Where can we join?")
        HOW = "how", _("How can we join?")
        WHETHER = "whether", _("Should we join at all?")

    bound_through = "participation"
    named_through = ("participation__partner",)
    within = ("item",)
    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="hesitations", verbose_name=_("partner")
    )
    question = models.CharField(_("question"), max_length=10, choices=Question)
    text = TextBody(_("doubt"))
    raised_at = models.DateTimeField(_("raised at"), default=now, editable=False)
    # The item of an agenda that it became last. Taken off that agenda, it waits for the next one.
    item = models.OneToOneField(
        AgendaItem,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="hesitation",
        verbose_name=_("agenda item"),
    )
    brought_at = when(_("put on the agenda at"))
    brought_by = who(_("put on the agenda by"))
    answer = TextBody(_("answer"), blank=True)
    # Where someone else than whoever recorded it gave it: a person, an agency, a meeting.
    answer_of = TextLine(_("whose answer it is"), max_length=200, blank=True)
    answered_at = when(_("answered at"))
    answered_by = who(_("answered by"))

    objects = HesitationQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("hesitation")
        verbose_name_plural = _("hesitations")
        ordering = ["raised_at", "pk"]
        constraints = [who_and_when("answered"), who_and_when("brought")]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return f"{self.participation.get_absolute_url()}#doubt-{self.pk}"

    @property
    def meeting(self):
        """The meeting that it was put before; None when there is none, or it was called off."""
        meeting = self.item and self.item.meeting
        return meeting if meeting and meeting.cancelled_at is None else None

    @property
    def subject(self):
        """What it is called on an agenda, as long as an item's subject may be."""
        whole, longest = f"{self.participation.partner.shown}: {self.text}", AgendaItem.TITLE_AT_MOST
        return whole if len(whole) <= longest else f"{whole[: longest - 1]}…"

    def similar(self):
        """Up to five answers worth offering, the same words once."""
        kept = {}
        for each in Hesitation.objects.alike(self)[: OFFERED * 4]:
            kept.setdefault(each.answer, each)
        return list(kept.values())[:OFFERED]

    def reply(self, answer, *, by, answer_of=""):
        """Answer the doubt; a later answer replaces the words, and says who gave it."""
        if not answer.strip():
            raise Refused(_("Write the answer first."))
        self.answer, self.answered_at, self.answered_by, self.answer_of = answer, timezone.now(), by, answer_of
        self.save(update_fields=["answer", "answered_at", "answered_by", "answer_of"])

    @retried
    @transaction.atomic
    def bring(self, *, by):
        """Put it before the next meeting of the cycle, as a matter for consideration, once. Returns the item.

        The meetings of the working teams are their own. A meeting that was called off has considered nothing.
        """
        self.require_open()
        stored = Hesitation.objects.select_for_update(of=("self",)).for_list().get(pk=self.pk)
        if stored.answered_at is not None:
            raise AnsweredAlready(stored)
        if stored.meeting is not None:
            raise OnAgendaAlready(stored)
        cycle = stored.participation.cycle
        ahead = Meeting.objects.coming().filter(cycle=cycle).exclude(kind=Meeting.Kind.TEAM).order_by("starts_at", "pk")
        meeting = next((each for each in ahead if cycle.is_open(Stage(each.stage))), None)
        if meeting is None:
            raise NoMeetingAhead
        item = AgendaItem.objects.bring(meeting, f"{SOURCE}:{self.pk}", stored.subject, by=by)
        self.refresh_from_db()
        return item
