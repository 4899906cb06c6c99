import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from welfare_movement.papers.uploads import AT_MOST, IsPaper, handed_out, kind_of, stored_as
from welfare_movement.people.models import User

PDF = b"%PDF-1.7\n" + b"x" * 30
check = IsPaper()


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        (PDF, ("pdf", "application/pdf")),
        (b"\xff\xd8\xff\xe0 and so on", ("jpg", "image/jpeg")),
        (b"\x89PNG\r\n\x1a\n and so on", ("png", "image/png")),
        (b"<html><script>", None),
        (b"MZ", None),
        (b"", None),
    ],
)
def test_a_paper_is_known_by_what_is_in_it(beginning, kind):
    assert kind_of(beginning) == kind


def test_a_page_that_calls_itself_a_pdf_is_refused():
    with pytest.raises(ValidationError, match="Send a PDF, or a photograph"):
        check(ContentFile(b"<html><script>alert(1)</script>", name="order.pdf"))


def test_a_paper_is_taken_whatever_it_is_called():
    check(ContentFile(PDF, name="../../order.exe"))


def test_a_paper_of_ten_megabytes_is_taken_and_one_byte_more_is_not():
    check(ContentFile(PDF.ljust(AT_MOST, b"x")))
    with pytest.raises(ValidationError, match="larger than 10 MB"):
        check(ContentFile(PDF.ljust(AT_MOST + 1, b"x")))


def test_the_stored_name_keeps_nothing_of_the_senders():
    assert stored_as(User(), "somchai-order.pdf") != stored_as(User(), "somchai-order.pdf")
    assert "somchai" not in stored_as(User(), "somchai-order.pdf")


def test_a_paper_is_handed_out_as_an_attachment_of_its_true_kind():
    answer = handed_out(ContentFile(PDF, name="9f"), "order 1/2570")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert b"".join(answer.streaming_content) == PDF
