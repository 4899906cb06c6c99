"""How many queries a request cost, told in a header to whoever asks."""

from django.db import connection

ASKED, TOLD = "X-Count-Queries", "X-Queries"
MARKS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class CountingMiddleware:
    """Stands before all others. A request that does not ask, as those that are timed, pays nothing for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if ASKED not in request.headers:
            return self.get_response(request)
        asked = []

        def count(execute, statement, *arguments):
            asked.append(statement)
            return execute(statement, *arguments)

        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response.headers[TOLD] = str(len([each for each in asked if not str(each).startswith(MARKS)]))
        return response
