from surveys.forms.registry import NetworkForm, OrganisationForm
from surveys.forms.rounds import PublicationForm, ReturnForm, RoundForm, TambonProfileForm
from surveys.forms.section import SectionForm

__all__ = [
    "NetworkForm",
    "OrganisationForm",
    "PublicationForm",
    "ReturnForm",
    "RoundForm",
    "SectionForm",
    "TambonProfileForm",
]
