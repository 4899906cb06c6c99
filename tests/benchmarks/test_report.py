import json

import pytest

from benchmarks import report
from benchmarks.measuring import Cost, Measured
from benchmarks.work import Goal, Work, works

GOAL = Goal(1.5, "a page", queries=12)


class Page:
    name, goal = "toys.page", GOAL


def measured(ours=3.0, theirs=2.0, queries=12):
    return Measured(Cost(ours, 9.0), Cost(theirs, 3.0), queries, 17_000)


def test_the_file_keeps_what_was_promised_of_each_work(tmp_path):
    report.keep([report.line(Page, measured())], tmp_path / "latest.json")
    assert json.loads((tmp_path / "latest.json").read_text(encoding="utf-8")) == [
        {
            "name": "toys.page",
            "ours": 3.0,
            "floor": 2.0,
            "ratio": 1.5,
            "queries": 12,
            "bytes": 17_000,
            "goal": "at most 1.5 × a page; at most 12 queries",
            "met": True,
        }
    ]


@pytest.mark.parametrize("missed", [{"ours": 3.1}, {"queries": 13}])
def test_a_goal_is_met_by_ratio_and_queries_both(missed):
    assert report.line(Page, measured(**missed))["met"] is False


def test_the_line_for_people_says_the_same_and_the_ratio_by_the_clock():
    line = report.row(report.line(Page, measured(queries=13)), measured(queries=13))
    assert " ".join(line.split()) == (
        "toys.page 3.00 2.00 1.50 3.00 13 17000 NOT MET: at most 1.5 × a page; at most 12 queries"
    )


def test_every_work_has_a_name_of_its_own_and_states_its_goal():
    names = [work.name for work in works()]
    assert names == sorted(set(names))
    assert [work.name for work in works() if type(work.goal) is not Goal or not work.__doc__] == []
    assert [work.name for work in works() if work.do is Work.do or work.do_theirs is Work.do_theirs] == []


def test_a_part_is_chosen_by_its_app_or_by_one_name():
    assert [work.name for work in works("process")] == ["process.gate"]
    assert [work.name for work in works("surveys.form")] == ["surveys.form"]
    assert works("survey") == []
