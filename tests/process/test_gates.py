"""Evidence is counted per cycle and group, all in one query."""

import pytest
from django.utils import timezone

from tests.factories import make_open_cycle, moment
from tests.toy.models import Box, Part, Shelf, Toy
from welfare_movement.process import gates
from welfare_movement.process.gates import Group, Share
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.SURVEYS)


def found(cycle, needs=None):
    """The findings of SURVEYS, by key."""
    findings = gates.findings([cycle.pk], [Stage.SURVEYS], {cycle.pk: needs or {}})[cycle.pk][Stage.SURVEYS]
    return {finding.requirement.key: finding for finding in findings}


def make_box(*shelves):
    box = Box.objects.create()
    box.shelves.set(shelves)
    return box


def make_toys(cycle, colours, box=None):
    return Toy.objects.bulk_create(
        [Toy(cycle=cycle, name=f"toy {number}", colour=colour, box=box) for number, colour in enumerate(colours)]
    )


def register(only, **rules):
    rules = {"remedy": "Do.", "page": "toys", "evidence": lambda: Toy.objects.painted(), "need": 1, **rules}
    only(Stage.SURVEYS, rules.pop("key", "toys"), "Toys", **rules)


def test_a_number_is_met_by_enough_rows(cycle, toy_gate):
    make_toys(cycle, ["red", ""])
    finding = found(cycle)["painted"]
    assert (finding.have, finding.need, finding.shown, finding.is_met) == (1, 2, 1, False)
    make_toys(cycle, ["blue"])
    assert found(cycle)["painted"].is_met


def test_rows_of_another_cycle_do_not_count(cycle, toy_gate):
    make_toys(make_open_cycle(Stage.SURVEYS, year=2571), ["red", "blue"])
    assert found(cycle)["painted"].have == 0


def test_the_need_of_the_cycle_overrides_the_default(cycle, toy_gate):
    make_toys(cycle, ["red"])
    assert found(cycle, {"surveys.painted": 1})["painted"].is_met
    assert not found(cycle, {"surveys.painted": 3, "surveys.other": 1})["painted"].is_met


@pytest.mark.parametrize(
    ("painted", "of", "need", "is_met"),
    [(4, 5, 80, True), (3, 5, 60, True), (3, 5, 61, False), (2, 3, 66, True), (2, 3, 67, False), (5, 5, 100, True)],
)
def test_a_share_is_exact_at_its_boundary(cycle, only, painted, of, need, is_met):
    register(only, of=lambda: Toy.objects.all(), need=Share(need))
    make_toys(cycle, ["red"] * painted + [""] * (of - painted))
    finding = found(cycle)["toys"]
    assert (finding.have, finding.of, finding.is_met) == (painted, of, is_met)


def test_a_share_of_nothing_is_not_met(cycle, only):
    register(only, of=lambda: Toy.objects.all(), need=Share(1))
    finding = found(cycle)["toys"]
    assert (finding.of, finding.percent, finding.is_met) == (0, 0, False)


def test_the_worst_group_decides_and_a_row_counts_in_each_of_its_groups(cycle, toy_gate):
    top, low = Shelf.objects.create(name="top"), Shelf.objects.create(name="low")
    make_toys(cycle, ["red", "red"], make_box(top))
    make_toys(cycle, ["", "red"], make_box(top, low))
    make_toys(cycle, [""], make_box(low))
    finding = found(cycle)["shelves"]
    assert set(finding.groups) == {Group(str(top.pk), 3, 4), Group(str(low.pk), 1, 3)}
    assert (finding.have, finding.of, finding.percent, finding.is_met) == (1, 3, 33, False)
    assert finding.short_groups == [Group(str(low.pk), 1, 3)]


def test_rows_in_no_group_count_in_none(cycle, toy_gate):
    shelf = Shelf.objects.create(name="top")
    make_toys(cycle, ["red", "red"], make_box(shelf))
    make_toys(cycle, ["", "red", ""], make_box())
    make_toys(cycle, [""])
    finding = found(cycle)["shelves"]
    assert set(finding.groups) == {Group(str(shelf.pk), 2, 2), Group(None, 1, 4)}
    assert (finding.have, finding.of) == (1, 4)


def test_of_two_groups_with_the_same_share_the_larger_is_shown(cycle, toy_gate):
    one, two = Shelf.objects.create(name="one"), Shelf.objects.create(name="two")
    make_toys(cycle, ["red", ""], make_box(one))
    make_toys(cycle, ["red", "red", "", ""], make_box(two))
    finding = found(cycle)["shelves"]
    assert (finding.have, finding.of, finding.is_met) == (2, 4, True)
    assert finding.short_groups == []


