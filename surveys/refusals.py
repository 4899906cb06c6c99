"""What a survey refuses, each with the sentence that names the remedy."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from welfare_movement.refusals import Refused


class Incomplete(Refused):
    """Carries the keys that are shown, must be answered, and are not."""

    status = 422

    def __init__(self, questionnaire, missing):
        self.missing = missing
        self.questionnaire = questionnaire
        super().__init__(
            _("Some questions are not answered yet; answer them, or choose “Not known” where it is offered.")
        )


class ChecksFailed(Refused):
    """Carries the cross checks that do not hold: errors to mend, warnings to look at again and confirm."""

    status = 422

    def __init__(self, problems):
        self.problems = problems
        super().__init__(_("Some answers do not fit together."))

    def __str__(self):
        return " ".join([str(self.says), *(problem.message.said(get_language()) for problem in self.problems)])


class KeyReused(Refused):
    """The key of a submission came again with other answers; the first are intact."""

    def __init__(self, submission):
        self.submission = submission
        says = _(
            "These answers were sent already, receipt %(receipt)s, and differ; open the survey again to change them."
        )
        super().__init__(says % {"receipt": submission.receipt})


class BadAnswers(Refused):
    """Carries what could not be read, by key."""

    status = 422

    def __init__(self, bad):
        self.bad = bad
        super().__init__(_("Some answers cannot be used; open their section and write them again."))


class AlreadyOpened(Refused):
    def __init__(self, survey_round):
        says = _("%(person)s opened this round already; see its coverage.")
        super().__init__(says % {"person": survey_round.opened_by})


class SentAnew(Refused):
    def __init__(self):
        super().__init__(_("Newer answers came in since you opened this page; open it again and read those."))


class AlreadyReviewed(Refused):
    def __init__(self, response):
        says = _("%(person)s looked through these answers already; open the page again.")
        super().__init__(says % {"person": response.verified_by or response.returned_by})


class NothingVerified(Refused):
    def __init__(self):
        super().__init__(_("Verify at least one response first; grades are published of verified responses only."))


class AlreadyPublished(Refused):
    def __init__(self, publication):
        says = _("%(person)s published these grades already, and nothing has changed since.")
        super().__init__(says % {"person": publication.published_by})
