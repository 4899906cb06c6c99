"""What the records of a cycle hold that awards are suggested by. A fixed number of queries, whatever its size."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from partners.models import Participation
from pilot_areas.models import Award
from pilot_areas.suggestions import Organisation, Partner, Place, suggest
from surveys.models import PinnedGrade, TambonProfile
from welfare_movement.process.stages import Stage


@dataclass(frozen=True)
class Suggested:
    """A suggestion with the row that it names; is_given: it has this award already."""

    category: str
    to: str
    who: Any
    why: str
    is_given: bool

    @property
    def label(self):
        return Award.Category(self.category).label


def suggested(cycle):
    """What the records suggest, with whom: [Suggested]. Four queries."""
    pins = list(_pins(cycle))
    organisations = {pin.response.assignment.organisation_id: pin.response.assignment.organisation for pin in pins}
    profiles = list(_profiles(cycle))
    partners = list(_partners(cycle))
    rows = {
        "organisation": organisations,
        "participation": {each.pk: each for each in partners},
        "tambon": {each.tambon_id: each.tambon for each in profiles},
    }
    given = {(each.category, each.to_field, each.to_pk) for each in _given(cycle)}
    found = suggest(_organisations(pins), [_partner(each) for each in partners], _places(profiles, pins))
    return [
        Suggested(each.category, each.to, rows[each.to][each.pk], each.why, (each.category, each.to, each.pk) in given)
        for each in found
    ]


def _pins(cycle):
    """The published grades of the scale, of both rounds, the baseline first."""
    current = PinnedGrade.objects.current().filter(publication__round__cycle=cycle, grade__reason="")
    organisation = "response__assignment__organisation__tambon__district"
    return current.select_related("grade", "publication__round", organisation).order_by(
        "publication__round__stage", "response__assignment__organisation__sort_key", "pk"
    )


def _profiles(cycle):
    """For each tambon of the rounds its profile that was entered last, or an empty one."""
    profiles = TambonProfile.objects.filter(round__cycle=cycle).select_related("tambon__district")
    latest = {}
    for each in profiles.order_by("round__stage"):
        if each.entered_at or each.tambon_id not in latest:
            latest[each.tambon_id] = each
    return sorted(latest.values(), key=lambda each: (each.tambon.district.sort_key, each.tambon.sort_key))


def _partners(cycle):
    counted = Participation.objects.joined().filter(cycle=cycle).select_related("partner")
    promised, kept = Count("commitments"), Count("commitments__kept_at")
    return counted.annotate(promised=promised, kept=kept).order_by("partner__sort_key", "pk")


def _given(cycle):
    return cycle.awards.all()


def _organisations(pins):
    known = {}
    for pin in pins:
        known.setdefault(pin.response.assignment.organisation_id, {})[pin.publication.round.stage] = pin.grade
    return [_organisation(pk, grades) for pk, grades in known.items()]


def _organisation(pk, grades):
    latest = grades.get(Stage.PILOT_AREAS) or grades[Stage.SURVEYS]
    before, after = grades.get(Stage.SURVEYS), grades.get(Stage.PILOT_AREAS)
    return Organisation(
        pk=pk,
        before=before and before.score,
        after=after and after.score,
        accounts=_number(latest.inputs.get("accounts_level")),
        disclosure=_number(latest.inputs.get("disclosure_level")),
        care=_number(latest.inputs.get("vulnerable_care")),
    )


def _partner(participation):
    return Partner(participation.pk, participation.promised, participation.kept)


def _places(profiles, pins):
    money = {}
    for pin in pins:
        if pin.publication.round.stage == Stage.SURVEYS:
            sums = money.setdefault(pin.response.assignment.organisation.tambon_id, [0, 0])
            given = [_number(pin.grade.inputs.get(key)) for key in ("member_contrib_12m", "lao_contrib_12m")]
            if None not in given:
                sums[0], sums[1] = sums[0] + given[0], sums[1] + given[1]
    return [Place(each.tambon_id, _plan_index(each), *money.get(each.tambon_id, (0, 0))) for each in profiles]


def _plan_index(profile):
    return None if None in profile.plan_items else sum(profile.plan_items)


def _number(answer):
    """A known whole number; None for what is not known."""
    return answer if isinstance(answer, int) else None
