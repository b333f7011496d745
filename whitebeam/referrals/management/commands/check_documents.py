"""Checks the documents that are held: after each upload, and every minute. Safe to repeat."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.files.kinds import REMADE
from whitebeam.files.shelf import Shelf
from whitebeam.files.taking import Keeping
from whitebeam.kernel.context import Acting, acting
from whitebeam.referrals.models import Document
from whitebeam.referrals.services.documents import TABLE, check_held

AT_ONCE = 50


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say how many are held.")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting(Acting.process("documents")), transaction.atomic():
            held = Document.objects.filter(state=Document.State.HELD, removed_at=None)
            if not settings.MALWARE_SCANNER:
                held = held.filter(content_type__in=REMADE)
            if options["dry_run"]:
                self.stdout.write(f"{held.count()} held")
                return
            self._check(held.order_by("added_at").select_for_update(skip_locked=True)[:AT_ONCE])

    def _check(self, held: Any) -> None:
        keeping = Keeping(Shelf(settings.UPLOADS_FOLDER, TABLE), settings.MALWARE_SCANNER)
        states = [check_held(document, keeping=keeping, at=timezone.now()) for document in held]
        settled = sum(state != Document.State.HELD for state in states)
        self.stdout.write(f"{settled} of {len(states)} settled")
