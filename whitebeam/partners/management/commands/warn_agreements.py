"""Announces the ends of sharing agreements, 90, 30 and 7 days before."""

from datetime import date

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.kernel.context import Acting, acting
from whitebeam.partners import queries
from whitebeam.partners.services import agreements


class Command(BaseCommand):
    help = "Warn of sharing agreements that end within 90, 30 or 7 days, each limit once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="Act as if today were this date.")
        parser.add_argument("--dry-run", action="store_true", help="Count, and write nothing.")

    def handle(self, *args: object, on: date | None, dry_run: bool, **options: object) -> None:
        on = on or timezone.localdate()
        due = queries.warnings_due(on=on)
        if dry_run:
            self.stdout.write(f"{len(due)} warnings would be given")
            return
        given = 0
        for agreement_id, days in due:
            with acting(Acting.process("agreements")), transaction.atomic():
                given += agreements.warn(agreement_id=agreement_id, days=days, on=on)
        self.stdout.write(f"{given} warnings given")
