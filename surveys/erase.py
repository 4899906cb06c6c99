from surveys.models import Informant, Response
from welfare_movement.people.erasure import blanks


@blanks
def informants(consent):
    """Whoever answered under this consent is forgotten, in the draft too; the answers, which name nobody, stay."""
    for response in Response.objects.filter(informants__consent=consent):
        response.forget_draft()
    Informant.objects.filter(consent=consent).update(name="", position="", phone="")
