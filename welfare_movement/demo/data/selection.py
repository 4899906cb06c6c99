"""How the demo selects its pilot areas: nine candidates, seven judges, and the meeting that decides; made up."""

from dataclasses import dataclass

from welfare_movement.demo.data.calendar import SELECTION
from welfare_movement.demo.data.meetings import CHAIR, HALL, NOTED, Point, Script

REMARKS = (
    "ใช้คัดเลือกพื้นที่ขับเคลื่อนของรอบนี้ ข้อมูลระดับตำบลและดัชนีแผนใช้ตามที่เผยแพร่แล้วเท่านั้น"
    " ที่ประชุมอาจตัดสินต่างจากลำดับคะแนนได้เป็นรายตำบล โดยต้องบันทึกเหตุผลไว้ให้ทุกคนอ่าน"
)

# (who nominates, the tambons)
NOMINATIONS = [
    ("เครือข่ายสัจจะวันละบาทและกองทุนสวัสดิการ", ("800908", "800803", "800106", "801202")),
    ("เครือข่ายแผนแม่บทชุมชน", ("801401", "800119", "800902")),
    ("ที่ประชุมสภาองค์กรชุมชน", ("800807", "800701")),
]

# tambon | what the local government says | recorded on | where that stands
LETTERS = """
800908 | confirmed | 199 | หนังสือ อบต. ที่ นศ ๗๗๐๐๑/๑๑๑ (สมมุติ) ยืนยันสมทบปีละ 100,000 บาท
800803 | confirmed | 200 | หนังสือ อบต. ที่ นศ ๗๗๐๐๒/๑๑๒ (สมมุติ) ยืนยันสมทบปีละ 120,000 บาท
800106 | confirmed | 200 | หนังสือ อบต. ที่ นศ ๗๗๐๐๓/๑๑๓ (สมมุติ) ยืนยันสมทบปีละ 80,000 บาท
801202 | confirmed | 203 | หนังสือ อบต. ที่ นศ ๗๗๐๐๔/๑๑๔ (สมมุติ) ยืนยันสมทบปีละ 60,000 บาท
801401 | promised  | 204 | นายกเทศมนตรีรับปากในเวทีใหญ่ รอเข้าข้อบัญญัติปีหน้า
800119 | promised  | 204 | ปลัด อบต. รับปากทางโทรศัพท์ ขอหารือสภาก่อน
800807 | confirmed | 206 | หนังสือ อบต. ที่ นศ ๗๗๐๐๕/๑๑๕ (สมมุติ) ยืนยันสมทบปีละ 50,000 บาท
800701 | promised  | 207 | ผู้แทนเทศบาลรับปากในเวทีใหญ่
"""

# person | sits there as
JUDGES = """
univ      | นักวิชาการจากมหาวิทยาลัย
msdhs     | ผู้แทนสำนักงานพัฒนาสังคมฯ
codi      | ผู้แทน พอช. ภาคใต้
nhco      | ผู้แทนสมัชชาสุขภาพจังหวัด
plan1     | ผู้แทนเครือข่ายแผนแม่บทชุมชน
councils1 | ผู้แทนสภาองค์กรชุมชน
sangha    | ผู้ทรงคุณวุฒิที่ทุกฝ่ายเคารพ
"""

# judge | tambon | day | who says so: the judge by the personal link, or a coordinator | why
CONFLICTS = """
plan1     | 801202 | 197 | link        | เป็นคนตำบลคลองน้อย และเป็นสมาชิกกองทุน
councils1 | 800701 | 198 | coordinator | พี่ชายเป็นรองนายกเทศมนตรี แจ้งเลขานุการทางโทรศัพท์
"""

