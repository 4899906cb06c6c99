import copy
import json
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import settings

from surveys import method as methods
from surveys import questionnaire as questionnaires

settings.register_profile("patient", parent=settings(), deadline=None)
settings.load_profile("patient")

EXAMPLES = json.loads((Path(__file__).parent / "data" / "grading_examples.json").read_text(encoding="utf-8"))
STRONG = EXAMPLES["organisations"][0]["input"]
TYPICAL = EXAMPLES["organisations"][1]["input"]


@pytest.fixture
def english():
    """Sentences are compared in their source language."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def method():
    return methods.shipped_method()


@pytest.fixture(scope="session")
def questionnaire():
    return questionnaires.shipped_questionnaire()


def method_data():
    """The shipped method as data, to be changed."""
    return methods.shipped_definition()


def questionnaire_data():
    """The shipped questionnaire as data, to be changed."""
    return questionnaires.shipped_definition()


def changed(data, path, value):
    """The data with one place changed; `path` like "indicators/M2/bands/0/points", entries by code or number."""
    data = copy.deepcopy(data)
    *steps, last = path.split("/")
    here = data
    for step in steps:
        here = here[_index(here, step)]
    if value is REMOVED:
        del here[_index(here, last)]
    else:
        here[_index(here, last)] = value
    return data


REMOVED = object()


def _index(here, step):
    if isinstance(here, dict):
        return step
    for name in ("code", "key", "letter"):
        names = [each.get(name) for each in here if isinstance(each, dict)]
        if step in names:
            return names.index(step)
    return int(step)
