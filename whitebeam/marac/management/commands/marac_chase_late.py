"""Chases what waits too long at MARAC: screening, transfers, answers, reaching and telling her;
what the referrer was asked, lists, settlements, audits and minutes.

Hourly; safe to repeat.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.kernel.clocks import read_moment
from whitebeam.kernel.context import Acting, acting
from whitebeam.marac.models import Case
from whitebeam.marac.queries import late, waits
from whitebeam.marac.services import chasing, chasing_waits

CHASE: dict[str, Callable[..., bool]] = {
    "cases": chasing.chase_screening,
    "transfers": chasing.chase_transfer,
    "lists of answers": chasing.name_the_missing,
    "first contacts": chasing.chase_contact,
    "tellings": chasing.chase_telling,
}


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", type=read_moment, help="Act as if it were then.")
        parser.add_argument("--dry-run", action="store_true", help="Count, and tell nobody.")

    def handle(self, *args: object, at: datetime | None, dry_run: bool, **options: object) -> None:
        at = at or timezone.now()
        with acting(Acting.process("marac_clock")):
            with transaction.atomic():
                found = {
                    what: late.ids(rows)
                    for what, rows in {
                        "cases": late.waiting_for_screening(at=at),
                        "transfers": late.unreceived(at=at),
                        "lists of answers": late.lacking_answers(at=at),
                        "first contacts": late.unreached(at=at),
                        "tellings": late.untold(),
                    }.items()
                }
                waiting = waits.past_their_clock(Case.objects.all(), at=at)
                kinds = {(wait.kind, wait.case.pk) for wait in waiting}
            if dry_run:
                self.stdout.write(f"{_counted(found)}, {len(kinds)} other waits to look at")
                return
            chased = {
                what: [pk for pk in pks if CHASE[what](pk, at=at)] for what, pks in found.items()
            }
            others = [one for one in sorted(kinds) if chasing_waits.chase_wait(*one, at=at)]
        self.stdout.write(f"{_counted(chased)}, {len(others)} other waits chased")


def _counted(found: Mapping[str, Sequence[UUID]]) -> str:
    return ", ".join(f"{len(pks)} {what}" for what, pks in found.items())
