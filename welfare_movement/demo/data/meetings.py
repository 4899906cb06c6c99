"""The meetings of the demo up to the return of the survey's results, and the one that comes next."""

from typing import NamedTuple


class Point(NamedTuple):
    """An item of the agenda: one of the five standard ones (position 0), or a point below it."""

    section: int
    position: int
    title: str
    said: str = ""
    outcome: str = ""
    resolved: str = ""


class Script(NamedTuple):
    """One meeting from its planning to its minutes. Days and hours as in the calendar.

    answers: person -> (answer, who comes instead, or the reason); whoever is in neither this nor `silent` accepts.
    came: person -> how the attendance differs from the answer. walked_in: those who came without an invitation.
    reminder: what its reminders say besides, which then leave three days before as well.
    adopted: the meeting at which the minutes were adopted, or the day on which they were by circulation.
    addendum: what that meeting corrected of them.
    """

    key: str
    stage: int
    kind: str
    title: str
    day: int
    begins: str
    ends: str
    venue: str
    chair: str
    planned: int
    invited: int
    audiences: tuple[str, ...]
    points: tuple[Point, ...]
    people: tuple[str, ...] = ()
    answers: dict[str, tuple[str, str]] = {}
    silent: tuple[str, ...] = ()
    came: dict[str, str] = {}
    walked_in: tuple[str, ...] = ()
    summary: str = ""
    drafted: tuple[int, str] = ()
    circulated: tuple[int, str] = ()
    adopted: str | tuple[int, str] = ""
    objection: tuple[str, int, int, str] = ()
    reminder: str = ""
    addendum: str = ""


HALL = "ห้องประชุมตัวอย่าง ชั้น 2 ศาลากลางจังหวัดนครศรีธรรมราช"
CHAIR = "รองผู้ว่าราชการจังหวัด หรือผู้แทน"
NOTED = "ที่ประชุมรับทราบ"