# Leaders of 20, need of 10, spread of 10; "-" where a judge is tied to the tambon. The last column is the day.
SCORES = """
judge     800908   800803   800106   801202   801401   800119   800807   800902   800701   day
univ      18-7-9   18-6-8   17-6-8   16-8-8   16-6-8   14-6-7   15-9-7   13-6-6   12-8-6   211
msdhs     17-8-8   17-7-9   18-7-7   17-9-8   15-6-7   15-7-6   14-9-8   13-7-6   11-8-7   213
codi      18-7-8   19-6-8   16-6-8   16-8-9   17-5-7   14-6-7   15-9-8   12-6-7   13-8-6   214
nhco      17-8-9   18-7-8   17-6-7   15-9-7   16-6-8   13-7-7   16-10-7  14-6-6   12-9-6   216
plan1     19-7-8   17-6-8   17-7-8   -        16-6-7   15-6-7   14-9-7   13-7-7   12-8-7   218
councils1 18-7-9   18-6-9   18-6-8   16-8-8   15-6-8   14-6-6   15-9-8   13-6-6   -        220
sangha    18-8-8   18-7-8   17-7-8   16-9-8   16-7-7   15-7-7   15-10-8  13-7-7   12-9-6   222
"""

MEETING = Script(
    key="selection",
    stage=5,
    kind="other",
    title="ประชุมคัดเลือกพื้นที่ขับเคลื่อน",
    day=SELECTION,
    begins="09.30",
    ends="12.30",
    venue=HALL,
    chair=CHAIR,
    planned=208,
    invited=210,
    audiences=("partners.joined", "surveys.network_representatives", "pilot_areas.judges", "process.coordinators"),
    points=(
        Point(1, 0, "", "ประธานขอบคุณกรรมการคัดเลือกทั้ง 7 ท่านที่ให้คะแนนครบก่อนวันประชุม", "noted", NOTED),
        Point(2, 0, "", "รายงานการประชุมครั้งก่อนเวียนรับรองแล้ว ไม่มีผู้แก้ไข", "noted", NOTED),
        Point(3, 0, "", "เลขานุการทบทวนการเสนอชื่อ 9 ตำบล และกรรมการที่ไม่ให้คะแนนเพราะมีส่วนได้เสีย 2 ท่าน", "noted", NOTED),
        Point(
            4,
            1,
            "เกณฑ์คัดเลือกพื้นที่ขับเคลื่อน 100 คะแนน",
            "ที่ประชุมพิจารณาเกณฑ์ 6 ข้อที่กรรมการใช้ให้คะแนน โซน 4 โซน และกติกาให้มีอย่างน้อยโซนละหนึ่งพื้นที่ กับตำบลระดับ C อย่างน้อยหนึ่งพื้นที่",
            "endorsed",
            "เห็นชอบเกณฑ์คัดเลือกตามร่าง",
        ),
        Point(
            4,
            2,
            "คะแนนคัดเลือก 9 ตำบล",
            "เลขานุการฉายลำดับคะแนนพร้อมที่มาทุกข้อ ผู้แทนสิชลถามว่าได้ลำดับที่ห้าแต่ไม่ได้รับคัดเลือก"
            " ประธานชี้แจงกติกาเรื่องตำบลระดับ C และชวนสิชลเป็นพี่เลี้ยงให้โมคลาน",
            "noted",
            NOTED,
        ),
        Point(
            4,
            3,
            "คัดเลือกพื้นที่ขับเคลื่อน 5 ตำบล",
            "ที่ประชุมเห็นว่าผลตามเกณฑ์กระจายครบทุกโซน ไม่มีเหตุให้ตัดสินต่างจากเกณฑ์",
            "endorsed",
            "เห็นชอบให้กะปาง ท่าขึ้น ท่าไร่ คลองน้อย และโมคลาน เป็นพื้นที่ขับเคลื่อน และให้เผยแพร่เหตุผลของทุกตำบล",
        ),
        Point(5, 0, "", "นัดหมายลงพื้นที่ร่วมทำแผนกับทั้ง 5 ตำบล", "noted", NOTED),
    ),
    answers={"pho": ("declined", "ติดประชุมกระทรวง")},
    silent=("islam", "clubs2"),
    came={"islam": "present", "clubs2": "absent"},
    summary="เห็นชอบเกณฑ์ รับทราบคะแนน 9 ตำบล และคัดเลือกพื้นที่ขับเคลื่อน 5 ตำบลครบ 4 โซน",
    drafted=(SELECTION, "15.00"),
    circulated=(SELECTION + 1, "09.00"),
    adopted=(SELECTION + 8, "10.00"),
)

