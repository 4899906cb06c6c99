"""The papers of a meeting in Thai official form: invitation letter, agenda, attendance sheet, minutes.

Pure: plain values in, words out. Official papers are Thai, with Thai digits, whatever the language of the page.
Source: regulations of the Office of the Prime Minister on correspondence, B.E. 2526 and its amendments, form 11.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from welfare_movement.thai.baht import baht_in_words
from welfare_movement.thai.digits import to_thai
from welfare_movement.thai.shown import show_date, show_time

AGENDA = {
    1: "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ",
    2: "รับรองรายงานการประชุมครั้งที่ผ่านมา",
    3: "เรื่องสืบเนื่อง",
    4: "เรื่องเพื่อพิจารณา",
    5: "เรื่องอื่น ๆ",
}
OUTCOMES = {
    "noted": "รับทราบ",
    "approved": "รับรอง",
    "endorsed": "เห็นชอบ",
    "rejected": "ไม่เห็นชอบ",
    "assigned": "มอบหมาย",
}
MEETING = "ประชุม"
REASON = "ด้วยขบวนสวัสดิการชุมชนจังหวัด{province} กำหนดจัด{title} ครั้งที่ {number} เพื่อร่วมกันขับเคลื่อนงานสวัสดิการชุมชนของจังหวัด"
REQUEST = (
    "ในการนี้ จึงขอเรียนเชิญท่านหรือผู้แทนเข้าร่วมประชุม ใน{day} เวลา {begins} – {ends} ณ {venue}"
    " และขอความอนุเคราะห์ส่งแบบตอบรับก่อนวันประชุม"
)
CLOSING = "จึงเรียนมาเพื่อโปรดพิจารณาเข้าร่วมประชุม"
SUPPORT = "ทั้งนี้ สนับสนุนค่าเดินทางแก่ผู้เข้าร่วมประชุมคนละ {amount} บาท ({words})"
NOTHING_RESOLVED = "มติที่ประชุม –"


def titled(title: str) -> str:
    """A title as papers go on with it after "ขอเชิญ" or "รายงานการ": it begins with "ประชุม", once."""
    return title if title.startswith(MEETING) else f"{MEETING}{title}"


@dataclass(frozen=True)
class When:
    """The time of a meeting, as papers say it."""

    starts_at: datetime
    ends_at: datetime

    @property
    def day(self) -> str:
        return show_date(self.starts_at, "weekday", "th", thai_digits=True)

    @property
    def begins(self) -> str:
        return show_time(self.starts_at, "th", thai_digits=True)

    @property
    def ends(self) -> str:
        return show_time(self.ends_at, "th", thai_digits=True)


def reason(*, province: str, title: str, number: str) -> str:
    """Why the letter is written, as it is usually said; whoever sends it may say it otherwise."""
    return REASON.format(province=province, title=title, number=to_thai(number))


def request(when: When, venue: str) -> str:
    """What the letter asks, likewise."""
    return REQUEST.format(day=when.day, begins=when.begins, ends=when.ends, venue=to_thai(venue))


def support(amount: Decimal) -> str:
    """Money in digits and, as official papers have it, in words."""
    return SUPPORT.format(amount=to_thai(f"{amount:,.2f}"), words=baht_in_words(amount))


@dataclass(frozen=True)
class Item:
    """An item of the agenda. section: 1 to 5; position: 0 for the standard item itself, else its place below it."""

    section: int
    position: int
    title: str
    discussion: str = ""
    resolved: tuple[tuple[str, str], ...] = ()
    papers: int = 0

    @property
    def number(self) -> str:
        return to_thai(f"{self.section}.{self.position}" if self.position else f"{self.section}")

    @property
    def heading(self) -> str:
        words = to_thai(self.title) or AGENDA[self.section]
        return f"{self.number} {words}" if self.position else f"ระเบียบวาระที่ {self.number} {words}"

    @property
    def said(self) -> list[str]:
        return [to_thai(line) for line in self.discussion.splitlines() if line.strip()]

    @property
    def resolutions(self) -> list[str]:
        """As each item of the minutes ends; a standard item on which nothing was resolved says so by a dash."""
        return [f"มติที่ประชุม {OUTCOMES[outcome]} {to_thai(text)}".strip() for outcome, text in self.resolved]


@dataclass(frozen=True)
class Person:
    """One line of a list of people. remark: a reason, or who came instead."""

    name: str
    position: str = ""
    phone: str = ""
    remark: str = ""


def numbered(people: Iterable[Person]) -> list[tuple[str, Person]]:
    """With Thai numbers, from ๑."""
    return [(f"{to_thai(str(number))}.", each) for number, each in enumerate(people, 1)]
