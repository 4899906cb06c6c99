"""What the organisations of the demo answered, as figures that fit their kind and size: all of them made up.

In each table "-" is what they were not asked, or left out, and "?" what they do not know.
"""

# Legal status, age in months, and the members; “before” is twelve months ago.
MEMBERS = """
organisation      legal                age population members before villages covered paid
khlang-fund       welfare_act          138      10408    1773   1776       12      12 1467
khlang-elders     none                 180       1976     320    303       12       9  220
khlang-women      welfare_act           11        478      57      -        -       -   32
tharai-fund       welfare_act          119       6794    2331   2021        7       7 2145
tharai-savings    none                 131        176     183    182        -       -  111
paknakhon-fund    none                   9       8177     487      -        7       7  326
paknakhon-village juristic             285        591     202    204        -       -  162
bangchak-fund     welfare_act          150       7795    1768   1502       11       9 1493
bangchak-bank     community_enterprise 216       4020    1541   1555        5       5 1282
bangchak-savings  none                 187        903     291    285        -       -  209
thasala-fund      welfare_act           99      11045    2823   2595       14      11 1774
thasala-council   none                  82      10671      88     89       14      12   64
thakhuen-fund     welfare_act          148       9016    3307   3069       15      15 3012
thakhuen-savings  none                 300        422     168    159        -       -  139
mokhlan-fund      none                 169       8872     830    832       11       7  609
mokhlan-mosque    unknown              171       4030    1024   1038        5       3  673
sichon-fund       welfare_act          128       9932    3513   3365        9       5 2219
sichon-savings    unknown              216        759     273    269        -       -  219
sichon-village    juristic             246        732     299    286        -       -  244
thungprang-fund   welfare_act          138       8270    1754   1690       12      10 1530
thungprang-satja  none                 124       3550    1409   1333        6       5 1312
thepparat-fund    welfare_act          147       7125     914    887       14       9  811
thepparat-elders  none                 146       1387     107    106       14       7   58
khlongnoi-fund    welfare_act          189       5928     631    553       13      10  579
khlongnoi-bank    community_enterprise 175       1920    1070    702        5       5 1015
hulong-satja      unknown              172       2190     704    782        4       3  448
khanapnak-fund    welfare_act          116       4691     504    476        9       9  481
khanapnak-savings unknown              201        968      87     81        -       -   60
khanapnak-council none                 195       4779      54     62        9       5   34
chamai-fund       welfare_act          149       9291    1704   1724       10       7 1107
chamai-village    juristic             200        577     212    223        -       -  155
chamai-volunteers none                 185       9367     100     96       10       6   70
kapang-fund       welfare_act          115       6887    2629   2163        9       9 2478
kapang-satja      none                 117       2040     319    293        3       3  283
nawae-fund        welfare_act          131       6260     729    713       10       8  637
chandi-fund       welfare_act          121       8140     704      ?        9       6  461
chandi-village    juristic             215        910     489    500        -       -  345
chauat-fund       none                 168       7888     818    841       10       5  676
chauat-savings    none                 223        795      61      ?        -       -   53
chauat-council    none                 190       7905      64     64       10       9    0
khreng-satja      welfare_act           74          ?     213    205        4       2    ?
khreng-volunteers none                  83       5437     126    140       11       4   57
kamlon-satja      none                  63        929     152    164        -       -   88
kamlon-village    juristic             282        616      38     37        -       -   24
"""

