"""Opens the returns of the period that has ended, and chases those that do not come."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.indicators.rules.periods import Cadence, period_of
from whitebeam.indicators.services import chasing, returning
from whitebeam.kernel.clocks import LONDON, read_moment
from whitebeam.kernel.context import Acting, acting


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", type=read_moment, help="Act as if it were then.")
        parser.add_argument("--dry-run", action="store_true", help="Count, and do nothing.")

    def handle(self, *args: object, at: datetime | None, dry_run: bool, **options: object) -> None:
        at = at or timezone.now()
        on = at.astimezone(LONDON).date()
        with acting(Acting.process("returns_clock")):
            if not dry_run:
                ended = [period_of(on, cadence=one).before for one in Cadence]
                opened = sum(returning.open_returns(period, at=at) for period in ended)
                self.stdout.write(f"{opened} returns opened")
            with transaction.atomic():
                due = chasing.due_for_chasing(on=on)
            if dry_run:
                self.stdout.write(f"{len(due)} returns would be chased")
                return
            told = sum(chasing.chase(pk, limit=limit, at=at) for pk, limit in due)
        self.stdout.write(f"{len(due)} returns chased, {told} workers told")
