"""A declaration is final once adopted; a pledge is a commitment at once; proposals are answered."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from forums.models import Declaration, Pledge, Proposal
from partners.models import Commitment
from tests.factories import make_open_cycle, make_participation, make_tambon, make_user
from tests.factories_gathering import begin, make_declaration, make_planned, make_pledge, make_ticket
from welfare_movement.process.refusals import Sealed
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    make_tambon()
    return make_planned(make_open_cycle(Stage.CELEBRATION))


def refused(match):
    return pytest.raises(Refused, match=match)


def test_a_declaration_is_adopted_once_after_the_forum_began(forum):
    declaration, first = make_declaration(forum), make_user("สุดา")
    with refused("has not begun yet"):
        declaration.adopt(by=first)
    declaration.gathering = begin(forum)
    declaration.adopt(by=first)
    with refused("สุดา ใจดี recorded the adoption"):
        declaration.adopt(by=make_user())
    assert Declaration.objects.adopted().get().adopted_by == first


def test_the_wording_is_final_once_it_was_adopted(forum):
    declaration = make_declaration(begin(forum))
    declaration.text = "แก้ก่อนรับรอง"
    declaration.save()
    declaration.adopt(by=make_user())
    declaration.text = "แก้หลังรับรอง"
    for way in (declaration.save, declaration.delete):
        with pytest.raises(Sealed, match="its wording is final"):
            way()
    assert Declaration.objects.get().text == "แก้ก่อนรับรอง"


def test_a_pledge_of_a_partner_is_a_commitment_at_once(forum):
    asked, by = make_participation(forum.cycle), make_user()
    pledge = make_pledge(forum, participation=asked, due_on=date(2027, 6, 30), by=by)
    commitment = Commitment.objects.get()
    assert (pledge.commitment, pledge.pledger, pledge.pledged_by) == (commitment, asked, by)
    assert (commitment.what, commitment.kind, commitment.due_on) == ("สมทบ 10,000 บาท", "money", date(2027, 6, 30))
    assert (commitment.participation, commitment.made_by, commitment.cycle) == (asked, by, forum.cycle)


def test_a_tambon_pledges_by_the_link_of_its_registration(forum):
    ticket = make_ticket(forum)
    pledge = Pledge.make(forum, text="ตั้งกองทุน", kind="people", tambon=ticket.tambon, registration=ticket)
    assert (pledge.pledger, pledge.pledged_by, pledge.registration) == (ticket.tambon, None, ticket)
    assert (pledge.commitment.tambon, pledge.commitment.made_by) == (ticket.tambon, None)


def test_neither_pledge_nor_commitment_is_left_when_one_of_them_is_refused(forum):
    asked = make_participation(forum.cycle)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_pledge(forum, participation=asked, tambon=make_tambon())
    with refused("Write what is promised"):
        make_pledge(forum, text="  ", participation=asked)
    celebration = make_planned(forum.cycle, Stage.CELEBRATION)
    with refused("belong to the forum"):
        make_pledge(celebration, participation=asked)
    forum.cancel(by=make_user(), reason="x")
    with refused("was cancelled"):
        make_pledge(forum, participation=asked)
    assert (Pledge.objects.count(), Commitment.objects.count()) == (0, 0)


def test_a_proposal_is_taken_up_and_its_answer_may_be_changed(forum):
    proposal, first, second = Proposal.objects.create(gathering=forum, text="ขอพี่เลี้ยง"), make_user(), make_user()
    with refused("Write what was decided"):
        proposal.take_up(" ", by=first)
    assert Proposal.objects.get().answered_at is None
    proposal.take_up("รับไว้", by=first)
    proposal.take_up("รับเข้าเกณฑ์พื้นที่นำร่อง", by=second)
    stored = Proposal.objects.get()
    assert (stored.answer, stored.answered_by) == ("รับเข้าเกณฑ์พื้นที่นำร่อง", second)
