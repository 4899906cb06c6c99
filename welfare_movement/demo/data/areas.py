"""How five pilot areas begin, whichever tambons were selected; made up, in the order of the tambons' codes.

Three plans are adopted, one is drafted, one is not begun; of the first reports three are sent, one is returned, one is
missing; one milestone is late and one was given up.
"""

from dataclasses import dataclass, field

from welfare_movement.demo.data.meetings import CHAIR, HALL
from welfare_movement.demo.data.meetings import Point as Item
from welfare_movement.demo.data.meetings import Script as Meeting

NAMED = 228  # the day on which the people of the areas are named
REPORTED = 232  # a day of the month of the first reports

# Who answers for it at the local government, one for each area.
LAO_CONTACTS = """
lao1 | นาง | กาญจนา | ปลัดตัวอย่าง | รองปลัดองค์การบริหารส่วนตำบล | mail phone
lao2 | นาย | สมชัย | ทองดีตัวอย่าง | ผู้อำนวยการกองสวัสดิการสังคม | mail phone
lao3 | นางสาว | นิภาพร | รักถิ่นตัวอย่าง | นักพัฒนาชุมชน | phone
lao4 | นาย | ประเวศ | คงท้องถิ่นตัวอย่าง | หัวหน้าสำนักปลัด | phone
lao5 | นาง | ชุติมา | บ้านเราตัวอย่าง | นักวิเคราะห์นโยบายและแผน | mail
"""


@dataclass(frozen=True)
class Point:
    """A milestone. reached, dropped: (day, hour, words); moved: (day, hour, to which day, why)."""

    title: str
    due: int
    reached: tuple = ()
    dropped: tuple = ()
    moved: tuple = ()


@dataclass(frozen=True)
class Money:
    """A line of the budget. partner: the key of the partner that it comes from. secured: (day, hour)."""

    source: str
    amount: int
    note: str
    partner: str = ""
    secured: tuple = ()


@dataclass(frozen=True)
class Report:
    """The first report. spent: source -> baht. returned: (day, hour, comment). read: (day, hour)."""

    sent: tuple
    words: dict
    spent: dict = field(default_factory=dict)
    read: tuple = ()
    returned: tuple = ()


@dataclass(frozen=True)
class Script:
    """written: (day, hour) of the plan's words, its milestones and its money. adopted: (day, hour, where)."""

    mentor: str
    goal: str = ""
    text: str = ""
    written: tuple = ()
    adopted: tuple = ()
    points: tuple = ()
    money: tuple = ()
    report: Report | None = None


