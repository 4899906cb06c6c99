"""The pilot areas are selected: criteria, nominations, a panel that scores, and the meeting that decides."""

from pilot_areas.models import CriteriaSet, Judge, Nomination, Selection
from pilot_areas.selection import shipped_criteria
from welfare_movement.demo.cast import hour_of
from welfare_movement.demo.chapters import meetings
from welfare_movement.demo.data import selection as data
from welfare_movement.demo.data.tables import columns, rows
from welfare_movement.places.models import Tambon

JUDGED = ("leaders", "need", "spread")


def tell(story, cast):
    contest = data.EARLIER if cast.is_earlier else data.NOW
    story.at(191, "10.00", draft_criteria, cast, contest)
    for index, (who, codes) in enumerate(contest.nominations):
        story.at(193 + index, "11.00", nominate, cast, who, codes)
    story.at(196, "09.30", appoint, cast)
    for judge, tambon, day, who_says, why in rows(contest.conflicts):
        story.at(int(day), "19.10", declare, cast, judge, tambon, who_says, why)
    for index, (tambon, says, day, evidence) in enumerate(rows(contest.letters)):
        story.at(int(day), hour_of(index), record_letter, cast, tambon, says, evidence)
    for judge, given in columns(contest.scores).items():
        for index, (tambon, points) in enumerate(list(given.items())[:-1]):
            if points != "-":
                story.at(int(given["day"]), hour_of(index), score, cast, judge, tambon, points)
    story.at(data.SELECTION - 1, "09.00", close, cast)
    _tell_of_the_meeting(story, cast, contest.meeting)
    story.at(data.SELECTION, "14.00", adopt_criteria, cast)
    story.at(*data.SELECTED_AT, decide, cast)
    story.at(*data.PUBLISHED_AT, publish, cast)


def _tell_of_the_meeting(story, cast, script):
    story.at(script.planned, "09.00", meetings.plan, story, cast, script)
    story.at(script.invited, "10.30", meetings.invite, story, cast, script)
    story.at(script.invited, "12.30", meetings.pass_on, cast)
    story.at(script.day, script.begins, meetings.record_attendance, cast, script)
    story.at(script.day, script.ends, meetings.write_down, story, cast, script)
    story.at(*script.drafted, meetings.draft, cast, script)
    story.at(*script.circulated, meetings.circulate, cast, script)
    story.at(script.circulated[0], "16.30", meetings.pass_on, cast)
    story.at(*script.adopted, meetings.adopt_by_silence, cast, script)


# ── Before the scores ──────────────────────────────────────────────────────────────────────────────────────────────
def draft_criteria(cast, contest):
    shipped = shipped_criteria()
    spread = {**shipped["spread"], "per_zone": contest.per_zone}
    CriteriaSet.objects.write(cast.cycle, {**shipped, "places": contest.places, "spread": spread}, text=data.REMARKS)


def nominate(cast, who, codes):
    tambons = Tambon.objects.filter(pk__in=codes).select_related("district")
    Nomination.objects.nominate(cast.cycle, tambons, by=cast.coordinator, nominated_by=who)


def appoint(cast):
    scored = columns((data.EARLIER if cast.is_earlier else data.NOW).scores)
    for key, capacity in rows(data.JUDGES):
        if key not in scored:
            continue
        Judge.objects.appoint(cast.cycle, cast.people[key], by=cast.coordinator, capacity=capacity)


def declare(cast, judge, tambon, who_says, why):
    by = None if who_says == "link" else cast.coordinator
    seat(cast, judge).declare_conflict(candidate(cast, tambon), reason=why, by=by)


def record_letter(cast, tambon, says, evidence):
    candidate(cast, tambon).record_matching(by=cast.assistant, matching=says, evidence=evidence)


# ── Scores ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def score(cast, judge, tambon, points):
    """By the personal link, as on the phone."""
    given = dict(zip(JUDGED, map(int, points.split("-")), strict=True))
    here = seat(cast, judge)
    here.link.mark_opened()
    here.score(candidate(cast, tambon), points=given)


def seat(cast, key):
    return Judge.objects.get(cycle=cast.cycle, person=cast.people[key])


def candidate(cast, tambon):
    return Nomination.objects.standing().get(cycle=cast.cycle, tambon=tambon)


# ── The decision ───────────────────────────────────────────────────────────────────────────────────────────────────
def close(cast):
    Selection.objects.close(cast.cycle, by=cast.coordinator)


def adopt_criteria(cast):
    draft = CriteriaSet.objects.draft(cast.cycle)
    draft.adopt(by=cast.coordinator, resolution=cast.agreed("selection", "4.1"))


def decide(cast):
    chosen = Selection.objects.of(cast.cycle)
    chosen.decide(by=cast.coordinator, resolution=cast.agreed("selection", "4.3"))


def publish(cast):
    Selection.objects.of(cast.cycle).publish(by=cast.coordinator)
