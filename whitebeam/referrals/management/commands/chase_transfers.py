"""Chases receipts of transfers that do not come. Runs every minute; each is chased once."""

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
                late = clock.late_receipts(at=at)
            if dry_run:
                self.stdout.write(f"{len(late)} late receipts would be chased")
                return
            chased = sum(watching.chase_receipt(transfer_id, at=at) for transfer_id in late)
        self.stdout.write(f"{chased} late receipts chased")
