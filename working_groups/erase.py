from welfare_movement.people.erasure import blanks
from working_groups.models import CommitteeSeat, TeamMember


@blanks
def seats(consent):
    """Whoever agreed to serve is forgotten, and their seat ends; a signed order, which is a public paper, stays."""
    for model in (TeamMember, CommitteeSeat):
        for seat in model.objects.with_cycle().filter(consent=consent):
            seat.forget()
