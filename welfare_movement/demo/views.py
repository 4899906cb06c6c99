import email
import email.policy
from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

AT_MOST = 20


@never_cache
@require_safe
def mail(request):
    """The last mails of the demo, which go to files in place of people; nowhere else is there such a page."""
    if not (settings.DEMO and settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")):
        raise Http404
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
    mails = [each for path in files[:AT_MOST] for each in _mails(path)]
    mails.sort(key=lambda each: each["sent_at"], reverse=True)
    return render(request, "demo/mail.html", {"mails": mails[:AT_MOST]})


def _mails(path):
    """The mails of one file: the backend parts them by a line of dashes."""
    for text in path.read_bytes().split(b"-" * 79 + b"\n"):
        if text.strip():
            message = email.message_from_bytes(text, policy=email.policy.default)
            sent_at = timezone.localtime(email.utils.parsedate_to_datetime(message["Date"]))
            body = message.get_body(preferencelist=("plain",)).get_content()
            yield {"to": message["To"], "subject": message["Subject"], "sent_at": sent_at, "text": body}
