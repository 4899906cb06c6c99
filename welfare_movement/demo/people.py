"""The demo's sign-ins: fictional people, one for each kind of user."""

from django.utils.translation import gettext_lazy as _

PASSWORD = "sawasdee-2570"  # noqa: S105 - of fictional people, printed at every start

SUPERUSER = "admin@demo.example"
# (e-mail, password, role): what `make run` prints and the sign-in page of the demo shows.
SIGN_INS = [
    ("coordinator@demo.example", PASSWORD, _("coordinator")),
    (SUPERUSER, PASSWORD, _("administrator")),
    ("officer@demo.example", PASSWORD, _("agency officer")),
    ("village@demo.example", PASSWORD, _("village representative")),
    ("reviewer@demo.example", PASSWORD, _("district reviewer")),
]
