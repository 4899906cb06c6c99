from django.conf import settings
from django.shortcuts import render
from django.utils import translation

from welfare_movement.thai.text import is_readable


class LanguageMiddleware:
    """Thai, unless the visitor chose otherwise here; what the browser would rather have does not count."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if chosen not in dict(settings.LANGUAGES):
            chosen = getattr(request.user, "language", settings.LANGUAGE_CODE)
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        return response


class ReadableMiddleware:
    """Refuses, in one sentence, what no database of ours would take: NUL, lone surrogates, control characters."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if all(is_readable(text) for text in _texts(request)):
            return self.get_response(request)
        return render(request, "unreadable.html", status=400)


def _texts(request):
    yield request.path
    for values in (request.GET, request.POST):
        for key, texts in values.lists():
            yield key
            yield from texts
    for upload in request.FILES.values():
        yield upload.name or ""
