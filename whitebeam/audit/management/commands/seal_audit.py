"""Seals the audit every few seconds. It signs in to the database as wb_seal."""

import logging
import signal
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection
from django.utils import timezone

from whitebeam.audit.rules.heads import Seal
from whitebeam.audit.services.heads_file import HeadsFile
from whitebeam.audit.services.sealing import seal_log
from whitebeam.kernel.context import Acting, acting

logger = logging.getLogger(__name__)
WHOLE_EVERY = 720


class Command(BaseCommand):
    help = "Seal what was recorded since the last time; with --every, until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="Seal again and again.")

    def handle(self, *, every: float | None, **options: Any) -> None:
        if every is None:
            self.stdout.write(f"{_seal(whole=True)} entries sealed")
            return
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        rounds = 0
        while not stop.is_set():
            _try_to_seal(whole=rounds % WHOLE_EVERY == 0)
            rounds += 1
            stop.wait(every)


def _try_to_seal(*, whole: bool) -> None:
    # A server or disk that is away now may be back in a moment; entries wait, none is lost.
    try:
        _seal(whole=whole)
    except (DatabaseError, OSError) as error:
        logger.error("The audit could not be sealed: %s", type(error).__name__)
        if isinstance(error, DatabaseError):
            connection.close()


def _seal(*, whole: bool) -> int:
    with acting(Acting.process("seal")):
        return seal_log(
            file=HeadsFile(settings.HEADS_FOLDER),
            seal=Seal.of(settings.KEYRING.seal_key),
            at=timezone.now(),
            whole=whole,
        )
