"""The guard: rows of a stage refuse to be written while the stage is locked or the cycle is closed.

It stands on the row, so that pages, admin, shell, tasks and imports all meet it. Two ways round, on purpose: raw loads
(a restore), and erasure, which runs through `QuerySet.update()`.
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _

from welfare_movement.process.models.cycle import Cycle
from welfare_movement.process.models.passes import StagePass
from welfare_movement.process.refusals import CycleClosed, Moved, Sealed, StageLocked
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused


def require_open(rows, *, cycle, stage=None, sealed=None, says=None):
    """Raise unless all these rows may be written now. One query.

    rows: a queryset. cycle, stage: where its model keeps them: a path, and an expression or None when any stage will
    do. sealed: the condition under which a row is finished. Raises CycleClosed, StageLocked or Sealed.
    """
    closed_at = "closed_at" if cycle == "pk" else f"{cycle}__closed_at"
    asked = rows.order_by().annotate(
        guard_stage=Value(int(Stage.PARTNERS)) if stage is None else stage,
        guard_sealed=Value(False)
        if sealed is None
        else Exists(rows.model._base_manager.filter(sealed, pk=OuterRef("pk"))),
    )
    passed = StagePass.objects.standing().filter(cycle=OuterRef(cycle), stage=OuterRef("guard_stage") - 1)
    standings = asked.values_list(closed_at, "guard_stage", Exists(passed), "guard_sealed").distinct()
    for closed, number, is_passed, is_sealed in standings:
        if closed is not None:
            raise CycleClosed
        if Stage(number).previous is not None and not is_passed:
            raise StageLocked(Stage(number))
        if is_sealed:
            raise Sealed(says)


class BoundQuerySet(models.QuerySet):
    model: Any

    def with_cycle(self):
        """With the cycle and the province in which the address of each row begins; no further query for them."""
        return self.select_related(f"{self.model.cycle_path()}__province")

    def for_links(self):
        """With all that a link to each row is made of: its name, and its address."""
        return self.select_related(f"{self.model.cycle_path()}__province", *self.model.named_through)

    def require_open(self):
        """Raise unless every row of this queryset may be written now. One query."""
        self.model._require_rows_open(self)

    def bulk_create(self, objs, batch_size=None, ignore_conflicts=False, update_conflicts=False, *args, **kwargs):
        if update_conflicts:
            raise TypeError("Rows of a stage are not upserted: the guard cannot see which rows would be overwritten.")
        objs = list(objs)
        self.model._require_new_open(objs)
        return super().bulk_create(objs, batch_size, ignore_conflicts, update_conflicts, *args, **kwargs)

    def bulk_update(self, objs, fields, *args, **kwargs):
        objs = list(objs)
        self._refuse_moves(fields)
        self.model._base_manager.filter(pk__in=[obj.pk for obj in objs]).require_open()
        return super().bulk_update(objs, fields, *args, **kwargs)

    def update(self, **kwargs):
        """For verbs that asked the guard; moving a row is refused here too."""
        self._refuse_moves(kwargs)
        return super().update(**kwargs)

    def delete(self):
        self.require_open()
        return super().delete()

    delete.queryset_only = True  # type: ignore[attr-defined]

    def _refuse_moves(self, names):
        fixed = [self.model._meta.pk, *self.model._root_fields()]
        if {word for field in fixed for word in (field.name, field.attname)} & {*names}:
            raise Moved


class Bound(models.Model):
    """What rows of a cycle, of a stage, and below such rows have in common.

    named_through: the paths of the rows from which `str()` makes the name of this one. within: its links to rows that
    must be of the same cycle or, where they last from cycle to cycle, of its province; a form says so.
    """

    named_through: ClassVar[tuple[str, ...]] = ()
    within: ClassVar[tuple[str, ...]] = ()
    objects: ClassVar[Any] = BoundQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._kept_root = None

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        loaded = super().from_db(*args, **kwargs)
        loaded._kept_root = loaded._root()
        return loaded

    def clean(self):
        """Tell a form in one sentence what would make it possible."""
        super().clean()
        try:
            self.require_open()
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        self._require_within()

    def save(self, *args, guarded_by=None, **kwargs):
        """guarded_by: the row right above, for verbs that asked its guard in the same transaction: not asked again."""
        self._require_unmoved()
        if guarded_by is None:
            self.require_open()
        else:
            self._require_right_above(guarded_by)
        super().save(*args, **kwargs)
        self._kept_root = self._root()

    def delete(self, *args, **kwargs):
        self._require_unmoved()
        self.require_open()
        return super().delete(*args, **kwargs)

    def require_open(self):
        """Raise CycleClosed, StageLocked or Sealed unless this row may be written now. One query, asked anew."""
        self._require_new_open([self])

    @classmethod
    def cycle_path(cls):
        """How a query over this model reaches the cycle."""
        raise NotImplementedError

    @classmethod
    def stage_expression(cls, prefix=""):
        """The stage of a row as a query reads it; None when the row belongs to no stage."""
        raise NotImplementedError

    @classmethod
    def _root_fields(cls):
        """The fields that tie a row to its place."""
        raise NotImplementedError

    @classmethod
    def _require_rows_open(cls, rows):
        """Raise unless all of these stored rows may be written. One query."""
        raise NotImplementedError

    @classmethod
    def _require_new_open(cls, objs):
        """Raise unless all of these objects, stored or not, may be written. One query a stage."""
        raise NotImplementedError

    def _require_right_above(self, row):
        """Raise TypeError unless the guard of this row, once asked, answers for this one too."""
        raise TypeError(f"No row answers for a {type(self).__name__}.")

    def _require_within(self):
        mine = self._cycle()
        for name in self.within if mine else ():
            chosen = getattr(self, name, None)
            what = {"what": self._meta.get_field(name).verbose_name}  # type: ignore[union-attr]
            if isinstance(chosen, Bound) and chosen._cycle() != mine:
                raise ValidationError(_("“%(what)s” belongs to another cycle; choose one of this cycle.") % what)
            if chosen is not None and not isinstance(chosen, Bound) and chosen.province_id != mine.province_id:
                raise ValidationError(_("“%(what)s” belongs to another province; choose one of this province.") % what)

    def _cycle(self):
        """The cycle that this row is tied to; None while a form has not said so."""
        raise NotImplementedError

    def _root(self):
        """Which row this is and what ties it to its place, as loaded. None where that was not loaded."""
        attnames = [field.attname for field in self._root_fields()]
        if any(attname not in self.__dict__ for attname in attnames):
            return None
        return self.pk, *(self.__dict__[attname] for attname in attnames)

    def _require_unmoved(self):
        if self.pk is None:
            return
        kept = self._kept_root
        if kept is None:
            # Built by hand upon a primary key that may exist, or loaded in part: ask where the row stands.
            attnames = [field.attname for field in self._root_fields()]
            kept = type(self)._base_manager.filter(pk=self.pk).values_list("pk", *attnames).first()
        if kept is not None and kept != self._root_now():
            raise Moved

    def _root_now(self):
        return self.pk, *(getattr(self, field.attname) for field in self._root_fields())


class CycleBound(Bound):
    """A row of a cycle, whatever the stage: refused only once the cycle is closed.

    sealed_when: a condition on the cycle under which rows like this one are finished; seal_says: the sentence then.
    """

    sealed_when: ClassVar[Q | None] = None
    seal_says: ClassVar[Any] = ""
    cycle: Any = models.ForeignKey(Cycle, models.PROTECT, related_name="+", verbose_name=_("cycle"))

    class Meta(Bound.Meta):
        abstract = True

    @classmethod
    def cycle_path(cls):
        return "cycle"

    @classmethod
    def stage_expression(cls, prefix=""):
        return None

    @classmethod
    def seal(cls, prefix=""):
        """The condition under which a row is finished, on paths from `prefix`."""
        return None if cls.sealed_when is None else _prefixed(cls.sealed_when, f"{prefix}cycle__")

    @classmethod
    def _seal_sentence(cls):
        return cls.seal_says

    def _cycle(self):
        return self.cycle if self.cycle_id else None

    @classmethod
    def _root_fields(cls):
        return [cls._meta.get_field("cycle")]

    @classmethod
    def _require_rows_open(cls, rows):
        require_open(rows, cycle="cycle", stage=cls.stage_expression(), sealed=cls.seal(), says=cls.seal_says)

    @classmethod
    def _require_new_open(cls, objs):
        for stage in {obj._stage_now() for obj in objs}:
            ids = {obj.cycle_id for obj in objs if obj._stage_now() == stage and obj.cycle_id is not None}
            if ids:
                value = None if stage is None else Value(int(stage))
                cycles = Cycle.objects.filter(pk__in=ids)
                require_open(cycles, cycle="pk", stage=value, sealed=cls.sealed_when, says=cls.seal_says)

    def _stage_now(self):
        return None


class StageBound(CycleBound):
    """A row of one stage of a cycle. The model names its stage: a class attribute, or a field `stage`."""

    stage: Any

    class Meta(CycleBound.Meta):
        abstract = True

    @classmethod
    def stage_expression(cls, prefix=""):
        return F(f"{prefix}stage") if cls._has_stage_field() else Value(int(cls.stage))

    @classmethod
    def _root_fields(cls):
        fields = [cls._meta.get_field("cycle")]
        return [*fields, cls._meta.get_field("stage")] if cls._has_stage_field() else fields

    @classmethod
    def _has_stage_field(cls):
        return any(field.name == "stage" for field in cls._meta.concrete_fields)

    def _stage_now(self):
        stage = self.stage if self._has_stage_field() else type(self).stage
        return None if stage is None else Stage(stage)


class StageBoundChild(Bound):
    """A row below a row of a stage; it asks the guard of that root.

    bound_through: the name of the foreign key that leads up. sealed_when: a condition on the row that it leads to,
    under which rows like this one are finished; seal_says: the sentence then. sealed_with_parent: whether what
    finishes the row above finishes this one too.
    """

    bound_through = ""
    sealed_when = None
    seal_says = ""
    sealed_with_parent = True

    class Meta(Bound.Meta):
        abstract = True

    @classmethod
    def cycle_path(cls):
        return f"{cls.bound_through}__{cls._parent().cycle_path()}"

    @classmethod
    def stage_expression(cls, prefix=""):
        return cls._parent().stage_expression(f"{prefix}{cls.bound_through}__")

    @classmethod
    def seal(cls, prefix=""):
        """The condition under which a row is finished, by itself or by a row above it, on paths from `prefix`."""
        prefix = f"{prefix}{cls.bound_through}__"
        own = None if cls.sealed_when is None else _prefixed(cls.sealed_when, prefix)
        above = cls._parent().seal(prefix) if cls.sealed_with_parent else None
        return own if above is None else above if own is None else own | above

    def _require_right_above(self, row):
        if type(row) is not self._parent() or row.pk != self._root_now()[-1] or self.sealed_when is not None:
            super()._require_right_above(row)

    def _cycle(self):
        # A parent that is not saved yet, as above an inline, has no key but stands there.
        parent = getattr(self, self.bound_through, None)
        return parent and parent._cycle()

    @classmethod
    def _parent(cls):
        return cls._meta.get_field(cls.bound_through).related_model

    @classmethod
    def _root_fields(cls):
        return [cls._meta.get_field(cls.bound_through)]

    @classmethod
    def _require_rows_open(cls, rows):
        parents = cls._parent()._base_manager.filter(pk__in=rows.order_by().values(cls._root_fields()[0].attname))
        cls._require_parents_open(parents)

    @classmethod
    def _require_new_open(cls, objs):
        field = cls._root_fields()[0]
        ids = {getattr(obj, field.attname) for obj in objs} - {None}
        if ids:
            cls._require_parents_open(cls._parent()._base_manager.filter(pk__in=ids))
        # A parent that is not saved yet, as under an admin form, answers for itself.
        for obj in objs:
            if getattr(obj, field.attname) is None and field.is_cached(obj):
                getattr(obj, field.name).require_open()

    @classmethod
    def _require_parents_open(cls, parents):
        parent = cls._parent()
        above = parent.seal() if cls.sealed_with_parent else None
        sealed = cls.sealed_when if above is None else above if cls.sealed_when is None else cls.sealed_when | above
        require_open(
            parents,
            cycle=parent.cycle_path(),
            stage=parent.stage_expression(),
            sealed=sealed,
            says=cls._seal_sentence(),
        )

    @classmethod
    def _seal_sentence(cls):
        return cls.seal_says or cls._parent()._seal_sentence()


def _prefixed(condition, prefix):
    """The same condition on paths that begin with `prefix`."""
    moved = [
        _prefixed(child, prefix) if isinstance(child, Q) else (f"{prefix}{child[0]}", child[1])
        for child in condition.children
    ]
    return Q(*moved, _connector=condition.connector, _negated=condition.negated)