# Members by group, the committee, and the women on it.
GROUPS = """
organisation      children working elderly disadvantaged committee women
khlang-fund            170    1121     461            83        13     9
khlang-elders            0       0     290            17         9     6
khlang-women             0      42      10             1         9     9
tharai-fund            247    1576     495            89        15     9
tharai-savings          16     110      54             7         7     4
paknakhon-fund          70     284     129            23        13     5
paknakhon-village       33     111      57             6         7     4
bangchak-fund          252    1063     439            92        13     9
bangchak-bank          259     810     457            68        15     6
bangchak-savings        31     179      79             9         5     2
thasala-fund           311    1709     776            59        13     6
thasala-council          0      65      18             2         5     4
thakhuen-fund          459    1911     891            89        15    10
thakhuen-savings        16     106      43             3         9     5
mokhlan-fund            68     555     190            32        11     8
mokhlan-mosque         118     582     306            52         9     4
sichon-fund            475    2236     737            91         9     6
sichon-savings          22     165      81            11         9     5
sichon-village          31     188      74            15         5     2
thungprang-fund        142    1153     432            98        13     5
thungprang-satja       214     808     369            83         9     5
thepparat-fund         148     507     257            48        11     5
thepparat-elders         0       0      97             3         9     6
khlongnoi-fund         102     349     174            20        13     6
khlongnoi-bank         101     646     312            52        11     5
hulong-satja            96     434     167            21         7     5
khanapnak-fund          74     283     140            10        15     7
khanapnak-savings        7      61      17             1         7     3
khanapnak-council        0      39      13             3         9     6
chamai-fund            260     923     499            77         9     4
chamai-village          28     128      55             7         9     4
chamai-volunteers        0      74      19             5         7     5
kapang-fund            318    1612     649            79         9     6
kapang-satja            49     203      66            13         9     4
nawae-fund              65     471     181            16        11     5
chandi-fund             64     452     178            19        11     6
chandi-village          73     297     117            13         9     5
chauat-fund             92     475     241            42        11     8
chauat-savings           7      40      13             2         9     4
chauat-council           0      47      15             1         9     4
khreng-satja             -       -       -             -         7     5
khreng-volunteers        0      93      24             4         9     6
kamlon-satja            17      94      40             3         5     4
kamlon-village           5      23       9             1         5     3
"""

# In baht: the balance, what came in within twelve months from whom, and what was spent.
MONEY = """
organisation      balance members    lao  state donations earnings benefits  admin
khlang-fund        774680  498800  43000 111000         0        0   373600  64700
khlang-elders       65430   36000   7500      0         0        0    29600   6000
khlang-women         1030    6200      0    800         0        0      800   1300
tharai-fund       4468920  770900 180000 299000     13500        0  1034200  25200
tharai-savings      44650   20000   7000      0         0        0    19300    500
paknakhon-fund      45070   96200  11000  47000         0        0    18500  12800
paknakhon-village   12950   17000   6000      0         0        0    18100   3000
bangchak-fund     3759080  578800 312000 235000     15700        0  1074200  45700
bangchak-bank      455950  201300  23000  31000         0        0   205300   9300
bangchak-savings    75370   33300      0      0      8500    12900    42800   4100
thasala-fund      4951830  971900      0 333000     19700        0  1158800  48600
thasala-council      5720    4000      0      0         0     1800     3700    800
thakhuen-fund     2301070 1179200  53000      0      8800    47000   795900  59000
thakhuen-savings    52800   20500   1500      0         0     5600    20900    800
mokhlan-fund       417930  229100      0  89000     34000        0   280200  28600
mokhlan-mosque     279380  173800      0      0         0    80000   193000  33900
sichon-fund       4709200  955600 959000 439000     48000        0  1434200 109600
sichon-savings      61370   29500      0      0      2300     9600    34400   2800
sichon-village      98500   27100   9000      0      2700    11300    41300   1300
thungprang-fund   1093810  520500  24000 216000         0        0   524700  35100
thungprang-satja   812680  439600  11000      0      5400        0   388700  17100
thepparat-fund     639250  254500  95000 102000         0        0   378400  22200
thepparat-elders    14180   10500      0      0         0     3400     9500   1800
khlongnoi-fund     658750  182800  57000  88000         0        0   247200  28500
khlongnoi-bank     438050  149100  57000      0         0    70000   209500   6100
hulong-satja       271740  210000      0      0      5700    49000   215200  37900
khanapnak-fund     314430  134100  35000  26000         0        0   145600  21000
khanapnak-savings   13460   10700      0      0         0     2100    11400   1700
khanapnak-council     790    3000      0      0         0        0     2500    400
chamai-fund        938630  594000 154000      0         0        0   671900  42400
chamai-village      30540   17300      0   2300     11000     6600    21800   3200
chamai-volunteers   68320   23100      0      0         0     4700    23900   3300
kapang-fund       2010340  834300 181000 248000         0        0   739500  50700
kapang-satja       252780  109100      0      0      9700    43000   121600  12800
nawae-fund        1054500  208800  18500  54000         0        0   234400  10000
chandi-fund             ?  198400      ?      ?         0        0   171500      ?
chandi-village      56090   51700      0      0      3200    23000    57400  10700
chauat-fund        399770  288000  24000      0     46000        0   303100  22300
chauat-savings      31070    6900      0      0      7400     1400    12300   1500
chauat-council      18400       0      0  25000         0        0        -   6600
khreng-satja            ?   48600      0      ?         ?        0    31000      ?
khreng-volunteers   33720   29800      0      0         0     5200    24300   4900
kamlon-satja        70380   40500      0      0         0     6900    43000   5000
kamlon-village       5960    3700      0      0         0     1800     4300    700
"""