SCRIPTS = (
    Script(
        mentor="plan2",
        goal="สมาชิกกองทุนครอบคลุมทุกหมู่บ้านภายในสิ้นปีงบประมาณ และแผนชุมชนมีหมวดสวัสดิการที่ทำได้จริง",
        text="ตั้งศูนย์ประสานงานประจำหมู่บ้าน เริ่มจากสามหมู่ที่ยังไม่มีสมาชิก\n"
        "คณะกรรมการกองทุน อสม. และครูประจำตำบลลงพื้นที่ด้วยกันทุกวันเสาร์\n"
        "นำหมวดสวัสดิการเข้าแผนพัฒนาท้องถิ่นให้ทันรอบทบทวน",
        written=(229, "10.20"),
        adopted=(231, "14.10", "เวทีตำบล ศาลาการเปรียญ ผู้ร่วม 87 คน"),
        points=(
            Point("จัดเวทีตำบล", 231, reached=(231, "15.00", "87 คน จาก 9 หมู่บ้าน มีใบลงชื่อและภาพถ่าย")),
            Point(
                "ระเบียบและบัญชีเรียบร้อย", 236, reached=(236, "16.20", "ที่ประชุมใหญ่รับระเบียบฉบับแก้ไข และเปิดบัญชีธนาคาร 3 คนลงนาม")
            ),
            Point("บรรจุในแผนและงบประมาณของ อปท.", 275),
            Point("ขยายสมาชิกครบทุกหมู่บ้าน", 320),
        ),
        money=(
            Money("members", 96_000, "สมทบวันละบาทของสมาชิกใหม่", secured=(231, "15.30")),
            Money("lao", 80_000, "ข้อบัญญัติงบประมาณ หมวดเงินอุดหนุน", secured=(237, "10.00")),
            Money("partner", 30_000, "ค่าอบรมบัญชี", partner="baac"),
        ),
        report=Report(
            sent=(237, "19.40"),
            words={
                "done": "จัดเวทีตำบล 87 คน รับระเบียบฉบับแก้ไข เปิดบัญชีธนาคาร และตั้งศูนย์ประสานงานได้ 2 หมู่บ้าน",
                "members": 1_512,
                "beneficiaries": 41,
                "next_month": "ตั้งศูนย์ประสานงานหมู่ที่เหลือ และเสนอหมวดสวัสดิการต่อ อปท.",
            },
            spent={"members": 12_400, "lao": 8_000},
            read=(238, "09.20"),
        ),
    ),
    Script(
        mentor="welfare2",
        goal="บัญชีกองทุนโปร่งใส ตรวจสอบได้ทุกหมู่บ้าน และผู้ด้อยโอกาสได้รับการดูแลครบทุกคน",
        text="อบรมผู้ทำบัญชีหมู่บ้านละสองคน ปิดประกาศยอดเงินทุกเดือนที่ศาลาหมู่บ้าน\n"
        "อสม. สำรวจผู้ด้อยโอกาสร่วมกับ รพ.สต. แล้วกองทุนออกเงินสมทบแทน",
        written=(229, "13.10"),
        adopted=(232, "11.30", "ที่ประชุมสภาองค์กรชุมชนตำบล ผู้ร่วม 46 คน"),
        points=(
            Point("จัดเวทีตำบล", 232, reached=(232, "13.30", "46 คน มีรายชื่อและรายงานการประชุม")),
            Point("ระเบียบและบัญชีเรียบร้อย", 235),
            Point("บรรจุในแผนและงบประมาณของ อปท.", 280),
            Point("ขยายสมาชิกให้ครบทุกหมู่บ้าน", 325),
        ),
        money=(
            Money("members", 54_000, "เงินสมทบของสมาชิก", secured=(232, "14.00")),
            Money("lao", 60_000, "ขอในงบประมาณเพิ่มเติม"),
            Money("state", 55_000, "เงินสมทบจากรัฐผ่าน พอช.", partner="codi"),
        ),
        report=Report(
            sent=(238, "20.15"),
            words={
                "done": "จัดเวทีตำบล และสำรวจผู้ด้อยโอกาสร่วมกับ รพ.สต. ได้ 4 หมู่บ้าน",
                "members": 824,
                "beneficiaries": 17,
                "obstacles": "ยังไม่มีผู้ทำบัญชีที่ว่างพอ สมุดบัญชีเดิมค้างสามเดือน",
                "help_wanted": "ขอวิทยากรบัญชีหนึ่งคน สองวัน และคำชี้แจงเรื่องระเบียบเบิกจ่ายเงินสมทบของ อปท.",
                "needs_central_support": True,
                "next_month": "สะสางบัญชี และสำรวจอีก 5 หมู่บ้าน",
            },
            spent={"members": 4_150},
        ),
    ),
    Script(
        mentor="plan1",
        goal="กลุ่มออมทรัพย์และกองทุนในตำบลจัดสวัสดิการร่วมกัน ไม่ซ้ำซ้อนและไม่มีใครตกหล่น",
        text="รวมข้อมูลสมาชิกของทุกกลุ่มในตำบลไว้เล่มเดียว\nตกลงกันว่ากลุ่มใดดูแลสวัสดิการเรื่องใด แล้วทำข้อตกลงร่วมกับ อปท.",
        written=(230, "09.40"),
        adopted=(233, "10.50", "เวทีประชาคมตำบล หอประชุม อปท. ผู้ร่วม 112 คน"),
        points=(
            Point("จัดเวทีตำบล", 233, reached=(233, "13.00", "112 คน จากทุกหมู่บ้าน มีใบลงชื่อ")),
            Point(
                "รวมเงินกองทุนทุกกลุ่มเป็นบัญชีเดียว",
                260,
                dropped=(
                    239,
                    "15.40",
                    "เวทีเห็นว่าแต่ละกลุ่มมีระเบียบต่างกัน การรวมเงินทำให้สมาชิกไม่มั่นใจ จึงเปลี่ยนเป็นรวมข้อมูลแทน",
                ),
            ),
            Point("บรรจุในแผนและงบประมาณของ อปท.", 270, moved=(238, "11.00", 290, "สภาท้องถิ่นเลื่อนการประชุมสมัยสามัญ")),
            Point("ขยายสมาชิกให้ครบทุกหมู่บ้าน", 325),
        ),
        money=(
            Money("members", 120_000, "เงินสมทบของสมาชิกทุกกลุ่ม", secured=(233, "14.00")),
            Money("donation", 15_500, "ผ้าป่าสวัสดิการตำบล", secured=(236, "09.10")),
            Money("lao", 100_000, "ขอบรรจุในแผนพัฒนาท้องถิ่น"),
        ),
        report=Report(
            sent=(237, "18.05"),
            words={
                "done": "จัดเวทีประชาคม และประชุมหัวหน้ากลุ่ม 2 ครั้ง",
                "members": 2_040,
                "beneficiaries": 63,
                "next_month": "ทำทะเบียนสมาชิกร่วมของทุกกลุ่ม",
            },
            spent={"members": 21_000, "donation": 3_200},
            returned=(239, "09.35", "ขอให้เพิ่มผลของการประชุมหัวหน้ากลุ่ม ตกลงกันเรื่องใดบ้าง"),
        ),
    ),
    Script(
        mentor="welfare3",
        goal="กองทุนที่เพิ่งตั้งมีระเบียบ มีบัญชี และมีสมาชิกเกินครึ่งของครัวเรือน",
        text="ไปดูงานกองทุนพี่เลี้ยงในอำเภอ แล้วร่างระเบียบของตนเอง เริ่มรับสมาชิกที่หมู่ที่ 2 และหมู่ที่ 5",
        written=(234, "10.15"),
        points=(Point("จัดเวทีตำบล", 247), Point("ระเบียบและบัญชีเรียบร้อย", 268)),
        money=(Money("members", 30_000, "เงินสมทบของสมาชิกใหม่"), Money("lao", 40_000, "ขอเงินอุดหนุน")),
        report=Report(
            sent=(239, "20.30"),
            words={
                "done": "คณะทำงาน 11 คนไปดูงานกองทุนพี่เลี้ยง และร่างแผนของตำบล",
                "members": 268,
                "beneficiaries": 3,
                "next_month": "จัดเวทีตำบลเพื่อรับรองแผน",
            },
            spent={"members": 2_600},
        ),
    ),
    Script(mentor="councils2"),
)

