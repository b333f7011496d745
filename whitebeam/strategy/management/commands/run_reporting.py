"""Opens drafts, asks owners and chases the late. Runs every day; safe to repeat."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.kernel.clocks import LONDON, read_moment
from whitebeam.kernel.context import Acting, acting
from whitebeam.strategy.queries import clock
from whitebeam.strategy.services import rotating


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", type=read_moment, help="Act as if it were then.")
        parser.add_argument("--dry-run", action="store_true", help="Count, and tell nobody.")

    def handle(self, *args: object, at: datetime | None, dry_run: bool, **options: object) -> None:
        at = at or timezone.now()
        on = at.astimezone(LONDON).date()
        with acting(Acting.process("plan_clock")):
            if dry_run:
                with transaction.atomic():
                    opening, asking = clock.rounds_to_open(on=on), clock.rounds_to_ask(on=on)
                self.stdout.write(f"{len(opening)} rounds would open, {len(asking)} be asked")
                return
            opened = sum(
                rotating.open_round(round_id=each, at=at) for each in clock.rounds_to_open(on=on)
            )
            asked = sum(
                rotating.ask_owners(round_id=each, at=at) for each in clock.rounds_to_ask(on=on)
            )
            chased = sum(
                rotating.chase(return_id=each, on=on, at=at) for each in clock.answers_owed(on=on)
            )
        self.stdout.write(f"{opened} drafts opened, {asked} agencies asked, {chased} chased")