FIRST = Script(
    key="first",
    stage=1,
    kind="consultation",
    title="ประชุมหารือกลุ่มภาคีสนับสนุน ทั้งจังหวัดและส่วนกลาง",
    day=0,
    begins="09.30",
    ends="12.30",
    venue=HALL,
    chair=CHAIR,
    planned=-14,
    invited=-13,
    audiences=("partners.all", "process.coordinators"),
    points=(
        Point(
            1,
            0,
            "",
            "ประธานแจ้งว่าหลายหน่วยงานลงไปทำงานกับคนกลุ่มเดียวกันโดยไม่ได้คุยกัน ปีนี้ขอให้นำงานมากองให้เห็นซึ่งหน้ากันก่อน"
            " แล้วจึงหาจุดเชื่อม โดยใช้สวัสดิการชุมชนเป็นประเด็นร่วม",
            "noted",
            NOTED,
        ),
        Point(2, 0, "", "ไม่มี เนื่องจากเป็นการประชุมครั้งแรกของรอบนี้", "noted", NOTED),
        Point(3, 0, "", "เลขานุการทบทวนการทำงานของพหุภาคีที่ผ่านมา และภาคีที่เชิญ 16 หน่วยงาน", "noted", NOTED),
        Point(
            4,
            1,
            "แต่ละหน่วยงานนำเสนองานที่ทำอยู่ มากองให้เห็นซึ่งหน้ากัน",
            "หน่วยงานเล่างานที่ทำกับชุมชนหน่วยงานละ 5 นาที ที่ประชุมเห็นว่างานเยี่ยมบ้าน งานบัญชีกลุ่ม และงานแผนชุมชนซ้อนกันในหลายตำบล"
            " และมีงานที่ยังไม่มีใครทำคือการดูแลคนที่ส่งเงินสมทบไม่ไหว",
            "noted",
            "รับทราบ และให้เลขานุการรวมงานทุกหน่วยงานไว้ในตารางเดียวที่ทุกภาคีเปิดดูได้",
        ),
        Point(
            4,
            2,
            "กำหนดสวัสดิการชุมชนเป็นประเด็นร่วม",
            "หน่วยงานส่วนใหญ่เห็นด้วย มีบางหน่วยงานยังลังเลว่าจะร่วมตรงไหน ร่วมอย่างไร และควรร่วมหรือไม่ เพราะอยู่นอกภารกิจ"
            " ประธานย้ำว่าต้องได้ประโยชน์ร่วมกันทุกฝ่าย",
            "endorsed",
            "เห็นชอบให้สวัสดิการชุมชนเป็นประเด็นร่วมของภาคี",
        ),
        Point(
            4,
            3,
            "การบ้านของแต่ละหน่วยงาน",
            "เลขานุการแจกใบการบ้าน: งานเดิม จุดเชื่อม สิ่งที่ให้ สิ่งที่ได้ และสิ่งที่จะทำใน 90 วัน",
            "assigned",
            "มอบทุกหน่วยงานส่งใบการบ้านภายในวันที่ {homework_due}",
        ),
        Point(5, 0, "", "นัดประชุมครั้งต่อไปวันที่ {second_consultation}", "noted", NOTED),
    ),
    answers={
        "msdhs2": ("declined", "ติดราชการต่างจังหวัด"),
        "dla": ("substitute", "นางสาวลัดดา ยมตัวอย่าง นักส่งเสริมการปกครองท้องถิ่น"),
        "chamber": ("declined", "ติดประชุมกรรมการหอการค้า"),
        "codi2": ("declined", "ลงพื้นที่จังหวัดพัทลุง"),
    },
    silent=("islam", "dopa2", "pho2"),
    came={"chamber": "present", "islam": "present", "dopa2": "absent", "pho2": "present", "pao2": "absent"},
    walked_in=("plan1", "councils1"),
    summary="ภาคี 16 หน่วยงานนำงานมากองให้เห็นร่วมกัน เห็นชอบใช้สวัสดิการชุมชนเป็นประเด็นร่วม และรับการบ้านไปทำ",
    drafted=(1, "13.30"),
    circulated=(4, "10.00"),
    adopted="second",
    addendum="ข้อ 4.3 เพิ่ม “และสำเนาให้เลขานุการหนึ่งชุด” ต่อท้ายมติ ตามที่ประชุมครั้งที่สองเห็นชอบ",
)

