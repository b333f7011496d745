"""What the clock does with reporting, as the worker's own role: once, however often it runs."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from tests.roles import as_role
from tests.strategy_builders import a_keeper, a_project, a_round, an_owner, an_update
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.notices.models import Notice
from whitebeam.strategy.models import Return, Update
from whitebeam.strategy.services import reporting, rotating

pytestmark = pytest.mark.django_db


def run(on, **options):
    said = StringIO()
    at = datetime(on.year, on.month, on.day, 7, tzinfo=UTC)
    with as_role("wb_worker"):
        call_command("run_reporting", at=at, stdout=said, **options)
    return said.getvalue().strip()


@pytest.fixture
def project():
    return a_project()


@pytest.fixture
def owner(project):
    return an_owner(project.owner_agency)


@pytest.fixture
def round_of_may(project):
    return a_round(project.strand)


def told(owner, template):
    with as_role("wb_bulk"):
        return Notice.objects.filter(to=owner, template=template).count()


@pytest.mark.usefixtures("round_of_may")
def test_drafts_open_six_weeks_before_the_board_and_once(project):
    assert run(date(2026, 5, 5)).startswith("0 drafts")
    assert run(date(2026, 5, 6)).startswith("1 drafts")
    assert run(date(2026, 5, 6)).startswith("0 drafts")

    with as_role("wb_bulk"):
        assert Update.objects.get().project_id == project.pk


@pytest.mark.usefixtures("round_of_may")
def test_owners_are_asked_four_weeks_before_and_the_late_are_chased(owner):
    run(date(2026, 5, 6))
    run(date(2026, 5, 20))
    assert told(owner, "progress_asked") == 1

    run(date(2026, 6, 5))

    assert told(owner, "progress_late") == 1
    with as_role("wb_bulk"):
        assert Return.objects.get().chases == 1


@pytest.mark.usefixtures("round_of_may")
def test_whoever_has_answered_is_left_alone(project, owner):
    run(date(2026, 5, 6))
    run(date(2026, 5, 20))
    with as_role("wb_bulk"):
        update = Update.objects.get(project=project)
    with acting(Acting.user(owner.pk)):
        reporting.save_draft(update_id=update.pk, status="AMBER", words="Slow.", by=owner)
        reporting.send_update(update_id=update.pk, by=owner, at=datetime(2026, 5, 21, tzinfo=UTC))

    run(date(2026, 6, 5))

    assert told(owner, "progress_late") == 0


def test_a_draft_that_was_open_already_joins_the_round(project, round_of_may):
    update = an_update(project)

    run(date(2026, 5, 6))

    with as_role("wb_bulk"):
        assert Update.objects.get(pk=update.pk).round_id == round_of_may.pk


@pytest.mark.usefixtures("round_of_may")
def test_a_dry_run_does_nothing():
    assert run(date(2026, 5, 6), dry_run=True) == "1 rounds would open, 0 be asked"
    with as_role("wb_bulk"):
        assert not Update.objects.exists()


def test_a_strand_is_set_to_report_once_a_quarter_by_a_keeper(project, owner):
    keeper = a_keeper()
    with acting(Acting.user(keeper.pk)):
        planned = rotating.plan_round(strand=project.strand, board_on=date(2026, 6, 17), by=keeper)
        assert planned.opens_on == date(2026, 5, 6)
        with pytest.raises(Refused, match="in that quarter already"):
            rotating.plan_round(strand=project.strand, board_on=date(2026, 6, 18), by=keeper)
    with acting(Acting.user(owner.pk)), pytest.raises(Refused, match="Only a keeper"):
        rotating.plan_round(strand=project.strand, board_on=date(2026, 9, 17), by=owner)
