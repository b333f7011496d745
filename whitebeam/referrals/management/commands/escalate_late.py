"""Takes the steps that are due for late referrals. Runs every minute; safe to repeat."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.kernel.clocks import read_moment
from whitebeam.kernel.context import Acting, acting
from whitebeam.referrals.queries import clock
from whitebeam.referrals.services import watching


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", type=read_moment, help="Act as if it were then.")
        parser.add_argument("--dry-run", action="store_true", help="Count, and tell nobody.")

    def handle(self, *args: object, at: datetime | None, dry_run: bool, **options: object) -> None:
        at = at or timezone.now()
        with acting(Acting.process("triage_clock")):
            with transaction.atomic():
                late = clock.late_stays(at=at)
            if dry_run:
                self.stdout.write(f"{len(late)} late referrals would be looked at")
                return
            # Each in a transaction of its own: a crash half way loses nothing.
            taken = sum(watching.escalate(entry_id, at=at) for entry_id in late)
        self.stdout.write(f"{taken} steps taken for {len(late)} late referrals")
