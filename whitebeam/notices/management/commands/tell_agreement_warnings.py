"""Tells those who keep agreements of each warning that an agreement ends."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.kernel.clocks import read_moment
from whitebeam.kernel.context import Acting, acting
from whitebeam.notices import queries, services


class Command(BaseCommand):
    help = "Tell leads and guardians of agencies whose sharing agreements were warned of."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", type=read_moment, help="Act as if it were then.")
        parser.add_argument("--dry-run", action="store_true", help="Count, and tell nobody.")

    def handle(self, *args: object, at: datetime | None, dry_run: bool, **options: object) -> None:
        at = at or timezone.now()
        with acting(Acting.process("agreements")), transaction.atomic():
            untold = queries.agreements_to_tell_of(on=at.date())
            if dry_run:
                self.stdout.write(f"{len(untold)} agreements would be told of")
                return
            told = sum(services.tell_keepers(agreement, at=at) for agreement in untold)
        self.stdout.write(f"{told} notices of agreements made")
