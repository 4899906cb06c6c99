"""The committee and the three teams of the demo: who sits there, what they plan and do; people by their keys."""

# role | person, or - | post, or -
COMMITTEE = """
adviser   | - | ผู้ว่าราชการจังหวัดนครศรีธรรมราช
adviser   | - | รองผู้ว่าราชการจังหวัดนครศรีธรรมราช
chair     | councils1 | -
secretary | coordinator | -
"""

# team | role | person, or - | post, or -
MEMBERS = """
academic | chair | univ | -
academic | vice_chair | nhco | -
academic | member | pho | -
academic | member | nfe | -
academic | member | agri | -
academic | member | savings1 | -
academic | member | welfare3 | -
academic | member | - | สถิติจังหวัด หรือผู้แทน
academic | secretary | univ2 | -
academic | assistant_secretary | reviewer2 | -
plan_to_welfare | chair | plan1 | -
plan_to_welfare | vice_chair | welfare1 | -
plan_to_welfare | member | plan2 | -
plan_to_welfare | member | savings2 | -
plan_to_welfare | member | village1 | -
plan_to_welfare | member | village | -
plan_to_welfare | member | khlongnoi-fund | -
plan_to_welfare | member | dla2 | -
plan_to_welfare | member | dopa2 | -
plan_to_welfare | member | baac | -
plan_to_welfare | secretary | cdd | พัฒนาการจังหวัด หรือผู้แทน
plan_to_welfare | assistant_secretary | codi2 | -
coordination | chair | clubs2 | -
coordination | vice_chair | sangha | -
coordination | member | clubs1 | -
coordination | member | councils2 | -
coordination | member | islam | -
coordination | member | dopa | -
coordination | member | dla | -
coordination | member | pao2 | -
coordination | member | - | ประชาสัมพันธ์จังหวัด หรือผู้แทน
coordination | secretary | msdhs | พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัด หรือผู้แทน
coordination | assistant_secretary | codi | -
"""

# Who does not simply say yes: person -> the reason of a no; or nothing, for who says nothing.
ANSWERS = {
    "savings1": "ดูแลเครือข่ายสองอำเภออยู่แล้ว ขอให้คนรุ่นใหม่ของเครือข่ายทำแทน",
    "pao2": "ย้ายไปช่วยราชการกองอื่น ขอให้ผู้อำนวยการกองเป็นแทน",
    "islam": "",
    "dopa2": "",
}
# team | role | person, in place of those who said no; seated and asked on the day of the teams' meeting
IN_THEIR_PLACE = """
academic | member | chamai-fund
coordination | member | pao
"""

PLANS = {
    "academic": (
        "เป้าหมาย: ข้อมูลและระดับของทุกตำบลเชื่อถือได้ และชุมชนใช้ตัดสินใจเองได้\n"
        "ขั้นตอน: ตรวจคุณภาพข้อมูล ทบทวนเกณฑ์หลังได้คำตอบจริง จัดข้อมูลขึ้นเวทีใหญ่ แล้วถอดบทเรียนพื้นที่นำร่อง\n"
        "ต้องการ: นักศึกษาช่วยตรวจ 6 คน และงบเดินทางลงตำบล"
    ),
    "plan_to_welfare": (
        "เป้าหมาย: ตำบลที่มีแผนชุมชนมีหมวดสวัสดิการที่ทำได้จริง และ อปท. รับเข้าแผนพัฒนาท้องถิ่น\n"
        "ขั้นตอน: ทำคู่มือ ลงเวทีตำบล จับคู่พี่เลี้ยง ติดตามการบรรจุแผน\n"
        "ต้องการ: พัฒนากรประจำตำบล และตัวอย่างข้อบัญญัติจาก อปท. ที่ทำแล้ว"
    ),
    "coordination": (
        "เป้าหมาย: ภาคีและขบวนองค์กรชุมชนทำงานเข้าจังหวะเดียวกัน เวทีใหญ่มีคนมาครบทุกอำเภอ\n"
        "ขั้นตอน: ประสานหนังสือ งบ สถานที่ การเดินทาง แล้วติดตามคำมั่นหลังเวที\n"
        "ต้องการ: ผู้ประสานงานอำเภอละ 1 คน และรถรับส่งจาก อบจ."
    ),
}

# team | what | who does it, or - | due | begun on, or - | ended on, or - | done, or the reason of dropping it
TASKS = """
academic | ตรวจคุณภาพข้อมูลองค์กรที่ยังจัดระดับไม่ได้ 3 แห่ง | univ2 | 157 | 150 | 156 | done
academic | ทบทวนเกณฑ์จัดระดับหลังได้คำตอบจริง 44 แห่ง | univ | 166 | 152 | 165 | done
academic | ทำแผ่นข้อมูลระดับตำบล 20 ตำบลสำหรับเวทีใหญ่ | reviewer2 | 172 | 158 | 170 | done
academic | เก็บข้อมูลแผนชุมชนตำบลที่ยังไม่ได้กรอก 2 ตำบล | nfe | 236 | 160 | - |
academic | วางวิธีถอดบทเรียนพื้นที่นำร่อง | nhco | 255 | 168 | - |
academic | อบรมนักศึกษาผู้ช่วยสำรวจรอบติดตาม | - | 280 | - | - |
plan_to_welfare | ร่างคู่มือหมวดสวัสดิการในแผนชุมชน | cdd | 159 | 151 | 158 | done
plan_to_welfare | รวมตัวอย่างข้อบัญญัติ อปท. ที่สมทบกองทุน | dla2 | 165 | 153 | 164 | done
plan_to_welfare | จับคู่กองทุนพี่เลี้ยงกับตำบลที่ยังเริ่มต้น | welfare1 | 170 | 160 | 169 | done
plan_to_welfare | ลงเวทีตำบลท่าศาลาเรื่องหมวดสวัสดิการ | village | 244 | 165 | - |
plan_to_welfare | ติดตาม อปท. บรรจุงานสวัสดิการเข้าแผนพัฒนาท้องถิ่น | plan1 | 262 | 170 | - |
plan_to_welfare | จัดอบรมบัญชีกองทุนร่วมกับ ธ.ก.ส. | baac | 250 | - | - |
plan_to_welfare | ทำวิดีโอสอนทำแผนรายหมู่บ้าน | savings2 | 200 | 156 | 168 | ไม่มีทีมถ่ายทำ ให้ใช้คู่มือเล่มเดียวกันก่อน
coordination | ทำหนังสือเชิญเวทีใหญ่ทุกอำเภอ | msdhs | 158 | 152 | 157 | done
coordination | ยืนยันหอประชุมและรถรับส่งกับ อบจ. | pao | 164 | 153 | 163 | done
coordination | หาผู้ประสานงานอำเภอครบ 23 อำเภอ | councils2 | 170 | 161 | 170 | done
coordination | สื่อสารผลเวทีใหญ่ผ่านวิทยุชุมชนและวัด มัสยิด | sangha | 246 | 171 | - |
coordination | ติดตามคำมั่นของภาคีหลังเวที | codi | 270 | - | - |
coordination | ประสานหอการค้าเรื่องรางวัลงานสมโภชน์ | - | 300 | - | - |
"""

# team | the day on which its plan and tasks were written | the day of its adoption
WRITTEN = """
academic | 149 | 158
plan_to_welfare | 150 | 159
coordination | 151 | 160
"""
