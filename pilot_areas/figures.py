"""What the records say of each tambon of the round, beside which it is nominated, scored and selected."""

from dataclasses import dataclass, field

from partners.models import Commitment
from pilot_areas.selection import Candidate
from surveys.models import CommunityOrganisation, PinnedGrade, TambonGrade
from welfare_movement.process.stages import Stage

UNGRADED = "U"


@dataclass
class Figures:
    """grade: as it is published, None before. interested: organisations there that would like to be a pilot area."""

    tambon: object
    grade: TambonGrade | None = None
    commitments: list = field(default_factory=list)
    interested: list = field(default_factory=list)

    @property
    def letter(self):
        return self.grade.letter if self.grade else UNGRADED

    @property
    def plan_index(self):
        return self.grade.result["plan_index"] if self.grade else None

    def candidate(self, matching):
        """As the rule takes it."""
        return Candidate(self.tambon.code, self.tambon.district_id, self.letter, self.plan_index, matching)


def figures_of(cycle):
    """tambon code -> Figures, of all tambons with a published grade of the baseline, and all that promised something.

    The grades are pinned ones only. Three queries.
    """
    baseline = {"publication__round__cycle": cycle, "publication__round__stage": Stage.SURVEYS}
    grades = TambonGrade.objects.filter(**baseline, publication__superseded_at=None).select_related("tambon__district")
    known = {
        each.tambon_id: Figures(each.tambon, each)
        for each in grades.order_by("tambon__district__sort_key", "tambon__sort_key", "tambon")
    }
    for promise in Commitment.objects.filter(cycle=cycle, tambon__isnull=False).for_list():
        known.setdefault(promise.tambon_id, Figures(promise.tambon)).commitments.append(promise)
    wishes = PinnedGrade.objects.current().filter(**baseline, response__answers__pilot_interest="yes")
    interested = CommunityOrganisation.objects.filter(assignments__response__pins__in=wishes)
    for organisation in interested.distinct().order_by("sort_key", "pk"):
        if organisation.tambon_id in known:
            known[organisation.tambon_id].interested.append(organisation)
    return known


def figures_for(nominations, known):
    """[(nomination, its Figures)]; of a tambon without any, empty ones."""
    return [(each, known.get(each.tambon_id) or Figures(each.tambon)) for each in nominations]
