"""Closes research that is due and chases agencies that owe answers. Hourly; safe to repeat."""

from datetime import UTC, date, datetime, time, timedelta

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.kernel import clocks
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.context import Acting, acting
from whitebeam.marac.queries import asking as queries
from whitebeam.marac.services import watching_research

ONE_WORKING_DAY = 8


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="Act as at the end of this day.")
        parser.add_argument("--dry-run", action="store_true", help="Count, and tell nobody.")

    def handle(self, *args: object, on: date | None, dry_run: bool, **options: object) -> None:
        at = _end_of(on) if on else timezone.now()
        soon = clocks.due(at, hours=ONE_WORKING_DAY, calendar=clocks.WORKING)
        with acting(Acting.process("marac_clock")):
            with transaction.atomic():
                due, owing = queries.to_close(at=at), queries.to_chase(at=at, soon=soon)
            if dry_run:
                self.stdout.write(
                    f"{len(due)} cases would be closed for research, {len(owing)} agencies chased"
                )
                return
            # Each in a transaction of its own: a crash half way loses nothing.
            closed = sum(watching_research.close_due(case_id, at=at) for case_id in due)
            chased = [watching_research.chase(one, at=at, soon=soon) for one in owing]
        self.stdout.write(
            f"{closed} cases closed for research, {sum(map(bool, chased))} agencies chased"
        )


def _end_of(day: date) -> datetime:
    after = datetime.combine(day + timedelta(days=1), time(), tzinfo=LONDON)
    return after.astimezone(UTC) - timedelta(seconds=1)
