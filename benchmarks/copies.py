"""Many copies of stored rows, made by the database itself: 60,000 in seconds."""

from django.core.management.color import no_style
from django.db import connection, models

APART = 10_000_000  # between the keys of one copy and those of the next


def copy_rows(querysets, times, *, changes):
    """Copy these rows so many times; those that point at copied rows point at the copies of the same turn.

    querysets: one a model, those that are pointed at first. changes: model -> column -> expression over `copy`, the
    number of the turn, where a row would not be unique otherwise.
    """
    copied = {rows.model for rows in querysets}
    with connection.cursor() as cursor:
        for rows in querysets:
            fields = rows.model._meta.concrete_fields
            columns = ", ".join(field.column for field in fields)
            values = ", ".join(_value(field, copied, changes.get(rows.model, {})) for field in fields)
            table, keys = rows.model._meta.db_table, list(rows.values_list("pk", flat=True))
            cursor.execute(
                f"INSERT INTO {table} ({columns})"  # noqa: S608 - names from our own models
                f" SELECT {values} FROM {table} CROSS JOIN generate_series(1, %s) AS copy WHERE id = ANY(%s)",
                [times, keys],
            )
        for statement in connection.ops.sequence_reset_sql(no_style(), list(copied)):
            cursor.execute(statement)


def _value(field, copied, changes):
    if field.column in changes:
        return changes[field.column]
    if field.primary_key or field.related_model in copied:
        return f"{field.column} + copy * {APART}"
    if field.unique and isinstance(field, models.UUIDField):
        return "gen_random_uuid()"
    if field.unique and isinstance(field, models.CharField):
        return f"encode(sha256(({field.column} || copy)::bytea), 'hex')"
    return field.column
