import io
import json
import os
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from surveys.management.commands.grade_answers import Command
from tests.surveys.conftest import EXAMPLES, STRONG


def graded(path):
    """The lines written, and the error that ended the command."""
    out, error = StringIO(), None
    try:
        call_command(Command(), str(path), stdout=out)
    except CommandError as ended:
        error = ended
    return [json.loads(line) for line in out.getvalue().splitlines()], error


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "answers.json"

    def written(content):
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return written


def test_the_worked_examples_come_out_one_a_line(file):
    lines, error = graded(file([{"id": each["id"], **each["input"]} for each in EXAMPLES["organisations"]]))
    assert lines == [{"id": each["id"], **each["expected"]} for each in EXAMPLES["organisations"]]
    assert error is None


def test_an_id_is_echoed_only_where_there_is_one(file):
    lines, _ = graded(file([STRONG, {**STRONG, "id": {"any": ["thing", "\ud800"]}}]))
    assert ["id" in line for line in lines] == [False, True]
    assert lines[1]["id"] == {"any": ["thing", "\ud800"]}


def test_who_provides_no_welfare_is_not_graded_and_told_why(file):
    lines, error = graded(file([{"id": 7, "provides_welfare": "no"}]))
    assert lines == [
        {
            "id": 7, "score": None, "completeness": None, "grade_before_caps": None, "caps": [], "grade": "U",
            "dimensions": {}, "indicators": {}, "reason": "ไม่ได้จัดสวัสดิการ",
        }
    ]  # fmt: skip
    assert error is None


def test_a_bad_answer_is_named_and_the_others_are_graded(file):
    with translation.override("en"):
        lines, error = graded(
            file([{**STRONG, "id": 1, "service_population": 0}, STRONG, [], {**STRONG, "scope": None}])
        )
    assert lines[0] == {"id": 1, "error": "Write a number of 1 or more.", "field": "service_population"}
    assert lines[1]["grade"] == "A"
    assert lines[2] == {"error": "A response must be an object: question key to answer.", "field": None}
    assert lines[3] == {"error": "This must be answered; it cannot be left blank or unknown.", "field": "scope"}
    assert error.returncode == 1
    assert str(error) == "3 of 4 responses could not be graded; see “error”."


@pytest.mark.parametrize("content", ["", "{", '{"scope": "tambon"}', '"text"', "[" * 100_000, "null"])
def test_a_file_that_is_no_list_is_refused_in_one_sentence(content, file):
    lines, error = graded(file(content))
    assert (lines, error.returncode) == ([], 2)
    assert "\n" not in str(error)


@pytest.mark.parametrize(("content", "status"), [([STRONG], 0), ([{}], 1), ("{", 2)])
def test_the_exit_status_says_whether_all_was_graded(content, status, file, capsys):
    ended = 0
    try:
        Command().run_from_argv(["manage.py", "grade_answers", str(file(content))])
    except SystemExit as stopped:
        ended = stopped.code
    captured = capsys.readouterr()
    assert (ended, len(captured.err.splitlines())) == (status, min(status, 1))


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path):
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "nowhere.json", tmp_path, tmp_path / "bytes.json"):
        lines, error = graded(path)
        assert (lines, error.returncode) == ([], 2)


def test_a_byte_order_mark_is_no_obstacle(file):
    assert graded(file("\ufeff[]")) == ([], None)


def test_a_dash_reads_standard_input(monkeypatch):
    typed = io.TextIOWrapper(io.BytesIO(json.dumps([STRONG]).encode()))
    monkeypatch.setattr(sys, "stdin", typed)
    lines, error = graded("-")
    assert ([line["grade"] for line in lines], error) == (["A"], None)


@pytest.mark.parametrize("value", [0, "", None, False, []])
def test_an_id_is_echoed_whatever_it_is(value, file):
    assert [line["id"] for line in graded(file([{**STRONG, "id": value}]))[0]] == [value]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('[{"scope": "tambon", "id": 1, "scope": "village"}]', "“scope” stands twice in one object."),
        ('[{"fund_balance": NaN}]', "NaN is no number."),
        ('[{"fund_balance": -Infinity}]', "-Infinity is no number."),
    ],
)
def test_what_json_leaves_open_is_refused_and_named(content, fault, file):
    with translation.override("en"):
        lines, error = graded(file(content))
    assert (lines, error.returncode, str(error).endswith(fault)) == ([], 2, True)


def test_an_id_that_cannot_be_written_down_is_refused_and_the_others_are_graded(file):
    endless = json.dumps([{**STRONG, "id": 1}, STRONG]).replace('"id": 1', '"id": 1e999')
    with translation.override("en"):
        lines, error = graded(file(endless))
    assert lines[0] == {"error": "Write a number that can be written down, or a text.", "field": "id"}
    assert (lines[1]["grade"], error.returncode) == ("A", 1)


@pytest.mark.parametrize("written", ['"1480"', "9" * 4_001])
def test_a_number_in_quotes_or_longer_than_any_is_refused_in_its_own_response_only(written, file):
    content = json.dumps([{**STRONG, "members_total": -1}, STRONG]).replace("-1", written)
    with translation.override("en"):
        lines, error = graded(file(content))
    assert lines[0] == {"error": "Write a whole number without quotes, such as 1480.", "field": "members_total"}
    assert (lines[1]["grade"], error.returncode) == ("A", 1)


def test_an_answer_that_is_no_option_is_told_what_is_offered(file):
    with translation.override("en"):
        lines, _error = graded(file([{**STRONG, "scope": "moon"}]))
    assert lines[0]["field"] == "scope"
    assert lines[0]["error"].startswith("Choose from: ")
    assert '"tambon"' in lines[0]["error"]


def test_a_closed_standard_input_is_refused(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    lines, error = graded("-")
    assert (lines, error.returncode) == ([], 2)


def test_a_reader_that_has_read_enough_ends_the_writing_quietly(file, monkeypatch):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8", buffering=1) as nobody:
        monkeypatch.setattr(sys, "stdout", nobody)
        call_command(Command(), str(file([STRONG] * 3)))
        assert nobody.write("what is left goes nowhere\n") > 0


def test_what_the_console_cannot_show_or_would_end_the_line_is_escaped(file):
    odd = {**STRONG, "id": "บ้าน\u2028ใหม่"}
    assert graded(file([odd]))[0][0]["id"] == odd["id"]
    with io.TextIOWrapper(io.BytesIO(), encoding="ascii") as console:
        call_command(Command(), str(file([odd])), stdout=console)
        console.flush()
        written = console.buffer.getvalue()
    assert (written.count(b"\n"), json.loads(written)["id"]) == (1, odd["id"])
