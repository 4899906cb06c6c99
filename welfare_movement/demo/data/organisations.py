"""The networks and community organisations of the demo, by real tambon codes and made-up names."""

# key | name | its representatives
NETWORKS = """
plan     | เครือข่ายแผนแม่บทชุมชน (ตัวอย่าง) | plan1 plan2
welfare  | เครือข่ายสัจจะวันละบาทและกองทุนสวัสดิการ (ตัวอย่าง) | welfare1 welfare2 welfare3
savings  | เครือข่ายกลุ่มออมทรัพย์ (ตัวอย่าง) | savings1 savings2
village  | เครือข่ายกองทุนหมู่บ้าน (ตัวอย่าง) | village1
clubs    | ชมรม อสม. และผู้สูงอายุ (ตัวอย่าง) | clubs1 clubs2
councils | เครือข่ายสภาองค์กรชุมชน (ตัวอย่าง) | councils1 councils2
"""

# key | type | area of service | tambon | networks | name | who answers, where it is not the person of the same key
ORGANISATIONS = """
khlang-fund | welfare_fund | municipality | 800103 | welfare | กองทุนสวัสดิการชุมชนเมืองตัวอย่าง เขตคลัง |
khlang-elders | elderly_club | municipality | 800103 | clubs | ชมรมผู้สูงอายุตัวอย่าง เขตคลัง |
khlang-women | womens_group | village | 800103 | clubs | กลุ่มสตรีตัวอย่าง ชุมชนหลังวัด |
tharai-fund | welfare_fund | tambon | 800106 | welfare plan | กองทุนสวัสดิการชุมชนตัวอย่าง ตำบลท่าไร่ |
tharai-savings | savings_group | village | 800106 | savings | กลุ่มออมทรัพย์เพื่อการผลิตตัวอย่าง หมู่ที่ 2 ตำบลท่าไร่ |
paknakhon-fund | welfare_fund | tambon | 800107 | welfare | กองทุนสวัสดิการชุมชนตัวอย่าง ตำบลปากนคร |
paknakhon-village | village_fund | village | 800107 | village | กองทุนหมู่บ้านตัวอย่าง หมู่ที่ 4 ตำบลปากนคร |
bangchak-fund | welfare_fund | tambon | 800119 | welfare plan | กองทุนสวัสดิการชุมชนตัวอย่าง ตำบลบางจาก |
bangchak-bank | community_bank | multi_village | 800119 | savings village | สถาบันการเงินชุมชนตัวอย่าง ตำบลบางจาก |
bangchak-savings | savings_group | village | 800119 | savings | กลุ่มออมทรัพย์เพื่อการผลิตตัวอย่าง หมู่ที่ 6 ตำบลบางจาก |
thasala-fund | welfare_fund | tambon | 800801 | welfare | กองทุนสวัสดิการชุมชนตัวอย่าง ตำบลท่าศาลา |
thasala-satja | satja_baht | multi_village | 800801 | welfare | กลุ่มสัจจะลดรายจ่ายวันละบาทตัวอย่าง ตำบลท่าศาลา | village
thasala-council | community_council | tambon | 800801 | councils | สภาองค์กรชุมชนตัวอย่าง ตำบลท่าศาลา |
thakhuen-fund | welfare_fund | tambon | 800803 | welfare councils | กองทุนสวัสดิการชุมชนตัวอย่าง ตำบลท่าขึ้น |
thakhuen-savings | savings_group | village | 800803 | savings | กลุ่มออมทรัพย์เพื่อการผลิตตัวอย่าง หมู่ที่ 9 ตำบลท่าขึ้น |
mokhlan-fund | welfare_fund | tambon | 800807 | welfare plan | กองทุนสวัสดิการชุมชนตัวอย่าง ตำบลโมคลาน |
mokhlan-mosque | faith_based | multi_village | 800807 | clubs | กลุ่มมัสยิดเพื่อสวัสดิการตัวอย่าง ตำบลโมคลาน |
sichon-fund | welfare_fund | tambon | 801401 | welfare councils | กองทุนสวัสดิการชุมชนตัวอย่าง ตำบลสิชล |
sichon-savings | savings_group | village | 801401 | savings | กลุ่มออมทรัพย์เพื่อการผลิตตัวอย่าง หมู่ที่ 3 ตำบลสิชล |
sichon-village | village_fund | village | 801401 | village | กองทุนหมู่บ้านตัวอย่าง หมู่ที่ 7 ตำบลสิชล |
thungprang-fund | welfare_fund | tambon | 801402 | welfare plan | กองทุนสวัสดิการชุมชนตัวอย่าง ตำบลทุ่งปรัง |
thungprang-satja | satja_baht | multi_village | 801402 | welfare | กลุ่มสัจจะลดรายจ่ายวันละบาทตัวอย่าง ตำบลทุ่งปรัง |
thepparat-fund | welfare_fund | tambon | 801407 | welfare plan | กองทุนสวัสดิการชุมชนตัวอย่าง ตำบลเทพราช |
thepparat-elders | elderly_club | tambon | 801407 | clubs | ชมรมผู้สูงอายุตัวอย่าง ตำบลเทพราช |
khlongnoi-fund | welfare_fund | tambon | 801202 | welfare councils | กองทุนสวัสดิการชุมชนตัวอย่าง ตำบลคลองน้อย |
khlongnoi-bank | community_bank | multi_village | 801202 | savings village | สถาบันการเงินชุมชนตัวอย่าง ตำบลคลองน้อย |
hulong-satja | satja_baht | multi_village | 801208 | welfare | กลุ่มสัจจะลดรายจ่ายวันละบาทตัวอย่าง ตำบลหูล่อง |
hulong-village | village_fund | village | 801208 | village | กองทุนหมู่บ้านตัวอย่าง หมู่ที่ 1 ตำบลหูล่อง |
khanapnak-fund | welfare_fund | tambon | 801218 | welfare plan | กองทุนสวัสดิการชุมชนตัวอย่าง ตำบลขนาบนาก |
khanapnak-savings | savings_group | village | 801218 | savings | กลุ่มออมทรัพย์เพื่อการผลิตตัวอย่าง หมู่ที่ 5 ตำบลขนาบนาก |
khanapnak-council | community_council | tambon | 801218 | councils | สภาองค์กรชุมชนตัวอย่าง ตำบลขนาบนาก |
chamai-fund | welfare_fund | tambon | 800902 | welfare councils | กองทุนสวัสดิการชุมชนตัวอย่าง ตำบลชะมาย |
chamai-village | village_fund | village | 800902 | village | กองทุนหมู่บ้านตัวอย่าง หมู่ที่ 8 ตำบลชะมาย |
chamai-volunteers | health_volunteers | tambon | 800902 | clubs | ชมรม อสม. ตัวอย่าง ตำบลชะมาย |
kapang-fund | welfare_fund | tambon | 800908 | welfare plan | กองทุนสวัสดิการชุมชนตัวอย่าง ตำบลกะปาง |
kapang-satja | satja_baht | multi_village | 800908 | welfare | กลุ่มสัจจะลดรายจ่ายวันละบาทตัวอย่าง ตำบลกะปาง |
nawae-fund | welfare_fund | tambon | 800404 | welfare plan | กองทุนสวัสดิการชุมชนตัวอย่าง ตำบลนาแว |
nawae-savings | savings_group | village | 800404 | savings | กลุ่มออมทรัพย์เพื่อการผลิตตัวอย่าง หมู่ที่ 4 ตำบลนาแว |
chandi-fund | welfare_fund | tambon | 800416 | welfare | กองทุนสวัสดิการชุมชนตัวอย่าง ตำบลจันดี |
chandi-village | village_fund | village | 800416 | village | กองทุนหมู่บ้านตัวอย่าง หมู่ที่ 6 ตำบลจันดี |
chandi-elders | elderly_club | tambon | 800416 | clubs | ชมรมผู้สูงอายุตัวอย่าง ตำบลจันดี |
chauat-fund | welfare_fund | tambon | 800701 | welfare councils | กองทุนสวัสดิการชุมชนตัวอย่าง ตำบลชะอวด |
chauat-savings | savings_group | village | 800701 | savings | กลุ่มออมทรัพย์เพื่อการผลิตตัวอย่าง หมู่ที่ 2 ตำบลชะอวด |
chauat-council | community_council | tambon | 800701 | councils | สภาองค์กรชุมชนตัวอย่าง ตำบลชะอวด |
khreng-satja | satja_baht | multi_village | 800704 | welfare clubs | กลุ่มสัจจะลดรายจ่ายวันละบาทตัวอย่าง ตำบลเคร็ง |
khreng-volunteers | health_volunteers | tambon | 800704 | clubs | ชมรม อสม. ตัวอย่าง ตำบลเคร็ง |
kamlon-satja | satja_baht | village | 800304 | welfare plan | กลุ่มสัจจะลดรายจ่ายวันละบาทตัวอย่าง หมู่ที่ 5 ตำบลกำโลน |
kamlon-village | village_fund | village | 800304 | village | กองทุนหมู่บ้านตัวอย่าง หมู่ที่ 3 ตำบลกำโลน |
"""