SELECTED_AT = (SELECTION + 1, "10.00")
PUBLISHED_AT = (SELECTION + 2, "09.00")


@dataclass(frozen=True)
class Contest:
    """Who stood, what was said of them, and how the meeting went. places: how many areas the criteria choose."""

    places: int
    per_zone: int
    nominations: list
    letters: str
    conflicts: str
    scores: str
    meeting: Script


NOW = Contest(5, 1, NOMINATIONS, LETTERS, CONFLICTS, SCORES, MEETING)

# ── The finished cycle: four candidates for three places, before the rule asked for one area of each zone ──────────
_EARLIER = {
    "9 ตำบล": "4 ตำบล",
    "5 ตำบล": "3 ตำบล",
    "กรรมการคัดเลือกทั้ง 7 ท่าน": "กรรมการคัดเลือกทั้ง 3 ท่าน",
    "ครบ 4 โซน": "จาก 4 ตำบลที่เสนอชื่อ",
    "เกณฑ์ 6 ข้อที่กรรมการใช้ให้คะแนน โซน 4 โซน และกติกาให้มีอย่างน้อยโซนละหนึ่งพื้นที่ กับตำบลระดับ C อย่างน้อยหนึ่งพื้นที่": (
        "เกณฑ์ 6 ข้อที่กรรมการใช้ให้คะแนน และให้ลองทำสามพื้นที่ก่อน"
    ),
    " และกรรมการที่ไม่ให้คะแนนเพราะมีส่วนได้เสีย 2 ท่าน": " ไม่มีกรรมการที่มีส่วนได้เสีย",
    "ผู้แทนสิชลถามว่าได้ลำดับที่ห้าแต่ไม่ได้รับคัดเลือก": "ผู้แทนโมคลานถามว่าต้องเตรียมอะไรสำหรับรอบหน้า",
    " ประธานชี้แจงกติกาเรื่องตำบลระดับ C และชวนสิชลเป็นพี่เลี้ยงให้โมคลาน": " ประธานชวนให้ทำบัญชีให้ครบก่อน",
    "ผลตามเกณฑ์กระจายครบทุกโซน ไม่มีเหตุให้ตัดสินต่างจากเกณฑ์": "ไม่มีเหตุให้ตัดสินต่างจากเกณฑ์",
    "กะปาง ท่าขึ้น ท่าไร่ คลองน้อย และโมคลาน": "ท่าศาลา กะปาง และขนาบนาก",
}


def _told_of_earlier(words):
    for now, then in _EARLIER.items():
        words = words.replace(now, then)
    return words


def _earlier_point(point):
    return point._replace(
        title=_told_of_earlier(point.title),
        said=_told_of_earlier(point.said),
        resolved=_told_of_earlier(point.resolved),
    )


EARLIER = Contest(
    places=3,
    per_zone=0,
    nominations=[
        ("เครือข่ายสัจจะวันละบาทและกองทุนสวัสดิการ", ("800801", "801218", "800908")),
        ("ที่ประชุมสภาองค์กรชุมชน", ("800807",)),
    ],
    letters="""
800801 | confirmed | 199 | หนังสือ อบต. ที่ นศ ๗๗๐๐๖/๑๐๑ (สมมุติ) ยืนยันสมทบปีละ 60,000 บาท
800908 | confirmed | 200 | หนังสือ อบต. ที่ นศ ๗๗๐๐๑/๑๐๒ (สมมุติ) ยืนยันสมทบปีละ 50,000 บาท
801218 | promised  | 203 | นายก อบต. รับปากในเวทีใหญ่
""",
    conflicts="",
    scores="""
judge  800801   801218   800908   800807   day
univ   16-8-8   17-9-8   17-7-8   10-7-6   211
codi   16-8-8   16-9-8   17-8-8   11-7-6   214
nhco   17-7-8   17-9-9   16-8-8   10-8-6   216
""",
    meeting=MEETING._replace(
        points=tuple(_earlier_point(point) for point in MEETING.points),
        summary=_told_of_earlier(MEETING.summary),
    ),
)
