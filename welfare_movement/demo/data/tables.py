"""Reads the tables in which the data stand: one row a line, cells between bars, blanks around them.

A line that begins with blanks goes on with the row above it.
"""


def rows(table, make=None):
    """The rows of a table, each as a tuple of texts, or as what `make` makes of its cells."""
    whole = table.strip().replace("\n ", " ").splitlines()
    cells = [tuple(cell.strip() for cell in line.split("|")) for line in whole]
    return [make(*row) for row in cells] if make else cells


def columns(table):
    """A table of single words whose first line names the columns: key -> {column: word}, the first column the key."""
    head, *lines = [line.split() for line in table.strip().splitlines()]
    return {line[0]: dict(zip(head[1:], line[1:], strict=True)) for line in lines}
