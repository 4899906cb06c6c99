from forums.forms.gathering import CancelForm, GatheringForm, MoveForm, ProgrammeItemForm, SeatsForm, WindowForm
from forums.forms.registration import (
    EnrolForm,
    OwnRegistrationForm,
    RegistrationForm,
    WalkInForm,
)
from forums.forms.words import DeclarationForm, PledgeForm, ProposalAnswerForm, ProposalForm

__all__ = [
    "CancelForm",
    "DeclarationForm",
    "EnrolForm",
    "GatheringForm",
    "MoveForm",
    "OwnRegistrationForm",
    "PledgeForm",
    "ProgrammeItemForm",
    "ProposalAnswerForm",
    "ProposalForm",
    "RegistrationForm",
    "SeatsForm",
    "WalkInForm",
    "WindowForm",
]
