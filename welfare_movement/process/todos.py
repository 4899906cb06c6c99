"""What someone must do, registered in each app's `todo.py`; the dashboard unites it in one query."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast

COLUMNS = ("todo", "title", "due", "argument")


@dataclass(frozen=True)
class Todo:
    """label: the sentence for several of them ("Surveys to verify"). page: the address, taking province, year and the
    row's argument. rows: the querysets built by `row`, for one user in one cycle."""

    key: str
    label: Any
    page: str
    rows: Callable[[Any, Any], QuerySet]


todos: dict[str, Todo] = {}


def todo(key, label, *, page, rows):
    if key in todos:
        raise ValueError(f"The task {key} is registered twice.")
    todos[key] = Todo(key, label, page, rows)


def row(queryset, *, title, due=None, argument="pk"):
    """Shape rows for the union: title and argument are paths to text or a number, due a path to a day."""
    return queryset.order_by().annotate(
        todo_title=Cast(F(title), CharField()),
        todo_due=Cast(F(due), DateField()) if due else Value(None, DateField()),
        todo_argument=Cast(F(argument), CharField()),
    )
