"""The promises of the forum are kept, one after another, each with its proof; some are still open at the end."""

from welfare_movement.demo.cast import hour_of
from welfare_movement.demo.data.calendar import PROMISES_KEPT

PROOFS = [
    "โอนเข้าบัญชีกองทุนแล้ว มีสลิปที่เหรัญญิก",
    "ส่งมอบและลงชื่อรับแล้ว ภาพถ่ายอยู่ที่สำนักงานเลขานุการ",
    "ดำเนินการแล้ว มีใบลงชื่อผู้เข้าร่วม",
]
IN_ONE_DAY = 2
LEFT_OPEN = 8  # of so many, one is not kept


def tell(story, cast):
    story.at(PROMISES_KEPT, "09.00", keep, story, cast)


def keep(story, cast):
    """In the order of their days; what the cycle before handed on first."""
    still_open = cast.cycle.commitments.open().order_by("due_on", "pk")
    kept = [each for index, each in enumerate(still_open) if index % LEFT_OPEN]
    for index, commitment in enumerate(kept):
        day = PROMISES_KEPT + 1 + index // IN_ONE_DAY
        story.at(day, hour_of(index), commitment.keep, by=cast.assistant, proof=PROOFS[index % len(PROOFS)])
