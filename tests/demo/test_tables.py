"""The tables of the demo are read by their bars and their columns."""

import pytest

from welfare_movement.demo.data.tables import columns, rows


def test_a_row_goes_on_in_a_line_that_begins_with_blanks():
    table = """
a | one |
  two words | three
b | four | | five
"""
    assert rows(table) == [("a", "one", "two words", "three"), ("b", "four", "", "five")]


def test_columns_are_named_by_the_first_line():
    assert columns("key age people\na 1 2\nb - ?") == {
        "a": {"age": "1", "people": "2"},
        "b": {"age": "-", "people": "?"},
    }


def test_a_line_with_a_cell_too_few_is_no_row():
    with pytest.raises(ValueError, match="shorter"):
        columns("key age people\na 1")
