"""The days of the story, counted from the first consultation; the demo is loaded on the day LOADED_ON.

When the story is told further, LOADED_ON moves on, and every day that is told already stays as it is.
"""

LOADED_ON = 240

CYCLE_OPENED = -16
PARTNERS_ASKED = -14
FIRST_CONSULTATION = 0
HOMEWORK_DUE = 14
SECOND_CONSULTATION = 21
PARTNERS_PASSED = 31
NETWORKS_EXPECTED = 32
JOINT_MEETING = 42
ROUND_OPENED = 43
ANSWERS_UNTIL = 108
DATA_RETURN = 126
SURVEYS_PASSED = 133
FOLLOW_UP = 134
MORE_DATA_UNTIL = DATA_RETURN + 30
COMMITTEE_FOUNDED = 135
SEATS_ASKED = 136
TEAMS_MEETING = 140
ORDER_DRAFTED = 141
ORDER_SIGNED = 150
TEAMS_PASSED = 171
FORUM = 174
SELECTION = 224
SETTLED = 242
SURVEYED_AGAIN = 286
ANSWERED_AGAIN = 289
SURVEYED_UNTIL = 300
PUBLISHED_AGAIN = 303
AREAS_PASSED = 311
CELEBRATION = 332
CYCLE_CLOSED = 343
YEAR = 365  # days after which the next cycle tells of the same days

# What a text of the data may name in braces.
NAMED_DAYS = {
    "homework_due": HOMEWORK_DUE,
    "second_consultation": SECOND_CONSULTATION,
    "joint_meeting": JOINT_MEETING,
    "answers_until": ANSWERS_UNTIL,
    "data_return": DATA_RETURN,
    "follow_up": FOLLOW_UP,
    "more_data_until": MORE_DATA_UNTIL,
    "teams_meeting": TEAMS_MEETING,
    "forum": FORUM,
}

# stage -> (its first day, its last day), as planned when the cycle was opened
STAGES = {
    1: (CYCLE_OPENED, 34),
    2: (35, 133),
    3: (134, 168),
    4: (169, 190),
    5: (191, 311),
    6: (312, 343),
}

# (stage, day, what is planned before its stage opens)
EVENTS = [
    (3, TEAMS_MEETING, "ประชุมตั้งคณะทำงานขับเคลื่อน 3 คณะ"),
    (4, FORUM, "เวทีใหญ่สร้างความเข้าใจระดับจังหวัด"),
    (5, SELECTION, "ประชุมคัดเลือกพื้นที่ขับเคลื่อน"),
    (6, CELEBRATION, "งานสมโภชน์"),
]
