from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.models.participation import Participation
from welfare_movement.places.models import District
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.thai.fields import TextLine


class WorkQuerySet(BoundQuerySet):
    def for_pile(self):
        """With whose each is, where and for whom; in the order of the partners' names."""
        return (
            self.select_related("participation__partner")
            .prefetch_related("places__district", "targets")
            .order_by("participation__partner__sort_key", "participation", "pk")
        )


class Work(StageBoundChild):
    """Something a partner already does, laid on the pile for all to see: what, where, for whom, how.

    In the partner's own words, and in the words of the pile, by which works are found that meet. What comes from
    elsewhere may not be sorted yet.
    """

    class Content(models.TextChoices):
        """What of welfare it is about: the benefits that the survey knows, and what carries them."""

        BIRTH = "birth", _("Birth, small children")
        ELDERLY = "elderly", _("Old age, pension")
        ILLNESS = "illness", _("Illness and care")
        DEATH = "death", _("Death, funeral")
        EDUCATION = "education", _("Education")
        DISADVANTAGED = "disadvantaged", _("Disabled or disadvantaged people")
        DISASTER = "disaster", _("Disaster, fire")
        OCCUPATION = "occupation", _("Occupation, working people")
        HOUSING = "housing", _("Housing")
        HEALTH = "health_promotion", _("Health promotion")
        CULTURE = "culture", _("Culture, public good")
        FUNDS = "funds", _("Community funds and finance")
        PLANS = "plans", _("Community plans and data")

    class Method(models.TextChoices):
        """How the partner works."""

        MONEY = "money", _("Money, grants")
        GOODS = "goods", _("Goods and materials")
        SERVICE = "service", _("Services and visits")
        TRAINING = "training", _("Training and learning")
        DATA = "data", _("Data and research")
        NETWORK = "network", _("Networks and forums")
        RULES = "rules", _("Rules, plans, certification")

    bound_through = "participation"
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="works", verbose_name=_("partner"))
    what = TextLine(_("what"), max_length=200)
    content = models.CharField(_("what of welfare it is about"), max_length=20, choices=Content)
    where = TextLine(_("where, in words"), max_length=200, blank=True)
    for_whom = TextLine(_("for whom"), max_length=200)
    how = TextLine(_("how"), max_length=300)
    method = models.CharField(pgettext_lazy("work", "method"), max_length=20, choices=Method)

    objects = WorkQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("running work")
        verbose_name_plural = _("running works")
        ordering = ["participation", "pk"]

    def __str__(self):
        return self.what

    @property
    def is_sorted(self):
        """Whether the pile can place it; where it is, is always known, since no district means the whole province."""
        return bool(self.content and self.method and self.targets.all())

    @transaction.atomic
    def delete(self, *args, **kwargs):
        """Take it off the pile, with where and for whom."""
        self.places.all().delete()
        self.targets.all().delete()
        return super().delete(*args, **kwargs)

    @transaction.atomic
    def lay(self, *, districts, targets):
        """Say in which districts it runs, none for the whole province, and for which target groups."""
        self.places.exclude(district__in=districts).delete()
        self.targets.exclude(group__in=targets).delete()
        places = {*self.places.values_list("district_id", flat=True)}
        groups = {*self.targets.values_list("group", flat=True)}
        WorkPlace.objects.bulk_create(
            [WorkPlace(work=self, district=each) for each in districts if each.pk not in places]
        )
        WorkTarget.objects.bulk_create([WorkTarget(work=self, group=each) for each in targets if each not in groups])


class WorkPlace(StageBoundChild):
    """A district in which a work runs; a work without any runs in the whole province."""

    bound_through = "work"
    work = models.ForeignKey(Work, models.PROTECT, related_name="places", verbose_name=_("running work"))
    district = models.ForeignKey(District, models.PROTECT, related_name="+", verbose_name=_("district"))

    class Meta(StageBoundChild.Meta):
        verbose_name = _("place of a work")
        verbose_name_plural = _("places of works")
        ordering = ["work", "district__sort_key"]
        constraints = [models.UniqueConstraint("work", "district", name="partners_work_once_a_district")]

    def __str__(self):
        return f"{self.district}"


class WorkTarget(StageBoundChild):
    """A group of people for whom a work is done."""

    class Group(models.TextChoices):
        CHILDREN = "children", _("Children and youth")
        ELDERLY = "elderly", pgettext_lazy("target group", "Elderly people")
        DISABLED = "disabled", _("People with disabilities")
        SICK = "sick", _("Sick people and their carers")
        POOR = "poor", _("Poor and vulnerable families")
        WOMEN = "women", pgettext_lazy("target group", "Women")
        WORKERS = "workers", _("Workers and farmers")
        ORGANISATIONS = "organisations", _("Community organisations, leaders")
        COMMUNITY = "community", _("The whole community")

    bound_through = "work"
    work = models.ForeignKey(Work, models.PROTECT, related_name="targets", verbose_name=_("running work"))
    group = models.CharField(_("target group"), max_length=20, choices=Group)

    class Meta(StageBoundChild.Meta):
        verbose_name = _("target group of a work")
        verbose_name_plural = _("target groups of works")
        ordering = ["work", "group"]
        constraints = [models.UniqueConstraint("work", "group", name="partners_work_once_a_group")]

    def __str__(self):
        return f"{self.get_group_display()}"
