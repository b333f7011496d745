"""Gives back every referral whose hold has run out. Runs every minute; safe to repeat."""

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
        parser.add_argument("--dry-run", action="store_true", help="Count, and change nothing.")

    def handle(self, *args: object, at: datetime | None, dry_run: bool, **options: object) -> None:
        at = at or timezone.now()
        with acting(Acting.process("triage_clock")), transaction.atomic():
            if dry_run:
                self.stdout.write(f"{clock.run_out(at=at)} holds would be given back")
                return
            self.stdout.write(f"{watching.run_out_claims(at=at)} holds given back")
