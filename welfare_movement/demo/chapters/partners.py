"""Stage PARTNERS: the partners are asked in, lay down their work, do their homework, and take their stance."""

from partners.homework import LEADS, WEEK
from partners.models import (
    Gains,
    Gives,
    Hesitation,
    Linkage,
    LinkagePartner,
    Participation,
    Partner,
    Representative,
    Work,
    WorkPlace,
    WorkTarget,
)
from partners.reminders import remind
from welfare_movement.demo.cast import hour_of, meet
from welfare_movement.demo.chapters.meetings import pass_on
from welfare_movement.demo.data import linkages
from welfare_movement.demo.data.calendar import (
    CYCLE_CLOSED,
    FIRST_CONSULTATION,
    HOMEWORK_DUE,
    PARTNERS_ASKED,
    PARTNERS_PASSED,
)
from welfare_movement.demo.data.partners import HESITATIONS, PARTNERS, STANCES, WORKS
from welfare_movement.demo.data.people import NETWORK_REPRESENTATIVES, REPRESENTATIVES
from welfare_movement.demo.data.tables import rows
from welfare_movement.process.stages import Stage

BEGUN_SHEETS = 40  # the day on which those who never handed theirs in wrote its first line
REPRESENTED_BY = {row[0]: row[-1] for row in rows(PARTNERS)}


def tell(story, cast):
    story.at(PARTNERS_ASKED, "08.30", meet, cast, REPRESENTATIVES)
    story.at(PARTNERS_ASKED, "08.40", meet, cast, NETWORK_REPRESENTATIVES)
    story.at(PARTNERS_ASKED, "10.00", ask, cast)
    story.at(FIRST_CONSULTATION, "14.00", give_homework, story, cast)
    story.at(PARTNERS_PASSED, "16.00", pass_gate, cast)
    for index, row in enumerate(rows(WORKS)):
        story.at(FIRST_CONSULTATION + index % 4, hour_of(index, first=13), lay_down, cast, *row)
    for index, (partner, day, *stance) in enumerate(rows(STANCES)):
        story.at(int(day), hour_of(index, first=13), take_stance, story, cast, partner, *stance)
    _tell_of_sheets(story, cast)
    for index, (partner, day, question, doubt, answered, *answer) in enumerate(rows(HESITATIONS)):
        story.at(int(day), hour_of(index, first=13), hesitate, cast, partner, question, doubt)
        if answered != "-":
            story.at(int(answered), hour_of(index), answer_doubt, cast, partner, doubt, *answer)


def _tell_of_sheets(story, cast):
    """A partner's first attempt is of AT_FIRST, where it has one; what it hands in last is of SHEETS."""
    at_first = {partner: (content, action) for partner, content, action in rows(linkages.AT_FIRST)}
    for partner, day, hour in rows(linkages.HANDED_IN):
        story.at(int(day), hour, hand_in, cast, partner, *at_first.pop(partner, ()))
    for partner, day, hour, comment in rows(linkages.GIVEN_BACK):
        story.at(int(day), hour, give_back, cast, partner, comment)
    for partner, day, hour in rows(linkages.ACCEPTED):
        story.at(int(day), hour, accept, cast, partner)
    for partner, day, hour, action in rows(linkages.RENEWED):
        story.at(int(day), hour, renew, cast, partner, action)
    handed_in = {partner for partner, *_when in rows(linkages.HANDED_IN)}
    for partner, *_said in rows(linkages.SHEETS):
        if partner not in handed_in:
            story.at(BEGUN_SHEETS, "15.10", fill_in, cast, partner)


def ask(cast):
    """Each partner is asked in, with the people who answer for it; in a next cycle all are asked anew."""
    for key, short_name, level, sector, name, function, people in rows(PARTNERS):
        words = {"short_name": short_name, "level": level, "sector": sector, "function": function}
        partner, is_new = Partner.objects.get_or_create(province=cast.province, name=name, defaults=words)
        cast.participations[key], _new = Participation.objects.get_or_create(cycle=cast.cycle, partner=partner)
        for person in people.split() if is_new else ():
            Representative.objects.create(partner=partner, user=cast.people[person])


def lay_down(cast, partner, what, content, districts, where, targets, for_whom, method, how):
    words = {"what": what, "where": where, "for_whom": for_whom, "how": how}
    work = Work.objects.create(participation=cast.participations[partner], content=content, method=method, **words)
    codes = [] if districts == "-" else districts.split()
    WorkPlace.objects.bulk_create([WorkPlace(work=work, district_id=code) for code in codes])
    WorkTarget.objects.bulk_create([WorkTarget(work=work, group=group) for group in targets.split()])


