"""What the partners of a cycle hand on: that they are asked again, and the promises still to be kept."""

from django.utils.translation import gettext_lazy as _

from partners.models import Commitment, Participation
from welfare_movement.process.legacy import legacy


def partners(old, new, by):
    """Asked in anew; what each decided in the old cycle says nothing of this one."""
    asked = old.participations.order_by("pk").values_list("partner_id", flat=True)
    Participation.objects.bulk_create([Participation(cycle=new, partner_id=partner) for partner in asked])


def commitments(old, new, by):
    """A closed cycle is only read, so a promise that is still open is kept in the new one."""
    here = {participation.partner_id: participation for participation in new.participations.all()}
    Commitment.objects.bulk_create(
        [
            Commitment(
                cycle=new,
                participation=kept.participation and here[kept.participation.partner_id],
                tambon=kept.tambon,
                kind=kept.kind,
                what=kept.what,
                due_on=kept.due_on,
                made_at=kept.made_at,
                made_by=kept.made_by,
                carried_from=kept,
            )
            for kept in old.commitments.open().select_related("participation", "tambon", "made_by").order_by("pk")
        ]
    )


legacy(
    "partners.partners",
    _("Partners, asked in anew"),
    rows=lambda cycle: Participation.objects.filter(cycle=cycle),
    carry=partners,
)
legacy(
    "partners.commitments",
    _("Commitments still open"),
    rows=lambda cycle: Commitment.objects.open().filter(cycle=cycle),
    carry=commitments,
)
