"""Goes into tests/test_refusals.py."""

import pytest
from django.http import HttpResponse

from welfare_movement.process.refusals import Busy
from welfare_movement.refusals import RefusalMiddleware, Refused


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/here/", "http://testserver/here/"),
        ("http://testserver.example.org/", ""),
        ("https://evil.example.org/http://testserver/", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_refusal_leads_back_only_to_this_site(rf, monkeypatch, referer, back):
    shown = {}

    def render(request, template, context, status):
        shown.update(context)
        return HttpResponse(status=status)

    monkeypatch.setattr("welfare_movement.refusals.render", render)
    middleware = RefusalMiddleware(lambda request: None)
    answer = middleware.process_exception(rf.get("/", headers={"referer": referer}), Refused("No."))
    assert (answer.status_code, shown["back"], str(shown["refusal"])) == (409, back, "No.")
    assert middleware.process_exception(rf.get("/"), ValueError()) is None
    assert middleware.process_exception(rf.get("/"), Busy()).status_code == 503
