from forums.models import Registration
from welfare_movement.people.erasure import blanks


@blanks
def registrations(consent):
    """Whoever registered under this consent is forgotten, and gives back a seat that is still to be taken."""
    for registration in Registration.objects.filter(consent=consent):
        registration.forget()
