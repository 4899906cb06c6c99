"""The method a second time, written straight from its table: no data, no plan, one question after another."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

WEIGHTS = {"M": 20, "F": 20, "G": 20, "B": 20, "P": 10, "N": 10}


def two_places(figure):
    exact = Decimal(figure.numerator) / Decimal(figure.denominator)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def naive_grade(a):
    def known(*keys):
        return all(a.get(key) not in (None, "unknown") for key in keys)

    def answer(key):
        return a[key] if known(key) else None

    if a.get("provides_welfare") == "no":
        return {"grade": "U", "score": None}
    young = a["age_months"] < 12
    sources = ["member_contrib_12m", "lao_contrib_12m", "state_contrib_12m", "donation_12m", "own_earnings_12m"]
    income = sum(a[key] for key in sources) if known(*sources) else None
    points = {
        **members(answer, a["scope"] == "village", young),
        **finance(answer, income, young, [answer(key) for key in sources]),
        **benefits(answer, young),
        **links(answer),
    }
    levels = {"G2": "rules_level", "G3": "accounts_level", "G4": "disclosure_level", "B4": "vulnerable_care"}
    levels |= {"P1": "plan_status", "P3": "data_use", "N3": "network_role"}
    points |= {code: "UNK" if answer(key) is None else a[key] for code, key in levels.items()}
    return whole(points, answer("accounts_level"))


def members(answer, village, young):
    population, now, before = answer("service_population"), answer("members_total"), answer("members_12m_ago")
    villages, covered, paid_up = answer("villages_total"), answer("villages_covered"), answer("members_paid_up")
    found = {}
    if population is None or now is None:
        found["M1"] = "UNK"
    else:
        found["M1"] = at_least(Fraction(100 * now, population), 50, 30, 15, 5)
    if young or before == 0:
        found["M2"] = "NA"
    elif now is None or before is None:
        found["M2"] = "UNK"
    else:
        found["M2"] = at_least(Fraction(100 * (now - before), before), 10, 3, -3, -10)
    if village:
        found["M3"] = "NA"
    elif villages is None or covered is None:
        found["M3"] = "UNK"
    else:
        found["M3"] = at_least(Fraction(100 * covered, villages), 100, 75, 50, 25)
    if paid_up is None or now is None:
        found["M4"] = "UNK"
    elif now == 0:
        found["M4"] = 0
    else:
        found["M4"] = at_least(Fraction(100 * paid_up, now), 90, 75, 60, 40)
    return found


def finance(answer, income, young, sources):
    balance, paid, cost = answer("fund_balance"), answer("benefits_paid_12m"), answer("admin_cost_12m")
    found = {}
    if paid == 0 and young:
        found["F1"] = "NA"
    elif paid is None or balance is None:
        found["F1"] = "UNK"
    elif paid == 0:
        found["F1"] = 4 if balance > 0 else 0
    else:
        found["F1"] = at_least(Fraction(balance, paid), 3, 2, 1, Fraction(1, 2))
    if income is None or paid is None or cost is None:
        found["F2"] = "UNK"
    elif income == 0:
        found["F2"] = 0
    else:
        found["F2"] = at_least(Fraction(100 * (income - paid - cost), income), 20, 10, 0, -10)
    if income is None or cost is None:
        found["F3"] = "UNK"
    elif income == 0:
        found["F3"] = 0 if cost else "NA"
    else:
        found["F3"] = at_least(-Fraction(100 * cost, income), -5, -10, -15, -20)
    if income is None:
        found["F4"] = "UNK"
    else:
        found["F4"] = min(4, len([amount for amount in sources if amount > 0]))
    meetings = answer("meetings_12m")
    found["G1"] = "UNK" if meetings is None else at_least(meetings, 12, 6, 4, 1)
    return found


def benefits(answer, young):
    types, helped, now = answer("benefit_types"), answer("beneficiaries_12m"), answer("members_total")
    days, paid = answer("median_days"), answer("benefits_paid_12m")
    found = {}
    found["B1"] = "UNK" if types is None else at_least(len({each for each in types if each != "none"}), 9, 6, 4, 2)
    if young:
        found["B2"] = "NA"
    elif helped is None or now is None:
        found["B2"] = "UNK"
    elif now == 0:
        found["B2"] = 0
    else:
        found["B2"] = at_least(Fraction(100 * helped, now), 20, 10, 5, 1)
    if paid == 0:
        found["B3"] = "NA"
    elif paid is None or days is None:
        found["B3"] = "UNK"
    elif days <= 7:
        found["B3"] = 4
    elif days <= 15:
        found["B3"] = 3
    elif days <= 30:
        found["B3"] = 2
    else:
        found["B3"] = 1 if days <= 60 else 0
    return found


def links(answer):
    items, local, own, partners = (
        answer(key) for key in ("local_plan_items", "lao_contrib_12m", "member_contrib_12m", "active_partners")
    )
    found = {}
    if items is None:
        found["P2"] = "UNK"
    else:
        found["P2"] = {0: 0, 1: 2, 2: 3, 3: 3}.get(items, 4)
    if own == 0:
        found["N1"] = "NA"
    elif own is None or local is None:
        found["N1"] = "UNK"
    elif local == 0:
        found["N1"] = 0
    else:
        found["N1"] = max(1, at_least(Fraction(100 * local, own), 100, 50, 20, 0))
    found["N2"] = "UNK" if partners is None else at_least(partners, 5, 3, 2, 1)
    return found


def at_least(figure, four, three, two, one):
    if figure >= four:
        return 4
    if figure >= three:
        return 3
    if figure >= two:
        return 2
    return 1 if figure >= one else 0


def whole(points, accounts):
    weighted = weights = Fraction(0)
    scores = {}
    for dimension, weight in WEIGHTS.items():
        applied = [given for code, given in points.items() if code[0] == dimension and given != "NA"]
        exact = Fraction(100 * sum(given for given in applied if given != "UNK"), 4 * len(applied))
        scores[dimension] = two_places(exact)
        weighted += weight * exact
        weights += weight
    score = two_places(weighted / weights)
    applied = [given for given in points.values() if given != "NA"]
    completeness = two_places(Fraction(100 * len([given for given in applied if given != "UNK"]), len(applied)))
    caps = []
    if min(scores.values()) < 50:
        caps.append("CAP1")
    if scores["G"] < 40:
        caps.append("CAP2")
    if accounts in (None, 0):
        caps.append("CAP3")
    before = "A" if score >= 80 else "B" if score >= 65 else "C" if score >= 50 else "D"
    letter = before
    if "CAP1" in caps and letter == "A":
        letter = "B"
    if ("CAP2" in caps or "CAP3" in caps) and letter in "AB":
        letter = "C"
    return {
        "grade": "U" if completeness < 70 else letter,
        "grade_before_caps": before,
        "caps": caps,
        "score": str(score),
        "completeness": str(completeness),
        "indicators": points,
    }
