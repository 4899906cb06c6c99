from tests.surveys.conftest import method_data, questionnaire_data
from tests.surveys.grading_document import drawn, kept


def test_the_document_shows_the_method_as_it_is():
    """Where this fails after a new method: python -m tests.surveys.grading_document."""
    assert kept() == drawn(method_data(), questionnaire_data())
