"""Returns that do not come are chased before their day, on it, and after; each time once."""

from datetime import date, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from tests.roles import as_role
from whitebeam.indicators.models import Return, Step
from whitebeam.kernel.clocks import LONDON
from whitebeam.notices.models import Notice


def watched_on(day, *options):
    said = StringIO()
    at = datetime.combine(day, datetime.min.time(), tzinfo=LONDON).isoformat()
    with as_role("wb_worker"):
        call_command("watch_returns", "--at", at, *options, stdout=said)
    return said.getvalue().split("\n")[:-1]


def told(desk):
    with as_role("wb_bulk"):
        return sorted(Notice.objects.filter(to=desk.owner).values_list("template", flat=True))


def test_the_clock_opens_the_returns_of_the_quarter_that_has_ended(desk):
    assert watched_on(date(2026, 7, 1)) == ["1 returns opened", "0 returns chased, 0 workers told"]
    assert watched_on(date(2026, 7, 2))[0] == "0 returns opened"


@pytest.mark.parametrize(
    ("day", "templates"),
    [
        (date(2026, 7, 22), []),  # six days before it is due
        (date(2026, 7, 23), ["return_due"]),
        (date(2026, 7, 28), ["return_due"]),
        (date(2026, 7, 31), ["return_late"]),
    ],
)
def test_a_limit_that_is_reached_reminds_the_agency_s_data_owners(desk, day, templates):
    watched_on(date(2026, 7, 1))

    watched_on(day)

    assert told(desk) == templates


def test_each_limit_reminds_once(desk):
    watched_on(date(2026, 7, 1))

    for day in (23, 24, 28, 29, 31):
        watched_on(date(2026, 7, day))

    assert told(desk) == ["return_due", "return_due", "return_late"]
    with as_role("wb_bulk"):
        assert Step.objects.filter(kind="CHASED").count() == 3


def test_a_dry_run_only_counts(desk):
    watched_on(date(2026, 7, 1))

    assert watched_on(date(2026, 7, 23), "--dry-run") == ["1 returns would be chased"]
    assert told(desk) == []


def test_a_signed_return_is_left_alone(desk):
    desk.signed()

    watched_on(date(2026, 7, 31))

    with as_role("wb_bulk"):
        assert not Step.objects.filter(kind="CHASED").exists()
        assert Return.objects.get().state == Return.State.SIGNED