SECOND = Script(
    key="second",
    stage=1,
    kind="consultation",
    title="ประชุมหารือกลุ่มภาคีสนับสนุน ทั้งจังหวัดและส่วนกลาง",
    day=21,
    begins="09.30",
    ends="12.15",
    venue=HALL,
    chair=CHAIR,
    planned=6,
    invited=9,
    audiences=("partners.all", "process.coordinators"),
    points=(
        Point(1, 0, "", "ประธานขอบคุณหน่วยงานที่ส่งการบ้าน และชวนให้ดูว่าใครให้อะไร ใครได้อะไร", "noted", NOTED),
        Point(2, 0, "", "ที่ประชุมตรวจรายงานการประชุมครั้งที่ 1 แล้ว ไม่มีการแก้ไข", "approved", "รับรองรายงานการประชุมครั้งที่ 1"),
        Point(
            3,
            1,
            "การบ้านของหน่วยงาน",
            "ส่งแล้ว 14 จาก 16 หน่วยงาน ในจำนวนนี้ส่งกลับให้แก้ไข 1 หน่วยงาน ยังไม่ส่ง 2 หน่วยงาน คือ สปสช. เขต และหอการค้า",
            "noted",
            "รับทราบ และให้เลขานุการติดตามสองหน่วยงานที่ยังไม่ส่ง",
        ),
        Point(
            4,
            1,
            "ตารางให้และได้ของภาคี",
            "ที่ประชุมดูตารางรวม พบว่าคนและความรู้มีมาก เงินมีน้อย และยังไม่มีใครให้ระบบข้อมูลกลาง มหาวิทยาลัยรับไปดูแลคุณภาพข้อมูล",
            "endorsed",
            "เห็นชอบตารางให้และได้ และให้ใช้ปรับปรุงทุกไตรมาส",
        ),
        Point(
            4,
            2,
            "ข้อลังเลของ 4 หน่วยงาน",
            "อบจ. กังวลเรื่องระเบียบเบิกจ่าย เกษตรและสหกรณ์ไม่เห็นจุดเชื่อม ประกันสังคมเห็นว่าอยู่นอกภารกิจ"
            " สปสช. เขตขอตรวจสอบระเบียบกองทุนตำบล",
            "assigned",
            "มอบเลขานุการเข้าพบทีละหน่วยงานภายใน 10 วัน",
        ),
        Point(5, 0, "", "เตรียมเชิญผู้แทนเครือข่ายองค์กรชุมชน 6 เครือข่ายมาประชุมร่วมวันที่ {joint_meeting}", "noted", NOTED),
    ),
    answers={
        "nhco": ("declined", "ประชุมคณะกรรมการสุขภาพแห่งชาติที่ส่วนกลาง"),
        "dopa": ("substitute", "นายบุญส่ง ทวนตัวอย่าง ปลัดอำเภอ"),
        "univ2": ("declined", "มีสอน"),
    },
    silent=("sso", "dla2", "sangha"),
    came={"sso": "absent", "dla2": "present", "sangha": "present", "islam": "absent"},
    summary="ติดตามการบ้าน 14 จาก 16 หน่วยงาน เห็นชอบตารางให้และได้ และมอบเลขานุการเข้าพบหน่วยงานที่ยังลังเล",
    drafted=(22, "10.30"),
    circulated=(23, "11.00"),
    adopted=(31, "09.30"),
)

JOINT = Script(
    key="joint",
    stage=2,
    kind="joint",
    title="ประชุมภาคีสนับสนุนร่วมกับผู้แทนเครือข่ายองค์กรชุมชน",
    day=42,
    begins="09.30",
    ends="15.00",
    venue=HALL,
    chair="ประธานเครือข่ายแผนแม่บทชุมชน",
    planned=32,
    invited=32,
    audiences=("partners.joined", "surveys.network_representatives", "process.coordinators"),
    points=(
        Point(
            1,
            0,
            "",
            "ประธานต้อนรับผู้แทน 6 เครือข่าย และแจ้งว่าด่านขั้นที่ 1 ผ่านแล้ว ภาคีเข้าร่วม 13 หน่วยงาน",
            "noted",
            NOTED,
        ),
        Point(
            2,
            0,
            "",
            "รายงานการประชุมหารือภาคีครั้งที่ 2 รับรองโดยการเวียนแล้ว ไม่มีผู้ทักท้วงใน 7 วัน",
            "noted",
            NOTED,
        ),
        Point(3, 0, "", "เลขานุการสรุปตารางให้และได้ของภาคี และผลการเข้าพบ 4 หน่วยงาน", "noted", NOTED),
        Point(
            4,
            1,
            "แบบสำรวจข้อมูลสวัสดิการระดับองค์กรชุมชน 41 ข้อ",
            "ผู้แทนเครือข่ายขอให้คำถามสั้น มีตัวอย่างทุกข้อ และตอบไม่ทราบได้โดยไม่ถูกตำหนิ มหาวิทยาลัยรับปรับถ้อยคำ 6 ข้อ",
            "endorsed",
            "เห็นชอบแบบสำรวจฉบับ nst-survey-1.0",
        ),
        Point(
            4,
            2,
            "เกณฑ์จัดระดับความเข้มแข็ง ฉบับ nst-sg-1.0",
            "อภิปรายว่าระดับใช้เพื่อหนุนเสริมกัน ไม่ใช่ประกวด และไม่เปิดชื่อองค์กรระดับเริ่มต้นต่อสาธารณะ",
            "endorsed",
            "เห็นชอบเกณฑ์ฉบับแรก และให้ทบทวนหลังได้คำตอบจริง 30 แห่ง",
        ),
        Point(
            4,
            3,
            "แผนสำรวจ: แบ่งพื้นที่ ผู้ช่วยกรอก และกำหนดส่ง",
            "สำรวจองค์กร 48 แห่งใน 20 ตำบล 8 อำเภอ ครบทุกเครือข่าย ครูประจำตำบลและนักศึกษาช่วยกรอกสำหรับผู้ไม่ถนัดโทรศัพท์",
            "endorsed",
            "เห็นชอบแผนสำรวจ ให้เปิดรอบสำรวจและส่งแบบภายในวันที่ {answers_until}",
        ),
        Point(5, 0, "", "เครือข่ายขอให้มีสายด่วนถามเรื่องแบบสำรวจ เลขานุการรับเป็นผู้ตอบ", "noted", NOTED),
    ),
    answers={
        "agri": ("substitute", "นางสาวมัณฑนา กอบตัวอย่าง เจ้าหน้าที่วิเคราะห์นโยบาย"),
        "savings1": ("substitute", "นายโชคดี ออมตัวอย่าง เลขานุการเครือข่าย"),
        "baac": ("declined", "ปิดบัญชีสิ้นเดือน"),
        "councils2": ("declined", "ดูแลมารดาที่โรงพยาบาล"),
    },
    silent=("welfare3", "plan2", "village1", "islam"),
    came={
        "welfare3": "present",
        "plan2": "absent",
        "village1": "present",
        "islam": "absent",
        "savings2": "present",
        "pao2": "absent",
    },
    walked_in=("observer",),
    summary="ภาคีและผู้แทน 6 เครือข่ายเห็นชอบแบบสำรวจ เกณฑ์จัดระดับ และแผนสำรวจองค์กร 48 แห่งใน 20 ตำบล",
    drafted=(43, "15.00"),
    circulated=(45, "09.45"),
    adopted=(53, "10.00"),
    objection=("clubs1", 47, 49, "ข้อ 4.3 ขอให้เขียนว่า อสม. ช่วยกรอกได้ด้วย ไม่ใช่เฉพาะครูและนักศึกษา"),
)

