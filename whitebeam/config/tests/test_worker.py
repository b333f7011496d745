"""The worker's timetable names what there is, and each entry runs once at a time."""

import pytest
from croniter import croniter
from django.core.management import get_commands
from procrastinate.contrib.django import app

from tests.roles import as_role
from whitebeam.config.worker import TIMETABLE


@pytest.mark.parametrize(("cron", "command"), TIMETABLE)
def test_every_entry_is_a_command_with_a_time(cron, command):
    task = app.tasks[f"clock.{command}"]

    assert command in get_commands()
    assert croniter.is_valid(cron)
    assert task.lock == task.queueing_lock == f"clock.{command}"


def test_every_entry_is_started_by_the_clock():
    scheduled = {entry.task.name for entry in app.periodic_registry.periodic_tasks.values()}

    assert {f"clock.{command}" for _, command in TIMETABLE} <= scheduled


@pytest.mark.django_db
@pytest.mark.parametrize(("_cron", "command"), TIMETABLE)
def test_every_entry_does_its_work_and_may_be_repeated(_cron, command):
    with as_role("wb_worker"):
        for _ in range(2):
            app.tasks[f"clock.{command}"](timestamp=0)