# What shows that the milestones of a finished cycle were reached, one after another.
EVIDENCE = [
    "ใบลงชื่อและภาพถ่ายเวที เก็บที่ อบต. ผู้ใหญ่บ้านทุกหมู่ยืนยัน",
    "ประกาศในข้อบัญญัติงบประมาณ หน้าสวัสดิการชุมชน มีสำเนา",
    "ทะเบียนสมาชิกของกองทุน ตรวจร่วมกับ อสม. แล้ว",
    "รายงานการประชุมใหญ่ของกองทุน และสมุดบัญชีที่กรรมการสามคนลงนาม",
]

# The meeting that is ahead when the demo is loaded.
COMING = Meeting(
    key="areas",
    stage=5,
    kind="other",
    title="ประชุมติดตามพื้นที่นำร่อง",
    day=247,
    begins="09.30",
    ends="12.00",
    venue=HALL,
    chair=CHAIR,
    planned=234,
    invited=235,
    audiences=("pilot_areas.areas", "process.coordinators", "working_groups.plan_to_welfare"),
    points=(
        Item(4, 1, "ความก้าวหน้าและหมุดหมายที่ช้าของทั้ง 5 พื้นที่"),
        Item(4, 2, "เรื่องที่เกินอำนาจพื้นที่ ขอแรงหนุนจากส่วนกลาง"),
        Item(4, 3, "กำหนดวันสำรวจติดตาม"),
    ),
    silent=("plan2", "welfare2", "coordinator", "clubs2"),
    reminder="ขอให้แต่ละพื้นที่นำรายงานของเดือนล่าสุดและภาพของหมุดหมายที่ถึงแล้วมาด้วย",
)
GROUP_OPENED = 23  # times that members of the LINE group opened its page
WANTS_NO_REMINDERS = "plan1"
