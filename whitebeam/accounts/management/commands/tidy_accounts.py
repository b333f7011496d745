"""Suspends unused accounts and lets go of what was kept for a while. Run it once a day."""

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.accounts.services import tidying
from whitebeam.kernel.context import Acting, acting


class Command(BaseCommand):
    help = "Suspend accounts unused for 60 days; delete spent links, old tries and dead sessions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Count, and change nothing.")

    def handle(self, *args: object, dry_run: bool, **options: object) -> None:
        now = timezone.now()
        unused = tidying.unused_since(now)
        if dry_run:
            self.stdout.write(f"{len(unused)} accounts would be suspended")
            return
        with acting(Acting.process("accounts")), transaction.atomic():
            for user_id in unused:
                tidying.suspend(user_id, at=now)
            gone = tidying.let_go(at=now)
        self.stdout.write(f"{len(unused)} accounts suspended, {gone} rows let go")
