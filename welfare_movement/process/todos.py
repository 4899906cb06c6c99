"""What someone must do, registered in each app's `todo.py`; the dashboard unites it in one query."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, DateField, DateTimeField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.urls import reverse
from django.utils import timezone

from welfare_movement.process.roles import Role


@dataclass(frozen=True)
class Todo:
    """label: the sentence for several of them ("Surveys to verify"). page: the address, taking province, year and the
    row's argument, which `argument` makes of its text; None where the page takes no more. rows: the querysets built by
    `row`, for one user in one cycle. all_page: where all of them stand together, under the address of the cycle, with
    this query; nothing where one goes from one to the next.
    """

    key: str
    label: Any
    page: str
    rows: Callable[[Any, Any], QuerySet]
    argument: Callable[[str], Any] | None
    all_page: str = ""
    query: str = ""


todos: dict[str, Todo] = {}


def todo(key, label, *, page, rows, argument=str, all_page="", query=""):
    if key in todos:
        raise ValueError(f"The task {key} is registered twice.")
    todos[key] = Todo(key, label, page, rows, argument, all_page, query)


@dataclass(frozen=True)
class Owed:
    """One thing to do: what, about whom or what, until when; `url` is where it is done."""

    todo: Todo
    cycle: Any
    title: str
    due: Any
    argument: str

    @property
    def url(self):
        own = [] if self.todo.argument is None else [self.todo.argument(self.argument)]
        return reverse(self.todo.page, args=[*self.cycle.address, *own])

    @property
    def all_url(self):
        """Where all of its kind stand together; where there is no such page, its own."""
        if not self.todo.all_page:
            return self.url
        return f"{reverse(self.todo.all_page, args=self.cycle.address)}?{self.todo.query}".removesuffix("?")

    @property
    def days_late(self):
        return max((timezone.localdate() - self.due).days, 0) if self.due else 0


def owed(user, cycle):
    """Everything that this person must do in this cycle, what is most overdue first. One query."""
    asked = list(todos.values())
    parts = [
        each.rows(user, cycle)
        .annotate(todo_index=Value(index, IntegerField()))
        .values_list("todo_index", "todo_title", "todo_due", "todo_argument")
        for index, each in enumerate(asked)
    ]
    rows = parts[0].union(*parts[1:], all=True) if parts else []
    found = [Owed(asked[index], cycle, *fields) for index, *fields in rows]
    return sorted(found, key=lambda each: (each.due is None, each.due, each.todo.key, each.title))


def runs(user, path):
    """The condition that this person coordinates, for the whole province, the cycle at this path ("cycle__")."""
    return Q(
        **{
            f"{path}memberships__user_id": user.pk,
            f"{path}memberships__role__in": [Role.ADMINISTRATOR, Role.COORDINATOR],
            f"{path}memberships__district": None,
        }
    )


def row(queryset, *, title, due=None, argument="pk"):
    """Shape rows for the union: title and argument are paths to text or a number, due a path to a day or a moment."""
    return queryset.order_by().annotate(
        todo_title=Cast(F(title), CharField()),
        # Cast, since PostgreSQL takes two bare NULLs that meet in a union for text.
        todo_due=_day(queryset, due) if due else Cast(Value(None), DateField()),
        todo_argument=Cast(F(argument), CharField()),
    )


def _day(queryset, path):
    """The day at this path; of a moment, its day by the clock of Bangkok."""
    found = F(path).resolve_expression(queryset.query.clone()).output_field
    return TruncDate(path) if isinstance(found, DateTimeField) else Cast(F(path), DateField())
