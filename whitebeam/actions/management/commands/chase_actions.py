"""Chases actions that are late, or proposals nobody answered: each once a day, on working days."""

from datetime import date, datetime, time

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.actions.queries import clock
from whitebeam.actions.services import watching
from whitebeam.kernel.clocks import LONDON, is_working_day
from whitebeam.kernel.context import Acting, acting

MORNING = time(9)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="Act as if it were this day.")
        parser.add_argument("--dry-run", action="store_true", help="Count, and tell nobody.")

    def handle(self, *args: object, on: date | None, dry_run: bool, **options: object) -> None:
        at = datetime.combine(on, MORNING, tzinfo=LONDON) if on else timezone.now()
        on = on or at.astimezone(LONDON).date()
        if not is_working_day(on):
            self.stdout.write("0 actions chased: offices are closed")
            return
        with acting(Acting.process("actions_clock")):
            with transaction.atomic():
                patience = clock.patience()
                late = clock.to_chase(on=on, patience=patience)
            if dry_run:
                self.stdout.write(f"{len(late)} actions would be chased")
                return
            # Each in a transaction of its own: a crash half way loses nothing.
            chased = sum(watching.chase(pk, patience=patience, on=on, at=at) for pk in late)
        self.stdout.write(f"{chased} actions chased")
