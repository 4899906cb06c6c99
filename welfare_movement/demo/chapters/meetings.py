"""Each meeting as its script says: planned, invited to, answered, held, written down, circulated and adopted."""

from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from welfare_movement.demo.cast import hour_of
from welfare_movement.demo.chapters import actions
from welfare_movement.demo.data.actions import SAID
from welfare_movement.demo.data.meetings import SCRIPTS
from welfare_movement.demo.paper import one_page
from welfare_movement.meetings.models import Attendance, Invitation, Meeting, Minutes, MinutesObjection, Resolution
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import User
from welfare_movement.process.audiences import people_of

LATER = {"accepted": "present", "substitute": "represented", "declined": "excused", "": "absent"}
QUORUM = {"quorum": 50, "quorum_unit": "percent"}
STANDARD_ITEM, EACH_POINT = 10, 30  # minutes
SOON = timedelta(minutes=20)  # within which the assistant passes on the texts of a reminder


def tell(story, cast):
    for script in SCRIPTS:
        tell_of(story, cast, script)


def tell_of(story, cast, script, *, team=None):
    """The whole of one meeting; team: the key of the team that calls it."""
    story.at(script.planned, "09.00", plan, story, cast, script, team)
    story.at(script.invited, "10.30", invite, story, cast, script)
    story.at(script.invited, "12.30", pass_on, cast)
    if script.drafted:
        tell_of_the_day(story, cast, script)


def tell_of_the_day(story, cast, script):
    """From the beginning of a meeting that is planned to the adoption of its minutes."""
    story.at(script.day, script.begins, record_attendance, cast, script)
    story.at(script.day, script.begins, adopt_earlier, cast, script)
    story.at(script.day, script.ends, write_down, story, cast, script)
    story.at(*script.drafted, draft, cast, script)
    story.at(*script.circulated, circulate, cast, script)
    if script.objection:
        person, raised, settled, text = script.objection
        story.at(raised, "19.20", object_to, cast, script, person, text)
        story.at(settled, "09.10", settle, cast, script)
    if script.adopted:
        story.at(script.circulated[0], "16.30", pass_on, cast)
    if isinstance(script.adopted, tuple):
        story.at(*script.adopted, adopt_by_silence, cast, script)


# ── Before ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def plan(story, cast, script, team=None):
    meeting = Meeting(
        cycle=cast.cycle,
        stage=script.stage,
        kind=script.kind,
        title=script.title,
        starts_at=story.moment(script.day, script.begins),
        ends_at=story.moment(script.day, script.ends),
        venue=script.venue,
        chair=script.chair,
        **QUORUM,
    )
    if team is None:
        planned = cast.cycle.planned_events.waiting().filter(stage=script.stage, on=story.day(script.day)).first()
        meeting.plan(by=cast.coordinator, event=planned)
    else:
        cast.groups[team].plan_meeting(meeting, by=cast.coordinator)
    cast.meetings[script.key], cast.scripts[script.key] = meeting, script
    for point in script.points:
        if point.position:
            brought = meeting.items.filter(section=point.section).exclude(source="").count()
            place = brought + point.position
            meeting.items.create(section=point.section, position=place, title=point.title, duration=EACH_POINT)
    meeting.items.filter(position=0).exclude(section=4).update(duration=STANDARD_ITEM)
    _attach(cast, meeting)
    if script.reminder:
        leads = sorted([*settings.REMINDER_LEADS, timedelta(days=3)])
        meeting.remind_by(leads, reminds=Meeting.Reminds.ALL, text=script.reminder, by=cast.coordinator)
    story.remind_of(meeting)
    _pass_on_reminders(story, cast, meeting)


def _attach(cast, meeting):
    """The paper that goes out with the first point for consideration."""
    point = meeting.items.filter(section=4, position=1).first()
    if point:
        paper = ContentFile(one_page(f"Agenda {point.number} - demonstration, made-up data"), name="paper.pdf")
        point.papers.create(title=f"เอกสารประกอบวาระ {point.number}", file=paper, added_by=cast.assistant)


def _pass_on_reminders(story, cast, meeting):
    for lead in meeting.leads.all():
        moment = meeting.starts_at - lead.lead + SOON
        if timezone.now() < moment <= story.loaded_at:
            story.at_moment(moment, pass_on, cast)


