import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.db.models import F, Value
from django.db.models.functions import Upper
from django.test.utils import isolate_apps

from welfare_movement.thai.fields import TextBody, TextLine
from welfare_movement.thai.text import UnreadableText

BOTH = pytest.mark.parametrize("field", [TextLine(max_length=20), TextBody()], ids=["line", "body"])


@pytest.fixture
def note_model(db):
    """A model with both fields, whose table goes with the test's transaction."""
    with isolate_apps("welfare_movement.thai"):

        class Note(models.Model):
            title = TextLine(max_length=20, blank=True)
            body = TextBody(blank=True)

            class Meta:
                app_label = "thai"
                managed = False
                db_table = "thai_test_note"

            def __str__(self):
                return self.title

        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE thai_test_note (id integer PRIMARY KEY, title varchar(20), body text)")
        yield Note


def test_each_field_cleans_its_kind_of_text():
    assert TextLine(max_length=20).to_python(" หนึ่ง \r\n สอง\u202e ") == "หนึ่ง สอง"
    assert TextBody().to_python(" หนึ่ง\r\nสอง\u202e ") == "หนึ่ง\nสอง"


@BOTH
def test_nothing_stays_nothing(field):
    assert field.to_python(None) is None
    assert field.get_prep_value(None) is None


@BOTH
def test_a_number_becomes_its_text(field):
    assert field.to_python(12) == "12"
    assert field.get_prep_value(12) == "12"


@BOTH
@pytest.mark.usefixtures("english")
def test_unreadable_text_is_a_validation_error_where_people_type(field):
    with pytest.raises(ValidationError) as invalid:
        field.to_python("สม\x00ชาย")
    sentence = "The text holds a character that cannot be read (U+0000). Delete it or type the text again."
    assert (invalid.value.messages, invalid.value.code) == ([sentence], "unreadable")


@BOTH
def test_unreadable_text_is_refused_where_programs_write(field):
    with pytest.raises(UnreadableText):
        field.get_prep_value("สม\x00ชาย")


@BOTH
@pytest.mark.parametrize("expression", [F("title"), Value(" a "), Upper("title")])
def test_expressions_are_left_alone(field, expression):
    assert field.get_prep_value(expression) is expression


@BOTH
def test_a_migration_finds_the_field_again(field):
    _name, path, args, kwargs = field.deconstruct()
    assert path == f"welfare_movement.thai.fields.{type(field).__name__}"
    assert type(field)(*args, **kwargs).deconstruct()[1:] == (path, args, kwargs)
    assert MigrationWriter.serialize(field)[1] == {"import welfare_movement.thai.fields"}


def test_shell_and_bulk_writes_are_clean_too(note_model):
    note_model.objects.create(pk=1, title=" น\u0e4d\u0e32 ", body="a\r\nb ")
    note_model.objects.bulk_create([note_model(pk=2, title="เเม่\u200e"), note_model(pk=3, title="\ufeffc")])
    note_model.objects.filter(pk=3).update(body=" d\t")
    rows = note_model.objects.order_by("pk").values_list("title", "body")
    assert list(rows) == [("นำ", "a\nb"), ("แม่", ""), ("c", "d")]


def test_a_look_up_finds_what_was_typed_another_way(note_model):
    note_model.objects.create(pk=1, title="แม่")
    assert note_model.objects.filter(title=" เเม่ ").count() == 1


def test_an_update_by_expression_works(note_model):
    note_model.objects.create(pk=1, title="a", body="b")
    note_model.objects.update(body=Upper(F("title")))
    assert note_model.objects.get().body == "A"


def test_the_length_counts_after_cleaning(note_model):
    note_model(pk=1, title="  " + "ก" * 20 + "\n").full_clean()
    with pytest.raises(ValidationError) as invalid:
        note_model(pk=1, title="ก" * 21).full_clean()
    assert list(invalid.value.message_dict) == ["title"]
