"""Asks agencies to take off flags whose year is over. Once a day; safe to repeat."""

from datetime import date

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.kernel.context import Acting, acting
from whitebeam.marac.queries import flags
from whitebeam.marac.services import flagging


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="Act as if today were this day.")
        parser.add_argument("--dry-run", action="store_true", help="Count, and ask nobody.")

    def handle(self, *args: object, on: date | None, dry_run: bool, **options: object) -> None:
        day = on or timezone.localdate()
        with acting(Acting.process("marac_clock")):
            with transaction.atomic():
                due = flags.due_for_removal(on=day)
            if dry_run:
                self.stdout.write(f"{len(due)} flags would be asked off")
                return
            asked = sum(flagging.ask_to_remove(flag, at=timezone.now()) for flag in due)
        self.stdout.write(f"{asked} flags asked off")
