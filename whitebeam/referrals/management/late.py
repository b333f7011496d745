"""The command of the triage clock that looks for what is late and takes each in its own turn."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.kernel.clocks import read_moment
from whitebeam.kernel.context import Acting, acting


class LateCommand(BaseCommand):
    """What one command finds, what it does with each, and its words for both."""

    find: ClassVar[Callable[..., Sequence[UUID]]]
    take: ClassVar[Callable[..., int]]
    would: ClassVar[str]
    did: ClassVar[str]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", type=read_moment, help="Act as if it were then.")
        parser.add_argument("--dry-run", action="store_true", help="Count, and tell nobody.")

    def handle(self, *args: object, at: datetime | None, dry_run: bool, **options: object) -> None:
        at, command = at or timezone.now(), type(self)
        with acting(Acting.process("triage_clock")):
            with transaction.atomic():
                late = command.find(at=at)
            if dry_run:
                self.stdout.write(self.would.format(late=len(late)))
                return
            # Each in a transaction of its own: a crash half way loses nothing.
            taken = sum(command.take(pk, at=at) for pk in late)
        self.stdout.write(self.did.format(late=len(late), taken=taken))
