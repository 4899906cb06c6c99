from surveys.models.grade import Grade, Objection
from surveys.models.network import ExpectedNetwork, Network, NetworkRepresentative
from surveys.models.organisation import CommunityOrganisation, Respondent
from surveys.models.publication import PinnedGrade, Publication, TambonGrade
from surveys.models.response import Informant, Response, Review, Submission
from surveys.models.round import Assignment, SurveyRound
from surveys.models.tambon import TambonProfile
from surveys.models.versions import GradingMethod, QuestionnaireVersion

__all__ = [
    "Assignment",
    "CommunityOrganisation",
    "ExpectedNetwork",
    "Grade",
    "GradingMethod",
    "Informant",
    "Network",
    "NetworkRepresentative",
    "Objection",
    "PinnedGrade",
    "Publication",
    "QuestionnaireVersion",
    "Respondent",
    "Response",
    "Review",
    "Submission",
    "SurveyRound",
    "TambonGrade",
    "TambonProfile",
]