# How it is run, and the welfare it gives.
CARE = """
organisation      meetings rules accounts disclosure welfare people days vulnerable
khlang-fund             12     3        3          3     yes    307   10          2
khlang-elders            5     2        2          2     yes     27   29          2
khlang-women             4     2        1          1     yes      2   57          1
tharai-fund             12     4        3          2     yes    640    6          4
tharai-savings           7     3        2          3     yes     47   10          4
paknakhon-fund           4     3        3          2     yes     27   18          2
paknakhon-village        4     2        3          2     yes     17   13          2
bangchak-fund           12     4        4          3     yes    239    4          3
bangchak-bank            6     3        3          2     yes    265    8          2
bangchak-savings         5     2        1          2     yes     23   12          2
thasala-fund            12     3        3          2     yes    490   15          3
thasala-council          4     3        3          3     yes     10    9          3
thakhuen-fund           12     4        4          4     yes    720    7          4
thakhuen-savings         4     3        3          3     yes     14    8          3
mokhlan-fund             5     3        2          2     yes     89   13          2
mokhlan-mosque           5     3        0          3     yes     68   17          3
sichon-fund             12     4        4          4     yes    665    6          4
sichon-savings           8     3        3          2     yes     42    3          3
sichon-village          10     3        3          1     yes     47   14          3
thungprang-fund          7     3        3          3     yes    182   28          2
thungprang-satja         9     4        4          3     yes    237   10          3
thepparat-fund          12     4        2          2     yes    146   15          2
thepparat-elders         2     1        2          1     yes      8   14          2
khlongnoi-fund          12     3        3          4     yes     52   18          1
khlongnoi-bank          12     4        4          3     yes    160    4          3
hulong-satja             8     2        3          1     yes     76    4          2
khanapnak-fund           4     3        4          2     yes     95   27          3
khanapnak-savings        4     2        2          1     yes     15    9          3
khanapnak-council        4     2        1          1     yes      3    ?          1
chamai-fund             12     4        4          3     yes    176   10          3
chamai-village           4     2        1          1     yes     25   15          3
chamai-volunteers        5     2        2          2     yes     10   29          3
kapang-fund             10     4        3          3     yes    631    4          3
kapang-satja             7     2        3          2     yes     48    5          3
nawae-fund               6     3        3          2     yes    167   12          3
chandi-fund              6     3        1          2     yes      ?    ?          1
chandi-village           5     3        3          1     yes     55   11          3
chauat-fund              9     3        3          2     yes    117    9          2
chauat-savings           5     3        3          2     yes      6    9          1
chauat-council           6     3        2          2      no      -    -          -
khreng-satja             4     2        ?          1     yes      ?   30          1
khreng-volunteers        4     2        2          0     yes      9   59          2
kamlon-satja             5     2        2          2     yes     12   19          1
kamlon-village           5     2        2          2     yes      1   29          1
"""

