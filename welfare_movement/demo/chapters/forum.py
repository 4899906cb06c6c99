"""Stage FORUMS: the forum is planned, filled, held; its declaration adopted, its pledges made, its gate passed.

The crowd is brought in by the hundred, as the pages would have left it; a dozen of each deed is done by its verb.
"""

from datetime import timedelta
from itertools import count, cycle

from django.utils import timezone

from forums.models import Declaration, Gathering, Invitation, Pledge, ProgrammeItem, Proposal, Registration
from forums.seats import Comer, moving_up
from welfare_movement.demo.cast import hour_of
from welfare_movement.demo.data import forum as data
from welfare_movement.demo.data.calendar import FORUM
from welfare_movement.demo.data.tables import rows
from welfare_movement.people.models import Link, User
from welfare_movement.places.models import Tambon
from welfare_movement.process.audiences import people_of
from welfare_movement.process.stages import Stage
from welfare_movement.thai.sorting import sort_key

INVITED = ["partners.joined", "surveys.network_representatives"]
DOOR = [f"0{8 + minute // 60}.{minute % 60:02}" for minute in range(5, 100, 5)]  # from 08.05 until 09.35

IN_TOWN = 14  # more people of the town than its share
STAYS_AWAY = 16  # one in so many


def tell(story, cast):
    first, day = data.FORUM_PLANNED, FORUM
    story.at(first, "15.30", plan, story, cast)
    story.at(first, "16.00", write_programme, story, cast)
    story.at(first, "16.30", invite, cast)
    story.at(first + 1, "09.00", accept, cast)
    story.at(first + 1, "12.00", crowd_in, cast)
    story.at(first + 2, "16.00", draft, cast)
    for index, hour in enumerate(DOOR):
        story.at(day, hour, check_in, cast, index)
    for number in range(data.WALK_INS):
        story.at(day, f"09.{40 + number}", walk_in, cast, number)
    for partner, hour, *promise in rows(data.PARTNER_PLEDGES):
        story.at(day, hour, pledge, story, cast, partner, *promise)
    for tambon, hour, *promise in rows(data.TAMBON_PLEDGES):
        story.at(day, hour, pledge, story, cast, tambon, *promise)
    for index, (hour, zone, district, said_by, text, decided) in enumerate(rows(data.PROPOSALS)):
        story.at(day, hour, propose, cast, zone, district, said_by, text)
        if decided:
            story.at(day + 6, hour_of(index), take_up, cast, text, decided)
    story.at(day, "15.20", adopt, cast)
    story.at(day, "16.30", hold, cast)
    story.at(data.FORUM_PASSED, "10.00", pass_gate, cast)


def forum_of(cast):
    return Gathering.objects.forum().standing().select_related("cycle__province").get(cycle=cast.cycle)


def plan(story, cast):
    planned = Gathering(
        cycle=cast.cycle,
        stage=Stage.FORUMS,
        title=data.TITLE,
        venue=data.VENUE,
        capacity=data.SEATS,
        starts_at=story.moment(FORUM, "09.00"),
        ends_at=story.moment(FORUM, "16.00"),
        closes_at=story.moment(FORUM, "09.00"),
    ).plan(by=cast.coordinator, event=cast.cycle.planned_events.filter(stage=Stage.FORUMS).first())
    story.remind_of_gathering(planned)


def write_programme(story, cast):
    points = [
        ProgrammeItem(
            gathering=forum_of(cast),
            starts_at=story.moment(FORUM, hour),
            kind="plenary" if zone == "-" else "breakout",
            zone="" if zone == "-" else zone,
            title=title,
            speaker=speaker,
            room=room,
        )
        for hour, zone, title, speaker, room in rows(data.PROGRAMME)
    ]
    ProgrammeItem.objects.bulk_create(points)


# ── Those who come ─────────────────────────────────────────────────────────────────────────────────────────────────
def invite(cast):
    Invitation.invite(forum_of(cast), list(people_of(cast.cycle, INVITED)), by=cast.coordinator)


def accept(cast):
    """The people of the partners that pledge register by the link of their invitation."""
    forum = forum_of(cast)
    for partner, *_promise in rows(data.PARTNER_PLEDGES):
        person = _representative(cast, partner)
        forum.register(person, consents=True, organisation=cast.participations[partner].partner.shown)


def crowd_in(cast):
    """Two days of the open page at once: so many of each tambon, given seats by the rule in the order of the line."""
    forum, now = forum_of(cast), timezone.now()
    tambons = _tambons_of_the_crowd(cast)
    people = _people(len(tambons))
    links = Link.objects.bulk_create(
        [Link.drawn("forums.Registration", by=each, expires_at=forum.links_expire_at) for each in people]
    )
    seated = {*moving_up([Comer(index, each.district_id) for index, each in enumerate(tambons)], forum.room())}
    codes = _codes(forum)
    Registration.objects.bulk_create(
        [
            Registration(
                gathering=forum,
                person=person,
                tambon=tambon,
                link=link,
                code=next(codes),
                registered_at=now + timedelta(seconds=index),
                seated_at=now + timedelta(seconds=index) if index in seated else None,
            )
            for index, (person, tambon, link) in enumerate(zip(people, tambons, links, strict=True))
        ]
    )