DATA_RETURN = Script(
    key="data_return",
    stage=2,
    kind="data_return",
    title="ประชุมคืนข้อมูลการสำรวจองค์กรชุมชน",
    day=126,
    begins="09.30",
    ends="14.30",
    venue="หอประชุมตัวอย่าง มหาวิทยาลัย อำเภอท่าศาลา",
    chair="ประธานเครือข่ายแผนแม่บทชุมชน",
    planned=109,
    invited=112,
    audiences=("partners.joined", "surveys.network_representatives", "process.coordinators"),
    points=(
        Point(1, 0, "", "ประธานขอบคุณองค์กรที่ตอบแบบ ครูประจำตำบล อสม. และนักศึกษาที่ช่วยกรอก", "noted", NOTED),
        Point(2, 0, "", "รายงานการประชุมร่วมรับรองโดยการเวียนแล้ว หลังแก้ข้อ 4.3 ตามที่ชมรม อสม. ทักท้วง", "noted", NOTED),
        Point(
            3,
            1,
            "ผลการสำรวจ",
            "ได้คำตอบที่ตรวจทานแล้ว 44 จาก 48 แห่ง ยังเป็นร่าง 2 แห่ง และยังไม่เริ่ม 2 แห่ง เครือข่ายที่ได้น้อยที่สุดได้เกินร้อยละ 80",
            "noted",
            "รับทราบ และให้ 4 แห่งที่เหลือส่งต่อได้จนจบรอบ",
        ),
        Point(
            4,
            1,
            "รับรองระดับองค์กรและระดับตำบล",
            "องค์กรได้ระดับ A 6 แห่ง B 15 แห่ง C 14 แห่ง D 6 แห่ง และยังจัดระดับไม่ได้ 3 แห่ง"
            " ตำบลที่ยังไม่มีข้อมูลแผนชุมชน 2 ตำบลแสดงว่ายังจัดระดับไม่ได้พร้อมเหตุผล",
            "endorsed",
            "รับรองผลการจัดระดับ และให้ประกาศผลระดับตำบล",
        ),
        Point(
            4,
            2,
            "องค์กรที่ยังจัดระดับไม่ได้ 3 แห่ง",
            "สองแห่งตอบไม่ทราบหลายข้อเพราะบัญชีอยู่กับกรรมการชุดเก่า อีกแห่งยังไม่ได้จัดสวัสดิการ ที่ประชุมเสนอให้กองทุนใกล้เคียงเป็นพี่เลี้ยง",
            "assigned",
            "มอบผู้ตรวจทานและเครือข่ายเก็บข้อมูลเพิ่มภายในวันที่ {more_data_until}",
        ),
        Point(5, 0, "", "เตรียมตั้งคณะทำงาน 3 คณะ นัดหมายวันที่ {teams_meeting}", "noted", NOTED),
    ),
    answers={
        "pho": ("substitute", "นางสาวเกศินี ดวงตัวอย่าง นักวิชาการสาธารณสุข"),
        "codi2": ("declined", "ลงพื้นที่จังหวัดตรัง"),
        "dopa": ("declined", "ติดราชการอำเภอเคลื่อนที่"),
        "welfare2": ("substitute", "นางพยอม ลุ่มตัวอย่าง กรรมการเครือข่าย"),
    },
    silent=("islam", "plan2", "clubs2"),
    came={"islam": "present", "plan2": "present", "clubs2": "absent", "msdhs2": "absent"},
    walked_in=("observer", "thakhuen-fund", "kapang-fund"),
    summary="คืนผลสำรวจ 44 จาก 48 แห่ง รับรองระดับองค์กรและตำบล และมอบให้เก็บข้อมูลเพิ่ม 3 แห่ง",
    drafted=(127, "09.15"),
    circulated=(127, "15.00"),
)

