"""Sends on what was lost on the way: notices that should have left by now and did not."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.kernel.clocks import read_moment
from whitebeam.kernel.context import acting
from whitebeam.notices import queries
from whitebeam.notices.tasks import AS_NOTICES, enqueue


class Command(BaseCommand):
    help = "Ask the worker again to post every notice that should have left by now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", type=read_moment, help="Act as if it were then.")
        parser.add_argument("--dry-run", action="store_true", help="Count, and ask nothing.")

    def handle(self, *args: object, at: datetime | None, dry_run: bool, **options: object) -> None:
        with acting(AS_NOTICES), transaction.atomic():
            left = queries.left_behind(at=at or timezone.now())
            if not dry_run:
                enqueue(left)
        self.stdout.write(f"{len(left)} notices {'would be ' if dry_run else ''}sent on")
