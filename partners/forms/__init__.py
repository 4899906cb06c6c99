from partners.forms.commitment import CommitmentForm
from partners.forms.hesitation import AnswerForm, HesitationForm
from partners.forms.participation import AskForm, PartnerForm, StanceForm
from partners.forms.sheet import UNITS, GainsFormSet, GivesForm, GivesFormSet, HomeworkForm, LinkageForm, ReturnForm
from partners.forms.work import PileForm, WorkForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "CommitmentForm",
    "GainsFormSet",
    "GivesForm",
    "GivesFormSet",
    "HesitationForm",
    "HomeworkForm",
    "LinkageForm",
    "PartnerForm",
    "PileForm",
    "ReturnForm",
    "StanceForm",
    "UNITS",
    "WorkForm",
]
