import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from benchmarks.counting import CountingMiddleware

pytestmark = pytest.mark.django_db


def two_queries(request):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.execute("SELECT 2")
    return HttpResponse("ok")


def test_the_marks_of_a_transaction_are_not_counted():
    request = RequestFactory().get("/", headers={"X-Count-Queries": "1"})
    assert CountingMiddleware(two_queries)(request).headers["X-Queries"] == "2"


def test_who_does_not_ask_is_not_told():
    assert "X-Queries" not in CountingMiddleware(two_queries)(RequestFactory().get("/")).headers