def take_stance(story, cast, partner, stance, reason, next_touch_on, next_touch, next_touch_by):
    on = None if next_touch_on == "-" else story.day(int(next_touch_on))
    person = cast.people[next_touch_by] if next_touch_by else None
    cast.participations[partner].take_stance(
        stance, by=cast.coordinator, reason=reason, next_touch_on=on, next_touch=next_touch, next_touch_by=person
    )


# ── The homework ───────────────────────────────────────────────────────────────────────────────────────────────────
def give_homework(story, cast):
    """A sheet for each partner, brought to everyone who answers for it; reminded of until it is handed in."""
    for asked in cast.participations.values():
        asked.give_homework(due_on=story.day(HOMEWORK_DUE), by=cast.coordinator)
    for day in [HOMEWORK_DUE - lead for lead in LEADS] + [*range(HOMEWORK_DUE + 1, CYCLE_CLOSED, WEEK)]:
        story.at(day, "08.20", remind)
        story.at(day, "08.40", pass_on, cast)


def fill_in(cast, partner, content=None, action=None):
    """Write the sheet as the partner has it now. Returns it."""
    said = {key: rest for key, *rest in rows(linkages.SHEETS)}[partner]
    sheet = Linkage.objects.get(participation=cast.participations[partner])
    sheet.by_content, sheet.by_method, together, sheet.action, sheet.central_support = said
    aspects, sheet.wanted = {key: rest for key, *rest in rows(linkages.ASPECTS)}[partner]
    for aspect in aspects.split():
        setattr(sheet, aspect, True)
    if content:
        sheet.by_content, sheet.by_method, sheet.action = content, "", action
    sheet.save()
    _list_lines(cast, sheet, partner, together)
    return sheet


def _list_lines(cast, sheet, partner, together):
    """What is given, gained, and with whom; a sheet that is handed in again has them already."""
    if sheet.gives.exists():
        return
    given = [line for key, *line in rows(linkages.GIVES) if key == partner]
    Gives.objects.bulk_create(
        [
            Gives(linkage=sheet, kind=kind, what=what, quantity=quantity or None, unit=unit, period=period)
            for kind, what, quantity, unit, period in given
        ]
    )
    gained = [line for key, *line in rows(linkages.GAINS) if key == partner]
    Gains.objects.bulk_create([Gains(linkage=sheet, what=what, target=target) for what, target in gained])
    others = [cast.participations[key] for key in together.split()]
    LinkagePartner.objects.bulk_create([LinkagePartner(linkage=sheet, participation=other) for other in others])


def hand_in(cast, partner, *at_first):
    """By the account of whoever has one; by the personal link of those who have none."""
    sheet = fill_in(cast, partner, *at_first)
    keys = REPRESENTED_BY[partner]
    if any(cast.people[key].email for key in keys.split()):
        sheet.hand_in(by=cast.speaker(keys))
    else:
        recipient = sheet.recipients.select_related("link").order_by("pk").first()
        recipient.link.mark_opened()
        sheet.hand_in(through=recipient)


def renew(cast, partner, action):
    """What was promised for the first 90 days is done; the sheet says what comes next, and is handed in again."""
    sheet = Linkage.objects.get(participation=cast.participations[partner])
    sheet.action = action
    sheet.save()
    sheet.hand_in(by=cast.speaker(REPRESENTED_BY[partner]))


def accept(cast, partner):
    Linkage.objects.get(participation=cast.participations[partner]).accept(by=cast.coordinator)


def give_back(cast, partner, comment):
    Linkage.objects.get(participation=cast.participations[partner]).give_back(by=cast.coordinator, comment=comment)


# ── Doubts, and the gate ───────────────────────────────────────────────────────────────────────────────────────────
def hesitate(cast, partner, question, doubt):
    Hesitation.objects.create(participation=cast.participations[partner], question=question, text=doubt)


def answer_doubt(cast, partner, doubt, answer, answer_of):
    raised = Hesitation.objects.get(participation=cast.participations[partner], text=doubt)
    raised.reply(answer, by=cast.coordinator, answer_of=answer_of)


def pass_gate(cast):
    cast.cycle.pass_gate(Stage.PARTNERS, by=cast.coordinator)
