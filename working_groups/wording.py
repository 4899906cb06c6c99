"""The words of an appointment order, in Thai official form: who stands where, as what, and with which duties.

Pure: made from plain values, kept as a dictionary once the order is signed. Official papers are Thai, whatever the
language of the page. Source: domain.md section 4.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from welfare_movement.thai.dates import buddhist_year
from welfare_movement.thai.digits import to_thai
from welfare_movement.thai.months import MONTHS, THAI

COMMITTEE_TITLE = "คณะทำงานขับเคลื่อนงานสวัสดิการและการพัฒนาภาคประชาชนอย่างบูรณาการ"
TEAMS = {
    "academic": "ทีมวิชาการ",
    "plan_to_welfare": "ทีมขับเคลื่อนต่อยอดจากแผนแม่บทชุมชนสู่สวัสดิการชุมชนท้องถิ่น",
    "coordination": "ทีมประสานขบวนภาคประชาชนกับภาคีสนับสนุน",
}
MANDATES = {
    "academic": (
        "กำหนดวิธีสำรวจ เกณฑ์จัดระดับความเข้มแข็ง และดูแลคุณภาพข้อมูลขององค์กรชุมชนและตำบล\n"
        "วิเคราะห์ข้อมูลสวัสดิการชุมชน และคืนข้อมูลให้ชุมชนและภาคีใช้ตัดสินใจ\n"
        "จัดการความรู้ ถอดบทเรียน และติดตามประเมินผลการขับเคลื่อน\n"
        "ปฏิบัติงานอื่นตามที่คณะทำงานมอบหมาย"
    ),
    "plan_to_welfare": (
        "สนับสนุนตำบลให้นำแผนแม่บทชุมชนมาต่อยอดเป็นสวัสดิการชุมชนท้องถิ่น\n"
        "จัดทำคู่มือและเป็นพี่เลี้ยงให้กองทุนและองค์กรชุมชนจัดสวัสดิการได้ด้วยตนเอง\n"
        "ประสานองค์กรปกครองส่วนท้องถิ่นให้บรรจุงานสวัสดิการไว้ในแผนพัฒนาท้องถิ่น\n"
        "ปฏิบัติงานอื่นตามที่คณะทำงานมอบหมาย"
    ),
    "coordination": (
        "ประสานขบวนองค์กรชุมชนทุกเครือข่ายกับภาคีสนับสนุน ทั้งในจังหวัดและส่วนกลาง\n"
        "เตรียมเวทีระดับจังหวัด งบประมาณ หนังสือราชการ และการสื่อสารของขบวน\n"
        "ติดตามคำมั่นและการบ้านของภาคีให้เกิดประโยชน์ร่วมกันทุกฝ่าย\n"
        "ปฏิบัติงานอื่นตามที่คณะทำงานมอบหมาย"
    ),
}
# In the order in which an order lists them; of the committee and of a team.
COMMITTEE_ROLES = {
    "adviser": "ที่ปรึกษา",
    "chair": "ประธานคณะทำงาน",
    "vice_chair": "รองประธานคณะทำงาน",
    "secretary": "คณะทำงานและเลขานุการ",
}
TEAM_ROLES = {
    "chair": "ประธานคณะทำงาน",
    "vice_chair": "รองประธานคณะทำงาน",
    "member": "คณะทำงาน",
    "secretary": "คณะทำงานและเลขานุการ",
    "assistant_secretary": "คณะทำงานและผู้ช่วยเลขานุการ",
}
PREAMBLE = (
    "ด้วยภาคีสนับสนุนและองค์กรชุมชนในจังหวัด{province} ได้ร่วมกันขับเคลื่อนสวัสดิการชุมชน"
    " และเห็นชอบให้มีคณะทำงานเพื่อขับเคลื่อนงานสวัสดิการและการพัฒนาภาคประชาชนอย่างบูรณาการ\n"
    "เพื่อให้การดำเนินงานเป็นไปด้วยความเรียบร้อยและเกิดประโยชน์แก่ประชาชน"
    " อาศัยอำนาจตามกฎหมายว่าด้วยระเบียบบริหารราชการแผ่นดิน จึงแต่งตั้งคณะทำงาน ดังต่อไปนี้"
)
FURTHER_PREAMBLE = (
    "ตามที่จังหวัด{province}ได้มีคำสั่งที่ {number} แต่งตั้งคณะทำงานไว้แล้วนั้น\n"
    "เพื่อให้คณะทำงานมีองค์ประกอบเหมาะสมยิ่งขึ้น จึงแต่งตั้งคณะทำงานเพิ่มเติม ดังต่อไปนี้"
)
_DOTS = "." * 10


@dataclass(frozen=True)
class Seated:
    """One seat as the rules need it. role: a key of the roles; place: its place among those of the same role."""

    role: str
    name: str
    position: str = ""
    place: int = 0


@dataclass(frozen=True)
class Body:
    """The committee or a team, as it comes to the rules. mandate: one duty a line."""

    title: str
    seats: Sequence[Seated]
    roles: Mapping[str, str]
    mandate: str = ""


@dataclass(frozen=True)
class Line:
    number: str
    name: str
    position: str
    role: str


@dataclass(frozen=True)
class Part:
    """A body on the paper: its number and title, who is appointed to it, what it is to do."""

    number: str
    title: str
    lines: tuple[Line, ...]
    duties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A whole order, in the order in which it is read."""

    issuer: str
    number: str
    about: str
    preamble: tuple[str, ...]
    parts: tuple[Part, ...]
    signed_on: str
    signed_by: str
    composition: str = "องค์ประกอบ"
    duties: str = "หน้าที่และอำนาจ"
    begins: str = "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป"
    signature: str = "(ลงชื่อ)" + "." * 40
    name_of_signer: str = f"({'.' * 40})"

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def in_official_order(seats: Iterable[Seated], roles: Mapping[str, str]) -> list[Seated]:
    """By role as an order lists them, then by the place that was given, then as they came."""
    rank = {role: number for number, role in enumerate(roles)}
    return sorted(seats, key=lambda seat: (rank[seat.role], seat.place))


