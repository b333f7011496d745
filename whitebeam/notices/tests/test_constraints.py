"""What must never be of a notice is refused by the database, each rule by its name."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.constraints import constraint_broken_by, constraints_of
from tests.factories import UserFactory
from whitebeam.notices.models import Notice

pytestmark = pytest.mark.django_db


def a_notice(**given):
    return Notice(
        to=UserFactory(),
        template="referral_waits",
        about_label="referrals.Referral",
        about_id=uuid4(),
        made_at=datetime(2026, 3, 4, 12, tzinfo=UTC),
        **given,
    )


BREAKS = {
    "notice_sent_at_some_time": lambda: [a_notice(post="SENT")],
    "notice_stopped_for_a_reason": lambda: [a_notice(post="STOPPED")],
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(name):
    assert constraint_broken_by(BREAKS[name]()) == name


def test_every_constraint_is_broken_here():
    assert set(BREAKS) == constraints_of("notices")
