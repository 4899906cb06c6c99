"""What the organisations answer: typed as on the page, sent, looked through, and here and there returned."""

import uuid
from datetime import date

from surveys.answers import choices_of, prefilled
from surveys.models import Response
from welfare_movement.demo.cast import hour_of
from welfare_movement.demo.data import answers as data
from welfare_movement.demo.data.organisations import ORGANISATIONS
from welfare_movement.demo.data.tables import columns, rows
from welfare_movement.thai.digits import grouped
from welfare_movement.thai.eras import BETWEEN_ERAS

# The tables' columns, and the questions that they answer.
QUESTIONS = {
    "legal": "legal_status",
    "population": "service_population",
    "members": "members_total",
    "before": "members_12m_ago",
    "villages": "villages_total",
    "covered": "villages_covered",
    "paid": "members_paid_up",
    "committee": "committee_size",
    "women": "committee_women",
    "meetings": "meetings_12m",
    "rules": "rules_level",
    "accounts": "accounts_level",
    "disclosure": "disclosure_level",
    "welfare": "provides_welfare",
    "people": "beneficiaries_12m",
    "days": "median_days",
    "vulnerable": "vulnerable_care",
    "benefits": "benefit_types",
    "plan": "plan_status",
    "items": "local_plan_items",
    "data": "data_use",
    "partners": "active_partners",
    "role": "network_role",
    "support": "support_wanted",
    "pilot": "pilot_interest",
}
MONEY = {
    "balance": "fund_balance",
    "members": "member_contrib_12m",
    "lao": "lao_contrib_12m",
    "state": "state_contrib_12m",
    "donations": "donation_12m",
    "earnings": "own_earnings_12m",
    "benefits": "benefits_paid_12m",
    "admin": "admin_cost_12m",
}
GROUPS = ("children", "working", "elderly", "disadvantaged")
LISTS = ("benefit_types", "support_wanted")
UNKNOWN = {"?": "unknown"}
RESPONDENT = {row[0]: row[-1] or row[0] for row in rows(ORGANISATIONS)}


def tell(story, cast):
    for index, (key, days) in enumerate(columns(data.WHEN).items()):
        confirmed = data.CONFIRMED.get(key, ())
        story.at(int(days["began"]), hour_of(index), begin, cast, key)
        story.at(int(days["sent"]), hour_of(index, first=17, last=20), send, cast, key, {}, confirmed)
        story.at(int(days["verified"]), hour_of(index, first=10), verify, cast, key)
    for key, sent, returned, wrong, confirmed, comment in rows(data.GIVEN_BACK):
        question, _equals, figure = wrong.partition("=")
        story.at(int(sent), "18.40", send, cast, key, {question: figure}, confirmed.split())
        story.at(int(returned), "11.15", give_back, cast, key, comment)
    for key, parts in data.DRAFTS.items():
        for day, section, typed in parts:
            story.at(day, "19.05", keep_section, cast, key, section, typed)


# ── Typing ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def begin(cast, key):
    """Open the form and type the first sections; the rest is typed before sending."""
    response, whole = _response(cast, key), typed(cast, key)
    questionnaire = cast.round.questionnaire.questionnaire
    early = {question.key for question in questionnaire.questions if question.section in "ABC"}
    response.keep({name: words for name, words in whole.items() if name in early})


def keep_section(cast, key, section, words):
    """Keep one section as far as it is typed: what is still blank is kept blank, as the page sends it."""
    response = _response(cast, key)
    asked = cast.round.questionnaire.questionnaire.in_section(section)
    known = {**prefilled(response.assignment), "informant": _informant(cast, key)} if section == "A" else {}
    response.keep({question.key: {**known, **words}.get(question.key, _blank(question)) for question in asked})


def _blank(question):
    """What the page sends for a question that was passed over."""
    if question.type == "parts":
        return {part.key: "" for part in question.parts}
    return [] if question.type in ("multi_choice", "networks") else ""