# The kinds of benefit in their rules.
BENEFITS = """
organisation      benefits
khlang-fund       birth,elderly,illness,death
khlang-elders     elderly,illness,death,health_promotion
khlang-women      death
tharai-fund       birth,elderly,illness,death,disadvantaged,disaster,health_promotion
tharai-savings    birth,elderly,illness,death,education,disadvantaged,disaster
paknakhon-fund    illness,death
paknakhon-village death,education
bangchak-fund     birth,elderly,illness,death,education,disadvantaged,disaster,housing,health_promotion,culture
bangchak-bank     birth,elderly,illness,death,education
bangchak-savings  birth,elderly,illness,death,education
thasala-fund      birth,elderly,illness,death,disadvantaged,housing,health_promotion,other
thasala-council   disadvantaged,disaster,culture
thakhuen-fund     birth,elderly,illness,death,education,disadvantaged
thakhuen-savings  birth,illness,death,education
mokhlan-fund      birth,elderly,illness,death,disadvantaged
mokhlan-mosque    death,education,disadvantaged,culture
sichon-fund       birth,elderly,illness,death,education,disadvantaged,disaster,occupation,housing,health_promotion
sichon-savings    birth,elderly,illness,death,education,disadvantaged
sichon-village    birth,elderly,illness,death,education,disadvantaged,disaster
thungprang-fund   birth,elderly,illness,death,disadvantaged,housing,culture
thungprang-satja  birth,elderly,illness,death,education,disadvantaged
thepparat-fund    birth,elderly,illness,death,disadvantaged,disaster,housing
thepparat-elders  elderly,illness,death
khlongnoi-fund    birth,elderly,illness,death,education,disadvantaged,disaster,housing
khlongnoi-bank    birth,elderly,illness,death,education,disadvantaged,disaster,occupation,health_promotion,culture
hulong-satja      birth,elderly,illness,death
khanapnak-fund    birth,elderly,illness,death,disadvantaged
khanapnak-savings birth,illness,death,education
khanapnak-council disadvantaged,disaster
chamai-fund       birth,elderly,illness,death,disadvantaged,disaster,occupation,housing,health_promotion
chamai-village    birth,illness,death,education
chamai-volunteers birth,elderly,illness,death,education,disadvantaged,health_promotion
kapang-fund       birth,elderly,illness,death,education,disadvantaged,culture
kapang-satja      birth,elderly,illness,death,disadvantaged
nawae-fund        birth,elderly,illness,death,education,disadvantaged
chandi-fund       birth,illness,death
chandi-village    birth,elderly,illness,death,education,disadvantaged,disaster
chauat-fund       birth,elderly,illness,death,disadvantaged,health_promotion,culture
chauat-savings    birth,elderly,illness,death,education
chauat-council    -
khreng-satja      illness,death
khreng-volunteers birth,elderly,illness,death,health_promotion
kamlon-satja      birth,illness,death
kamlon-village    death,education
"""

# The community plan, the partners, and what they wish for.
LINKS = """
organisation      plan items data partners role support                   pilot
khlang-fund          2     2    2        3    4 members,plan              yes
khlang-elders        2     1    2        2    3 accounting,rules,members  undecided
khlang-women         1     0    2        4    2 accounting,rules,plan     no
tharai-fund          3     2    2        3    4 it                        yes
tharai-savings       3     6    4        7    4 accounting,members        yes
paknakhon-fund       2     1    2        3    2 members,plan              yes
paknakhon-village    2     1    2        3    3 rules,plan                undecided
bangchak-fund        2     1    2        6    4 plan,it                   yes
bangchak-bank        3     2    4        4    3 members                   yes
bangchak-savings     1     1    2        2    3 accounting,rules,members  undecided
thasala-fund         3     3    4        6    2 matching                  yes
thasala-council      2     0    2        2    1 plan,matching             undecided
thakhuen-fund        3     5    2        6    3 it                        yes
thakhuen-savings     4     3    4        3    3 it                        undecided
mokhlan-fund         3     0    4        4    2 accounting,matching       undecided
mokhlan-mosque       3     2    2        2    2 accounting,matching       yes
sichon-fund          4     2    4        7    3 it                        yes
sichon-savings       3     2    4        3    2 matching                  yes
sichon-village       2     3    4        4    4 plan                      yes
thungprang-fund      4     2    2        2    3 members                   undecided
thungprang-satja     3     2    2        3    4 members                   yes
thepparat-fund       3     3    4        4    2 accounting,members        yes
thepparat-elders     2     1    2        1    1 accounting,rules,plan     undecided
khlongnoi-fund       3     3    2        6    3 members                   yes
khlongnoi-bank       4     1    4        6    3 it                        yes
hulong-satja         2     1    2        4    3 rules,members,plan        yes
khanapnak-fund       2     1    2        7    3 plan                      undecided
khanapnak-savings    3     1    2        2    3 accounting,rules,members  undecided
khanapnak-council    2     0    2        1    1 accounting,rules,plan     no
chamai-fund          3     2    2        2    2 members                   yes
chamai-village       2     1    4        2    3 accounting,rules,members  yes
chamai-volunteers    2     3    2        4    3 accounting,rules,plan     undecided
kapang-fund          3     5    2        5    4 it                        yes
kapang-satja         3     1    4        4    3 rules,members,matching    undecided
nawae-fund           3     3    2        4    3 it                        yes
chandi-fund          2     ?    0        2    2 accounting,plan           undecided
chandi-village       3     1    2        2    3 members,matching          undecided
chauat-fund          3     1    0        2    3 it                        undecided
chauat-savings       2     0    4        3    3 plan,matching             undecided
chauat-council       2     1    2        3    3 accounting,plan,matching  undecided
khreng-satja         ?     0    0        1    2 accounting,rules,matching undecided
khreng-volunteers    2     1    2        1    1 accounting,rules,plan     no
kamlon-satja         2     0    0        1    0 accounting,rules,plan     no
kamlon-village       2     1    2        2    0 accounting,rules,plan     no
"""

