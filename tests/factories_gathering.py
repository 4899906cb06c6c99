"""Makers of rows for gatherings that were planned by their verb: `make_<noun>(**fields)`."""

from datetime import timedelta

from forums.models import Declaration, Gathering, Invitation, Pledge
from tests.factories import in_days, make_district, make_open_cycle, make_tambon, make_user
from welfare_movement.people.models import User
from welfare_movement.process.stages import Stage


def make_planned(cycle=None, stage=Stage.FORUMS, *, by=None, starts_at=None, **fields):
    """A gathering planned ten days ahead; every district that its province has then is expected."""
    starts_at = starts_at or in_days(10)
    fields = {"title": "เวทีใหญ่", "venue": "ศาลากลางจังหวัด", "capacity": 300, **fields}
    fields = {"ends_at": starts_at + timedelta(hours=7), **fields}
    gathering = Gathering(cycle=cycle or make_open_cycle(Stage.FORUMS), stage=stage, starts_at=starts_at, **fields)
    return gathering.plan(by=by or make_user())


def begin(gathering):
    """Let the gathering have begun yesterday; it ends tomorrow."""
    Gathering.objects.filter(pk=gathering.pk).update(starts_at=in_days(-1), ends_at=in_days(1))
    gathering.refresh_from_db()
    return gathering


def make_person(given_name="สมหมาย", **fields):
    """Someone who registers themselves: nobody knows them yet, so they are not saved."""
    return User(given_name=given_name, **{"family_name": "ใจดี", "phone": "0800000123", **fields})


def make_ticket(gathering, code="800104", *, person=None, by=None, **fields):
    """A registration by the verb: of someone known, from this tambon (None: from outside)."""
    tambon = code and make_tambon(code, make_district(code[:4]))
    return gathering.register(person or make_user(), by=by or make_user(), tambon=tambon or None, **fields)


def make_declaration(gathering, **fields):
    return Declaration.objects.create(gathering=gathering, text="พวกเราจะดูแลกันตั้งแต่เกิดจนตาย", **fields)


def make_pledge(gathering, *, text="สมทบ 10,000 บาท", kind="money", by=None, **promised):
    return Pledge.make(gathering, text=text, kind=kind, by=by or make_user(), **promised)


def make_gathering_invitation(gathering, person=None, *, by=None):
    Invitation.invite(gathering, [person or make_user()], by=by or make_user())
    return gathering.invitations.order_by("pk").last()