def typed(cast, key):
    """All answers of an organisation, as someone types them."""
    assignment = _response(cast, key).assignment
    return {
        **prefilled(assignment),
        **_figures(key, data.LEARNED_SINCE if cast.is_earlier else ()),
        **({"benefit_types_other": data.OTHER_BENEFITS[key]} if key in data.OTHER_BENEFITS else {}),
        "founded_month": _founded(cast.round.reference_month, int(columns(data.MEMBERS)[key]["age"])),
        "informant": _informant(cast, key),
    }


def _figures(key, learned):
    """The words of the tables, by question: numbers with commas, lists as lists, nothing where nothing was asked.

    learned: (which of how many organisations, column) of what stood one step lower a year before.
    """
    words = {}
    for table in (data.MEMBERS, data.GROUPS, data.CARE, data.BENEFITS, data.LINKS):
        told = {**columns(table)[key]}
        for place, of, name in learned:
            if name in told and list(RESPONDENT).index(key) % of == place:
                told[name] = _one_less(told[name])
        words.update({QUESTIONS[name]: word for name, word in told.items() if name in QUESTIONS})
    words.update({MONEY[name]: word for name, word in columns(data.MONEY)[key].items()})
    figures = {name: _as_typed(name, word) for name, word in words.items() if word != "-"}
    groups = {name: columns(data.GROUPS)[key][name] for name in GROUPS}
    if "-" not in groups.values():
        groups["working_age"] = groups.pop("working")
        figures["members_by_group"] = {name: _as_typed(name, word) for name, word in groups.items()}
    return figures


def _one_less(word):
    return str(max(int(word) - 1, 0)) if word.isdecimal() else word


def _as_typed(name, word):
    if name in LISTS:
        return word.split(",")
    return grouped(int(word)) if word.isdecimal() else UNKNOWN.get(word, word)


def _founded(month, age):
    """The month so many months before the survey month, as people write it: 3/2555."""
    months = month.year * 12 + month.month - 1 - age
    founded = date(months // 12, months % 12 + 1, 1)
    return f"{founded.month}/{founded.year + BETWEEN_ERAS}"


def _informant(cast, key):
    person = cast.people[RESPONDENT[key]]
    return {"name": person.full_name, "position": person.position, "phone": person.phone, "consent": True}


# ── Sending and looking through ────────────────────────────────────────────────────────────────────────────────────
def send(cast, key, wrong, confirmed):
    """Type the rest and send, as the page does it: what is stored is what could be read of what was typed."""
    response = _response(cast, key)
    response.keep({**typed(cast, key), **wrong})
    questionnaire = cast.round.questionnaire.questionnaire
    known = {name: {value for value, _words in pairs} for name, pairs in choices_of(response.assignment).items()}
    parsed = questionnaire.parse(response.typed, places=known["place"], networks=known["networks"])
    if parsed.bad:
        raise ValueError(f"The answers of {key} cannot be read: {parsed.bad}; mend the tables.")
    person = cast.people[RESPONDENT[key]]
    response.submit(
        parsed.answers,
        key=uuid.uuid5(
            uuid.NAMESPACE_URL, f"demo:{cast.cycle.year}:{cast.round.stage}:{key}:{response.submissions.count()}"
        ),
        by=person if person.email else None,
        confirmed=True,
        warnings_confirmed=frozenset(confirmed),
    )


def verify(cast, key):
    response = _response(cast, key)
    response.verify(response.latest, by=_reviewer(cast, key))


def give_back(cast, key, comment):
    response = _response(cast, key)
    response.give_back(response.latest, by=_reviewer(cast, key), comment=comment)


def _response(cast, key):
    """The response of an organisation, begun by whoever holds its link where it is not yet."""
    assignment = cast.round.assignments.select_related("link", "organisation").get(organisation=cast.organisations[key])
    response, is_new = Response.objects.get_or_create(assignment=assignment)
    if is_new:
        assignment.link.mark_opened()
    return response


def _reviewer(cast, key):
    return cast.reviewer_of(cast.organisations[key].tambon.district_id)
