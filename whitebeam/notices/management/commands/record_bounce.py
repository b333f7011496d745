"""Takes in a message that a mail server sent back. Mail for the sender's address is piped here."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from whitebeam.kernel.context import acting
from whitebeam.notices import posting
from whitebeam.notices.rules.bounces import returned
from whitebeam.notices.tasks import AS_NOTICES

LONGEST = 1_000_000


class Command(BaseCommand):
    help = "Read a returned message (RFC 3464) from standard input; make its bounce a task."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, help="Read it from this file instead.")
        parser.add_argument("--dry-run", action="store_true", help="Say what it is about.")

    def handle(self, *args: object, file: Path | None, dry_run: bool, **options: object) -> None:
        found = returned(file.read_bytes() if file else sys.stdin.buffer.read(LONGEST))
        if found is None:
            raise CommandError("This is not about a message of ours.")
        if not found.is_final:
            self.stdout.write("It may still arrive: nothing to do")
            return
        if dry_run:
            self.stdout.write("It is about a message of ours and final")
            return
        with acting(AS_NOTICES):
            is_new = posting.record_bounce(found.reference, at=timezone.now())
        self.stdout.write("Made a task of it" if is_new else "It is known already")
