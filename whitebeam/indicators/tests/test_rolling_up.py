"""The referrals of a quarter, copied out of the database and counted by the engine."""

from datetime import datetime

import pytest

from tests.referral_builders import a_sent_referral
from tests.roles import as_role
from whitebeam.kernel.clocks import LONDON
from whitebeam.referrals.models import Referral

PAGE = "/indicators/rolled-up/2026-Q1.csv"


@pytest.fixture
def nine(desk):
    for _ in range(9):
        referral = a_sent_referral()
        with as_role("wb_bulk"):
            Referral.objects.filter(pk=referral.pk).update(
                sent_at=datetime(2026, 5, 4, 12, tzinfo=LONDON),
                area=desk.areas[0],
                held_by=desk.police,
            )
    return desk


def test_a_keeper_takes_the_table_with_small_counts_hidden(client, nine):
    client.force_login(nine.keeper)

    rows = client.get(PAGE).content.decode().splitlines()

    assert rows[0] == '"District","Quarter","Agency","Counted by","Group","Referrals"'
    assert f'"Ashford","2026-Q1","{nine.police.code}","everyone","","10"' in rows
    assert all(row.endswith(('"hidden"', '"10"', '"Referrals"')) for row in rows)


def test_others_do_not(client, nine):
    client.force_login(nine.reader)

    assert client.get(PAGE).status_code == 403


def test_a_period_that_is_none_is_not_found(client, desk):
    client.force_login(desk.keeper)

    assert client.get("/indicators/rolled-up/2026-Q9.csv").status_code == 404
