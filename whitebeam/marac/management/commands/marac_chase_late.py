"""Chases late screening and transfers, and answers missing before a meeting. Safe to repeat."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.kernel.clocks import read_moment
from whitebeam.kernel.context import Acting, acting
from whitebeam.marac.queries import late
from whitebeam.marac.services import chasing


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", type=read_moment, help="Act as if it were then.")
        parser.add_argument("--dry-run", action="store_true", help="Count, and tell nobody.")

    def handle(self, *args: object, at: datetime | None, dry_run: bool, **options: object) -> None:
        at = at or timezone.now()
        with acting(Acting.process("marac_clock")):
            with transaction.atomic():
                cases = late.ids(late.waiting_for_screening(at=at))
                transfers = late.ids(late.unreceived(at=at))
                meetings = late.ids(late.lacking_answers(at=at))
            if dry_run:
                self.stdout.write(
                    f"{len(cases)} cases wait for screening, {len(transfers)} transfers for their"
                    f" receipt, {len(meetings)} meetings for answers"
                )
                return
            screened = sum(chasing.chase_screening(pk, at=at) for pk in cases)
            received = sum(chasing.chase_transfer(pk, at=at) for pk in transfers)
            answered = sum(chasing.name_the_missing(pk, at=at) for pk in meetings)
        self.stdout.write(
            f"{screened} cases, {received} transfers, {answered} lists of answers chased"
        )
