"""Some of what sheets give is promised by a day; then the promises of the forum are kept, but for some, with proof."""

from partners.models import Commitment
from welfare_movement.demo.cast import hour_of
from welfare_movement.demo.data.actions import FROM_SHEETS
from welfare_movement.demo.data.calendar import PROMISES_KEPT, SECOND_CONSULTATION
from welfare_movement.demo.data.tables import rows

PROOFS = [
    "โอนเข้าบัญชีกองทุนแล้ว มีสลิปที่เหรัญญิก",
    "ส่งมอบและลงชื่อรับแล้ว ภาพถ่ายอยู่ที่สำนักงานเลขานุการ",
    "ดำเนินการแล้ว มีใบลงชื่อผู้เข้าร่วม",
]
PROMISED = SECOND_CONSULTATION + 5
IN_ONE_DAY = 2
LEFT_OPEN = 8  # of so many, one is not kept


def tell(story, cast):
    story.at(PROMISED, "14.00", promise_from_sheets, story, cast)
    story.at(PROMISES_KEPT, "09.00", keep, story, cast)


def promise_from_sheets(story, cast):
    """The first line that a partner gives in its sheet, by a day; it was the second consultation that asked for it."""
    resolution = cast.agreed("second", "4.1")
    for partner, due in rows(FROM_SHEETS):
        asked = cast.participations[partner]
        line = asked.linkage.gives.first()
        Commitment(
            cycle=cast.cycle,
            participation=asked,
            gives=line,
            kind=line.kind,
            what=line.what,
            due_on=story.day(int(due)),
            resolution=resolution,
            made_by=cast.coordinator,
        ).promise()


def keep(story, cast):
    """In the order of their days; what the cycle before handed on first."""
    still_open = cast.cycle.commitments.open().order_by("due_on", "pk")
    kept = [each for index, each in enumerate(still_open) if index % LEFT_OPEN]
    for index, commitment in enumerate(kept):
        day = PROMISES_KEPT + 1 + index // IN_ONE_DAY
        story.at(day, hour_of(index), commitment.keep, by=cast.assistant, proof=PROOFS[index % len(PROOFS)])
