"""The shipped questionnaire is the agreed instrument, word for word."""

import json
from pathlib import Path

from tests.surveys.conftest import questionnaire_data

AGREED = json.loads((Path(__file__).parent / "data" / "survey_instrument.json").read_text(encoding="utf-8"))


def bare(value):
    """Without what says nothing: null, false and empty lists."""
    if isinstance(value, dict):
        return {key: bare(each) for key, each in value.items() if each is not None and each is not False and each != []}
    return [bare(each) for each in value] if isinstance(value, list) else value


def test_every_text_limit_condition_option_and_check_is_the_agreed_one():
    ours, prefilled = questionnaire_data(), AGREED["conventions"]["prefilled"]["questions"]
    asked = [{**question, "prefilled": question["key"] in prefilled} for question in AGREED["questions"]]
    assert bare(ours["questions"]) == bare(asked)
    for name in ("version", "title", "sections", "checks"):
        assert ours[name] == AGREED[name]
    assert ours["unknown"] == AGREED["conventions"]["unknown"]["label"]