def _tambons_of_the_crowd(cast):
    """One tambon for each, the tambons of the province in turn; the town sends more than its seats."""
    known = Tambon.objects.filter(district__province=cast.province).exclude(district__in=data.NOBODY_REGISTERED)
    everywhere = list(known.order_by("code"))
    town = [each for each in everywhere if each.district_id == "8001"]
    turn = cycle(everywhere)
    return [each for each, _n in zip(cycle(town), range(IN_TOWN), strict=False)] + [
        next(turn) for _number in range(data.REGISTERED - IN_TOWN)
    ]


def _people(number, *, first=0):
    """People with made-up names, the same ones each time, no two of the same name; some came to an earlier forum."""
    given, family = data.GIVEN.split(), data.FAMILY.split()
    known = {each.phone: each for each in User.objects.filter(phone__startswith="0800001")}
    made = []
    for index in range(first, first + number):
        name, other = given[index % len(given)], family[(index * 7 + index // len(given)) % len(family)]
        person = User(
            prefix="นาง" if index % 2 else "นาย",
            given_name=name,
            family_name=other,
            position=data.POSITIONS[index % len(data.POSITIONS)],
            phone=f"080000{1000 + index}",
            sort_key=sort_key(f"{name} {other}"),
        )
        person.set_unusable_password()
        made.append(known.get(person.phone, person))
    User.objects.bulk_create([each for each in made if each.pk is None])
    return made


def _codes(forum):
    """Codes for the door that nobody has yet, the same each time."""
    taken = {*forum.registrations.values_list("code", flat=True)}
    drawn = (f"{number * 7919 % 1_000_003 % 1_000_000:06}" for number in count(101))
    for code in drawn:
        if code not in taken:
            taken.add(code)
            yield code


def check_in(cast, index):
    """Those who come in these minutes; nearly all come, and of one district nobody."""
    forum = forum_of(cast)
    seated = forum.registrations.seated().absent().exclude(tambon__district__in=data.NOBODY_CAME)
    numbered = [(int(each.person.phone[-3:] or 0), each) for each in seated.select_related("person").order_by("pk")]
    ours = [each for number, each in numbered if number % len(DOOR) == index and number % STAYS_AWAY]
    for each in ours[:1]:
        each.check_in(by=cast.assistant)
    now = {"checked_in_at": timezone.now(), "checked_in_by": cast.assistant}
    forum.registrations.filter(pk__in=[each.pk for each in ours[1:]]).update(**now)


def walk_in(cast, number):
    person = _people(1, first=data.REGISTERED + number)[0]
    tambon = Tambon.objects.filter(district=f"80{(3, 9, 12)[number % 3]:02}").order_by("code")[number // 3]
    forum_of(cast).walk_in(person, by=cast.coordinator, tambon=tambon)


# ── What is said there ─────────────────────────────────────────────────────────────────────────────────────────────
def _representative(cast, partner):
    named = cast.participations[partner].partner.representatives.select_related("user").order_by("pk")
    return named.first().user


def pledge(story, cast, who, kind, text, days):
    """A partner by the phone of its representative, a tambon by that of someone who came from it."""
    forum, due_on = forum_of(cast), story.day(FORUM + int(days))
    if who in cast.participations:
        participation = cast.participations[who]
        ticket = forum.registrations.get(person=_representative(cast, who))
        Pledge.make(forum, text=text, kind=kind, due_on=due_on, participation=participation, registration=ticket)
        return
    ticket = forum.registrations.checked_in().filter(tambon=who).first()
    by = None if ticket else cast.coordinator
    tambon = Tambon.objects.get(code=who)
    Pledge.make(forum, text=text, kind=kind, due_on=due_on, tambon=tambon, registration=ticket, by=by)


def propose(cast, zone, district, said_by, text):
    Proposal.objects.create(
        gathering=forum_of(cast),
        zone=zone,
        district_id=None if district == "-" else district,
        said_by=said_by,
        text=text,
        written_by=cast.assistant,
    )


def take_up(cast, text, decided):
    Proposal.objects.get(gathering=forum_of(cast), text=text).take_up(decided, by=cast.coordinator)


def draft(cast):
    Declaration.objects.create(gathering=forum_of(cast), text=data.DECLARATION, drafted_by=cast.coordinator)


def adopt(cast):
    Declaration.objects.get(gathering=forum_of(cast)).adopt(by=cast.coordinator)


def hold(cast):
    forum_of(cast).hold(by=cast.coordinator)


def pass_gate(cast):
    cast.cycle.pass_gate(Stage.FORUMS, by=cast.coordinator)
