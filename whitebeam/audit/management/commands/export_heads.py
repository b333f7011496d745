"""Hands the heads and the public key to somebody else's keeping."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from whitebeam.audit.services.heads_file import HeadsFile, NotAContinuation, hand_over


class Command(BaseCommand):
    help = "Bring a folder's copy of the signed heads up to date; refuse if the two disagree."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            added = hand_over(HeadsFile(settings.HEADS_FOLDER), to=HeadsFile(folder))
        except NotAContinuation as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{added} lines added")
