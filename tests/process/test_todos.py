import pytest

from welfare_movement.process.todos import todo, todos


def test_a_task_is_registered_once():
    known = next(iter(todos))
    with pytest.raises(ValueError, match=f"The task {known} is registered twice"):
        todo(known, "Again", page="process:ladder", rows=lambda user, cycle: None)
