"""Deferred and scheduled work, kept in the database until it is done.

What the clock does is a management command that can be run by hand too; this is its timetable.
Every worker knows it, and the database sees to it that each entry is started once.
"""

import logging
from io import StringIO

from django.core.management import call_command
from procrastinate import App

TIMETABLE = (
    ("* * * * *", "run_out_claims"),
    ("* * * * *", "escalate_late"),
    ("* * * * *", "chase_transfers"),
    ("* * * * *", "check_result_documents"),
    ("* * * * *", "check_evidence"),
    ("40 7-18 * * *", "chase_actions"),
    ("15 7 * * *", "run_reporting"),
    ("30 7 * * 1", "watch_groups"),
    ("*/10 * * * *", "sweep_notices"),
    ("5 * * * *", "warn_agreements"),
    ("10 * * * *", "tell_agreement_warnings"),
    ("15 6 * * *", "watch_returns"),
    ("15 * * * *", "marac_research_clock"),
    ("25 * * * *", "marac_chase_late"),
    ("40 5 * * *", "marac_flags_due"),
    ("20 3 * * *", "tidy_accounts"),
)
log = logging.getLogger(__name__)


def on_ready(app: App) -> None:
    """Put the timetable before the task app; other tasks register themselves when imported."""
    for cron, command in TIMETABLE:
        _schedule(app, cron, command)
    _schedule_mending(app)


def _schedule(app: App, cron: str, command: str) -> None:
    name = f"clock.{command}"

    # Never two at once: a slow run is not overtaken by the next minute's.
    @app.periodic(cron=cron)
    @app.task(name=name, lock=name, queueing_lock=name)
    def run(timestamp: int) -> None:
        said = StringIO()
        call_command(command, stdout=said)
        log.debug("%s: %s", command, said.getvalue().strip())


def _schedule_mending(app: App) -> None:
    @app.periodic(cron="*/5 * * * *")
    @app.task(name="clock.take_up_stalled", queueing_lock="clock.take_up_stalled")
    async def take_up_stalled(timestamp: int) -> None:
        """Do again what a worker had in hand when it died; every task may be repeated."""
        for job in await app.job_manager.get_stalled_jobs():
            await app.job_manager.retry_job(job)
