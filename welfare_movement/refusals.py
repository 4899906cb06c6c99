"""Refused: an action that the rules of the movement turn down, and how a browser is told."""

from django.conf import settings
from django.shortcuts import render


class Refused(Exception):
    """An action is refused. Its text is one sentence, in the reader's language, that names what would make it possible.

    Raised by verbs, caught once in `RefusalMiddleware`; views let it pass. Nothing is saved.
    """

    status = 409

    def __init__(self, says):
        self.says = says
        super().__init__(says)

    def __str__(self):
        # A lazy translation is put into words when it is shown, in the language of whoever is told.
        return str(self.says)


class RefusalMiddleware:
    """Turns a Refused that a view let pass into a page that says it, with the refusal's status.

    The friendly page of what is not found is shown in development too, so that the demo looks as the real thing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        return self._not_found(request) if response.status_code == 404 and settings.DEBUG else response

    def _not_found(self, request):
        return render(request, "404.html", status=404)

    def process_exception(self, request, exception):
        if not isinstance(exception, Refused):
            return None
        back = request.headers.get("referer", "")
        here = f"{request.scheme}://{request.get_host()}/"
        context = {"refusal": exception, "back": back if back.startswith(here) else ""}
        response = render(request, "refused.html", context, status=exception.status)
        if exception.status == 503:
            response.headers["Retry-After"] = "5"
        return response
