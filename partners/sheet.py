"""What stands on a linkage sheet, as plain values: what it lacks, whether giving and gaining balance, how it is kept.

No request, no query: the pages, the versions and the printed sheet all show one of these.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from welfare_movement.thai.digits import grouped


class Kind(TextChoices):
    """Of what a partner gives."""

    PEOPLE = "people", pgettext_lazy("gives", "People")
    MONEY = "money", _("Money")
    GOODS = "goods", _("Goods")
    PLACE = "place", _("A place")
    DATA = "data", _("Data")
    KNOWLEDGE = "knowledge", _("Knowledge")
    AUTHORITY = "authority", _("Authority")


class Aspect(TextChoices):
    """What of people's life a link touches."""

    ECONOMY = "economy", _("Economy")
    SOCIETY = "society", _("Society")
    ENVIRONMENT = "environment", _("Environment")
    MIND = "mind", _("Mind")


class Balance(TextChoices):
    BOTH = "both", _("gives and gains")
    ONLY_GIVES = "only_gives", _("only gives")
    ONLY_GAINS = "only_gains", _("only gains")
    NEITHER = "neither", _("nothing yet")

    @property
    def is_lopsided(self) -> bool:
        """A partner who only gives tires, and one who only gains is a burden: both are marked."""
        return self in (Balance.ONLY_GIVES, Balance.ONLY_GAINS)


@dataclass(frozen=True)
class Given:
    """One thing that is given. quantity: above nought, of `unit`; of money without a unit, baht. period: in words."""

    kind: str
    what: str
    quantity: Decimal | None = None
    unit: str = ""
    period: str = ""

    @property
    def label(self) -> str:
        return label_of(Kind, self.kind)

    @property
    def amount(self) -> str:
        """How much, in words: "24 people"; nothing where it is not counted."""
        return "" if self.quantity is None else f"{grouped(self.quantity)} {shown_unit(self.unit)}"

    @property
    def words(self) -> str:
        """The whole line as one text."""
        return " · ".join(filter(None, [self.label, self.what, self.amount, self.period]))


@dataclass(frozen=True)
class Gained:
    """One thing that is gained, and which of the partner's own targets it serves."""

    what: str
    target: str = ""

    @property
    def words(self) -> str:
        return " · ".join(filter(None, [self.what, self.target]))


@dataclass(frozen=True)
class Sheet:
    """The whole sheet. aspects: keys of Aspect. together: the names of other partners."""

    own_function: str = ""
    by_content: str = ""
    by_method: str = ""
    aspects: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    gives: tuple[Given, ...] = ()
    gains: tuple[Gained, ...] = ()
    action: str = ""
    wanted: str = ""
    central_support: str = ""

    @property
    def balance(self) -> Balance:
        return balance(len(self.gives), len(self.gains))

    @property
    def aspect_labels(self) -> list[str]:
        return [label_of(Aspect, each) for each in self.aspects]

    def lacking(self) -> list[Any]:
        """What it still lacks to be complete, in lazy words: see `Linkage.objects.complete()`, which says the same."""
        lacks = [
            (not self.own_function, _("your own function")),
            (not self.by_content and not self.by_method, _("how it links, by content or by method")),
            (not self.gives, _("something that you give")),
            (not self.gains, _("something that you gain")),
            (not self.action, _("what you will do in 90 days")),
        ]
        return [words for lacks_it, words in lacks if lacks_it]

    def kept(self) -> dict[str, Any]:
        """As JSON; `from_kept` reads it back, whatever parts a sheet has by then."""
        kept = asdict(self)
        for line in kept["gives"]:
            line["quantity"] = None if line["quantity"] is None else f"{line['quantity'].normalize():f}"
        return {key: list(value) if isinstance(value, tuple) else value for key, value in kept.items()}

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> "Sheet":
        known: dict[str, Any] = {each.name: kept[each.name] for each in fields(cls) if each.name in kept}
        known["gives"] = [_given(line) for line in known.get("gives", ())]
        known["gains"] = [Gained(**line) for line in known.get("gains", ())]
        parts: dict[str, Any] = {key: tuple(part) if isinstance(part, list) else part for key, part in known.items()}
        return cls(**parts)


def balance(gives: int, gains: int) -> Balance:
    """How the so many things that are given stand to those that are gained."""
    if gives and gains:
        return Balance.BOTH
    if gives:
        return Balance.ONLY_GIVES
    return Balance.ONLY_GAINS if gains else Balance.NEITHER


def label_of(choices: type[TextChoices], key: str) -> str:
    """The words for a key of these choices; the key itself where a later version no longer knows it."""
    return str(choices(key).label) if key in choices.values else key


def shown_unit(unit: str) -> str:
    """Baht goes without saying: kept as no unit, so that sums do not depend on the language that it was typed in."""
    return unit or gettext("baht")


BAHT = ("", "บาท", "บ.", "baht", "thb", "฿")


def kept_unit(kind: str, unit: str) -> str:
    return "" if kind == Kind.MONEY and unit.casefold() in BAHT else unit


def _given(line: Mapping[str, Any]) -> Given:
    quantity = line.get("quantity")
    return Given(**{**line, "quantity": None if quantity is None else Decimal(quantity)})
