"""Listens for everything that must not happen in a browser, whatever the page."""

from urllib.parse import urlsplit


class Watch:
    """What went wrong in a browser context: (what, words), in order. `told()` hands it over and begins anew."""

    def __init__(self, context, address):
        self.context, self.host = context, urlsplit(address).netloc
        self.faults = []
        context.on("console", self._console)
        context.on("weberror", lambda error: self._note("page error", error.error))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)
        context.on("dialog", self._dialog)

    def told(self):
        faults, self.faults = self.faults, []
        return faults

    def _note(self, what, words):
        self.faults.append((what, str(words)))

    def _console(self, message):
        """A violation of the content security policy is an error of the console."""
        if message.type in ("error", "warning"):
            self._note("console", message.text)

    def _request(self, request):
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self._note("foreign", request.url)

    def _failed(self, request):
        # A picture that is not there yet is dropped when the test goes on to the next page.
        if not (request.resource_type in ("image", "other") and request.failure == "net::ERR_ABORTED"):
            self._note("failed", f"{request.url} {request.failure}")

    def _response(self, response):
        if response.status >= 400 and not response.request.is_navigation_request():
            self._note("missing", f"{response.status} {response.url}")

    def _dialog(self, dialog):
        self._note("dialog", dialog.message)
        dialog.dismiss()