# The days on which they began, sent their answers (the last time) and were verified.
WHEN = """
organisation      began sent verified
khlang-fund          54   60       62
khlang-elders        88   92       93
khlang-women         58   64       68
tharai-fund          53   53       57
tharai-savings       56   57       60
paknakhon-fund       90   96       98
paknakhon-village    59   60       62
bangchak-fund        59   60       62
bangchak-bank        57   57       59
bangchak-savings     51   52       59
thasala-fund         92   93       96
thasala-council      57   63       67
thakhuen-fund        95   97      101
thakhuen-savings     82   86       93
mokhlan-fund         69   75       76
mokhlan-mosque       47   48       49
sichon-fund          48   49       52
sichon-savings       92   92       94
sichon-village       51   52       56
thungprang-fund      78   78       80
thungprang-satja     71   72       76
thepparat-fund       87   88       95
thepparat-elders    109  109      113
khlongnoi-fund       92   98      103
khlongnoi-bank       76   76       81
hulong-satja         75   75       77
khanapnak-fund       95   96      100
khanapnak-savings    53   54       56
khanapnak-council    94   95      100
chamai-fund          58   66       68
chamai-village       67   73       80
chamai-volunteers    47   48       49
kapang-fund         104  106      108
kapang-satja         80   88       90
nawae-fund           58   62       65
chandi-fund         111  113      115
chandi-village       81   81       84
chauat-fund          78   78       82
chauat-savings       92   92       94
chauat-council       62   62       67
khreng-satja        112  112      114
khreng-volunteers    76   78       82
kamlon-satja         91   91       98
kamlon-village      110  110      111
"""

# What goes with the choice "other".
OTHER_BENEFITS = {"thasala-fund": "ค่าน้ำมันรถรับส่งผู้ป่วยไปโรงพยาบาล"}

# The warnings that they looked at again and confirmed.
CONFIRMED = {
    "tharai-savings": ["W1"],  # members from the next village too
    "khlongnoi-bank": ["W3"],  # two village funds joined it
}

# organisation | first sent on | given back on | what stood there at first | warnings confirmed then | comment
GIVEN_BACK = """
chamai-fund  | 60 | 63 | benefits_paid_12m=6719000 | W2 |
  ข้อ QC7 เงินสวัสดิการที่จ่ายสูงกว่ารายรับหลายเท่า ดูเหมือนใส่ศูนย์เกินหนึ่งตัว โปรดเทียบกับสมุดบัญชีแล้วส่งใหม่
kapang-satja | 81 | 84 | beneficiaries_12m=319 |
  | ข้อ QE2 คนที่ได้รับสวัสดิการเท่ากับสมาชิกทั้งหมดพอดี โปรดนับเฉพาะคนที่ได้รับจริงใน 12 เดือน ไม่นับซ้ำ
"""

# organisation -> [(day, section, what was typed there so far)]
DRAFTS = {
    "thasala-satja": [
        (100, "A", {"founded_month": "3/2562", "legal_status": "none"}),
        (
            101,
            "B",
            {
                "service_population": "4,200",
                "members_total": "356",
                "members_12m_ago": "341",
                "villages_total": "6",
                "villages_covered": "5",
                "members_paid_up": "288",
            },
        ),
        (118, "C", {"fund_balance": "214,500", "member_contrib_12m": "118,300"}),
    ],
    "nawae-savings": [
        (95, "A", {"founded_month": "2549", "legal_status": "none"}),
        (96, "B", {"service_population": "640", "members_total": "๑๒๔"}),
    ],
}

# (place, of how many, column): those organisations stood one step lower in it in the year before.
LEARNED_SINCE = [
    (0, 2, "disclosure"),
    (1, 3, "accounts"),
    (2, 4, "rules"),
    (0, 3, "vulnerable"),
    (1, 2, "role"),
    (0, 1, "meetings"),
    (1, 3, "plan"),
]