def test_distinct_values_of_a_path_may_be_counted_in_place_of_rows(cycle, only):
    register(only, evidence=lambda: Part.objects.all(), count="toy__colour", need=2)
    red, blue, green = make_toys(cycle, ["red", "red", "blue"])
    Part.objects.bulk_create([Part(toy=toy, name="part") for toy in (red, red, blue)])
    assert found(cycle)["toys"].have == 1
    Part.objects.create(toy=green, name="part")
    assert found(cycle)["toys"].have == 2


def test_what_is_missing_is_what_was_planned_without_the_evidence(cycle, only):
    register(only, of=lambda: Toy.objects.all(), need=Share(100))
    register(only, key="plain", need=1)
    make_toys(cycle, ["red", "", ""])
    make_toys(make_open_cycle(Stage.SURVEYS, year=2571), [""])
    share, plain = gates.requirements.values()
    assert sorted(toy.name for toy in share.missing([cycle.pk])) == ["toy 1", "toy 2"]
    assert [toy.name for toy in share.counting([cycle.pk])] == ["toy 0"]
    assert plain.missing([cycle.pk]) is None


def test_all_stages_of_all_cycles_are_one_query(cycle, toy_gate, only, queries):
    register(only, evidence=lambda: Part.objects.all(), count="toy__colour", need=1)
    other = make_open_cycle(Stage.SURVEYS, year=2571)
    make_toys(cycle, ["red", "red"], make_box(Shelf.objects.create(name="top")))
    make_toys(other, ["red"])
    with queries(1):
        both = gates.findings([cycle.pk, other.pk], Stage, {})
    assert [finding.have for finding in both[cycle.pk][Stage.SURVEYS]] == [2, 2, 0]
    assert [finding.have for finding in both[other.pk][Stage.SURVEYS]] == [1, 1, 0]
    assert both[cycle.pk][Stage.FORUMS] == []


def test_no_requirement_and_no_cycle_ask_nothing(cycle, only, queries):
    with queries(0):
        assert gates.findings([cycle.pk], [Stage.SURVEYS], {}) == {cycle.pk: {Stage.SURVEYS: []}}
        assert gates.findings([], Stage, {}) == {}


def test_a_name_is_registered_once(only):
    register(only)
    with pytest.raises(ValueError, match="surveys.toys is registered twice"):
        register(only)


def test_the_groups_below_the_need_are_named_the_worst_first(cycle, toy_gate):
    shelves = [Shelf.objects.create(name=name) for name in ("third", "none", "half")]
    for shelf, colours in zip(shelves, (["red", "", ""], [""], ["red", ""]), strict=True):
        make_toys(cycle, colours, make_box(shelf))
    third, none, _half = (str(shelf.pk) for shelf in shelves)
    assert found(cycle)["shelves"].short_groups == [Group(none, 0, 1), Group(third, 1, 3)]
    assert found(cycle)["painted"].groups == ()


def test_the_need_of_one_cycle_is_not_that_of_another(cycle, toy_gate):
    other = make_open_cycle(Stage.SURVEYS, year=2571)
    needs = {cycle.pk: {"surveys.painted": 9}}
    both = gates.findings([cycle.pk, other.pk], [Stage.SURVEYS], needs)
    assert [both[each.pk][Stage.SURVEYS][0].need for each in (cycle, other)] == [9, 2]


def test_what_was_planned_is_counted_by_distinct_values_too(cycle, only):
    def parts():
        return Part.objects.all()

    register(only, of=parts, evidence=lambda: parts().filter(name="tail"), count="toy__colour", need=Share(50))
    red, blue = make_toys(cycle, ["red", "blue"])
    Part.objects.bulk_create([Part(toy=toy, name=name) for toy in (red, blue) for name in ("nose", "wing")])
    Part.objects.create(toy=red, name="tail")
    finding = found(cycle)["toys"]
    assert (finding.have, finding.of, finding.shown) == (1, 2, 50)


def test_the_question_is_put_together_once_and_asked_of_each_cycle_anew(cycle, toy_gate, monkeypatch):
    make_toys(cycle, ["red", "blue"])
    assert found(cycle)["painted"].have == 2
    monkeypatch.setattr(gates, "_part", None)
    other = make_open_cycle(Stage.SURVEYS, year=2571)
    make_toys(other, ["red"])
    assert (found(other)["painted"].have, found(cycle)["painted"].have) == (1, 2)


def test_evidence_that_depends_on_the_clock_is_counted_by_the_clock(cycle, only, time_machine):
    register(only, evidence=lambda: Toy.objects.filter(finished_at__lte=timezone.now()))
    Toy.objects.create(cycle=cycle, name="kite", finished_at=moment("2026-11-24 09:30"))
    time_machine.move_to(moment("2026-11-24 09:00"))
    assert found(cycle)["toys"].have == 0
    time_machine.move_to(moment("2026-11-24 10:00"))
    assert found(cycle)["toys"].have == 1
