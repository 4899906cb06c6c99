from django.db.models import Q
from django.http import Http404

from surveys.models import Assignment, CommunityOrganisation, Grade, Network, PinnedGrade, Response, TambonProfile
from welfare_movement.process.access import cycle_for, districts_for, public_cycle
from welfare_movement.process.roles import Role

LOOKERS = (Role.COORDINATOR, Role.REVIEWER, Role.OBSERVER)
REVIEWERS = (Role.COORDINATOR, Role.REVIEWER)
_ROUND = "round__cycle__province"


def assignment_for(visitor, province, year, pk):
    """The assignment, for whoever answers for its organisation, signed in or by its link; or 404."""
    theirs = visitor.stands("organisation__respondents__user") | visitor.holds()
    return _one(_assignments().filter(theirs, round__cycle__province__slug=province, round__cycle__year=year, pk=pk))


def is_looker(user, province, year):
    """Whether this person is a member of the cycle, anywhere in it."""
    return public_cycle(province, year).memberships.filter(user_id=user.pk).exists()


def assignment_seen_by(user, province, year, pk, *roles):
    """The assignment, for members in one of these roles there, in their districts; or 404, or 403."""
    cycle, districts = districts_for(user, province, year, *roles)
    return _one(_assignments().filter(round__cycle=cycle, pk=pk).in_districts(districts))


def response_for_review(user, province, year, pk):
    """The response, for coordinators and reviewers, in their districts; or 404, or 403."""
    cycle, districts = districts_for(user, province, year, *REVIEWERS)
    assignments = Assignment.objects.filter(round__cycle=cycle).in_districts(districts)
    found = Response.objects.filter(assignment__in=assignments, pk=pk, sent_at__isnull=False).select_related(
        f"assignment__{_ROUND}",
        "assignment__round__questionnaire",
        "assignment__organisation__tambon__district",
        "verified_by",
        "returned_by",
    )
    return _one(found)


def grade_for(visitor, province, year, pk):
    """A grade, for those who answer for its organisation and for the members whom `grades_seen_by` shows it; or 404."""
    cycle = public_cycle(province, year)
    theirs = visitor.stands("response__assignment__organisation__respondents__user")
    shown = theirs | visitor.holds("response__assignment__link") | _seen_by(visitor.user, cycle)
    grades = Grade.objects.filter(shown, response__assignment__round__cycle=cycle, pk=pk)
    return _one(
        grades.distinct().select_related(
            f"response__assignment__{_ROUND}",
            "response__assignment__round__questionnaire",
            "response__assignment__organisation__tambon__district",
            "method",
        )
    )


def grades_seen_by(user, cycle):
    """The last grade of each response of the cycle: of pending ones, those in the districts that the user reviews."""
    return Grade.objects.last_of_each().filter(_seen_by(user, cycle), response__assignment__round__cycle=cycle)


def _seen_by(user, cycle):
    """The condition that a member sees a grade: published, in their districts; pending, where they review."""
    held = cycle.held_by(user) if user.is_authenticated else []
    reviewed = _within({district for role, district in held if role in {*REVIEWERS, Role.ADMINISTRATOR}})
    is_published = Q(pk__in=PinnedGrade.objects.current().values("grade"))
    return reviewed | _within({district for _role, district in held}) & is_published


def _within(districts):
    """The condition that a grade is of one of these districts; None is the whole province."""
    everywhere = {"pk__isnull": False}
    near = {"response__assignment__organisation__tambon__district__in": districts}
    return Q(**everywhere if None in districts else near)


def registry_for(user, province, year, *roles):
    """The cycle through which the registry of its province is looked at or kept; or 404, or 403."""
    return cycle_for(user, province, year, *roles)


def network_for(user, province, year, pk, *roles):
    cycle = registry_for(user, province, year, *roles)
    return cycle, _one(Network.objects.filter(province=cycle.province, pk=pk))


def organisation_for(user, province, year, pk, *roles):
    cycle = registry_for(user, province, year, *roles)
    found = CommunityOrganisation.objects.filter(province=cycle.province, pk=pk)
    return cycle, _one(found.select_related("tambon__district"))


def profile_for(user, province, year, code, *roles):
    """The profile of a tambon in the baseline round, for members in these roles in its district; or 404, or 403."""
    cycle, districts = districts_for(user, province, year, *roles)
    profiles = TambonProfile.objects.filter(round__cycle=cycle, round__stage=2, tambon=code)
    if districts is not None:
        profiles = profiles.filter(tambon__district__in=districts)
    return _one(profiles.select_related(_ROUND, "tambon__district"))


def _assignments():
    # What the versions define is long, and compiled once a process.
    return Assignment.objects.select_related(
        _ROUND, "round__questionnaire", "round__method", "organisation__tambon__district", "response", "link"
    ).defer("round__questionnaire__definition", "round__method__definition")


def _one(rows):
    found = rows.first()
    if found is None:
        raise Http404
    return found