FOLLOW_UP = Script(
    key="follow_up",
    stage=2,
    kind="other",
    title="ประชุมติดตามการเก็บข้อมูลเพิ่มเติม และเตรียมตั้งคณะทำงาน",
    day=134,
    begins="13.30",
    ends="16.00",
    venue=HALL,
    chair="ประธานเครือข่ายสัจจะวันละบาทและกองทุนสวัสดิการ",
    planned=123,
    invited=124,
    audiences=("surveys.network_representatives", "process.coordinators"),
    people=(
        "officer", "chamber", "univ", "nfe", "village", "nawae-savings", "hulong-village", "chandi-elders",
        "chandi-fund", "khreng-satja", "chauat-council",
    ),
    points=(
        Point(4, 1, "องค์กรที่ยังจัดระดับไม่ได้ 3 แห่ง: ความก้าวหน้าและพี่เลี้ยง"),
        Point(4, 2, "องค์กรที่ยังไม่ส่งแบบ 4 แห่ง: ติดขัดตรงไหน ใครช่วยกรอก"),
        Point(4, 3, "ข้อมูลแผนชุมชนของ 2 ตำบลที่ยังไม่ได้กรอก"),
        Point(4, 4, "เตรียมรายชื่อคณะทำงาน 3 คณะ"),
    ),
    answers={
        "councils1": ("substitute", "นายวิทูรย์ สานตัวอย่าง กรรมการสภาองค์กรชุมชน"),
        "chandi-fund": ("declined", "กรีดยาง ไปไม่ทัน ขอส่งข้อมูลทางโทรศัพท์"),
    },
    silent=(
        "officer", "chamber", "village", "nawae-savings", "hulong-village", "chandi-elders", "clubs2", "plan2",
        "coordinator", "admin",
    ),
)  # fmt: skip

SCRIPTS = (FIRST, SECOND, JOINT, DATA_RETURN, FOLLOW_UP)
