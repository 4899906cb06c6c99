import pickle

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from welfare_movement.thai.refusal import Refused


def test_a_refusal_speaks_the_language_of_whoever_reads_it():
    refusal = Refused(_("This field is required."))
    with translation.override("en"):
        assert str(refusal) == "This field is required."
    with translation.override("th"):
        assert str(refusal) == translation.gettext("This field is required.") != "This field is required."


def test_a_refusal_fills_in_its_values():
    assert str(Refused("At most %(most)s.", {"most": 5})) == "At most 5."


def test_a_percent_sign_without_values_is_only_a_percent_sign():
    assert str(Refused("80 % is enough.")) == "80 % is enough."


def test_a_refusal_is_a_value_error():
    with pytest.raises(ValueError, match=r"^No\.$"):
        raise Refused("No.")


def test_a_refusal_survives_the_way_to_another_process():
    assert str(pickle.loads(pickle.dumps(Refused("At most %(most)s.", {"most": 5})))) == "At most 5."  # noqa: S301
