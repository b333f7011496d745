"""Tells those who keep groups of vacant seats and late terms. Runs every Monday; safe to repeat."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.governance import queries
from whitebeam.governance.services import alerting
from whitebeam.kernel.clocks import LONDON, read_moment
from whitebeam.kernel.context import Acting, acting


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", type=read_moment, help="Act as if it were then.")
        parser.add_argument("--dry-run", action="store_true", help="Count, and tell nobody.")

    def handle(self, *args: object, at: datetime | None, dry_run: bool, **options: object) -> None:
        at = at or timezone.now()
        on = at.astimezone(LONDON).date()
        with acting(Acting.process("group_clock")):
            with transaction.atomic():
                short = queries.shortfall(on=on)
            told = 0 if dry_run else alerting.tell_of_gaps(on=on, at=at)
        self.stdout.write(f"{short.vacant} seats vacant, {short.late} terms late, {told} told")