def invite(story, cast, script):
    """Invite, and let each answer in the days after, as the script says."""
    meeting = cast.meetings[script.key]
    single = [cast.people[key].pk for key in script.people]
    people = people_of(cast.cycle, script.audiences) | User.objects.filter(pk__in=single)
    meeting.invite(people.distinct().order_by("pk"), by=cast.coordinator)
    answering = meeting.invitations.select_related("person", "link", "meeting").order_by("pk")
    for index, invitation in enumerate(answering):
        key = cast.key_of(invitation.person)
        if key not in script.silent:
            answer, words = script.answers.get(key, (Invitation.Answer.ACCEPTED, ""))
            story.at(
                script.invited + 1 + index % 3,
                hour_of(index, last=19),
                answer_invitation,
                cast,
                invitation,
                answer,
                words,
            )


def answer_invitation(cast, invitation, answer, words):
    """By the personal link, as people without an account do; of those without e-mail every other one by telephone."""
    by_telephone = invitation.person.email is None and invitation.pk % 2
    if not by_telephone:
        invitation.link.mark_opened()
    invitation.reply(answer, substitute=words, reason=words, by=cast.assistant if by_telephone else None)


def pass_on(cast):
    """The assistant gives those without e-mail their texts by hand, in a group or by phone."""
    for notice in Notice.objects.to_copy().filter(cycle=cast.cycle):
        notice.pass_on(by=cast.assistant)


# ── At the meeting ─────────────────────────────────────────────────────────────────────────────────────────────────
def record_attendance(cast, script):
    meeting = cast.meetings[script.key]
    lines = [
        Attendance(
            meeting=meeting,
            person=invitation.person,
            status=script.came.get(cast.key_of(invitation.person), LATER[invitation.answer]),
            substitute=invitation.substitute,
            recorded_by=cast.assistant,
        )
        for invitation in meeting.invitations.select_related("person").order_by("pk")
    ]
    there = Attendance.Status.PRESENT
    lines += [
        Attendance(meeting=meeting, person=cast.people[key], status=there, recorded_by=cast.assistant)
        for key in script.walked_in
    ]
    Attendance.objects.bulk_create(lines)


def adopt_earlier(cast, script):
    """The minutes that this meeting adopts."""
    for earlier in cast.scripts.values():
        if earlier.adopted == script.key:
            minutes = cast.meetings[earlier.key].minutes
            minutes.adopt(by=cast.coordinator, at=cast.meetings[script.key])
            if earlier.addendum:
                minutes.addenda.create(
                    text=earlier.addendum, agreed_at=cast.meetings[script.key], written_by=cast.assistant
                )


def write_down(story, cast, script):
    """What was said and resolved, item by item."""
    for point in script.points:
        item = cast.item(script.key, point.section, point.position)
        item.discussion = story.words(point.said)
        item.save(update_fields=["discussion"])
        Resolution.objects.create(item=item, outcome=point.outcome, text=story.words(point.resolved))
    for item in cast.meetings[script.key].items.exclude(source=""):
        item.discussion = SAID[item.source.partition(":")[0]]
        item.save(update_fields=["discussion"])
    actions.follow(story, cast, script.key)


# ── After ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def draft(cast, script):
    Minutes.objects.create(
        meeting=cast.meetings[script.key],
        summary=script.summary,
        taken_by=cast.assistant.full_name,
        drafted_by=cast.assistant,
    )


def circulate(cast, script):
    cast.meetings[script.key].minutes.circulate(by=cast.coordinator)


def object_to(cast, script, person, text):
    MinutesObjection.objects.create(minutes=cast.meetings[script.key].minutes, person=cast.people[person], text=text)


def settle(cast, script):
    """The item is mended as was asked, and the objection settled."""
    objection = cast.meetings[script.key].minutes.objections.get()
    item = cast.item(script.key, 4, 3)
    item.discussion = item.discussion.replace("ครูประจำตำบลและนักศึกษา", "ครูประจำตำบล นักศึกษา และ อสม. ")
    item.save(update_fields=["discussion"])
    objection.settle(by=cast.coordinator)


def adopt_by_silence(cast, script):
    minutes = Minutes.objects.get(meeting=cast.meetings[script.key])
    minutes.adopt(by=cast.coordinator)
