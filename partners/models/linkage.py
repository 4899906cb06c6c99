from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.models.participation import Participation
from welfare_movement.people.records import when, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody, TextLine


class LinkageQuerySet(BoundQuerySet):
    def complete(self):
        """Own function, a link by content or by method, something given, something gained, a 90-day action; and not
        returned for more work since it was handed in."""
        return self.exclude(Q(own_function="") | Q(action="") | Q(by_content="", by_method="")).filter(
            Q(returned_at=None) | Q(handed_in_at__gt=F("returned_at")),
            Exists(Gives.objects.filter(linkage=OuterRef("pk"))),
            Exists(Gains.objects.filter(linkage=OuterRef("pk"))),
        )

    def late(self):
        return self.filter(handed_in_at=None, due_on__lt=timezone.localdate())


class Linkage(StageBoundChild):
    """The homework of a partner: how its own function links to community welfare, so that both sides win."""

    bound_through = "participation"
    named_through = ("participation__partner",)
    participation = models.OneToOneField(Participation, models.PROTECT, verbose_name=_("partner"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    own_function = TextBody(_("our own function"), blank=True)
    by_content = TextBody(_("it links by content"), blank=True)
    by_method = TextBody(_("it links by method"), blank=True)
    action = TextBody(_("what we will do in 90 days"), blank=True)
    central_support = TextBody(
        _("what goes beyond the province's power"), blank=True, help_text=_("What would need the centre's support.")
    )
    handed_in_at = when(_("handed in at"))
    handed_in_by = who(_("by"))
    returned_at = when(_("returned at"))
    returned_by = who(_("by"))
    comment = TextBody(_("comment on the return"), blank=True, editable=False)

    objects = LinkageQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("linkage sheet")
        verbose_name_plural = _("linkage sheets")
        constraints = [who_and_when("handed_in"), who_and_when("returned")]

    def __str__(self):
        return f"{self.participation}"

    def get_absolute_url(self):
        return self.participation.get_absolute_url()

    @property
    def needs_central_support(self):
        return bool(self.central_support)

    @property
    def is_returned(self):
        return self.returned_at is not None and (self.handed_in_at is None or self.handed_in_at <= self.returned_at)

    @property
    def is_late(self):
        return self.handed_in_at is None and self.due_on is not None and self.due_on < timezone.localdate()

    def missing(self):
        """What the sheet still lacks to be complete, in words."""
        lacks = [
            (not self.own_function, _("your own function")),
            (not self.by_content and not self.by_method, _("how it links, by content or by method")),
            (not self.gives.exists(), _("something that you give")),
            (not self.gains.exists(), _("something that you gain")),
            (not self.action, _("what you will do in 90 days")),
        ]
        return [words for lacking, words in lacks if lacking]

    def hand_in(self, *, by):
        """Hand the sheet in, or in again after a return. Refused with what is missing."""
        if missing := self.missing():
            says = _("The sheet still lacks: %(missing)s.")
            raise Refused(says % {"missing": ", ".join(str(words) for words in missing)})
        self.handed_in_at, self.handed_in_by = timezone.now(), by
        self.save(update_fields=["handed_in_at", "handed_in_by"])

    def give_back(self, *, by, comment):
        """Return it for more work, with a comment that says what."""
        if not comment.strip():
            raise Refused(_("Write what is to be changed."))
        if self.handed_in_at is None:
            raise Refused(_("This sheet was not handed in yet; remind the partner instead."))
        self.returned_at, self.returned_by, self.comment = timezone.now(), by, comment
        self.save(update_fields=["returned_at", "returned_by", "comment"])


class LinkagePartner(StageBoundChild):
    """Together with which other partner the link is made."""

    bound_through = "linkage"
    named_through = ("participation__partner",)
    within = ("participation",)
    linkage = models.ForeignKey(Linkage, models.PROTECT, related_name="together", verbose_name=_("linkage sheet"))
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+", verbose_name=_("together with"))

    class Meta(StageBoundChild.Meta):
        verbose_name = _("partner in the link")
        verbose_name_plural = _("partners in the link")
        constraints = [models.UniqueConstraint("linkage", "participation", name="partners_linked_once")]

    def __str__(self):
        return f"{self.participation}"


class Gives(StageBoundChild):
    """Something that a partner gives to the movement."""

    class Kind(models.TextChoices):
        PEOPLE = "people", pgettext_lazy("gives", "People")
        MONEY = "money", _("Money")
        GOODS = "goods", _("Goods")
        PLACE = "place", _("A place")
        DATA = "data", _("Data")
        KNOWLEDGE = "knowledge", _("Knowledge")
        AUTHORITY = "authority", _("Authority")

    bound_through = "linkage"
    linkage = models.ForeignKey(Linkage, models.PROTECT, related_name="gives", verbose_name=_("linkage sheet"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    what = TextLine(_("what we give"), max_length=300)

    class Meta(StageBoundChild.Meta):
        verbose_name = _("what a partner gives")
        verbose_name_plural = _("what partners give")
        ordering = ["linkage", "pk"]

    def __str__(self):
        return self.what


class Gains(StageBoundChild):
    """Something that a partner gains for its own targets."""

    bound_through = "linkage"
    linkage = models.ForeignKey(Linkage, models.PROTECT, related_name="gains", verbose_name=_("linkage sheet"))
    what = TextLine(_("what we gain"), max_length=300)

    class Meta(StageBoundChild.Meta):
        verbose_name = _("what a partner gains")
        verbose_name_plural = _("what partners gain")
        ordering = ["linkage", "pk"]

    def __str__(self):
        return self.what
