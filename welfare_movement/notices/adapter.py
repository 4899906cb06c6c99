from allauth.account.adapter import DefaultAccountAdapter

from welfare_movement.notices.models import Notice
from welfare_movement.people.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are given, not taken; and the mails of sign-in go through the outbox like all others."""

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        message = self.render_mail(template_prefix, email, {"request": self.request, "email": email, **context})
        Notice.objects.queue([Notice.sign_in(email, message.subject, message.body, to=_person(email))])

    def format_email_subject(self, subject):
        return subject


def _person(email):
    return User.objects.filter(email=email.lower()).first()