def paper(
    *,
    province: str,
    year: int,
    number: str,
    about: str,
    preamble: str,
    bodies: Iterable[Body],
    signed_on: date | None = None,
    signed_by: str = "",
) -> Paper:
    """The order as it is printed, in Thai numerals throughout; a body in which nobody is appointed is left out.

    year: of the cycle, for the number while the order has none.
    """
    filled = [body for body in bodies if body.seats]
    return Paper(
        issuer=f"คำสั่งจังหวัด{province}",
        number=to_thai(f"ที่ {number or f'{_DOTS}/{year}'}"),
        about=to_thai(f"เรื่อง {about}"),
        preamble=tuple(to_thai(words) for words in _lines(preamble)),
        parts=tuple(_part(each, body) for each, body in enumerate(filled, 1)),
        signed_on=f"สั่ง ณ วันที่ {_official_day(signed_on)}",
        signed_by=to_thai(signed_by) or f"ผู้ว่าราชการจังหวัด{province}",
    )


def _part(number: int, body: Body) -> Part:
    """Its lines are numbered within it; its duties are those of the mandate, one a line."""
    lines = tuple(
        Line(to_thai(f"{number}.{each}"), to_thai(seat.name), to_thai(seat.position), body.roles[seat.role])
        for each, seat in enumerate(in_official_order(body.seats, body.roles), 1)
    )
    duties = tuple(to_thai(f"{each}. {words}") for each, words in enumerate(_lines(body.mandate), 1))
    return Part(to_thai(f"{number}."), to_thai(body.title), lines, duties)


def _official_day(day: date | None) -> str:
    if day is None:
        return f"{_DOTS} เดือน {_DOTS}{_DOTS} พ.ศ. {_DOTS}"
    return to_thai(f"{day.day} {MONTHS[THAI][day.month - 1]} พ.ศ. {buddhist_year(day)}")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
