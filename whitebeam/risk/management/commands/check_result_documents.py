"""Checks the documents of results that are held. Every minute; safe to repeat."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.files.kinds import REMADE
from whitebeam.files.shelf import Shelf
from whitebeam.files.taking import Keeping
from whitebeam.kernel.context import Acting, acting
from whitebeam.risk.models import ResultDocument
from whitebeam.risk.services.documents import TABLE, check_held

AT_ONCE = 50


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say how many are held.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        keeping = Keeping(Shelf(settings.UPLOADS_FOLDER, TABLE), settings.MALWARE_SCANNER)
        with acting(Acting.process("documents")), transaction.atomic():
            held = ResultDocument.objects.filter(state="HELD", removed_at=None)
            if not settings.MALWARE_SCANNER:
                held = held.filter(content_type__in=REMADE)
            if dry_run:
                self.stdout.write(f"{held.count()} held")
                return
            first = held.order_by("added_at").select_for_update(skip_locked=True)[:AT_ONCE]
            now = timezone.now()
            states = [check_held(document, keeping=keeping, at=now) for document in first]
        settled = sum(state != ResultDocument.State.HELD for state in states)
        self.stdout.write(f"{settled} of {len(states)} settled")
